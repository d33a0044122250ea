"""The officers' pages: planning a fair, running it, settling its money."""
