"""A list as one request sees it: what kit/listing.html shows of it, and its workbook."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gonghui.faces import answers, shared
from gonghui.faces.models import SavedView, kept_views
from gonghui.faces.requests import Request
from gonghui.primitives.planned import Question

from . import files, table
from .acts import Bulk, Buttons, Empty, Link, Way, allowed
from .address import EXPORT, PAGE_NUMBER, SORT, Asked, address_of, in_order, narrowed, page_of
from .columns import in_file, on_page, with_related
from .kinds import said

if TYPE_CHECKING:
    from .lists import Listing

BULK_FORM = "k-bulk"  # the form that the boxes of the rows belong to
ALIKE_SECONDS = 600  # what they are made of is part of what they are known by
NOTHING = Empty(_("没有符合条件的记录"), _("换一个条件再找。"), "search")


@dataclass
class Shown:
    """What nobody looks at is not looked up.

    `at` is the page's address where it is shown at another, else ""; `anchor` the part of the page that it is.
    """

    listing: "Listing"
    request: Request
    rows: Any
    prefix: str = ""
    at: str = ""
    anchor: str = ""
    beside: Mapping[str, Any] = field(default_factory=dict)
    is_part: bool = False  # of another page

    def __post_init__(self) -> None:
        listing, self.request.beside = self.listing, self.beside
        self.columns = on_page(listing.columns)
        self.address = address_of(self.request, listing.columns, listing.filters, listing.keep, self.prefix)

    @cached_property
    def every(self) -> Any:
        """All rows that the asker may see, a queryset or a list."""
        return self.rows.queryset() if isinstance(self.rows, Question) else self.rows

    @cached_property
    def found(self) -> Any:
        """Those of them that the address asks for."""
        return narrowed(self.every, self.address, self.request)

    @cached_property
    def title(self) -> str:
        return said(self.listing.title)

    @property
    def base(self) -> str:
        return self.listing.base

    @cached_property
    def lead(self) -> str:
        lead = self.listing.lead
        return lead(self.found, self.request) if callable(lead) else said(lead)

    @cached_property
    def page(self) -> Page[Any]:
        if isinstance(self.rows, Question) and self.address.is_plain:
            return page_of(replace(self.rows, arranged=self.listing.arranged), self.address, self.listing.per)
        rows = in_order(with_related(self.found, self.columns), self.address, self.listing.order)
        return page_of(rows, self.address, self.listing.per)

    @cached_property
    def heads(self) -> SafeString:
        picks, buttons = bool(self.bulk), bool(self.buttons.acts)
        return self._alike(
            ("heads", picks, buttons),
            lambda: table.heads(self.columns, self.address, self.url, picks=picks, buttons=buttons),
        )

    @cached_property
    def filters(self) -> SafeString:
        """What the list is asked for: kept views, choices as links, and the form."""

        def drawn(request: Request | None = None) -> SafeString:
            return get_template("kit/listing_filters.html").render({"listing": self}, request)

        if self.views:
            return drawn(self.request)
        choices = tuple(tuple(asked.choices) for asked in self.address.filters)
        return self._alike(("filters", choices), drawn, lambda: drawn(self.request))

    def _alike(
        self, what: Hashable, plain: Callable[[], SafeString], other: Callable[[], SafeString] | None = None
    ) -> SafeString:
        """A part of the list that is the same for all who ask for the whole of it, made once for them."""
        if not self.address.is_plain or self.address.kept:
            return (other or plain)()
        where = self.path, self.at, self.prefix, self.anchor
        return shared.once(("listing", self.listing, what, where, get_language()), ALIKE_SECONDS, plain)

    @cached_property
    def body(self) -> SafeString:
        self.request.beside = self.beside  # another list of the same page has put its own there
        link = self.listing.link
        writer = table.Writer(
            self.columns,
            self.request,
            link=Way(link) if link else None,
            fades=self.listing.fades,
            buttons=self.buttons if self.buttons.acts else None,
            picks=BULK_FORM if self.bulk else "",
        )
        return writer.body(list(self.page))

    @cached_property
    def buttons(self) -> Buttons:
        return Buttons(self.listing.acts, self.request)

    @cached_property
    def bulk(self) -> list[Bulk]:
        return [each for each in self.listing.bulk if allowed(each.may, self.request)]

    @cached_property
    def chips(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """The choices that stand as links: what is chosen among, and for each its words, address, and whether it is."""
        shown = []
        for asked in self.address.filters:
            if asked.control == "links":
                name = asked.filter.name
                every = (asked.all, self.url(**{name: ""}), not asked.shown)
                each = [(label, self.url(**{name: value}), here) for value, label, here in asked.choices]
                shown.append((asked.label, [every, *each]))
        return shown

    @cached_property
    def fields(self) -> list[Asked]:
        return [asked for asked in self.address.filters if asked.control != "links"]

    @cached_property
    def hidden(self) -> list[tuple[str, str]]:
        """What of the address the form of the filters has no field for."""
        fields = {asked.name for asked in self.fields} | {self.prefix + SORT}
        return [(name, text) for name, text in self.address.said().items() if name not in fields]

    @cached_property
    def links(self) -> list[tuple[Link, str]]:
        return [(each, each.url(self.request)) for each in self.listing.links if allowed(each.may, self.request)]

    @cached_property
    def is_nothing_yet(self) -> bool:
        """Whether the list itself is empty, and not only what the filters find of it."""
        if self.page.object_list or not self.address.is_filtered:
            return not self.page.object_list
        return not (self.every.exists() if isinstance(self.every, QuerySet) else self.every)

    @cached_property
    def empty(self) -> Empty:
        """What is said in place of the table."""
        return self.listing.empty if self.is_nothing_yet else self.listing.nothing or NOTHING

    @cached_property
    def step(self) -> tuple[Link, str] | None:
        """The next step where there is no row, for who may take it."""
        step = self.empty.step
        return (step, step.url(self.request)) if step and allowed(step.may, self.request) else None

    def url(self, **changes: str | int) -> str:
        """The same list with these names of the address changed."""
        part = f"#{self.anchor}" if self.anchor else ""
        return f"{self.at}?{self.address.query(**changes)}{part}"

    @cached_property
    def without_filters(self) -> str:
        """Where the whole list is; "" when the address asks for no filter."""
        asked = {each.filter.name: "" for each in self.address.filters if each.text}
        return self.url(**asked) if asked else ""

    @property
    def before(self) -> str:
        return self.url(**{PAGE_NUMBER: self.page.previous_page_number()}) if self.page.has_previous() else ""

    @property
    def after(self) -> str:
        return self.url(**{PAGE_NUMBER: self.page.next_page_number()}) if self.page.has_next() else ""

    @property
    def export(self) -> str:
        """Where the workbook is; "" when the list has none."""
        return self.url(**{EXPORT: "xlsx"}) if self.listing.file else ""

    @property
    def wanted(self) -> bool:
        """Whether the address asks for the workbook."""
        return bool(self.listing.file) and self.address.export

    def workbook(self) -> HttpResponse:
        """Everything that is filtered, as it is sorted."""
        self.request.beside = self.beside
        columns, file = in_file(self.listing.columns), self.listing.file
        rows = in_order(with_related(self.found, columns), self.address, self.listing.order)
        name = " ".join([file(self.request) if callable(file) else said(file), *self.address.in_words])
        return answers.excel(name, files.labels(columns), files.lines(columns, rows, self.request))

    @cached_property
    def orders(self) -> list[tuple[str, str, bool]]:
        """What a phone, whose cards have no heads, can sort by: value, words, chosen."""
        ways = [(column, sign) for column in self.columns if column.sorted_by for sign in ("", "-")]
        now = self.address.sort
        written = [(f"{sign}{each.sorted_by}", f"{said(each.label)} {'↓' if sign else '↑'}") for each, sign in ways]
        return [(sort, words, sort == now) for sort, words in written]

    @cached_property
    def views(self) -> list[SavedView]:
        """The filtered addresses of this list that the asker keeps."""
        person = getattr(self.request, "person", None)
        return kept_views.rows(person=person.pk, path=self.path) if person and self.can_be_kept else []

    @cached_property
    def is_kept(self) -> bool:
        return any(view.query == self.query for view in self.views)

    @cached_property
    def up(self) -> tuple[Link, str] | None:
        up = self.listing.up
        return (up, up.url(self.request)) if up and allowed(up.may, self.request) else None

    @property
    def path(self) -> str:
        return self.at or self.request.path

    @cached_property
    def query(self) -> str:
        return self.address.query()

    @cached_property
    def can_be_kept(self) -> bool:
        """Views are kept of a console's own lists, not of one inside another page."""
        asks = self.listing.filters or any(column.sorted_by for column in self.columns)
        return bool(asks) and not self.is_part and answers.frame_of(self.request) == "console"
