"""A worker's pages: the fairs, a place and its receipt, what was bought; the draw."""
