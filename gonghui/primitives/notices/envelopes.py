"""Number and words of a delivery are sealed in the database and opened only to be sent."""

import json
from collections.abc import Mapping
from datetime import datetime

from gonghui.kernel.mobile import Mobile
from gonghui.primitives.people.keys import keyring

from .models import Delivery
from .sms.base import Message


def seal(delivery: Delivery, *, to: Mobile, text: str, params: Mapping[str, str]) -> Delivery:
    """Put number, words and parameters into the delivery's sealed fields."""
    keys = keyring()
    delivery.to_sealed = keys.seal(to.e164.encode(), context=_context("to", delivery))
    delivery.text_sealed = keys.seal(text.encode(), context=_context("text", delivery))
    words = json.dumps(dict(params), ensure_ascii=False)
    delivery.params_sealed = keys.seal(words.encode(), context=_context("params", delivery))
    return delivery


def opened(delivery: Delivery, *, now: datetime) -> Message:
    """The message a backend sends. Raises Unsealable when the row was changed or the key is another one."""
    keys = keyring()
    return Message(
        delivery_id=delivery.id,
        to=Mobile.parse(keys.unseal(bytes(delivery.to_sealed), context=_context("to", delivery)).decode()),
        text=keys.unseal(bytes(delivery.text_sealed), context=_context("text", delivery)).decode(),
        template=delivery.template,
        params=json.loads(keys.unseal(bytes(delivery.params_sealed), context=_context("params", delivery))),
        at=now,
    )


def _context(field: str, delivery: Delivery) -> str:
    return f"notices.Delivery.{field}:{delivery.id}"
