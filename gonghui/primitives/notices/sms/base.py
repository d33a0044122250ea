"""What every SMS backend offers; what became of a message it says in the words of `outcomes`."""

import logging
import time
import uuid
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo

from django.utils import timezone

from gonghui.kernel.mobile import Mobile

from ..outcomes import Outcome, SendingTrouble, TryLater, Unsure

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, repr=False)
class Message:
    """One SMS. `delivery_id` is the key by which a backend knows that it has sent this message already."""

    delivery_id: uuid.UUID
    to: Mobile
    text: str
    template: str
    params: Mapping[str, str] = field(default_factory=dict)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __repr__(self) -> str:  # never the number nor the text: this may end in a log
        return f"<Message {self.delivery_id} {self.template}>"


def brief(text: str, most: int) -> str:
    """The text, cut to so many characters where it is longer."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


class Backend:
    """One way out. A subclass gives `send` and `was_sent`, or the batch forms where those are much faster."""

    batch = 200  # most messages in one call of send_batch
    threads = 16
    seconds = 200.0  # after so long a batch begins no further message: it ends well within the outbox's lease

    def __init__(self, options: Mapping[str, str]) -> None:
        self.options = options

    def send(self, message: Message) -> str:
        """Send one message and return the provider's id. Raises TryLater, NeverWill or Unsure."""
        outcome = self.send_batch([message])[0]
        if isinstance(outcome, SendingTrouble):
            raise outcome
        return outcome

    def was_sent(self, message: Message) -> bool | None:
        """Whether this message was sent; None: cannot be known. Raises TryLater when it cannot be asked now."""
        raise NotImplementedError

    def send_batch(self, messages: Sequence[Message]) -> list[Outcome]:
        """Send messages at the same time; one outcome for each, in their order. Raises nothing."""
        ends = time.monotonic() + self.seconds
        with ThreadPoolExecutor(min(self.threads, len(messages)) or 1, thread_name_prefix="sms") as pool:
            return list(pool.map(lambda message: self._attempt(message, ends), messages))

    def _attempt(self, message: Message, ends: float) -> Outcome:
        if time.monotonic() > ends:
            return TryLater("out_of_time")
        try:
            return self.send(message)
        except SendingTrouble as trouble:
            return trouble
        except Exception as error:
            # A defect of ours after the request went out looks the same as one before it: do not send twice.
            log.error("sms %s: %s in the backend", message.delivery_id, type(error).__name__)
            return Unsure(type(error).__name__)


def day_of(moment: datetime, zone: tzinfo | None = None) -> date:
    """The calendar day of a moment, where the site is unless `zone` says where."""
    return moment.astimezone(zone or timezone.get_default_timezone()).date()


def days_of(message: Message, zone: tzinfo | None = None) -> list[date]:
    """The days on which this message can have gone: from the birth of its delivery until now, at most 30 back."""
    last = day_of(message.at, zone)
    born = day_of(datetime.fromtimestamp((message.delivery_id.int >> 80) / 1000, UTC), zone)
    first = min(max(born, last - timedelta(days=30)), last)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
