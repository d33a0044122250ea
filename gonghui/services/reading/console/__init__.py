"""The officer's pages of the reading rooms."""
