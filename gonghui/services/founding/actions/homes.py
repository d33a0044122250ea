"""A union asks its members once a year, each answers once and in secret, and it says what it will do about it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import F, Q
from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Membership, Person, Union
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals
from ..models import Invitation, Judged, Pledge, Round, Tally
from ..pages.agenda import JUDGING, KEPT, PLEDGES, RESULTS
from ..rules import homes
from .inviting import invite


@action
def open_round(union: Union, *, year: int, opens_on: date, closes_on: date, by: Caller, now: datetime) -> Round:
    """A round of a year, and its members are told. Raises RoundDays, RoundOfAnotherYear, RoundTwice."""
    if no := homes.refuse_round(year, opens_on, closes_on, localdate(now)):
        raise no
    made = Round(union=union, year=year, opens_on=opens_on, closes_on=closes_on, created_at=now)
    if not insert_unless_taken(made):
        raise refusals.RoundTwice(union=union.name, year=year)
    asked = homes.questions_of(year).questions
    Tally.objects.bulk_create(Tally(round=made, question=key, grade=grade) for key in asked for grade in homes.GRADES)
    invite(made, now=now)
    agenda.renew(PLEDGES, [made.pk], now=now)
    journal.record("founding.open_round", union, by=by, now=now, label=union.name, facts={"year": year})
    return made


@action
def judge(held: Round, person: Person, answers: Mapping[str, int], *, now: datetime) -> None:
    """A member's answers, added to those of the others; nothing keeps whose they are, the journal neither.

    Raises RoundShut, NotOfThisUnion, AnswersMissing, JudgedAlready.
    """
    if homes.state(held.opens_on, held.closes_on, localdate(now)) != homes.OPEN:
        raise refusals.RoundShut(opens_on=held.opens_on, closes_on=held.closes_on)
    if not Membership.objects.active().filter(person=person, union=held.union_id).exists():
        raise refusals.NotOfThisUnion(union=held.union.name)
    if no := homes.refuse_answers(answers, held.year):
        raise no
    if not insert_unless_taken(Judged(round=held, person=person)):
        raise refusals.JudgedAlready()
    agenda.done(JUDGING.key, [held.pk], people=[person.pk])
    given = Q(pk__in=[])
    for question, grade in answers.items():
        given |= Q(question=question, grade=grade)
    Round.objects.select_for_update(no_key=True).get(pk=held.pk)  # one after the other: rows of several are changed
    Tally.objects.filter(given, round=held).update(many=F("many") + 1)


@action
def pledge(held: Round, text: str, *, key: str = "", by: Caller, now: datetime) -> Pledge:
    """What will be done; every member reads it. The same key, the same one. Raises ReasonMissing, RoundNotOver."""
    if not text:
        raise refusals.ReasonMissing()
    if homes.state(held.opens_on, held.closes_on, localdate(now)) != homes.CLOSED:
        raise refusals.RoundNotOver(closes_on=held.closes_on)
    made = Pledge(round=held, text=text, key=key, created_at=now)
    if not insert_unless_taken(made):
        return Pledge.objects.get(round=held, key=key)
    _renew(made, now)
    journal.record("founding.pledge", held.union, by=by, now=now, label=held.union.name, facts={"year": held.year})
    return made


@action
def tell_kept(promised: Pledge, *, kept: bool, note: str, by: Caller, now: datetime) -> None:
    """Whether it was done. Raises ToldAlready."""
    told = {"kept": kept, "kept_note": note, "told_at": now}
    if not Pledge.objects.filter(pk=promised.pk, told_at=None).update(**told):
        raise refusals.ToldAlready()
    _renew(promised, now)
    union = promised.round.union
    journal.record("founding.tell_kept", union, by=by, now=now, label=union.name, facts={"kept": kept})


@action
def forget(*, now: datetime) -> int:
    """Who was asked and who has answered goes a month after the round; what was said stays. Returns how many."""
    over = Q(round__closes_on__lt=localdate(now) - homes.JUDGED_KEPT)
    rounds = list(Invitation.objects.filter(over).order_by("round").values_list("round", flat=True).distinct())
    for source in (JUDGING, RESULTS):
        agenda.done(source.key, rounds)
    return Judged.objects.filter(over).delete()[0] + Invitation.objects.filter(over).delete()[0]


def _renew(promised: Pledge, now: datetime) -> None:
    agenda.renew(PLEDGES, [promised.round_id], now=now)
    agenda.renew(KEPT, [promised.pk], now=now)
