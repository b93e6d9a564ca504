"""What the pages of the hub read, always through what the reader may see, in a constant number of queries."""
