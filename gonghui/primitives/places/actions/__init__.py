"""The verbs of places. Each is one transaction and writes the journal."""

from .premises import add_keeper, close_premises, open_premises, remove_keeper, revise
from .rooms import add_room, close_room, revise_room
from .times import close_for, end_closure, set_hours, set_room_hours

__all__ = [
    "add_keeper",
    "add_room",
    "close_for",
    "close_premises",
    "close_room",
    "end_closure",
    "open_premises",
    "remove_keeper",
    "revise",
    "revise_room",
    "set_hours",
    "set_room_hours",
]
