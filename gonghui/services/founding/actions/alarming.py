"""Ninety days, thirty days before and on the day that a term or a certificate ends its officers are told, once each."""

from collections import defaultdict
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Office, Person
from gonghui.primitives.transactions import action

from .. import rules, words
from ..models import Case, Certificate, Round, Term
from ..pages.agenda import BEFORE, DAY, HOMECOMING, OF_MEMBERS, OF_UNIONS, PLEDGES, mute_rounds
from ..rules.cases import level
from .homecoming import expect

AT_ONCE = 100


def work(now: datetime) -> int:
    """Tells of what ends, and takes away what nobody can settle; how many alarms were given."""
    clear(now=now)
    return sum(alarm(one, now=now) for one in chain(_due(Term, now), _due(Certificate, now)))


@action
def clear(*, now: datetime) -> None:
    """What waited at a union that was closed since, and rounds of which no outcome came, wait no longer.

    Other slices close unions and days close rounds: neither act is one of founding's, which would write it.
    """
    mute = mute_rounds(now).values("pk")
    gone = {"union__closed_at__isnull": False}
    over = Matter.objects.filter(
        Q(**gone, key__in=[each.key for each in OF_UNIONS])
        | Q(key=PLEDGES.key, subject__in=mute)
        | Q(key__in=[each.key for each in OF_MEMBERS], subject__in=Round.objects.filter(**gone).values("pk"))
        | Q(key=HOMECOMING.key, subject__in=Case.objects.filter(**gone, brings_home=True).values("pk"))
    )
    waiting = defaultdict(list)
    for key, subject in over.order_by("pk").values_list("key", "subject")[:AT_ONCE]:
        waiting[key].append(subject)
    for source in (*OF_UNIONS, *OF_MEMBERS, HOMECOMING):
        if source.key in waiting:
            agenda.renew(source, waiting[source.key], now=now)
    strayed = Matter.objects.filter(key=HOMECOMING.key, **gone).values("subject")
    for case in Case.objects.select_for_update(of=("self",)).filter(pk__in=strayed, union__closed_at=None)[:AT_ONCE]:
        expect(case, now=now)  # who looked after them has ended, and another does


@action
def alarm(one: Any, *, now: datetime) -> int:
    """The alarm that is on, to who may do something about it at the union or right above; 0 if somebody else told."""
    on = level(one.ends_on, localdate(now))
    untold = Q(told_days=None) | Q(told_days__gt=on)
    if on is None or not type(one).objects.in_force().filter(untold, pk=one.pk).update(told_days=on):
        return 0
    template = words.TERM_ENDS if isinstance(one, Term) else words.CERTIFICATE_ENDS
    facts = {"union": one.union.name, "day": one.ends_on}
    at = [one.union_id, one.union.parent_id]
    officers = Person.objects.filter(
        offices__in=Office.objects.open_at(now).allowing(rules.MANAGE).filter(union__in=at)
    ).distinct()
    notices.tell_many(((each, facts) for each in officers), template, about=[one.union_id], sms=False, now=now)
    return 1


def _due(model: Any, now: datetime) -> list[Any]:
    """Those in force whose next alarm has come."""
    today = localdate(now)
    due = Q(pk__in=[])
    for before in BEFORE:
        due |= Q(ends_on__lte=today + before * DAY) & (Q(told_days=None) | Q(told_days__gt=before))
    found = model.objects.in_force().filter(due, union__closed_at=None).select_related("union")
    return list(found.order_by("ends_on", "pk")[:AT_ONCE])
