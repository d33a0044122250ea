"""Deciding claims in rounds: the statement, asked again for those whom it could not settle. Not for callers."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from gonghui.kernel.refusals import Refused
from gonghui.kernel.scarcity import Busy
from gonghui.primitives.rows import loaded
from gonghui.primitives.statements import Later, behind, by_index, run

from . import refusals, rules, statement
from .models import Place
from .rules import Claim
from .statement import Decision, Outcome

ROUNDS = 50  # two are common under a rush; the rest is for a person with many wishes at once


def decide(claims: Sequence[Claim], *, now: datetime, for_the_line: bool = False) -> list[Place | Refused]:
    """The answer to each claim. Claims that lost to rows not yet visible are asked again, in their order."""
    by_index()
    settled: dict[int, Place | Refused] = {}
    left = dict(enumerate(claims))
    for _round in range(ROUNDS):
        if not left:
            break
        nths = list(left)
        decisions, lines_left = _ask(list(left.values()), now=now, for_the_line=for_the_line)
        for decision in decisions:
            if decision.outcome is Outcome.AGAIN:
                continue
            nth = nths[decision.nth - 1]
            answer = settled[nth] = _answer(decision, now)
            del left[nth]
            if decision.outcome is Outcome.TAKEN and isinstance(answer, Place):
                answer.lines_left = lines_left
    return [settled.get(nth) or Busy() for nth in range(len(claims))]


def _ask(claims: Sequence[Claim], *, now: datetime, for_the_line: bool) -> tuple[list[Decision], Later]:
    """And behind them who got a place leaves the lines of its scope: a statement of its own.

    `wait` locks the person's row, so by then its waiter is either visible there, or will see the place and refuse. Who
    left a line without its place is known once somebody asks (`Waiter.objects.left_for_nothing`).
    """
    asked = statement.questions(claims, now=now, for_the_line=for_the_line)
    left = Later(statement.LEAVE_LINES, {"places": asked["ids"], "now": now})
    with behind(left):
        return statement.answers(run(statement.DECIDE, asked), asked), left


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
