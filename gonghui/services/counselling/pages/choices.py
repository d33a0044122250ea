"""Which counsellors a person chooses among who shows a result."""

from datetime import datetime

from django.db.models import Case, Q, Value, When

from gonghui.primitives.people.lookups import membership_of
from gonghui.primitives.people.models import Person
from gonghui.primitives.people.rules import ancestors

from .. import rules
from ..models import Counsellor, Opening, Result, Talk
from . import shown, times

MOST = 60


def to_show(person: Person, now: datetime) -> list[tuple[Counsellor, datetime | None]]:
    """Whom they show one already or talk with, who counsels at their own union or above it, and who has hours open;
    who can be had soonest first, with that hour. Never themselves."""
    theirs = Q(pk__in=Result.objects.of(person).exclude(shown_to=None).values("shown_to"))
    theirs |= Q(pk__in=Talk.objects.of(person).standing().values("counsellor"))
    membership = membership_of(person)
    near = Q(union__path__in=ancestors(membership.union.path)) if membership else Q(pk__in=[])
    ahead = Opening.objects.filter(ends__gt=now, starts__lt=now + rules.AHEAD)
    closest = Case(When(theirs, then=Value(0)), When(near, then=Value(1)), default=Value(2))
    found = shown.counsellors(now).filter(theirs | near | Q(pk__in=ahead.values("counsellor"))).exclude(person=person)
    return times.soonest(list(found.order_by(closest, "person__sort_key", "pk")[:MOST]), now=now)
