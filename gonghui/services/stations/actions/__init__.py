"""What can be done at stations and truckers' homes. Each verb is one transaction; repair and loads have their own."""

from datetime import datetime

from ..road.repair.actions import forget_calls
from .opening import add_rooms, clear_closed, ensure_presence, set_amenity, set_rooms
from .reviewing import inspect, load_schemes, set_star
from .running import (
    confirm_basics,
    end_price,
    fix_fault,
    put_supply,
    report_fault,
    set_price,
    take_supply,
    warn_supplies,
)
from .stays import book_stay, call_off, check_in, check_out, let_go, release_stay
from .visits import enter, enter_by_code, forget_codes, leave, let_in, see_out, send_entry_code
from .washing import call_opened, close_lines, finish_use, join_line, leave_line, pass_on, start_use


def forget(now: datetime) -> int:
    """What was needed for a while only: used-up codes, plates and positions of repairs long done. Returns how many."""
    return forget_codes(now=now) + forget_calls(now=now)


def work_stations(now: datetime) -> int:
    """What nobody has to press: lines moved on, beds let go, closed stations emptied, expiries told (the worker)."""
    turns = close_lines(now=now) + pass_on(now=now) + call_opened(now=now)
    return turns + let_go(now=now) + call_off(now=now) + clear_closed(now=now) + warn_supplies(now=now)


__all__ = [
    "add_rooms",
    "book_stay",
    "call_opened",
    "check_in",
    "check_out",
    "clear_closed",
    "close_lines",
    "confirm_basics",
    "end_price",
    "ensure_presence",
    "enter",
    "enter_by_code",
    "finish_use",
    "fix_fault",
    "forget",
    "forget_codes",
    "inspect",
    "join_line",
    "leave",
    "leave_line",
    "let_go",
    "let_in",
    "load_schemes",
    "pass_on",
    "put_supply",
    "release_stay",
    "report_fault",
    "see_out",
    "send_entry_code",
    "set_amenity",
    "set_price",
    "set_rooms",
    "set_star",
    "start_use",
    "take_supply",
    "warn_supplies",
    "work_stations",
]
