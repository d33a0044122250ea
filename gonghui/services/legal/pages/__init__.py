"""What the pages show of legal help; reads only."""
