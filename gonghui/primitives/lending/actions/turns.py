"""A line for whatever is had in turn. Its order is that of numbers drawn under the line's lock."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from gonghui.kernel.scarcity import bad_key
from gonghui.primitives import clock
from gonghui.primitives.people.models import Person
from gonghui.primitives.planned import planned
from gonghui.primitives.transactions import action

from .. import refusals
from ..models import Turn, TurnLine


@action
def queue(subject: UUID, person: Person, *, key: str, now: datetime) -> Turn:
    """Join the line; who stands in it keeps the same turn, and the same key answers the same turn, even one past.

    Raises TurnKeyReused, BadKey.
    """
    if refusal := bad_key(key):
        raise refusal
    line = _lock(subject)
    known = Turn.objects.filter(holder=person.pk, key=key).first()
    if known is not None and known.subject != subject:
        raise refusals.TurnKeyReused()
    standing = known or Turn.objects.live().filter(subject=subject, holder=person.pk).first()
    if standing is not None:
        return standing
    line.last_number += 1
    line.save(update_fields=["last_number"])
    turn = Turn.objects.create(subject=subject, holder=person, key=key, number=line.last_number, joined_at=now)
    turn.just_queued = True
    return turn


def next_in_line(subject: UUID) -> Turn | None:
    """Whose turn is next, of those to whom nothing is offered yet."""
    return Turn.objects.waiting().filter(subject=subject).select_related("holder").in_order().first()


def position(turn: Turn) -> int:
    """How many turns until this one, 1 for the next; 0 for one offered, served or left."""
    return positions([turn])[turn.pk]


def positions(turns: Iterable[Turn]) -> dict[UUID, int]:
    """As `position`, by the key of each; one query, and none for none."""
    listed = [turn.pk for turn in turns]
    return dict.fromkeys(listed, 0) | (dict(_in_line(turns=listed)) if listed else {})


@planned
def _in_line(turns: Any) -> QuerySet[Turn, Any]:
    return Turn.objects.waiting().filter(pk__among=turns).with_position().values_list("pk", "position")


def lengths(subjects: Iterable[UUID]) -> dict[UUID, int]:
    """How many wait for each subject, to whom nothing is offered yet; one query, which counts where the rows are."""
    wanted = list(subjects)
    return dict.fromkeys(wanted, 0) | dict(_waiting.rows(subjects=wanted))


@planned
def _waiting(subjects: Any) -> QuerySet[Turn, Any]:
    waiting = Turn.objects.waiting().filter(subject__among=subjects).order_by()
    return waiting.values("subject").annotate(n=Count("pk")).values_list("subject", "n")


@action
def offer_next(subject: UUID, *, until: datetime, now: datetime) -> Turn | None:
    """Offer to whose turn is next, until `until`; None when nobody waits."""
    _lock(subject)
    turn = next_in_line(subject)
    if turn is not None:
        turn.offered_at, turn.offered_until = now, until
        turn.save(update_fields=["offered_at", "offered_until"])
    return turn


@action
def take_up(turn: Turn, *, now: datetime) -> Turn:
    """The offer is taken up and the turn served. Raises TurnOver, NotOffered, OfferMissed."""
    _lock(turn.subject)
    turn.refresh_from_db()
    if turn.left_at:
        raise refusals.TurnOver(when=clock.moment(turn.left_at), outcome=turn.outcome)
    if turn.offered_until is None:
        raise refusals.NotOffered(position=position(turn))
    if turn.offered_until <= now:
        raise refusals.OfferMissed(until=clock.moment(turn.offered_until))
    return _end(turn, Turn.Outcome.SERVED, now)


@action
def leave_queue(turn: Turn, *, now: datetime) -> Turn:
    """Stop waiting, or give up an offer; one whose turn has ended stays as it is."""
    _lock(turn.subject)
    turn.refresh_from_db()
    return turn if turn.left_at else _end(turn, Turn.Outcome.LEFT, now)


@action
def pass_on(
    *, minutes: int | None, now: datetime, subjects: Iterable[UUID] | None = None
) -> list[tuple[Turn, Turn | None]]:
    """Offers that were not taken up in time go to whose turn is next, for `minutes`; None: to nobody for now.

    Returns who missed, each with who has it now, if anybody.
    """
    overdue = Turn.objects.overdue(now)
    if subjects is not None:
        overdue = overdue.filter(subject__in=list(subjects))
    for subject in sorted(set(overdue.values_list("subject", flat=True))):
        _lock(subject)
    missed = list(overdue.select_related("holder").order_by("subject", "number"))
    ended = [_end(turn, Turn.Outcome.MISSED, now) for turn in missed]
    if minutes is None:
        return [(turn, None) for turn in ended]
    until = now + timedelta(minutes=minutes)
    return [(turn, offer_next(turn.subject, until=until, now=now)) for turn in ended]


@action
def dissolve(subject: UUID, *, now: datetime) -> list[Turn]:
    """Nobody waits any more; returns who did."""
    _lock(subject)
    standing = Turn.objects.live().filter(subject=subject).select_related("holder").in_order()
    return [_end(turn, Turn.Outcome.DISMISSED, now) for turn in standing]


def _end(turn: Turn, outcome: Turn.Outcome, now: datetime) -> Turn:
    turn.left_at, turn.outcome = now, outcome
    turn.save(update_fields=["left_at", "outcome"])
    return turn


def _lock(subject: UUID) -> TurnLine:
    TurnLine.objects.bulk_create([TurnLine(subject=subject)], ignore_conflicts=True)
    return TurnLine.objects.select_for_update().get(pk=subject)
