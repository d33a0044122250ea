"""What the pages of the reading rooms show. Reads only."""
