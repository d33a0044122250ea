"""The loan desk: its page, what it makes of a scan, what its device tells."""
