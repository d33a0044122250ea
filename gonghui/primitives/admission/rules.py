"""What follows from a pool's state: pure decisions that return their reason."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from uuid import UUID

from gonghui.kernel import dates
from gonghui.kernel.codes import shown
from gonghui.kernel.refusals import Refused

from . import refusals

CLOCKS_DIFFER = timedelta(minutes=2)  # a device's time, set right by ours with each list, may be ahead so much
OLDEST_SCAN = timedelta(days=3)  # a device that was without a network for longer is asked for, not believed


@dataclass(frozen=True, slots=True)
class Claim:
    """One person asks for one place. `key` makes a repeat harmless: it answers the same place."""

    pool_id: UUID
    person_id: UUID
    key: str


@dataclass(frozen=True, slots=True)
class State:
    """What a decision needs to know of a pool."""

    capacity: int
    taken: int
    waiting: int
    opens_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    for_draw: bool = False

    def free(self, *, for_the_line: bool) -> int:
        """Places a newcomer, or the waiting line, may have: while a line stands nobody passes it."""
        if self.waiting and not for_the_line:
            return 0
        return self.capacity - self.taken


def out_of_window(state: State, now: datetime, zone: tzinfo) -> Refused | None:
    """Why no place is given at `now`, to newcomers or to the line; None inside the window."""
    ended = min(state.closed_at or state.closes_at, state.closes_at)
    if ended <= now or state.closed_at is not None:
        return refusals.Closed(closed_at=ended, closed=dates.moment(ended, zone))
    if now < state.opens_at:
        return refusals.NotOpenYet(opens_at=state.opens_at, opens=dates.moment(state.opens_at, zone))
    return refusals.HeldForDraw() if state.for_draw else None


def why_no_place(state: State, now: datetime, zone: tzinfo) -> Refused | None:
    """Why a newcomer gets no place at `now`, or None."""
    if refusal := out_of_window(state, now, zone):
        return refusal
    if state.free(for_the_line=False) <= 0:
        return refusals.Full(capacity=state.capacity, waiting=state.waiting)
    return None


def why_no_waiting(state: State, now: datetime, zone: tzinfo) -> Refused | None:
    """Why nobody may join the line at `now`, or None: a line forms only when nothing is free."""
    if refusal := out_of_window(state, now, zone):
        return refusal
    return refusals.MayTakeNow() if state.free(for_the_line=False) > 0 else None


def already_holds(code: str, pool_id: UUID) -> Refused:
    """The refusal of a second place, naming the first."""
    return refusals.AlreadyHolds(code=code, shown=shown(code), pool=pool_id)


def absurd_time(at: datetime, now: datetime, zone: tzinfo) -> Refused | None:
    """Why a scan that a device says it made `at` cannot have been made then, or None."""
    if now - OLDEST_SCAN <= at <= now + CLOCKS_DIFFER:
        return None
    return refusals.AbsurdTime(at=at, when=dates.moment(at, zone, year=True))
