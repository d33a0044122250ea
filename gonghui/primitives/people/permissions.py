"""Who may do what, where: a role at a union counts for that union and everything below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from .powers import Act
from .rules import outermost, within

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


def may_somewhere(offices: Iterable[Office], act: Act | None) -> bool:
    """Whether any of these offices allows `act`, wherever; None for an act that any office allows."""
    return any(act is None or office.role in act.roles for office in offices)


def may_for_all(offices: Iterable[Office], act: Act) -> bool:
    """Whether one of these offices allows `act` at a union under no other: for what is one for all unions."""
    return any(union.parent_id is None for union in unions_for(offices, act))


def unions_for(offices: Iterable[Office], act: Act | None) -> list[Union]:
    """The fewest unions at whose subtrees these offices may do `act`, by path; None for an act any office allows."""
    unions = {office.union.path: office.union for office in offices if act is None or office.role in act.roles}
    return [unions[path] for path in outermost(unions)]
