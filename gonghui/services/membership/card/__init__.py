"""The member card that a merchant or a door can check: a code that changes, and a yes or no with the name masked."""
