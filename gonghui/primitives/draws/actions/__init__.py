"""The verbs of a draw (摇号): open it, enter it, freeze its list, draw, publish, and what came of it."""

from ..entry_statement import Entering
from .drawing import cancel_draw, close_draw, draw_lots, file_of, open_draw, set_beacon, store_file
from .entering import enter, enter_many, position_in, weight_for, withdraw
from .need import refuse_fixed_need, set_need

__all__ = [
    "Entering",
    "cancel_draw",
    "close_draw",
    "draw_lots",
    "enter",
    "enter_many",
    "file_of",
    "open_draw",
    "position_in",
    "refuse_fixed_need",
    "set_beacon",
    "set_need",
    "store_file",
    "weight_for",
    "withdraw",
]
