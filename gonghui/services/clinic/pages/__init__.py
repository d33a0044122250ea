"""What the pages show of the free clinic; reads only."""
