"""The officers' pages: stations, their rooms and keepers, inspection and stars, gaps and use."""
