"""Members are asked to judge their union, each by a matter of their own, and told once it is over what came of it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Membership
from gonghui.primitives.transactions import action

from .. import words
from ..models import Invitation, Round
from ..pages.agenda import JUDGING, RESULTS
from ..pages.homes import answers_of
from ..rules import homes

AT_ONCE = 200  # rounds in one look for work


@action
def invite(held: Round, *, now: datetime) -> int:
    """Every member who was not asked yet is asked; who is none any more is asked no longer. How many that were."""
    members = set(Membership.objects.active().filter(union=held.union_id).values_list("person", flat=True))
    asked = set(Invitation.objects.filter(round=held).values_list("person", flat=True))
    new, gone = sorted(members - asked), asked - members
    made = [Invitation(round=held, person_id=person) for person in new]
    Invitation.objects.bulk_create(made, ignore_conflicts=True, batch_size=5_000)
    Invitation.objects.filter(round=held, person__in=gone).delete()
    facts = {"union": held.union.name, "opens": held.opens_on, "closes": held.closes_on}
    notices.tell_many(((person, facts) for person in new), words.JUDGE, sms=False, now=now)
    agenda.renew(JUDGING, [held.pk], people=[*new, *gone], now=now)
    return len(new) + len(gone)


@action
def tell_outcome(held: Round, *, now: datetime) -> int:
    """What came of a round that is over, to who was asked; of one that too few have answered nothing. 1 if told now."""
    if not Round.objects.filter(pk=held.pk, told_at=None).update(told_at=now):
        return 0
    if answers_of(held) >= homes.FEWEST:
        agenda.renew(RESULTS, [held.pk], now=now)
        facts = {"union": held.union.name, "year": held.year}
        notices.tell_many(((person, facts) for person in _asked(held)), words.OUTCOME, sms=False, now=now)
    return 1


def work_rounds(now: datetime) -> int:
    """Newcomers are asked, outcomes are told. How many of both."""
    today = localdate(now)
    rounds = Round.objects.filter(union__closed_at=None).select_related("union").order_by("pk")
    member = Membership.objects.active().filter(union=OuterRef("union"))
    asked = Invitation.objects.filter(round=OuterRef(OuterRef("pk")), person=OuterRef("person"))
    still = Membership.objects.active().filter(union=OuterRef("round__union"), person=OuterRef("person"))
    left = Invitation.objects.filter(~Exists(still), round=OuterRef("pk"))
    opened = rounds.filter(opens_on__lte=today, closes_on__gte=today)
    changed = opened.filter(Exists(member.filter(~Exists(asked))) | Exists(left))[:AT_ONCE]
    done = sum(invite(each, now=now) for each in changed)
    over = rounds.filter(closes_on__lt=today, told_at=None)[:AT_ONCE]
    return done + sum(tell_outcome(each, now=now) for each in over)


def _asked(held: Round) -> Collection[UUID]:
    return list(Invitation.objects.filter(round=held).order_by("person").values_list("person", flat=True))
