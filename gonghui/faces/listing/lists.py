"""A list: its columns, filters, order, acts and empty states, said once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gonghui.faces.acting import Guard, everyone
from gonghui.faces.requests import Request

from .acts import Bulk, Empty, Link, RowAct, RowLink
from .address import Address, in_order
from .columns import Column, on_page, with_related
from .filters import Filter
from .kinds import Words
from .shown import Shown

if TYPE_CHECKING:
    from .pages import ListPage


@dataclass(frozen=True, eq=False)
class Listing:
    """A list said once: it makes the page, its search, filters, sort, pages and cards, and the workbook.

    `columns`: the first is what a row is called. `order` is how it is sorted when nobody asks; without it the rows keep
    their own. `link` leads from a row: an address name that takes its key, or a function of (row, request). `fades`
    says which rows no longer count. `acts` stand in each row, `bulk` below the table, `links` beside the title. `up`
    is the page that this one belongs to.

    `empty` is shown when there is nothing yet, `nothing` when the filters find nothing. `lead` is a sentence above the
    table, or a function of (the filtered rows, request) that answers one: sums are made there. `file` names the
    workbook, with or without a function of the request; "": there is none. `keep` are other names of the address that
    stay in it. `base` is the frame with the blocks `page` and `inside`; `template` the page within it.
    """

    title: Words
    columns: Sequence[Column]
    empty: Empty
    order: Sequence[Any] = ()
    filters: Sequence[Filter] = ()
    link: str | Callable[[Any, Request], str] = ""
    acts: Sequence[RowLink | RowAct] = ()
    bulk: Sequence[Bulk] = ()
    file: Words | Callable[[Request], str] = ""
    nothing: Empty | None = None
    lead: Words | Callable[[Any, Request], str] = ""
    links: Sequence[Link] = ()
    up: Link | None = None
    fades: Callable[[Any, Request], bool] | None = None
    per: int = 50
    keep: Sequence[str] = ()
    base: str = "console/list_base.html"
    template: str = "console/list.html"

    def arranged(self, rows: Any) -> Any:
        """A queryset as the page reads it when its address asks for nothing: with what its columns need, in order."""
        return in_order(with_related(rows, on_page(self.columns)), Address(()), self.order)

    def page(self, name: str, guard: Guard = everyone) -> "Callable[[Callable[..., Any]], ListPage]":
        """Make a page of a function `show(request, **of the address) -> rows`, or `-> (rows, beside)`.

        `rows` are a queryset, a list, or a question that is planned already (primitives.planned.Question), which is
        quickest: all that the asker may see, in no matter what order. `beside` is the context of
        the frame; columns and acts find it as `request.beside`. The page is an acting.Page: it can have acts.
        """
        from .pages import ListPage

        return lambda show: ListPage(self, show, name, guard)

    def inside(
        self,
        request: Request,
        rows: Any,
        *,
        name: str = "",
        anchor: str = "",
        beside: Mapping[str, Any] | None = None,
    ) -> Shown:
        """The list as a part of another page: `{% include "kit/listing.html" with listing=… only %}`.

        `name` stands before what it reads of the address, so that two lists of a page do not meet; `anchor` is the id
        of the part of the page that it stands in. When `shown.wanted`, the page answers `shown.workbook()`.
        """
        return Shown(self, request, rows, f"{name}-" if name else "", anchor=anchor, beside=beside or {}, is_part=True)
