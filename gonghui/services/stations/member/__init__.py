"""A worker's pages: stations near, one of them, and the door of each."""
