"""What the pages show of the hotline; reads only."""
