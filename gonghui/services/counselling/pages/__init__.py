"""What the pages show of counselling; reads only."""
