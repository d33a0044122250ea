"""The verbs of the reading rooms. Each is one transaction and writes the journal."""

from .catalogue import add_copies, describe, import_books, remove_cover, set_cover
from .desk import DeskAct, record_acts, settle_scan
from .holds import arrived, cancel_hold, expire_holds, place_hold
from .lending import Back, lend, lose, renew, take_back
from .proposals import answer, propose
from .rooms import check_naming, describe_room, ensure_room, open_room, set_rule
from .seats import (
    arrive,
    arrive_at,
    book_seat,
    count_visit,
    draw_plan,
    give_seat_back,
    leave,
    release_no_shows,
    sign_in,
)
from .stock import Seen, end_stock_take, see, start_stock_take, undo_end, unseen_in, weed
from .work import remind, work_reading

__all__ = [
    "Back",
    "DeskAct",
    "Seen",
    "add_copies",
    "answer",
    "arrive",
    "arrive_at",
    "arrived",
    "book_seat",
    "cancel_hold",
    "check_naming",
    "count_visit",
    "describe",
    "describe_room",
    "draw_plan",
    "end_stock_take",
    "ensure_room",
    "expire_holds",
    "give_seat_back",
    "import_books",
    "leave",
    "lend",
    "lose",
    "open_room",
    "place_hold",
    "propose",
    "record_acts",
    "release_no_shows",
    "remind",
    "remove_cover",
    "renew",
    "see",
    "set_cover",
    "set_rule",
    "settle_scan",
    "sign_in",
    "start_stock_take",
    "take_back",
    "undo_end",
    "unseen_in",
    "weed",
    "work_reading",
]
