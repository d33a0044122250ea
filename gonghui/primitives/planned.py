"""Querysets that are written out once: the ORM says what is asked, and a process makes the SQL of it a single time.

    @planned
    def views_of(person, path):
        return SavedView.objects.filter(person=person, path=path).order_by("name", "pk")

    views_of(somebody.pk, "/console/")                       # the objects, with what select_related brings
    views_of.any(person=somebody.pk, path="/console/")       # whether there is one
    views_of.question(person=somebody.pk, path="/console/")  # the question itself, for who reads it in parts

The function is called once for each shape of its arguments, with marks in their place; after that a question costs
neither the making of a queryset and its SQL, which is a millisecond or two of every list, nor the server's planning of
a statement with many tables: 3 to 8 ms where the rows themselves take a tenth of one. A mark is a value of the database
and nothing else: it is compared with, never looked into (`filter(holder=person)`, not `if person`). A tuple is a tuple
of as many marks; a list is one mark, to be looked up with `__among`. Several ids for `__in` are written `ids=Each`.
"""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import update_wrapper
from threading import Lock
from typing import Any, Generic, TypeAlias, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import Expression, QuerySet
from django.db.models.fields.related import ForeignObject
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, prefetch_related_objects

from .rows import loaded
from .statements import Uuids, run

M = TypeVar("M", bound=models.Model)
Arranged: TypeAlias = Callable[[Any], Any]  # a queryset, once more
MOST_SHAPES = 64  # of one question that are kept
PART = "{} LIMIT %s OFFSET %s"
COUNT = "SELECT COUNT(*) FROM ({}) AS found"
FIELDS: dict[type, Any] = {
    str: models.TextField,
    UUID: models.UUIDField,
    datetime: models.DateTimeField,
    date: models.DateField,
    bool: models.BooleanField,
    int: models.BigIntegerField,
}


class Given(Expression):
    """The mark of a value that comes with the question: the `name`d argument, or the `nth` of it."""

    def __init__(self, name: str, nth: int | None, kind: type) -> None:
        super().__init__(output_field=FIELDS.get(kind, models.Field)())
        self.name, self.nth = name, nth

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]

    def of(self, values: dict[str, Any]) -> Any:
        return plain(values[self.name] if self.nth is None else values[self.name][self.nth])


class Each(Given):
    """As `Given`, of several ids, for `__in`."""

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, list[Any]]:
        return "(SELECT unnest(%s::uuid[]))", [self]

    def of(self, values: dict[str, Any]) -> Any:
        return Uuids(map(plain, values[self.name]))


def plain(value: Any) -> Any:
    """A row stands for its id, as in the ORM."""
    return value.pk if isinstance(value, models.Model) else value


