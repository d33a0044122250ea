"""The verbs of places. Each is one transaction; what a person did is in the journal."""

from .calendar import load_calendar, remove_calendar_day, set_calendar_day
from .importing import load_premises
from .pictures import add_picture, remove_picture
from .premises import add_keeper, ask_keeper, close_premises, open_premises, remove_keeper, revise
from .rooms import add_room, close_room, revise_room
from .signs import confirm_open, tell_shut
from .times import close_for, end_closure, set_hours, set_room_hours
from .troubles import answer_trouble, report_trouble

__all__ = [
    "add_keeper",
    "add_picture",
    "add_room",
    "answer_trouble",
    "ask_keeper",
    "close_for",
    "close_premises",
    "close_room",
    "confirm_open",
    "end_closure",
    "load_calendar",
    "load_premises",
    "open_premises",
    "remove_calendar_day",
    "remove_keeper",
    "remove_picture",
    "report_trouble",
    "revise",
    "revise_room",
    "set_calendar_day",
    "set_hours",
    "set_room_hours",
    "tell_shut",
]
