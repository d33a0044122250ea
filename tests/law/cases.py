"""What each slice offers to the laws: who may open its addresses, its forms, imports and exports, and a world for them.

The cases of a slice stand in `tests/services/<slice>/law.py` as LAW, those of the shared pages in `tests/faces/law.py`;
they are found through the tuple of slices, so that a new slice is attacked the day it is born, and one without cases
fails every law. Fixtures in those files are the laws' too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from gonghui.site.slices import SLICES

HOUSE = "faces"  # the shared pages; their world is in every other
PLACES = {HOUSE: "tests.faces.law"} | {name: f"tests.services.{name}.law" for name in SLICES}

# One letter for each of these, in this order. The union of the cases is mostly the province's or Taiyuan's.
WHO = (
    "visitor",
    "worker",  # Lin, whose things they are
    "stranger",  # Su, a worker of another city
    "clerk",  # Qian, who works for a firm
    "other clerk",  # of another firm
    "operator",  # Wu, of Taiyuan
    "other operator",  # of Datong
    "city officer",  # of Datong, whom what is the province's does not belong to
    "foreign officer",  # of another province
    "officer",  # Zhao, of the province
    "finance",  # Sun
    "auditor",
    "administrator",  # of the province, who runs the system for it and does whatever its officers may
)
# i: asked to sign in (pages) or 401 (API); y: let in, whatever the act itself then says; n: 403; -: 404, as if it
# did not exist.
EVERYONE, SIGNED_IN, STAFF = "yyyyyyyyyyyyy", "iyyyyyyyyyyyy", "innnnyyyyyyyy"
LIN, DESK = "iy-----------", "i----y---y--y"
MANAGERS, MANAGE = "innnnnnyyynny", "innnnnn--ynny"
WATCHERS, WATCH = "innnnnnyyyyyy", "innnnnn--yyyy"

Things = dict[str, Any]  # what the addresses name: name -> id
Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """Who may call an operation of the API, what the names in its path stand for, and a body that gets past it."""

    letters: str
    names: str = ""
    body: Fields | Callable[[Things], Fields] = field(default_factory=dict)

    def content(self, things: Things) -> Fields:
        return self.body(things) if callable(self.body) else self.body


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A page that takes a sheet.

    page    the name of the page; `union` is what its form says of a union: its pk or its code
    door    fixture: the page's address, and the fields beside the file that get past the form
    header  the columns needed, and `good` a row of them that goes in
    cells   what is wrong in one cell: (column, value, part of what is then said)
    kept    counts what the door keeps; `taken` what it takes in from rows, where that is not the same
    worked  what the worker does before the rows are read, or None: they are read at once
    """

    name: str
    page: str
    union: str = ""
    door: str
    header: tuple[str, ...]
    good: tuple[str, ...]
    cells: tuple[tuple[str, object, str], ...]
    kept: Callable[[], object]
    taken: Callable[[], object] | None = None
    worked: Callable[..., object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """The cases of one slice.

    world       fixture: what its addresses name
    stage       fixtures of the slice's own conftest that its world stands on
    own_cast    people whom no other slice knows, beside WHO: who -> the fixture that is them; each row has a letter
                more for each of them, in this order
    pages       "GET fairs:session session" -> a letter for each of WHO
    operations  "GET /fairs/{pk}" -> Operation
    forms       things -> address -> a form filled in well; it asks the database for nothing: ids stand in the world
    first       addresses that look at the form before they ask whose thing it is: for those it is filled in
    asked       what its addresses read from the query
    own         fixture: of what its addresses name first, what the officer of another province has of their own
    shown       things -> fields in which a desk is shown a code or number
    exports     addresses whose workbooks hold what people typed, and show that `spoil` reaches them
    without_rows: lists that are empty in this world; an entry may only go
    spoil       (things, text, by=, now=): writes `text` wherever people of this slice may type something
    imports     pages that take a sheet
    published   addresses of files that everybody may keep
    """

    world: str
    stage: tuple[str, ...] = ()
    own_cast: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str]
    operations: Mapping[str, Operation] = field(default_factory=dict)
    forms: Callable[[Things], Mapping[str, Fields]] = lambda things: {}
    first: frozenset[str] = frozenset()
    asked: tuple[str, ...] = ()
    own: str = ""
    shown: Callable[[Things], Fields] = lambda things: {}
    exports: frozenset[str] = frozenset()
    without_rows: frozenset[str] = frozenset()
    spoil: Callable[..., object] | None = None
    imports: tuple[Import, ...] = ()
    published: frozenset[str] = frozenset()

    @property
    def who(self) -> tuple[str, ...]:
        """For whom each row has a letter."""
        return (*WHO, *self.own_cast)

    def one_who_may(self, letters: str, *among: str) -> str | None:
        """The first of `among`, else of the slice's own people, whom the letters let in."""
        return next((who for who in (*among, *self.own_cast) if letters[self.who.index(who)] == "y"), None)


@cache
def modules() -> dict[str, ModuleType]:
    """The files of cases by slice. Raises LookupError, which says what to do, for a slice without."""
    found = {}
    for name, place in PLACES.items():
        try:
            found[name] = import_module(place)
        except ModuleNotFoundError as error:
            raise LookupError(
                f"the slice {name} offers no cases to the laws: write {place}, see CONTRIBUTING.md"
            ) from error
    return found


def law_of(name: str) -> Law:
    law: Law = modules()[name].LAW
    return law


def pages() -> dict[str, str]:
    """Every row of every slice."""
    return {row: letters for name in PLACES for row, letters in law_of(name).pages.items()}


def operations() -> dict[str, Operation]:
    return {row: operation for name in PLACES for row, operation in law_of(name).operations.items()}
