"""What is urgent, and the heaps under which a person finds what is theirs."""

from datetime import datetime, timedelta

PRESSING = timedelta(hours=1)
RECEIPTS, BOOKINGS, LOANS = "receipts", "bookings", "loans"
WAITING, CALLS, PURCHASES, OTHER = "waiting", "calls", "purchases", "other"
HEAPS = (BOOKINGS, LOANS, RECEIPTS, WAITING, CALLS, PURCHASES)


def moment(starts: datetime | None, due: datetime | None) -> datetime | None:
    """The earlier of both."""
    return min((at for at in (starts, due) if at is not None), default=None)


def presses(at: datetime | None, now: datetime) -> bool:
    """Whether it is a matter of minutes."""
    return at is not None and now <= at <= now + PRESSING


def urgency(at: datetime | None, now: datetime) -> tuple[bool, bool, float]:
    """Sorts: what is due within the hour, the nearest first; then by moment, late before to come; the rest."""
    return not presses(at, now), at is None, at.timestamp() if at else 0.0
