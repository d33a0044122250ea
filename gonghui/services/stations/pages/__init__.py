"""What the pages of stations show. Reads only."""
