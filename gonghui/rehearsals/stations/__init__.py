"""The drivers of Baotou: a truckers' home, fifteen stations, a week; and a small world for the demo."""
