"""What follows from the outcome of a delivery. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from .sms.base import NeverWill, Outcome, SendingTrouble, TryLater

# Waits after the first, second … attempt: six attempts within about an hour.
WAITS = tuple(timedelta(seconds=seconds) for seconds in (15, 60, 240, 900, 2_400))
SPREAD = 0.4  # each wait is between 80 % and 120 %, so that a provider's bad minute does not come back as a wave
ASK_AFTER = timedelta(minutes=2)  # a provider's own record of a message is there by then
ASK_FOR = timedelta(days=1)  # for so long a delivery that may have gone is asked about

State = Literal["due", "sending", "sent", "failed", "unsure"]


@dataclass(frozen=True, slots=True)
class Result:
    """What to write on a delivery. `until` is the end of the claim of one that stays in the backend's hands."""

    state: State
    due_at: datetime | None = None
    until: datetime | None = None
    provider_id: str = ""
    error: str = ""
    number_is_dead: bool = False


def wait_after(attempts: int, *, luck: float) -> timedelta | None:
    """How long to wait after this many attempts; None: no further one. `luck` is random in [0, 1)."""
    if attempts > len(WAITS):
        return None
    return WAITS[attempts - 1] * (1 - SPREAD / 2 + SPREAD * luck)


def too_late(useless_after: datetime | None, *, now: datetime) -> bool:
    return useless_after is not None and useless_after <= now


def result_of(outcome: Outcome, *, attempts: int, now: datetime, luck: float) -> Result:
    """What to write after an attempt to send."""
    if isinstance(outcome, str):
        return Result("sent", provider_id=outcome)
    if isinstance(outcome, TryLater):
        return _again(outcome, attempts=attempts, now=now, luck=luck)
    if isinstance(outcome, NeverWill):
        return Result("failed", error=outcome.reason, number_is_dead=outcome.permanent)
    return Result("sending", until=now + ASK_AFTER, error=outcome.reason)


def result_of_asking(answer: bool | SendingTrouble | None, *, due_at: datetime, now: datetime) -> Result:
    """What to write after the backend was asked whether it sent a message whose outcome is not known."""
    if answer is True:
        return Result("sent")
    if answer is False:
        return Result("due", due_at=now, error="lost")
    if answer is None or now - due_at > ASK_FOR:
        return Result("unsure", error="unsure")
    return Result("sending", until=now + ASK_AFTER, error=answer.reason)


def _again(trouble: TryLater, *, attempts: int, now: datetime, luck: float) -> Result:
    wait = wait_after(attempts, luck=luck)
    if wait is None:
        return Result("failed", error=trouble.reason)
    return Result("due", due_at=now + max(wait, trouble.after or wait), error=trouble.reason)
