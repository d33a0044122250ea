"""Takes a constraint away for a moment, so that a negative control can show what it is there for."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

CONSTRAINTS = {
    "one_person_per_document": (
        "people_document",
        "ALTER TABLE people_document DROP CONSTRAINT one_person_per_document",
        "ALTER TABLE people_document ADD CONSTRAINT one_person_per_document UNIQUE (number_index, kind)",
    ),
    "one_active_membership": (
        "people_membership",
        "DROP INDEX one_active_membership",
        "CREATE UNIQUE INDEX one_active_membership ON people_membership (person_id) WHERE ends_on IS NULL",
    ),
}


CONSTRAINTS["no_day_of_two_memberships"] = (
    "people_membership",
    "ALTER TABLE people_membership DISABLE TRIGGER no_day_of_two_memberships",
    "ALTER TABLE people_membership ENABLE TRIGGER no_day_of_two_memberships",
)


@contextmanager
def without(name: str) -> Iterator[None]:
    """The rows written meanwhile are gone afterwards, as the constraint would not come back over them."""
    table, drop, add = CONSTRAINTS[name]
    with connection.cursor() as cursor:
        cursor.execute(drop)
        try:
            yield
        finally:
            cursor.execute(f"TRUNCATE {table} CASCADE")
            cursor.execute(add)
