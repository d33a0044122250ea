"""How many of those who work are members: by trade, by place, by kind of union; and the lists behind the numbers."""
