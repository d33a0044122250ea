"""How a slice joins the product: the record in its `slice.py`, and the product that all records together make.

Lists of several slices interleave by rank, the lowest first; among equals the slices stand in the order of the product.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from django.db.models import QuerySet
from ninja import Router

from gonghui.kernel.geo import Point
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.people.models import Person

from .requests import PersonalRequest, Request
from .rush.desks import Desk
from .services import Card, MenuEntry, PersonPart, PremisesKind, Sign

SHORTEST_PAUSE, LONGEST_PAUSE = 0.05, 1.0  # seconds between two looks for work
NEAR, ON_NOW = "near", "on_now"  # where cards stand: open places near me; what is on, with places left


@dataclass(frozen=True, slots=True)
class Where:
    """Where things are looked for: in a division (its code, "" for none) or, if one was said, around a point."""

    division: str
    point: Point | None = None

    @property
    def city(self) -> str:
        return self.division[:4]


@dataclass(frozen=True, slots=True)
class Cards:
    """What a slice puts on the home page at NEAR or ON_NOW.

    It is made once for all of a division: `of` takes a Where and `now=`, and what it says of one asker is the card's
    `aside`.
    """

    place: str
    of: Callable[..., list[Card]]
    rank: int


@dataclass(frozen=True, slots=True)
class Task:
    """Work of the worker, asked for every `shortest` to `longest` seconds; it says how much it did."""

    name: str
    work: Callable[[datetime], int]
    shortest: float = SHORTEST_PAUSE
    longest: float = LONGEST_PAUSE


class PageKind(StrEnum):
    """What a page is to whoever opens it."""

    HOME = "home"
    SERVICES = "service list"
    SEARCH = "search"
    LIST = "list"
    DETAIL = "detail"
    FORM = "form"
    MINE = "my things"
    FRONT = "console front"
    CONSOLE_LIST = "console list"
    COUNTER = "counter"


@dataclass(frozen=True, slots=True)
class Typical:
    """A page that stands for all of its kind where pages are measured.

    `page` is its name, "fairs:fair", and perhaps a query behind it. `of(asker)` gives the rows that its address may be
    about, the first of which is opened; an asker for whom it gives none has no such page.
    """

    kind: PageKind
    page: str
    of: Callable[[Person], QuerySet] | None = None


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a slice's pages stand: its `urls.py` offers member_urls, console_urls, … for each that is not empty."""

    member: str = ""
    console: str = ""
    counter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One slice, as the product knows it. `code` names its folder, its app and its part of the API.

    signs         its services on the home page
    agenda        what waits for whom, as its own rows have it: what the agenda's rows are held against
    cards         what it puts on home that is near or on now
    union         its page of one union, to which the list of unions leads
    person        (request, a person) -> what of the slice an officer sees on that person's page
    page_of_code  (request, code typed or scanned) -> the asker's page for it, or None
    mine          its lines in 我的
    menu, desks   its lines of the console's menu; its desks on site: gate, till, …
    acts          acts of the journal in words
    premises      kinds of premises, with its pages for them
    rush          what thousands ask for in the same second
    forget        deletes what only counted for a while, once an hour at least
    typical       a page of each kind it has
    """

    code: str
    signs: tuple[Sign, ...] = ()
    urls: Addresses = Addresses()
    router: Router | None = None
    agenda: tuple[Source, ...] = ()
    cards: tuple[Cards, ...] = ()
    union: MenuEntry | None = None
    person: Callable[[PersonalRequest, Person], PersonPart] | None = None
    page_of_code: Callable[[Request, str], str | None] | None = None
    mine: tuple[MenuEntry, ...] = ()
    menu: tuple[MenuEntry, ...] = ()
    desks: tuple[MenuEntry, ...] = ()
    acts: dict[str, str]
    premises: tuple[PremisesKind, ...] = ()
    rush: tuple[Desk, ...] = ()
    tasks: tuple[Task, ...] = ()
    forget: Callable[[datetime], int] | None = None
    typical: tuple[Typical, ...] = ()


class Ranked(Protocol):
    @property
    def rank(self) -> int: ...


R = TypeVar("R", bound=Ranked)


def by_rank(offered: Iterable[Iterable[R]]) -> tuple[R, ...]:
    """What the slices offer in one list."""
    return tuple(sorted((one for some in offered for one in some), key=lambda one: one.rank))


class Product:
    """All slices as one: each list in the order of its page."""

    def __init__(self, slices: Iterable[Slice]) -> None:
        each = self.slices = tuple(slices)
        cards = by_rank(one.cards for one in each)
        self.near, self.on_now = (tuple(some.of for some in cards if some.place == place) for place in (NEAR, ON_NOW))
        self.signs = by_rank(one.signs for one in each)
        self.open_signs = tuple(sign for sign in self.signs if sign.built)
        self.coming = tuple(sign for sign in self.signs if not sign.built)
        self.mine = by_rank(one.mine for one in each)
        self.menu = by_rank(one.menu for one in each)
        self.desks = by_rank(one.desks for one in each)
        self.premises = by_rank(one.premises for one in each)
        self.agenda = tuple(source for one in each for source in one.agenda)
        self.union = next((one.union for one in each if one.union), None)
        self.persons = tuple(one.person for one in each if one.person)
        self.codes = tuple(one.page_of_code for one in each if one.page_of_code)
        self.acts = {act: said for one in each for act, said in one.acts.items()}
        self.routers = tuple((one.code, one.router) for one in each if one.router)
        self.rush = tuple(desk for one in each for desk in one.rush)
        self.tasks = tuple(task for one in each for task in one.tasks)
        self.forget = tuple(one.forget for one in each if one.forget)
        self.typical = tuple(one for each_slice in each for one in each_slice.typical)
