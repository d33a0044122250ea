"""A worker's pages: houses and rooms, and the bookings that are mine."""
