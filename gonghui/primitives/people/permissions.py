"""Who may do what, where: a role at a union counts for that union and everything below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from .rules import Act, within

if TYPE_CHECKING:
    from .models import Office, Person, Union


def offices_of(person: Person, *, now: datetime) -> list[Office]:
    """The person's open offices with their unions; one query."""
    return list(person.offices.open_at(now).select_related("union").order_by("union__path", "role", "pk"))


def may(person: Person, act: Act, union: Union, *, now: datetime, offices: Sequence[Office] | None = None) -> bool:
    """Whether an open office of the person allows `act` at `union`.

    One query; none when the caller hands over the `offices` it has loaded (`request.offices`).
    """
    if offices is not None:
        return any(office.role in act.roles and within(union.path, office.union.path) for office in offices)
    return person.offices.open_at(now).allowing(act).over(union).exists()
