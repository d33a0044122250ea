"""Whose employer has a union now, and whom a union above it has looked after until then, goes home: all in one act."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Employment, Membership, Standing, Union
from gonghui.primitives.people.querysets import MembershipQuerySet
from gonghui.primitives.people.rules import ancestors
from gonghui.primitives.transactions import action

from .. import refusals, words
from ..models import Case
from ..pages.agenda import HOMECOMING
from ..querysets import POOLED
from .opening import hold

STAY = (Standing.Kind.RETIRED, Standing.Kind.EARLY_RETIRED)  # they keep where they are


def waiting(case: Case) -> MembershipQuerySet:
    """Members who work at the employers of a case and belong to a union above it that is none of an employer."""
    assert case.union is not None
    there = case.employers.filter(employer__union=case.union).values("employer")
    work = Employment.objects.filter(person=OuterRef("person"), ends_on=None, employer__in=there)
    kept = Standing.objects.filter(membership=OuterRef("pk"), ends_on=None, kind__in=STAY)
    above = Membership.objects.active().filter(union__path__in=ancestors(case.union.path), union__kind__in=POOLED)
    found: MembershipQuerySet = above.exclude(union=case.union_id).filter(Exists(work), ~Exists(kept))
    return found


@action
def bring_home(case: Case, *, reach: Iterable[Union], by: Caller, now: datetime) -> int:
    """Those of the unions in reach are members of the new union from today, each is told. How many.

    Who belongs to a union further above waits for its officer. Raises NobodyWaits, HomeFromAbove, UnionClosed.
    """
    hold(case)
    found = Case.objects.select_related("union").get(pk=case.pk)
    if not found.brings_home or found.union is None:
        raise refusals.NobodyWaits()
    waits = waiting(found)
    held = waits.under(reach).select_for_update(of=("self",)).select_related("person").order_by("pk")
    homes = [(each.person, found.union) for each in held]
    if homes:
        people.settle_many(homes, on=localdate(now), by=by, now=now)
    elif waits.exists():
        raise refusals.HomeFromAbove()
    _wait_on(found, waits, now=now)
    facts = {"union": found.union.name}
    notices.tell_many(((person, facts) for person, _union in homes), words.HOME, sms=False, now=now)
    journal.record("founding.bring_home", found, by=by, now=now, label=found.name, facts={"members": len(homes)})
    return len(homes)


def expect(case: Case, *, now: datetime) -> None:
    """The union stands: if members wait to go home, the unions above that look after them are asked to let them."""
    if case.way != Case.Way.FEDERATION and case.union is not None:
        _wait_on(case, waiting(case), now=now)


def _wait_on(case: Case, waits: MembershipQuerySet, *, now: datetime) -> None:
    """Who still waits, and at which unions."""
    there = waits.order_by("union__path").values_list("union", flat=True).distinct()
    case.waits_at = [str(union) for union in there]
    case.brings_home = bool(case.waits_at)
    case.save(update_fields=["waits_at", "brings_home"])
    agenda.renew(HOMECOMING, [case.pk], now=now)
