"""The hours of a week, with an eighth day for public holidays."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from gonghui.kernel.text import fold
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from .refusals import HoursEmpty, HoursOverlap, HoursUnreadable, TooManySpans

HOLIDAY = 7  # the day after Sunday: what counts on public holidays
DAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"), _("节假日"))
MIDNIGHT = 1440  # minutes
LAST_MINUTE = MIDNIGHT - 1  # 23:59 as a closing time means the end of the day, as people fill in forms
STRIDE = 2 * MIDNIGHT  # a day and the next, into which its last span may reach
MOST_SPANS = 6  # a day
SPAN = re.compile(r"(\d{1,2}):(\d{2})-(次日)?(\d{1,2}):(\d{2})")
WHOLE = _("24小时")
WHOLE_DAY = {"24小时", "全天", "全天24小时", "24h", "0:00-24:00", "00:00-24:00"}
SHUT = {"", "休息", "不开放", "闭馆", "关闭", "无", "-"}
MARKS = str.maketrans(
    {**dict.fromkeys("~～—–―−至到", "-"), **dict.fromkeys("：﹕", ":"), **dict.fromkeys("，；;、,", " ")}
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One stretch on a day: minutes from its midnight; past 1440 it runs into the next day. Raises HoursEmpty."""

    day: int  # 0 Monday to 6 Sunday, 7 a public holiday
    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not (0 <= self.day <= HOLIDAY and 0 <= self.opens < MIDNIGHT and self.closes <= self.opens + MIDNIGHT):
            raise HoursUnreadable(text=f"{clock(self.opens)}-{clock(self.closes)}")
        if self.closes <= self.opens:
            raise HoursEmpty(day=Word(DAYS[self.day]), opens=clock(self.opens), closes=clock(self.closes))

    def __str__(self) -> str:
        return f"{clock(self.opens)}-{clock(self.closes)}"


@dataclass(frozen=True, slots=True)
class Week:
    """Spans in order, none over another, midnight included. Raises HoursOverlap, TooManySpans."""

    spans: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "spans", tuple(sorted(self.spans)))
        for day in range(HOLIDAY + 1):
            today = self.on(day)
            if len(today) > MOST_SPANS:
                raise TooManySpans(day=Word(DAYS[day]), count=len(today), limit=MOST_SPANS)
            for first, second in pairwise(today):
                if second.opens < first.closes:
                    raise _overlap(first, second)
            after = self.on((day + 1) % 7)[:1] if day != HOLIDAY else ()
            if today and after and today[-1].closes - MIDNIGHT > after[0].opens:
                raise _overlap(today[-1], after[0])

    @classmethod
    def parse(cls, days: Mapping[int, str]) -> "Week":
        """From what a person typed for each day. Raises BadHours."""
        return cls(tuple(span for day, text in days.items() for span in spans_of(day, text)))

    @classmethod
    def daily(cls, text: str, *, days: Iterable[int] = range(HOLIDAY + 1)) -> "Week":
        """The same hours on each of `days`, by default all and holidays too. Raises BadHours."""
        return cls.parse(dict.fromkeys(days, text))

    @classmethod
    def stored(cls, edges: Iterable[int]) -> "Week":
        """Back from `edges`."""
        return _stored(tuple(edges))

    def edges(self) -> list[int]:
        """Opening and closing in turn, ascending: minutes, each day beginning 2,880 after the one before.

        An odd number of edges at or before a minute means: open. One look-up, which a database can do as well.
        """
        return [span.day * STRIDE + minute for span in self.spans for minute in (span.opens, span.closes)]

    def on(self, day: int) -> tuple[Span, ...]:
        return tuple(span for span in self.spans if span.day == day)

    def text(self, day: int) -> str:
        """As a person would type it: "8:30-12:00、14:30-18:00", "24小时", ""."""
        today = self.on(day)
        if [(span.opens, span.closes) for span in today] == [(0, MIDNIGHT)]:
            return WHOLE
        return "、".join(map(str, today))


@lru_cache(maxsize=4096)  # a list of places has one of a few weeks in each row, a room the same on thirty days
def _stored(edges: tuple[int, ...]) -> Week:
    edge = iter(edges)
    pairs = zip(edge, edge, strict=True)
    return Week(tuple(Span(at // STRIDE, at % STRIDE, until - at // STRIDE * STRIDE) for at, until in pairs))


def spans_of(day: int, text: str) -> list[Span]:
    """The spans of one day as typed; a closing time before the opening one is of the next day. Raises BadHours."""
    plain = " ".join(fold(text).translate(MARKS).split())
    if plain in SHUT:
        return []
    if plain.lower() in WHOLE_DAY:
        return [Span(day, 0, MIDNIGHT)]
    return [_span(day, part, text) for part in re.sub(r"\s*-\s*", "-", plain).split()]


def clock(minutes: int) -> str:
    """ "8:30", "24:00"; "次日6:00" past midnight."""
    late = minutes > MIDNIGHT
    return f"{'次日' if late else ''}{(minutes - MIDNIGHT if late else minutes) // 60}:{minutes % 60:02}"


def _span(day: int, part: str, text: str) -> Span:
    found = SPAN.fullmatch(part)
    if not found:
        raise HoursUnreadable(text=text.strip()[:40])
    opens, closes = int(found[1]) * 60 + int(found[2]), int(found[4]) * 60 + int(found[5])
    if opens >= MIDNIGHT or closes > MIDNIGHT or max(found[2], found[5]) >= "60":
        raise HoursUnreadable(text=text.strip()[:40])
    closes += closes == LAST_MINUTE
    return Span(day, opens, closes + MIDNIGHT if found[3] or closes < opens else closes)


def _overlap(first: Span, second: Span) -> HoursOverlap:
    return HoursOverlap(
        day=Word(DAYS[first.day]), first=str(first), other_day=Word(DAYS[second.day]), second=str(second)
    )
