"""The demo's on-screen phone: messages become rows that a page shows. Never for a real site."""

from collections.abc import Sequence

from gonghui.primitives.notices.models import ShownMessage

from ..outcomes import Outcome
from .base import Backend, Message


class DemoBackend(Backend):
    batch = 5_000

    def send_batch(self, messages: Sequence[Message]) -> list[Outcome]:
        rows = [ShownMessage(delivery=one.delivery_id, to=one.to.e164, text=one.text, at=one.at) for one in messages]
        ShownMessage.objects.bulk_create(rows, ignore_conflicts=True)  # the same delivery again: shown once
        return [f"demo-{one.delivery_id}" for one in messages]

    def was_sent(self, message: Message) -> bool | None:
        return ShownMessage.objects.filter(delivery=message.delivery_id).exists()
