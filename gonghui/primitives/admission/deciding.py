"""Deciding claims in rounds: the statement, asked again for those whom it could not settle. Not for callers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from gonghui.kernel.refusals import Refused
from gonghui.kernel.scarcity import Busy
from gonghui.primitives.rows import loaded
from gonghui.primitives.statements import Later, Uuids, by_index, run

from . import refusals, rules, statement
from .models import Place
from .rules import Claim
from .statement import Decision, Outcome

ROUNDS = 50  # two are common under a rush; the rest is for a person with many wishes at once


def decide(claims: Sequence[Claim], *, now: datetime, for_the_line: bool = False) -> list[Place | Refused]:
    """The answer to each claim. Claims that lost to rows not yet visible are asked again, in their order."""
    by_index()
    settled: dict[int, Place | Refused] = {}
    won: list[Place] = []
    left = dict(enumerate(claims))
    for _round in range(ROUNDS):
        if not left:
            break
        nths = list(left)
        for decision in _ask(list(left.values()), now=now, for_the_line=for_the_line):
            if decision.outcome is Outcome.AGAIN:
                continue
            nth = nths[decision.nth - 1]
            answer = settled[nth] = _answer(decision, now)
            del left[nth]
            if decision.outcome is Outcome.TAKEN and isinstance(answer, Place):
                won.append(answer)
    leave_lines(won, now=now)
    return [settled.get(nth) or Busy() for nth in range(len(claims))]


def _ask(claims: Sequence[Claim], *, now: datetime, for_the_line: bool) -> list[Decision]:
    asked = statement.questions(claims, now=now, for_the_line=for_the_line)
    return statement.answers(run(statement.DECIDE, asked), asked)


def _answer(decision: Decision, now: datetime) -> Place | Refused:
    outcome, state, place = decision.outcome, decision.state, decision.place
    if outcome in (Outcome.TAKEN, Outcome.SAME):
        assert place is not None
        found = loaded(Place, **place)
        if outcome is Outcome.TAKEN:
            found.just_taken = True
            Place.check_in.related.set_cached_value(found, None)  # nobody came in yet: no query asks for it
        return found
    if outcome is Outcome.HOLDS:
        assert place is not None
        return rules.already_holds(place["code"], place["pool_id"])
    if outcome is Outcome.KEY_REUSED:
        return refusals.KeyReused()
    if outcome is Outcome.UNKNOWN_PERSON:
        return refusals.UnknownPerson()
    if state is None:
        return refusals.UnknownPool()
    refusal = rules.out_of_window(state, now, timezone.get_default_timezone())
    return refusal or refusals.Full(capacity=state.capacity, waiting=state.waiting)


def leave_lines(places: Sequence[Place], *, now: datetime) -> None:
    """Who got a place waits nowhere in its scope any more.

    A statement of its own, after DECIDE: `wait` locks the person's row, so by now its waiter is either visible
    here, or will see the place and refuse. Who left a line without its place is known once somebody asks
    (`Waiter.objects.left_for_nothing`): nobody waits for it here, where everybody else waits for the pool.
    """
    if not places:
        return
    got: dict[str, Any] = {
        "places": Uuids(place.pk for place in places),
        "pools": Uuids(place.pool_id for place in places),
        "scopes": Uuids(place.scope for place in places),
        "persons": Uuids(place.holder_id for place in places),
        "now": now,
    }
    left = Later(statement.LEAVE_LINES, got)
    for place in places:
        place.lines_left = left
