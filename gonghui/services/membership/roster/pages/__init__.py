"""What a roster says, what its rows would do, and what the pages show of it. Reads only."""
