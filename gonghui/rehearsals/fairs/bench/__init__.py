"""Measuring the rush: members by the ten thousand, fairs to storm, and what the books say afterwards."""
