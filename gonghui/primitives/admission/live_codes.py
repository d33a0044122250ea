"""The codes of places that change every half minute: who may make them, and how one that was shown is judged."""

from datetime import datetime, timedelta
from uuid import UUID

from gonghui.kernel import live_codes
from gonghui.kernel.live_codes import LiveCode
from gonghui.primitives.people.keys import keyring

from .models import Place

AHEAD = timedelta(minutes=20)  # what a receipt's page may hold, so that a hall without a network does not stop it


def key_of(pool_id: UUID) -> bytes:
    """The key of one pool's codes: a gate that holds it can judge, and forge, the codes of this pool only."""
    return keyring().derive(f"admission.code:{pool_id}")


def bound(key: bytes, place: Place) -> str:
    """Binds a code to this place of this person."""
    return live_codes.tag(key, "bound", str(place.pk), str(place.holder_id))


def code_at(place: Place, now: datetime) -> str:
    """What the holder's receipt shows now."""
    key = key_of(place.pool_id)
    return live_codes.write(key, place.code, bound(key, place), live_codes.step_at(now))


def codes_ahead(place: Place, now: datetime) -> list[str]:
    """What the holder's receipt will show from now on, one for each half minute of the next `AHEAD`."""
    key, first = key_of(place.pool_id), live_codes.step_at(now)
    whose = bound(key, place)
    return [live_codes.write(key, place.code, whose, first + n) for n in range(AHEAD // live_codes.STEP)]


def check(place: Place, live: LiveCode, *, now: datetime) -> None:
    """Raises ForgedCode, StaleCode or EarlyCode unless this was shown just now by who holds the place."""
    key = key_of(place.pool_id)
    live_codes.check(live, key, bound(key, place), now=now)
