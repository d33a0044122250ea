"""What every stored row has: an id made here (UUIDv7) and the moment it was made."""

import json
import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any, Generic, TypeVar

import uuid_utils
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, connections, models
from django.db.models.base import ModelState
from django.db.models.expressions import DatabaseDefault
from django.db.utils import DEFAULT_DB_ALIAS
from django.utils import timezone

from .statements import column, run, send

M = TypeVar("M", bound=models.Model)
AT_ONCE = 5_000  # rows in one statement
LENGTH = re.compile(r"\([^)]*\)")  # of a column's type: "varchar(12)[]"


def new_id() -> uuid.UUID:
    """A UUIDv7: sortable by time, safe to make on any machine, not guessable."""
    made = object.__new__(uuid.UUID)  # as its constructor, which first asks in which of six ways it is given
    object.__setattr__(made, "int", uuid_utils.uuid7().int)
    object.__setattr__(made, "is_safe", uuid.SafeUUID.unknown)
    return made


def new_ids(many: int) -> list[uuid.UUID]:
    """As many new ids of this moment."""
    return [new_id() for _each in range(many)]


class Row(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


def hold_rows(
    rows: models.QuerySet[M], *, no_key: bool = False, skip_locked: bool = False, first: int | None = None
) -> models.QuerySet[M]:
    """These rows, locked until the act is over and read after that, with what is joined to them as it is by then.

    One statement that locks and joins reads anew only the row it waited for: beside it stands what was there before,
    and a row that points elsewhere since is not found. `first`: no more than so many, in their order.
    """
    waits = rows.select_related(None).select_for_update(of=("self",), no_key=no_key, skip_locked=skip_locked)
    return rows.filter(pk__in=list(waits.values_list("pk", flat=True)[:first]))


def loaded(model: type[M], /, **values: Any) -> M:
    """The object of a stored row, by attribute name; what is not given is asked for when it is wanted.

    What `Model.from_db` makes, in a fifth of its time.
    """
    made = model.__new__(model)
    made.__dict__.update(values)
    made._state = state = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    return made


@dataclass(frozen=True, slots=True)
class Columns(Generic[M]):
    """All columns of a model in a statement of our own, under the name that its table has there."""

    model: type[M]
    alias: str

    def __str__(self) -> str:
        quote = connection.ops.quote_name
        return ", ".join(f"{self.alias}.{quote(str(field.column))}" for field in self.model._meta.concrete_fields)

    def taken_from(self, values: Iterator[Any]) -> M | None:
        """The row that the next values of a statement's row are; None where its id is none."""
        row = dict(zip(_attribute_names(self.model), values, strict=False))
        return None if row[str(self.model._meta.pk.attname)] is None else loaded(self.model, **row)


@lru_cache
def _attribute_names(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def insert_unless_taken(row: models.Model) -> bool:
    """Store a new row unless a unique constraint forbids it; True when stored. One statement, and no error to undo.

    A savepoint around `save()` would tell the same with two statements more. Other violations raise IntegrityError.
    """
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in row._meta.concrete_fields]
    stored = bool(run(_inserting_unless_taken(type(row)), values))
    row._state.adding, row._state.db = not stored, connection.alias
    return stored


@lru_cache
def _inserting_unless_taken(model: type[models.Model]) -> str:
    fields, quote = model._meta.concrete_fields, connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(f"%s::{LENGTH.sub('', str(field.db_type(connection)))}" for field in fields)
    table = quote(model._meta.db_table)
    return f"INSERT INTO {table} ({columns}) VALUES ({marks}) ON CONFLICT DO NOTHING RETURNING 1"  # noqa: S608


def insert_many(rows: Sequence[models.Model]) -> int:
    """Store new rows of one model; returns how many. Raises IntegrityError; ids the database makes stay unread.

    The columns go in as arrays. Measured for 16 and 128 rows of three tables: 51 and 15 microseconds a row, where COPY
    took 104 and 57 (docs/decisions/0020-rows-as-arrays.md).
    """
    for at in range(0, len(rows), AT_ONCE):
        part = rows[at : at + AT_ONCE]
        insert_columns(type(part[0]), **{name: _values(field, part) for name, field in _stored(type(part[0])).items()})
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return len(rows)


def _values(field: Any, rows: Sequence[models.Model]) -> list[Any]:
    values = list(map(attrgetter(field.attname), rows))
    if field.has_db_default():
        values = [_given(value) for value in values]
    return [_as_json(value) for value in values] if isinstance(field, models.JSONField) else values


def _given(value: Any) -> Any:
    """What a field that says nothing has by the database's default."""
    return value.expression.value if isinstance(value, DatabaseDefault) else value


@lru_cache
def _stored(model: type[models.Model]) -> dict[str, Any]:
    """The fields that are written, by attribute name: all but the ids that the database makes."""
    fields = model._meta.concrete_fields
    return {field.attname: field for field in fields if not isinstance(field, models.AutoField)}


def insert_columns(model: type[models.Model], /, **columns: Any) -> int:
    """Store rows of which nobody needs an object; returns how many. Raises IntegrityError.

    Each of `columns`, by attribute name, is a list with a value for each row or one value for all of them; what is not
    named has its default. At least one is a list. JSON comes as text.
    """
    return _store(model, columns, "")


def _store(model: type[models.Model], columns: dict[str, Any], settling: str) -> int:
    lists = {name: values for name, values in columns.items() if isinstance(values, list)}
    first, many = next(iter(lists)), len(next(iter(lists.values())))
    if many:
        for name in [name for name, values in lists.items() if name != first and _all_alike(values)]:
            columns[name] = lists.pop(name)[0]  # what is the same in all rows goes over once
        statement, types, defaults = _inserting_columns(model, tuple(lists), tuple(columns))
        arrays = [column(types[name], values) for name, values in lists.items()]
        ones = [value for name, value in columns.items() if name not in lists]
        send(statement + settling, [*arrays, *ones, *(default() for default in defaults)])
    return many


def upsert_many(rows: Sequence[models.Model], *, unique: Sequence[str], changing: Sequence[str]) -> None:
    """Store rows of one model, none twice; one whose `unique` fields are taken changes the `changing` columns of it.

    A row that says what the stored one says already is not written.
    """
    for at in range(0, len(rows), AT_ONCE):
        part = rows[at : at + AT_ONCE]
        columns = {name: _values(field, part) for name, field in _stored(type(part[0])).items()}
        _store(type(part[0]), columns, _settling_conflicts(type(part[0]), tuple(unique), tuple(changing)))


def _all_alike(values: list[Any]) -> bool:
    return values[0] == values[-1] and values.count(values[0]) == len(values)


@lru_cache
def _settling_conflicts(model: type[models.Model], unique: tuple[str, ...], changing: tuple[str, ...]) -> str:
    quote, meta = connections[DEFAULT_DB_ALIAS].ops.quote_name, model._meta
    taken = ", ".join(quote(str(meta.get_field(name).column)) for name in unique)
    names = [quote(name) for name in changing]
    new = ", ".join(f"EXCLUDED.{name}" for name in names)
    old = ", ".join(f"{quote(meta.db_table)}.{name}" for name in names)
    return (
        f" ON CONFLICT ({taken}) DO UPDATE SET ({', '.join(names)}) = ROW({new})"
        f" WHERE ROW({old}) IS DISTINCT FROM ROW({new})"
    )


@lru_cache
def _inserting_columns(
    model: type[models.Model], lists: tuple[str, ...], named: tuple[str, ...]
) -> tuple[str, dict[str, str], list[Callable[[], Any]]]:
    """The statement, the SQL type of each list, and what gives the value of each column that was not named."""
    database = connections[DEFAULT_DB_ALIAS]
    quote = database.ops.quote_name
    fields = _stored(model)
    types = {name: str(field.db_type(database)).split("(")[0] for name, field in fields.items()}
    unnamed = [name for name in fields if name not in named]
    ones = [name for name in named if name not in lists] + unnamed
    names = ", ".join(quote(str(fields[name].column)) for name in (*lists, *ones))
    arrays = ", ".join(f"%b::{types[name]}[]" for name in lists)
    values = ", ".join([*(f"c{at}" for at in range(len(lists))), *(f"%s::{types[name]}" for name in ones)])
    row = ", ".join(f"c{at}" for at in range(len(lists)))
    given = f"WITH row ({row}) AS (SELECT * FROM unnest({arrays}))"  # noqa: S608
    statement = f"{given} INSERT INTO {quote(model._meta.db_table)} ({names}) SELECT {values} FROM row"  # noqa: S608
    return statement, types, [_default(fields[name]) for name in unnamed]


def _default(field: Any) -> Callable[[], Any]:
    if isinstance(field, models.JSONField):
        return lambda: _as_json(field.get_default())
    return field.get_default  # type: ignore[no-any-return]


def _as_json(value: object) -> str | None:
    return None if value is None else "{}" if value == {} else json.dumps(value, cls=DjangoJSONEncoder)
