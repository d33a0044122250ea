"""What the pages of the fairs show. Reads only."""
