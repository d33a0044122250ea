"""Officers' pages: the rosters they bring, and claims on their members."""
