"""Persons who are only many, and a noon at which they come: for the tests of what is scarce."""

from datetime import UTC, datetime, timedelta

from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import new_id

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


def crowd(people: int) -> list[Person]:
    """So many persons, with names only: what is scarce needs no more of them."""
    return Person.objects.bulk_create(
        Person(name=f"职工{n}", sort_key=f"{n:06}", member_code=new_id().hex[-16:]) for n in range(people)
    )
