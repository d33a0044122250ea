"""Premises of every kind in the console: the same pages for a station, a reading room and a hub."""
