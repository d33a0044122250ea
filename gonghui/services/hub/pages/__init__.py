"""What the pages of the rooms show. Reads only."""
