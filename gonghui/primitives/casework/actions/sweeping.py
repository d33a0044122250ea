"""The worker looks at deadlines: who has a case is warned before, the union above is told after, no pause lasts, and
no case stays with who may handle it no more, or with a union that has ended."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from gonghui.kernel.callers import SYSTEM
from gonghui.kernel.refusals import Refused
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.people.models import Union
from gonghui.primitives.statements import run
from gonghui.primitives.transactions import action

from .. import rules
from ..agenda import late_matters, of_one, sources_of
from ..kinds import Kind
from ..models import Case, Message
from .holding import heard, tell_many, write
from .leaving import give_back, heir_of
from .pausing import resume
from .recounting import recount

AT_ONCE, MOST = 2_000, 50  # cases in one transaction; transactions in one round
PAUSED_AT_ONCE = 200
ENDED_LATELY = timedelta(days=7)  # offices: the worker may have stood still so long

LATE = """
WITH late AS MATERIALIZED (
    SELECT id FROM casework_case
    WHERE kind = %(kind)s AND closed_at IS NULL AND escalated_at IS NULL AND due_at <= %(now)s
        AND (due_at, id) > (%(due)s, %(last)s)
    ORDER BY due_at, id LIMIT %(most)s FOR NO KEY UPDATE SKIP LOCKED
)
UPDATE casework_case c SET escalated_at = %(now)s
FROM late, people_union u LEFT JOIN people_union above ON above.id = u.parent_id
WHERE c.id = late.id AND u.id = c.union_id
RETURNING c.id, c.code, c.stage, c.due_at, c.person_id, c.union_id, u.parent_id, u.name, COALESCE(above.name, u.name)
"""
NEAR = """
WITH near AS MATERIALIZED (
    SELECT id FROM casework_case
    WHERE kind = %(kind)s AND closed_at IS NULL AND warned_at IS NULL AND assigned_to_id IS NOT NULL
        AND due_at > %(now)s AND due_at <= %(soon)s AND (due_at, id) > (%(due)s, %(last)s)
    ORDER BY due_at, id LIMIT %(most)s FOR NO KEY UPDATE SKIP LOCKED
)
UPDATE casework_case c SET warned_at = %(now)s FROM near WHERE c.id = near.id
RETURNING c.id, c.code, c.assigned_to_id, c.due_at
"""
WITHOUT_OFFICE = """
SELECT DISTINCT c.assigned_to_id FROM people_office o
JOIN casework_case c ON c.assigned_to_id = o.person_id AND c.closed_at IS NULL AND c.kind = %(kind)s
JOIN people_union u ON u.id = c.union_id
WHERE o.ends_at <= %(now)s AND o.ends_at > %(lately)s AND NOT EXISTS (
    SELECT 1 FROM people_office g JOIN people_union at ON at.id = g.union_id
    WHERE g.person_id = c.assigned_to_id AND g.role = ANY (%(roles)s)
        AND g.starts_at <= %(now)s AND (g.ends_at IS NULL OR g.ends_at > %(now)s) AND starts_with(u.path, at.path))
