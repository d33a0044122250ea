"""Whole pages for visitors, made once for all who ask for them in the same second, and answered before Django."""
