"""What follows from the outcome of a delivery. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _

from .outcomes import Held, Limited, NeverWill, Outcome, SendingTrouble, TryLater, Unlisted

# Waits after the first, second … attempt: six attempts within about an hour.
WAITS = tuple(timedelta(seconds=seconds) for seconds in (15, 60, 240, 900, 2_400))
SPREAD = 0.4  # each wait is between 80 % and 120 %, so that a provider's bad minute does not come back as a wave
ASK_AFTER = timedelta(minutes=2)  # a provider's own record of a message is there by then
ASK_FOR = timedelta(days=1)  # for so long a delivery that may have gone is asked about

PROBE_EVERY = timedelta(minutes=10)  # of those that wait for one cause, one tries whether it is mended
LIMIT_SPREAD = timedelta(minutes=10)  # what waited for midnight does not go in one second
OF_THE_HOUSE = ("isv.DAY_LIMIT_CONTROL", "isv.MONTH_LIMIT_CONTROL")  # limits not of a number: nobody is sent anything

TOO_LATE = "too_late"
LONGEST_FIELD = 35  # characters of a field of an SMS
LINK = re.compile(r"https?:|www\.|\.(?:com|cn|net|org)\b", re.IGNORECASE)

State = Literal["due", "sending", "held", "sent", "failed", "unsure"]


@dataclass(frozen=True, slots=True)
class Result:
    """What to write on a delivery. `until` is the end of the claim of one that stays in the backend's hands.

    `uncounted`: the attempt says nothing about the message, and is none.
    """

    state: State
    due_at: datetime | None = None
    until: datetime | None = None
    provider_id: str = ""
    error: str = ""
    number_is_dead: bool = False
    uncounted: bool = False

    @property
    def alarming(self) -> bool:
        """Whether an operator is to hear of it: not of a dead number, nor of a code that nobody waits for any more."""
        if self.state == "due":
            return self.error in OF_THE_HOUSE
        return self.state == "held" or (self.state == "failed" and not self.number_is_dead and self.error != TOO_LATE)


class LongForMessage(Refused):
    code = "notices.long_for_message"
    says = _("“%(text)s”有 %(length)s 个字，写进短信的一项最多 %(limit)s 个字")
    mend = _("请缩短，省去年份、主办单位这些短信里不需要的话")


class LinkInMessage(Refused):
    code = "notices.link_in_message"
    says = _("“%(text)s”里有网址，短信服务商不发这样的短信")
    mend = _("请去掉网址，写在说明里")


def check_field(text: str) -> None:
    """Whether a name that goes into messages can: a provider refuses the whole message for one field of it.

    Raises LongForMessage, LinkInMessage.
    """
    if len(text) > LONGEST_FIELD:
        raise LongForMessage(text=text[:12] + "…", length=len(text), limit=LONGEST_FIELD)
    if LINK.search(text):
        raise LinkInMessage(text=text[:20])


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
    if isinstance(outcome, Limited):
        spread = max(timedelta(), min(LIMIT_SPREAD, outcome.until - now)) * luck  # after a minute not for ten
        return Result("due", due_at=outcome.until + spread, error=outcome.reason, uncounted=True)
    if isinstance(outcome, Held):
        return held(outcome.reason, now=now)
    if isinstance(outcome, TryLater):
        return _again(outcome, attempts=attempts, now=now, luck=luck)
    if isinstance(outcome, NeverWill):
        return Result("failed", error=outcome.reason, number_is_dead=outcome.permanent)
    return Result("sending", until=now + ASK_AFTER, error=outcome.reason)


def held(reason: str, *, now: datetime) -> Result:
    """It waits until somebody mends the cause, however long."""
    return Result("held", due_at=now + PROBE_EVERY, error=reason, uncounted=True)


def result_of_asking(
    answer: bool | SendingTrouble | None, *, due_at: datetime, now: datetime, attempts: int = 1, error: str = ""
) -> Result:
    """What to write after the backend was asked whether it sent a message whose outcome is not known.

    `error` is what went wrong when it was sent, after so many `attempts`.
    """
    if answer is True:
        return Result("sent")
    if answer is False and error.startswith(Unlisted.MARK):
        return Result("failed", error=error)
    if answer is False:
        return held("lost", now=now) if attempts > len(WAITS) else Result("due", due_at=now, error="lost")
    if answer is None or now - due_at > ASK_FOR:
        return Result("unsure", error="unsure")
    return Result("sending", until=now + ASK_AFTER, error=answer.reason)


def _again(trouble: TryLater, *, attempts: int, now: datetime, luck: float) -> Result:
    wait = wait_after(attempts, luck=luck)
    if wait is None:
        return held(trouble.reason, now=now)  # an hour is over: whatever it is, an operator is to know
    return Result("due", due_at=now + max(wait, trouble.after or wait), error=trouble.reason)
