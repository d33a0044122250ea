"""A small chart of a crowd over the day: points for an SVG drawn by the server (the CSP lets no page draw itself)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gonghui.kernel.crowds import Figure, Moment

WIDE, HIGH = 360, 180
LEFT, RIGHT, TOP, BOTTOM = 44, 338, 14, 154  # where the curve is drawn
HOURS, DAY = 60, 24 * 60
MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The curve of the middle day, the band of eight days in ten, and a line for what must not be exceeded."""

    title: str
    most: int
    most_shown: str  # when
    curve: str
    band: str
    across: list[Tick]
    up: list[Tick]
    limit: int | None
    limit_at: float | None  # None when it lies far above the picture


def chart(title: str, rows: Sequence[Moment], of: Callable[[Moment], Figure], *, limit: int | None = None) -> Chart:
    figures = [of(row) for row in rows]
    minutes = [row.minute for row in rows]
    peak = max((figure.high for figure in figures), default=0)
    top = round_up(max(peak, limit) if limit and limit <= 2 * peak else peak)
    first, last = (minutes[0], minutes[-1]) if minutes else (0, 1)

    def x(minute: float) -> float:
        return round(LEFT + (minute - first) / max(1, last - first) * (RIGHT - LEFT), 1)

    def y(value: float) -> float:
        return round(BOTTOM - value / top * (BOTTOM - TOP), 1)

    def points(values: Sequence[float]) -> list[str]:
        return [f"{x(minute)},{y(value)}" for minute, value in zip(minutes, values, strict=True)]

    highest = max(range(len(rows)), key=lambda i: figures[i].median, default=None)
    upper, lower = points([figure.high for figure in figures]), points([figure.low for figure in figures])
    return Chart(
        title=title,
        most=round(figures[highest].median) if highest is not None else 0,
        most_shown=clock_of(minutes[highest]) if highest is not None else "",
        curve=" ".join(points([figure.median for figure in figures])),
        band=" ".join(upper + lower[::-1]),
        across=[Tick(x(minute), f"{int(minute) // HOURS % 24}:00") for minute in whole_hours(first, last)],
        up=[Tick(y(value), f"{value:,.0f}") for value in (0, top / 2, top)],
        limit=limit,
        limit_at=y(limit) if limit and limit <= top else None,
    )


def clock_of(minute: float) -> str:
    """ "18:05"; after midnight with a word before it."""
    days, rest = divmod(round(minute), DAY)
    shown = f"{rest // 60:02}:{rest % 60:02}"
    if days > 1:
        return _("两天以后")
    return _("次日 %(clock)s") % {"clock": shown} if days == 1 else shown


def round_up(value: float) -> float:
    """The next of 2, 4, 6, 8, 10, 20, 40, 60 …: its half is whole too."""
    tens = 1.0
    while value > 10 * tens:
        tens *= 10
    return next(step * tens for step in (2, 4, 6, 8, 10) if step * tens >= value)


def whole_hours(first: float, last: float) -> list[int]:
    """Full hours to be written below a chart, as many as there is room for."""
    for step in (1, 2, 3, 4, 6):
        hours = [hour for hour in range(0, 1 + int(last) + HOURS, step * HOURS) if first <= hour <= last]
        if len(hours) <= MOST_TICKS:
            return hours
    return hours
