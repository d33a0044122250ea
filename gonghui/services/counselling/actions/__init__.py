"""What workers, counsellors and officers do with counselling, beside the verbs of casework; and the worker's rounds."""

from .booking import book, call_off, cancel, move, rate
from .calling import ask_call, end_call, late, open_path, rate_call, reached, show_path, take_call, withdraw_call
from .hours import close_hours, introduce, open_hours
from .leaflets import revise, withdraw, write
from .noting import note, open_call, open_talk
from .scales import consent, erase, revoke, show_to, take
from .working import forget, work

__all__ = [
    "ask_call",
    "book",
    "call_off",
    "cancel",
    "close_hours",
    "consent",
    "end_call",
    "erase",
    "forget",
    "introduce",
    "late",
    "move",
    "note",
    "open_call",
    "open_hours",
    "open_path",
    "open_talk",
    "rate",
    "rate_call",
    "reached",
    "revise",
    "revoke",
    "show_path",
    "show_to",
    "take",
    "take_call",
    "withdraw",
    "withdraw_call",
    "work",
    "write",
]
