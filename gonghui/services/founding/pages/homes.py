"""A round as members and officers see it: what came of it once it is over and enough have answered; the promises."""

from dataclasses import dataclass
from datetime import date

from ..models import Pledge, Round
from ..rules import homes


@dataclass(frozen=True, slots=True)
class ShownRound:
    """`answers` and `outcome` are None until the round is over; `outcome` is None too with fewer than homes.FEWEST."""

    round: Round
    state: str
    answers: int | None
    outcome: list[homes.Outcome] | None
    pledges: list[Pledge]


def answers_of(held: Round) -> int:
    """How many have answered."""
    return homes.many_answers(held.year, held.tallies.values_list("question", "grade", "many"))


def shown(held: Round, today: date) -> ShownRound:
    state = homes.state(held.opens_on, held.closes_on, today)
    over = state == homes.CLOSED
    tallies = list(held.tallies.values_list("question", "grade", "many")) if over else []
    answers = homes.many_answers(held.year, tallies) if over else None
    outcome = homes.outcome(held.year, tallies) if answers is not None and answers >= homes.FEWEST else None
    return ShownRound(held, state, answers, outcome, list(held.pledges.order_by("pk")))
