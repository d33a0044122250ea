"""What a fair offers in the rush lane: the sign-up of thousands in the same second."""

import time
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from gonghui.faces.errors import NoSuchPage
from gonghui.faces.rush.desks import UUID, Ask, Desk
from gonghui.kernel.refusals import Refused

from . import actions
from .actions.sign_up import Wish
from .api import shapes
from .api.member import receipt
from .models import Session

FRESH_SECONDS = 1.0
_known: dict[str, tuple[float, Session | None]] = {}


def sign_up(asks: Sequence[Ask], *, now: datetime) -> list[bytes | Refused]:
    """As POST /api/v1/fairs/sessions/{id}/place, for many."""
    sessions = _sessions(ask.names[0] for ask in asks)
    wishes = {
        nth: Wish(session, ask.person, ask.key, ask.caller)
        for nth, ask in enumerate(asks)
        if (session := sessions[ask.names[0]]) is not None
    }
    places = dict(zip(wishes, actions.sign_up_many(list(wishes.values()), now=now), strict=True))
    return [_said(places.get(nth), sessions[ask.names[0]]) for nth, ask in enumerate(asks)]


def _said(place: object, session: Session | None) -> bytes | Refused:
    if isinstance(place, Refused):
        return place
    if place is None or session is None:
        return NoSuchPage()
    return shapes.ReceiptOut.model_construct(**receipt(place, session)).model_dump_json().encode()


def _sessions(names: Iterable[str]) -> dict[str, Session | None]:
    """What a session says of itself may be a second old; whether it still gives places is decided by its pool."""
    asked, moment = set(names), time.monotonic()
    stale = [name for name in asked if name not in _known or _known[name][0] < moment - FRESH_SECONDS]
    if stale:
        found = Session.objects.public().select_related("pool", "venue__fair__union", "venue__division")
        rows = found.in_bulk([uuid.UUID(name) for name in stale])
        if len(_known) > 10_000:
            _known.clear()
        _known.update((name, (moment, rows.get(uuid.UUID(name)))) for name in stale)
    return {name: _known[name][1] for name in asked}


DESKS = (Desk("fairs.sign_up", rf"/api/v1/fairs/sessions/{UUID}/place", sign_up),)
