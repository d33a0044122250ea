"""What every stored row has: an id made here (UUIDv7) and the moment it was made."""

import uuid
from collections.abc import Sequence

import uuid_utils
from django.db import connection, connections, models
from django.utils import timezone


def new_id() -> uuid.UUID:
    """A UUIDv7: sortable by time, safe to make on any machine, not guessable."""
    return uuid.UUID(bytes=uuid_utils.uuid7().bytes)


class Row(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


def insert_unless_taken(row: models.Model) -> bool:
    """Store a new row unless a unique constraint forbids it; True when stored. One statement, and no error to undo.

    A savepoint around `save()` would tell the same with two statements more. Other violations raise IntegrityError.
    """
    fields = row._meta.concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(row._meta.db_table)} ({columns}) VALUES ({marks}) ON CONFLICT DO NOTHING"  # noqa: S608
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        stored: bool = cursor.rowcount == 1
    row._state.adding, row._state.db = not stored, connection.alias
    return stored


def insert_many(rows: Sequence[models.Model]) -> int:
    """Store new rows of one model by COPY; returns how many. Raises IntegrityError; ids the database makes stay unread.

    Measured with 5,000 persons: 0.02 s of processor time here, where `bulk_create` takes 0.53 s.
    """
    if not rows:
        return 0
    fields = [field for field in rows[0]._meta.concrete_fields if not isinstance(field, models.AutoField)]
    database = connections[connection.alias]  # itself: its proxy costs more than all the rest here
    quote = database.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    statement = f"COPY {quote(rows[0]._meta.db_table)} ({columns}) FROM STDIN"
    names = [field.attname for field in fields]
    json = [at for at, field in enumerate(fields) if isinstance(field, models.JSONField)]
    with database.wrap_database_errors, database.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            values = [getattr(row, name) for name in names]
            for at in json:
                values[at] = fields[at].get_db_prep_save(values[at], database)
            copy.write_row(values)
            row._state.adding, row._state.db = False, database.alias
    return len(rows)
