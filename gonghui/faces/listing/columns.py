"""Columns of a list: where each value comes from, how it is shown, whether it can be sorted by."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

from gonghui.faces.requests import Request

from .kinds import TEXT, Kind, Words

PAGE, FILE = "page", "file"  # Column.only


@dataclass(frozen=True, slots=True)
class Together:
    """Values that are looked up for all rows of a page at once: `find(rows, request)` answers them by the row's key.

    The key is the row's `pk`; of a row without one, the row itself. A row that is not among the keys has an empty cell.
    """

    find: Callable[[Sequence[Any], Request], Mapping[Any, Any]]


@dataclass(frozen=True, slots=True)
class Looked:
    """One look-up a page for several columns: `find(rows, request)` answers an object for each row, by its key.

    `looked["state.says"]` is the Together of what a dotted path leads to in it.
    """

    find: Callable[[Sequence[Any], Request], Mapping[Any, Any]]

    def __getitem__(self, path: str) -> Together:
        names = path.split(".")

        def one(rows: Sequence[Any], request: Request) -> dict[Any, Any]:
            return {key: reached(told, names) for key, told in self._told(rows, request).items()}

        return Together(one)

    def _told(self, rows: Sequence[Any], request: Request) -> Mapping[Any, Any]:
        """The objects of these rows: asked for once, and kept until other rows are asked about."""
        kept = request.__dict__.setdefault("_looked_up", {})
        keys, told = kept.get(id(self), (None, {}))
        if keys != (asked := [key_of(row) for row in rows]):
            told = self.find(rows, request)
            kept[id(self)] = asked, told
        return told


Of: TypeAlias = str | Callable[[Any, Any], Any] | Together


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column of the page and of the workbook.

    `of` says where the value comes from: a dotted path ("room.premises.name"; whatever on the way is None gives an
    empty cell, and what is related is fetched with the rows), a function of (row, request), or Together. A function
    asks the database nothing: what needs a query is Together's.

    `sort` is what to sort by, a dotted path of the rows' fields; True: the path itself. `only` PAGE or FILE: the other
    does not have it. `under` are columns that the page shows small below this one; in the workbook they stand beside.
    `link` answers the address a cell leads to, "" for none.
    """

    label: Words
    of: Of
    kind: Kind = TEXT
    sort: bool | str = False
    only: str = ""
    under: "tuple[Column, ...]" = ()
    link: Callable[[Any, Request], str] | None = None

    @property
    def sorted_by(self) -> str:
        """The path to sort by; "" for a column that cannot be sorted."""
        return self.sort if isinstance(self.sort, str) else self.of if self.sort and isinstance(self.of, str) else ""

    def values(self, rows: Sequence[Any], request: Request) -> list[Any]:
        """The value of each row."""
        of = self.of
        if isinstance(of, Together):
            found = of.find(rows, request)
            return [found.get(key_of(row)) for row in rows]
        if isinstance(of, str):
            names = of.split(".")
            return [reached(row, names) for row in rows]
        return [of(row, request) for row in rows]


def on_page(columns: Iterable[Column]) -> list[Column]:
    return [column for column in columns if column.only != FILE]


def in_file(columns: Iterable[Column]) -> list[Column]:
    """Every column of the workbook, those that stand under another after it."""
    listed = [each for column in columns for each in (column, *column.under)]
    return [column for column in listed if column.only != PAGE]


def key_of(row: Any) -> Any:
    """What tells a row from all others."""
    return getattr(row, "pk", row)


def reached(row: Any, names: Sequence[str]) -> Any:
    """What a path leads to; None where something on the way is missing. A method at its end is called."""
    value = row
    for name in names:
        try:
            value = getattr(value, name)
        except ObjectDoesNotExist:  # the other side of a one-to-one
            return None
        if value is None:
            return None
    return value() if callable(value) else value


def with_related(rows: Any, columns: Iterable[Column]) -> Any:
    """The rows, with all that the columns' paths lead through fetched in the same query."""
    if not isinstance(rows, QuerySet) or rows._iterable_class is not ModelIterable:
        return rows
    listed = [each for column in columns for each in (column, *column.under)]
    paths = {relations(rows.model, each.of) for each in listed if isinstance(each.of, str)} - {""}
    return rows.select_related(*sorted(paths)) if paths else rows


def relations(model: type[Model], path: str) -> str:
    """The beginning of a dotted path that goes over foreign keys, as select_related wants it: "room__premises"."""
    followed: list[str] = []
    for name in path.split("."):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            break
        related = field.related_model
        if not (field.many_to_one or field.one_to_one) or not isinstance(related, type):
            break
        followed.append(name)
        model = related
    return "__".join(followed)


def may_be_empty(model: type[Model], path: str) -> bool:
    """Whether what a path of fields leads to can be NULL: those that are stand last, whichever way it is sorted."""
    for name in path.split("."):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:  # an annotation
            return True
        if field.auto_created or getattr(field, "null", True):
            return True
        if isinstance(field.related_model, type):
            model = field.related_model
    return False
