"""What the pages show of founding; reads only."""
