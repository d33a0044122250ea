"""What an address asks of a list: filters, order, page. Whatever else stands in it is not read and not repeated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.utils.translation import gettext

from gonghui.faces.requests import Request

from .columns import Column, may_be_empty, reached
from .filters import Choice, Filter
from .kinds import said

LONGEST_READ = 200  # characters of one value of an address that are looked at
LARGEST_PAGE = 9  # digits of a page number
SORT, PAGE_NUMBER, EXPORT = "sort", "page", "export"


@dataclass(frozen=True, slots=True)
class Asked:
    """One filter as an address asks it.

    `name` is that in the address: with the list's own prefix, when a page has several lists. `shown` stands in the
    field; `text` is what the address is written with again, "" when it did not say so itself.
    """

    filter: Filter
    name: str
    value: Any
    shown: str
    text: str
    choices: Sequence[tuple[str, str, bool]] = ()  # value, label, chosen

    @property
    def label(self) -> str:
        return said(self.filter.label)

    @property
    def control(self) -> str:
        return self.filter.control

    @property
    def hint(self) -> str:
        return said(getattr(self.filter, "hint", ""))

    @property
    def all(self) -> str:
        return said(getattr(self.filter, "all", "")) or gettext("全部")


def asked_of(filter_: Filter, query: Mapping[str, Any], request: Request, prefix: str = "") -> Asked:
    """What the query of an address asks of a filter."""
    name = prefix + filter_.name
    text = str(query.get(name, ""))[:LONGEST_READ]
    value = filter_.read(text, request)
    shown = "" if value is None else f"{value:%Y-%m}" if filter_.control == "month" else str(value)
    choices = filter_.listed(request) if isinstance(filter_, Choice) else []
    listed = [(each, label, each == shown) for each, label in choices]
    return Asked(filter_, name, value, shown, shown if text else "", listed)


@dataclass(frozen=True, slots=True)
class Address:
    """What an address asks of a list. `prefix` stands before each name when a page has several lists."""

    filters: Sequence[Asked]
    column: Column | None = None  # sorted by; None: in the list's own order
    falling: bool = False
    number: int = 1
    kept: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    export: bool = False

    @property
    def sort(self) -> str:
        """As the address writes it: "room.name", or "-room.name" from the last to the first."""
        return f"{'-' if self.falling else ''}{self.column.sorted_by}" if self.column else ""

    @property
    def is_filtered(self) -> bool:
        return any(asked.value is not None for asked in self.filters)

    @property
    def is_plain(self) -> bool:
        """Whether it asks for the whole list as it is."""
        return self.column is None and not self.is_filtered

    @property
    def in_words(self) -> list[str]:
        """What is chosen, as a file's name says it: days, months and choices, no words that somebody typed."""
        chosen = [label for asked in self.filters for _value, label, here in asked.choices if here]
        return [asked.shown for asked in self.filters if asked.control in ("day", "month") and asked.shown] + chosen

    def said(self) -> dict[str, str]:
        """The filters and the order, as the address writes them."""
        written = {asked.name: asked.text for asked in self.filters}
        return {name: text for name, text in {**self.kept, **written, self.prefix + SORT: self.sort}.items() if text}

    def query(self, **changes: str | int) -> str:
        """The query of the same list with these changed; "" takes one out. The page is said only when it is changed."""
        changed = self.said() | {self.prefix + name: str(text) for name, text in changes.items()}
        return urlencode({name: text for name, text in changed.items() if text})


def address_of(
    request: Request, columns: Sequence[Column], filters: Sequence[Filter], keep: Sequence[str] = (), prefix: str = ""
) -> Address:
    """What the request's address asks of a list with these columns and filters. Nonsense asks for nothing."""
    query = request.GET
    sort = query.get(prefix + SORT, "")[:LONGEST_READ]
    by = {column.sorted_by: column for column in columns if column.sorted_by}
    return Address(
        filters=[asked_of(each, query, request, prefix) for each in filters],
        column=by.get(sort.removeprefix("-")),
        falling=sort.startswith("-"),
        number=number_in(query.get(prefix + PAGE_NUMBER, "")),
        kept={name: text for name in keep if (text := query.get(name, "")[:LONGEST_READ])},
        prefix=prefix,
        export=bool(query.get(prefix + EXPORT)),
    )


def number_in(text: str) -> int:
    """The page that is written; the first for nonsense."""
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) <= LARGEST_PAGE else 1


def narrowed(rows: Any, address: Address, request: Request) -> Any:
    """The rows that the address asks for."""
    for asked in address.filters:
        if asked.value is not None:
            rows = asked.filter.narrow_to(rows, asked.value, request)
    return rows


def in_order(rows: Any, address: Address, order: Sequence[Any]) -> Any:
    """The rows as the address wants them sorted, then in the list's own order; a queryset's ends in its key.

    What is empty stands last, whichever way it is sorted.
    """
    if not isinstance(rows, QuerySet):
        return sorted_list(rows, address.column, address.falling) if address.column else rows
    own = list(order or rows.query.order_by)
    if address.column:
        own.insert(0, ordering(rows, address.column.sorted_by, address.falling))
    return rows.order_by(*own, *([] if own and own[-1] in ("pk", "-pk") else ["pk"]))


def ordering(rows: QuerySet[Any], path: str, falling: bool) -> Any:
    name = path.replace(".", "__")
    if not may_be_empty(rows.model, path):  # an index that can be walked either way
        return f"-{name}" if falling else name
    return F(name).desc(nulls_last=True) if falling else F(name).asc(nulls_last=True)


def sorted_list(rows: Sequence[Any], column: Column, falling: bool) -> list[Any]:
    names = column.sorted_by.split(".")
    values = [(reached(row, names), row) for row in rows]
    filled = [each for each in values if each[0] is not None]
    filled.sort(key=lambda each: each[0], reverse=falling)
    return [row for _value, row in filled] + [row for value, row in values if value is None]


def page_of(rows: Any, address: Address, per: int) -> Page[Any]:
    """The page that is asked for, read; beyond the end, the last."""
    page = Paginator(rows, per).get_page(address.number)
    page.object_list = list(page.object_list)
    return page
