"""A reader's pages: books and rooms, and seats."""
