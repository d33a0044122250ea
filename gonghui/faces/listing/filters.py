"""What a list is narrowed by: words, a choice, a day, a month. What an address asks is read here, and nothing else is.

A filter reads what the address says in its name, never more than a line of it, and answers a value or None: nonsense,
an unknown choice and a day of another century ask for nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Protocol, TypeAlias

from django.db.models import DateTimeField, F, QuerySet
from django.utils import timezone

from gonghui.faces import moments
from gonghui.faces.requests import Request
from gonghui.faces.scripts import simplified
from gonghui.kernel.dates import read_day
from gonghui.kernel.text import fold, unmarked
from gonghui.primitives.text_search import says

from .columns import reached
from .kinds import Words, said

LONGEST = 60  # characters of words that are looked for

Narrow: TypeAlias = Callable[[Any, Any, Request], Any]  # (rows, value, request) -> rows
Listed: TypeAlias = Iterable[tuple[Any, Words]]
Choices: TypeAlias = Listed | Callable[[Request], Listed]


class Filter(Protocol):
    """What a list asks of each of its filters."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> Words: ...

    @property
    def control(self) -> str:
        """Which field of kit/listing_filters.html it is."""

    def read(self, text: str, request: Request) -> Any:
        """The value that `text` means, or None."""

    def narrow_to(self, rows: Any, value: Any, request: Request) -> Any:
        """Those of the rows that are meant."""


@dataclass(frozen=True, slots=True)
class Search:
    """A line of words, all of which a row has. `narrow` is a function of (rows, words, request), or the dotted paths
    each is looked for in. Between Chinese words, too, the space stands that `fold` alone would take away.

    What stands in an address is kept by logs and histories: whole telephone and document numbers are not searched here.
    """

    narrow: Narrow | Sequence[str]
    label: Words
    name: str = "q"
    hint: Words = ""
    control: ClassVar[str] = "search"

    def read(self, text: str, request: Request) -> str | None:
        return " ".join(filter(None, map(fold, text.split())))[:LONGEST].strip() or None

    def narrow_to(self, rows: Any, value: str, request: Request) -> Any:
        if callable(self.narrow):
            return self.narrow(rows, value, request)
        if isinstance(rows, QuerySet):
            paths = [path.replace(".", "__") for path in self.narrow]
            return rows.filter(says(paths, value) | says(paths, simplified(value)))
        each = [{word, simplified(word)} for word in value.split()]
        return [row for row in rows if all(self._says(row, wanted) for wanted in each)]

    def _says(self, row: Any, wanted: set[str]) -> bool:
        texts = [str(reached(row, path.split(".")) or "").lower() for path in self.narrow]  # type: ignore[union-attr]
        plain = {unmarked(words) for words in wanted} - {""}
        return any(words.lower() in text for words in wanted for text in texts) or any(
            words in unmarked(text) for words in plain for text in texts
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few. `choices` are (value, label), or a function of the request that answers them.

    `narrow` is a function of (rows, value, request), or the dotted path that has the value; without it, the name is the
    path. `all` is what is said when none is chosen. `as_links`: a row of links in place of a field, for what is chosen
    often.
    """

    name: str
    label: Words
    choices: Choices
    narrow: Narrow | str | None = None
    all: Words = ""
    as_links: bool = False

    @property
    def control(self) -> str:
        return "links" if self.as_links else "choice"

    def listed(self, request: Request) -> list[tuple[str, str]]:
        """The choices as the address writes them and the reader reads them."""
        choices = self.choices(request) if callable(self.choices) else self.choices
        return [(str(value), said(label)) for value, label in choices]

    def read(self, text: str, request: Request) -> str | None:
        text = text[:LONGEST]
        return text if text and text in dict(self.listed(request)) else None

    def narrow_to(self, rows: Any, value: str, request: Request) -> Any:
        if callable(self.narrow):
            return self.narrow(rows, value, request)
        path = self.narrow or self.name
        if isinstance(rows, QuerySet):
            return rows.filter(**{path.replace(".", "__"): value})
        return [row for row in rows if str(reached(row, path.split("."))) == value]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar, written 2026-05-20. Without one the list is not narrowed, or to the `default`.

    `narrow` is a function of (rows, day, request), or the dotted path of a date or a moment.
    """

    name: str
    label: Words
    narrow: Narrow | str
    default: Callable[[Request], date | None] | None = None
    control: ClassVar[str] = "day"

    def read(self, text: str, request: Request) -> date | None:
        return read_day(text) or (self.default(request) if self.default else None)

    def narrow_to(self, rows: Any, value: date, request: Request) -> Any:
        if callable(self.narrow):
            return self.narrow(rows, value, request)
        return between(rows, self.narrow, value, value + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Month:
    """As Day, for a month, written 2026-05; a day of it does too. `narrow` is given its first day."""

    name: str
    label: Words
    narrow: Narrow | str
    default: Callable[[Request], date | None] | None = None
    control: ClassVar[str] = "month"

    def read(self, text: str, request: Request) -> date | None:
        asked = read_day(text) or read_day(f"{text[:7]}-01") or (self.default(request) if self.default else None)
        return asked.replace(day=1) if asked else None

    def narrow_to(self, rows: Any, value: date, request: Request) -> Any:
        if callable(self.narrow):
            return self.narrow(rows, value, request)
        return between(rows, self.narrow, value, (value + timedelta(days=31)).replace(day=1))


def this_month(request: Request) -> date:
    """A default for Month and Day."""
    return moments.today(request.now)


def between(rows: Any, path: str, first: date, after: date) -> Any:
    """The rows whose date or moment lies in the days from `first` to before `after`."""
    if not isinstance(rows, QuerySet):
        return [row for row in rows if first <= day_of(reached(row, path.split("."))) < after]
    start, end = (datetime.combine(day, time(), timezone.get_default_timezone()) for day in (first, after))
    field = path.replace(".", "__")
    of_moment = isinstance(F(field).resolve_expression(rows.query).output_field, DateTimeField)
    return rows.filter(**{f"{field}__gte": start if of_moment else first, f"{field}__lt": end if of_moment else after})


def day_of(value: date | datetime | None) -> date:
    """The day of a moment; of nothing, one that no list has."""
    if value is None:
        return date.min
    return timezone.localtime(value).date() if isinstance(value, datetime) else value
