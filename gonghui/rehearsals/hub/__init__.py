"""The meeting place across the strait, as the newspaper told it: its rooms, so far."""
