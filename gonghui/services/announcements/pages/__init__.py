"""What the pages show of announcements; reads only."""
