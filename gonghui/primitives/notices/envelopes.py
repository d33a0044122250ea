"""Number and words of a delivery are sealed in the database and opened only to be sent."""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime

from gonghui.kernel.mobile import Mobile
from gonghui.primitives.people.keys import keyring

from .models import Delivery
from .sms.base import Message

AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def sealed(delivery: uuid.UUID, *, to: str, text: str, params: Mapping[str, str]) -> bytes:
    """Number (E.164), words and parameters of the delivery with this id, under one seal."""
    return keyring().seal(AS_JSON([to, text, dict(params)]).encode(), context=_context(delivery))


def opened(delivery: Delivery, *, now: datetime) -> Message:
    """The message a backend sends. Raises Unsealable when the row was changed or the key is another one."""
    to, text, params = json.loads(keyring().unseal(bytes(delivery.message_sealed), context=_context(delivery.id)))
    return Message(
        delivery_id=delivery.id, to=Mobile.parse(to), text=text, template=delivery.template, params=params, at=now
    )


def _context(delivery: uuid.UUID) -> str:
    return f"notices.Delivery.message:{delivery}"
