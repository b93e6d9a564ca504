"""The hub's pages: its desk, an enquiry, and an agency's own page for what it is asked."""
