"""The story of Songyuan: many small reading rooms, one large library, a bank's room, and those who read there."""
