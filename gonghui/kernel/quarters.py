"""Quarter hours: the grain in which resources are held. Plain arithmetic on UTC."""

from datetime import UTC, datetime, timedelta

from gonghui.kernel.window import Window

QUARTER = timedelta(minutes=15)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def quarter_of(moment: datetime) -> datetime:
    """The start of the quarter hour that `moment` is in."""
    return moment - (moment - EPOCH) % QUARTER


def quarter_after(moment: datetime) -> datetime:
    """The first start of a quarter hour at or after `moment`."""
    return moment + (EPOCH - moment) % QUARTER


def quarters(window: Window) -> list[datetime]:
    """The starts of all quarter hours that a window touches, in order."""
    first = quarter_of(window.starts)
    return [first + at * QUARTER for at in range(-(-(window.ends - first) // QUARTER))]


def whole(window: Window) -> bool:
    """True when it starts and ends on a quarter of an hour."""
    return not (window.starts - EPOCH) % QUARTER and not (window.ends - EPOCH) % QUARTER
