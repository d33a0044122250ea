"""What officers do with a hub's rooms: the day and the month, answers, terms and layouts."""
