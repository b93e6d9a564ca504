"""The pages of telling, by what they are for."""