@ForeignObject.register_lookup
@models.Field.register_lookup
class Among(models.Lookup):
    """`column__among=marked`: one of a list that comes with the question, however long it is."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*params, self.rhs)


@dataclass(frozen=True, slots=True)
class Written:
    """A statement with what makes objects of its rows; none for what finds nothing, whatever is given."""

    sql: str
    params: tuple[Any, ...]
    made: Callable[[Sequence[Any]], Any]
    prefetched: tuple[Any, ...] = ()

    def asked(self, values: dict[str, Any], around: str = "{}", more: tuple[Any, ...] = ()) -> list[Any]:
        """What it finds; `around` is a statement around it, with `more` values behind its own."""
        if not self.sql:
            return []
        params = [each.of(values) if isinstance(each, Given) else each for each in self.params]
        found = [self.made(row) for row in run(around.replace("{}", self.sql), [*params, *more])]
        if self.prefetched and found:
            prefetch_related_objects(found, *self.prefetched)
        return found

    def part(self, values: dict[str, Any], first: int, most: int) -> list[Any]:
        return self.asked(values, PART, (most, first))

    def count(self, values: dict[str, Any]) -> int:
        """Of a statement of keys."""
        return int(replace(self, made=tuple).asked(values, COUNT)[0][0]) if self.sql else 0


def as_it_is(rows: Any) -> Any:
    return rows


def keys(rows: Any) -> Any:
    return rows.order_by().values_list("pk")


def existing(rows: Any) -> Any:
    found = rows.all()
    found.query, found._iterable_class = rows.query.exists(), ValuesListIterable
    return found


class Planned(Generic[M]):
    """See `planned`."""

    def __init__(self, make: Callable[..., QuerySet[M]]) -> None:
        update_wrapper(self, make)
        self.make = make
        self._names = {name: one.default for name, one in inspect.signature(make).parameters.items()}
        self._written: dict[Any, Written] = {}
        self._guard = Lock()
        self.makes = 0

    def __call__(self, *args: Any, **values: Any) -> list[Any]:
        """The objects, as the queryset would give them, or its tuples. Raises django.db.Error."""
        values = dict(zip(self._names, args, strict=False)) | values if args else values
        return self.written(as_it_is, values).asked(values)

    rows = __call__

    def part(self, first: int, most: int, **values: Any) -> list[Any]:
        """So many of them at most, without the `first` ones."""
        return self.written(as_it_is, values).part(values, first, most)

    def first(self, **values: Any) -> Any:
        """The first of them, or None."""
        return next(iter(self.part(0, 1, **values)), None)

    def any(self, **values: Any) -> bool:
        """Whether there is one."""
        return bool(self.written(existing, values).asked(values))

    def question(self, **values: Any) -> "Question[M]":
        """To be read in parts, as a list reads its pages."""
        return Question(self, values)

    def written(self, arranged: Arranged, values: dict[str, Any]) -> Written:
        """The statement for values of this shape, of the queryset as it was `arranged`."""
        shape = (arranged, *((name, shape_of(value)) for name, value in values.items()))
        written = self._written.get(shape)
        if written is None:
            marks = {name: self._mark(name, value) for name, value in values.items()}
            written = written_of(arranged(self.make(**marks)))
            with self._guard:
                if len(self._written) >= MOST_SHAPES:
                    self._written.clear()
                self._written[shape] = written
                self.makes += 1
        return written

    def _mark(self, name: str, value: Any) -> Any:
        if self._names.get(name) is Each:
            return Each(name, None, list)
        if isinstance(value, tuple):
            return tuple(Given(name, nth, type(each)) for nth, each in enumerate(value))
        return Given(name, None, type(value))


@dataclass(frozen=True, slots=True)
class Question(Generic[M]):
    """A planned question with its values: a queryset for who narrows it further; counted and read in parts as it is.

    `arranged` is what is still done with the queryset, by one function for each way: the statement is remembered by it.
    """

    planned: Planned[M]
    values: dict[str, Any]
    arranged: Arranged = as_it_is

    def queryset(self) -> QuerySet[M]:
        return self.planned.make(**self.values)

    def count(self) -> int:
        return self.planned.written(keys, self.values).count(self.values)

    def __getitem__(self, part: slice) -> list[Any]:
        first = part.start or 0
        return self.planned.written(self.arranged, self.values).part(self.values, first, part.stop - first)


def planned(make: Callable[..., QuerySet[M]]) -> Planned[M]:
    """A queryset that is written out once for each shape of its arguments."""
    return Planned(make)


def written_of(rows: Any) -> Written:
    compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:  # asked for nothing: among none
        return Written("", (), tuple)
    return Written(sql, tuple(params), maker(rows, compiler), rows._prefetch_related_lookups)


def shape_of(value: Any) -> Any:
    return tuple(map(type, value)) if isinstance(value, tuple) else type(value)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a row are an object, and which the objects that come with it."""

    model: type[models.Model]
    at: dict[str, int]  # by attribute name
    key: int
    related: "tuple[tuple[Columns, Callable[..., None], Callable[..., None]], ...]"

    def taken_from(self, row: Sequence[Any]) -> Any:
        """None where its key is none."""
        if row[self.key] is None:
            return None
        one = loaded(self.model, **{name: row[at] for name, at in self.at.items()})
        for columns, set_here, set_there in self.related:
            other = columns.taken_from(row)
            set_here(one, other)
            if other is not None:
                set_there(other, one)
        return one


def columns_of(info: dict[str, Any], select: Sequence[Any]) -> Columns:
    at = {select[number][0].target.attname: number for number in info["select_fields"]}
    others = info.get("related_klass_infos", ())
    related = tuple((columns_of(each, select), each["local_setter"], each["remote_setter"]) for each in others)
    return Columns(info["model"], at, at[info["model"]._meta.pk.attname], related)


def maker(rows: Any, compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """What makes of a row what the queryset would: an object with those selected with it, a tuple, or a value."""
    convert = converter(compiler)
    if rows._iterable_class is ValuesListIterable:
        return convert
    if rows._iterable_class is FlatValuesListIterable:
        return lambda row: convert(row)[0]
    if rows._iterable_class is not ModelIterable:
        raise TypeError(f"a question that is planned gives rows or tuples, not {rows._iterable_class.__name__}")
    columns, notes = columns_of(compiler.klass_info, compiler.select), tuple(compiler.annotation_col_map.items())

    def made(row: Sequence[Any]) -> Any:
        values = convert(row)
        one = columns.taken_from(values)
        one.__dict__.update({name: values[at] for name, at in notes})
        return one

    return made


def converter(compiler: Any) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """What makes of columns what their fields mean by them. JSON comes read already."""
    database = connections[DEFAULT_DB_ALIAS]
    steps = [
        (at, step, expression)
        for at, (found, expression) in compiler.get_converters([one[0] for one in compiler.select]).items()
        for step in found
        if not isinstance(expression.output_field, models.JSONField)
    ]

    def convert(row: Sequence[Any]) -> Sequence[Any]:
        values = list(row)
        for at, step, expression in steps:
            values[at] = step(values[at], expression, database)
        return tuple(values)

    return convert if steps else tuple