LIMIT %(most)s
"""


def sweep(kind: Kind, now: datetime) -> int:
    """Those of a kind whose limit is near or over, whose pause is, whose calendar has changed, that are nobody's.

    What somebody else holds at this moment is passed over until the next round. Returns how many.
    """
    done = recount(kind, now) + _without_office(kind, now=now) + _followed(kind, now=now)
    paused = Case.objects.of_kind(kind).filter(paused_until__lte=now).order_by("paused_until", "pk")
    done += sum(_go_on(one, now=now) for one in paused[:PAUSED_AT_ONCE])
    return done + _in_parts(_escalate, kind, now) + _in_parts(_warn, kind, now)


Place = tuple[datetime, UUID]  # in the order of deadlines
FIRST: Place = (datetime(1970, 1, 1, tzinfo=UTC), UUID(int=0))


def _in_parts(part: Callable[..., tuple[int, Place]], kind: Kind, now: datetime) -> int:
    """Each part goes on where the one before ended, so that none is read twice."""
    done, after = 0, FIRST
    for _part in range(MOST):
        many, after = part(kind, after, now=now)
        done += many
        if many < AT_ONCE:
            break
    return done


def _found(statement: str, kind: Kind, after: Place, now: datetime) -> list[tuple[Any, ...]]:
    due, last = after
    asked = {"kind": kind.code, "now": now, "soon": now + rules.WARNED, "due": due, "last": last, "most": AT_ONCE}
    return run(statement, asked)


@action
def _escalate(kind: Kind, after: Place, *, now: datetime) -> tuple[int, Place]:
    found = _found(LATE, kind, after, now)
    heard(kind, "escalate", [(pk, code, {"union": above}) for pk, code, *_more, above in found], now=now)
    told = [(who, pk, {"code": code, "union": above}) for pk, code, _at, _due, who, *_more, above in found if who]
    tell_many(kind, "late", told, now=now)
    agenda.put(late_matters(kind, [row[:-1] for row in found]))
    return len(found), max(((row[3], row[0]) for row in found), default=after)


@action
def _warn(kind: Kind, after: Place, *, now: datetime) -> tuple[int, Place]:
    found = _found(NEAR, kind, after, now)
    told = [(person, pk, {"code": code, "due": due}) for pk, code, person, due in found]
    tell_many(kind, "warned", told, now=now)
    return len(found), max(((due, pk) for pk, _code, _person, due in found), default=after)


def _go_on(case: Case, *, now: datetime) -> bool:
    try:
        resume(case, by=SYSTEM, now=now)
    except Refused:  # somebody was quicker
        return False
    return True


def _without_office(kind: Kind, *, now: datetime) -> int:
    """Those given to persons whose last office for them ran out; who is dismissed gives them back with it."""
    asked = {"kind": kind.code, "roles": sorted(kind.roles), "now": now, "lately": now - ENDED_LATELY}
    persons = [person for (person,) in run(WITHOUT_OFFICE, asked | {"most": AT_ONCE})]
    return give_back(persons, by=SYSTEM, now=now) if persons else 0


def _followed(kind: Kind, *, now: datetime) -> int:
    """Open ones of a union that has ended go on where its members went, or above it."""
    there = Case.objects.of_kind(kind).open().filter(union=OuterRef("pk"))
    ended = Union.objects.filter(Exists(there), closed_at__isnull=False).select_related("parent", "goes_on_in")
    return sum(_follow(kind, union, now=now) for union in ended.order_by("pk")[:AT_ONCE])


@action
def _follow(kind: Kind, union: Union, *, now: datetime) -> int:
    """A part of them, in their old time."""
    heir = heir_of(union, kind)
    rows = Case.objects.of_kind(kind).open().filter(union=union).select_for_update(no_key=True, skip_locked=True)
    found = list(rows.order_by("pk")[:PAUSED_AT_ONCE]) if heir else []
    if not found or heir is None:
        return 0
    keys = [one.pk for one in found]
    Case.objects.filter(pk__in=keys).update(union=heir)
    for one in found:
        write(one, Message.What.MOVE, f"“{union.name}”有变动，由“{heir.name}”接着办理，时限不变", by=SYSTEM, now=now)
    facts = {"union": union.name, "into": heir.name}
    heard(kind, "follow", [(one.pk, one.code, facts) for one in found], now=now)
    told = [(one.person_id, one.pk, {"code": one.code, "union": heir.name}) for one in found if one.person_id]
    tell_many(kind, "followed", told, now=now)
    *_of_one, queue, left = sources_of(kind)
    for source in of_one(kind):
        agenda.renew(source, keys, now=now)
    for source in (queue, left):
        agenda.renew(source, sorted([union.pk, heir.pk]), now=now)
    give_back({one.assigned_to_id for one in found if one.assigned_to_id}, by=SYSTEM, now=now)
    return len(found)
