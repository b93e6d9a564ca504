"""What the pages of the hub ask for. Forms check shape; the actions refuse."""
