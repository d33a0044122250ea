"""The workbook of a list: what is filtered and sorted, all of it, in cells of their own type."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from gonghui.faces.requests import Request

from .columns import Column
from .kinds import said

AT_ONCE = 2_000  # rows in memory


def labels(columns: Sequence[Column]) -> list[str]:
    """The heads of the workbook's columns."""
    return [label for column in columns for label in labels_of(column)]


def labels_of(column: Column) -> list[str]:
    label = said(column.label)
    return [f"{label} {said(part)}" for part in column.kind.parts] or [label]


def lines(columns: Sequence[Column], rows: Any, request: Request) -> Iterator[list[Any]]:
    """The workbook's rows, read and made some at a time."""
    for some in portions(rows):
        values = [cells for column in columns for cells in cells_of(column, some, request)]
        yield from map(list, zip(*values, strict=True))


def cells_of(column: Column, rows: Sequence[Any], request: Request) -> list[list[Any]]:
    """The cells of one column, or of each of its parts."""
    found = [
        None if value is None or value == "" else column.kind.file(value) for value in column.values(rows, request)
    ]
    if not column.kind.parts:
        return [found]
    return [[None if value is None else value[nth] for value in found] for nth in range(len(column.kind.parts))]


def portions(rows: Any) -> Iterator[list[Any]]:
    """The rows in portions; a queryset's never stand in memory all at once."""
    whole: Iterable[Any] = rows.iterator(chunk_size=AT_ONCE) if isinstance(rows, QuerySet) else rows
    remaining = iter(whole)
    while some := list(islice(remaining, AT_ONCE)):
        yield some
