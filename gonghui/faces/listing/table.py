"""Writes the table of a list: its heads with their sort links, and its rows, which a phone shows as cards.

Cells are written here and not in a template: a template a cell took 42 ms for fifty rows. The roles are those that the
elements have anyway; a browser forgets them where the style sheet makes cards of the rows.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from gonghui.faces.persons import known_persons
from gonghui.faces.requests import Request
from gonghui.faces.templatetags.kit import icon

from .acts import Buttons
from .address import SORT, Address
from .columns import Column, key_of, on_page
from .kinds import MASKED, said

RowUrl: TypeAlias = Callable[[Any, Request], str]
Url: TypeAlias = Callable[..., str]  # of the list, with names of its address changed


def heads(columns: Sequence[Column], address: Address, url: Url, *, picks: bool, buttons: bool) -> SafeString:
    """The table's head: each column's name, a link where it can be sorted by."""
    cells = [unseen(gettext("选择"))] if picks else []
    cells += [head(column, address, url) for column in columns]
    cells += [unseen(gettext("下一步"))] if buttons else []
    return mark_safe("".join(cells))  # noqa: S308 - escaped below


def head(column: Column, address: Address, url: Url) -> str:
    label = label_of(column, get_language())
    number = ' class="k-num"' if column.kind.number else ""
    if not column.sorted_by:
        return f'<th scope="col" role="columnheader"{number}>{label}</th>'
    here = address.column is column
    way = ("descending" if address.falling else "ascending") if here else ""
    drawing = icon({"ascending": "sort-ascending", "descending": "sort-descending"}.get(way, "arrows-sort"))
    turned = f"-{column.sorted_by}" if way == "ascending" else column.sorted_by
    link = f'<a href="{escape(url(**{SORT: turned}))}">{label}{drawing}</a>'
    sorted_ = f' aria-sort="{way}"' if way else ""
    return f'<th scope="col" role="columnheader"{number}{sorted_}>{link}</th>'


def unseen(words: str) -> str:
    return f'<th scope="col" role="columnheader"><span class="k-unseen">{escape(words)}</span></th>'


class Writer:
    """Writes rows. `link` answers where a row's first cell leads, `fades` whether the row no longer counts."""

    def __init__(
        self,
        columns: Sequence[Column],
        request: Request,
        *,
        link: RowUrl | None = None,
        fades: Callable[[Any, Request], bool] | None = None,
        buttons: Buttons | None = None,
        picks: str = "",
    ) -> None:
        self.columns, self.request = columns, request
        self.link, self.fades, self.buttons, self.picks = link, fades, buttons, picks
        self.starts = [start_of(column, get_language()) for column in columns]
        self.pick_label = escape(gettext("选择这一行"))

    def body(self, rows: Sequence[Any]) -> SafeString:
        """The table's rows. What needs the database is looked up first, for all of them."""
        first, *others = self.columns
        drawn = [self.drawn(first, rows, self.link), *(self.drawn(column, rows) for column in others)]
        return mark_safe("".join(map(self.row, rows, zip(*drawn, strict=True))))  # noqa: S308 - escaped by the kinds

    def drawn(self, column: Column, rows: Sequence[Any], link: RowUrl | None = None) -> list[str]:
        """The inside of one column's cells, with what stands under it."""
        show, link, request = column.kind.show, column.link or link, self.request
        values = column.values(rows, request)
        inside = ["" if value is None or value == "" else show(value) for value in values]
        if link:
            inside = [linked(text, link(row, request)) for text, row in zip(inside, rows, strict=True)]
        elif column.kind is MASKED:
            known = known_persons(values, request)
            inside = [linked(text, known.get(value, "")) for text, value in zip(inside, values, strict=True)]
        for below in on_page(column.under):
            texts = self.drawn(below, rows)
            inside = [f"{text}{small(below, each)}" for text, each in zip(inside, texts, strict=True)]
        return inside

    def row(self, row: Any, cells: Sequence[str]) -> str:
        first, *others = cells
        faded = ' class="k-faded"' if self.fades and self.fades(row, self.request) else ""
        written = [f'<tr role="row"{faded}>', self.pick(row), f'<th scope="row" role="rowheader">{first}</th>']
        written += [f"{start}{inside}</td>" for start, inside in zip(self.starts[1:], others, strict=True)]
        if self.buttons:
            written.append(f'<td role="cell" class="k-acts">{self.buttons.of(row)}</td>')
        return "".join((*written, "</tr>"))

    def pick(self, row: Any) -> str:
        if not self.picks:
            return ""
        box = f'<input type="checkbox" name="row" value="{escape(key_of(row))}" form="{self.picks}" data-pick>'
        label = f'<label>{box}<span class="k-unseen">{self.pick_label}</span></label>'
        return f'<td role="cell" class="k-pick">{label}</td>'


@lru_cache(maxsize=2048)
def label_of(column: Column, _language: str | None) -> str:
    """Its name in the reader's language, escaped."""
    return escape(said(column.label))


@lru_cache(maxsize=2048)
def start_of(column: Column, language: str | None) -> str:
    """The tag that opens a column's cells; on a phone its name stands before each."""
    looks = " ".join(filter(None, ("k-num" if column.kind.number else "", column.kind.look)))
    look = f' class="{looks}"' if looks else ""
    return f'<td role="cell"{look} data-label="{label_of(column, language)}">'


def linked(inside: str, url: str) -> str:
    return f'<a href="{escape(url)}">{inside or "—"}</a>' if url else inside


def small(column: Column, inside: str) -> str:
    look = f" {column.kind.look}" if column.kind.look else ""
    return f'<span class="k-under{look}">{inside}</span>' if inside else ""
