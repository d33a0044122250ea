"""What the pages show of applications; reads only."""
