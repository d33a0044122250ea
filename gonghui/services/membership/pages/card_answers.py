"""What somebody is told who checks a member card. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from gonghui.kernel.refusals import Refused
from gonghui.primitives.people.card_codes import card_shown


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no; whose, masked, only with a yes; why not, where the code itself is the reason.

    The union is not told: of a works it is the employer.
    """

    member: bool
    name: str = ""
    why: Refused | None = None


def check(text: str, *, now: datetime) -> Answer:
    """Whether what was scanned or typed is a member's. A code of who has left, or older than its time, is a no."""
    try:
        card = card_shown(text)
        if card is None or card.membership is None:
            return Answer(False)
        card.check(now=now)
    except Refused as refusal:
        return Answer(False, why=refusal)
    return Answer(True, card.person.masked_name)
