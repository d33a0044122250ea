"""What a fair offers in the rush lane: signing up, and entering its draw."""

import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Generic, TypeVar

from django.db import models
from pydantic import ValidationError

from gonghui.faces.api.base import bad_body
from gonghui.faces.errors import NoSuchPage
from gonghui.faces.rush.desks import UUID, Ask, Desk
from gonghui.kernel.refusals import Refused
from gonghui.primitives.admission.models import Place
from gonghui.primitives.draws.models import Lot

from .. import actions
from ..actions.drawing import DrawEntry
from ..actions.sign_up import SignUpWish
from ..models import Fair, Session
from . import shapes

FRESH_SECONDS = 1.0
MOST_KNOWN = 10_000
NO_CODE, WITHOUT_CODE = b'{"code":""', "_receipt_without_code"
M = TypeVar("M", bound=models.Model)


class Fresh(Generic[M]):
    """Rows by id as their pages tell of them, up to a second old. Whether places are given is decided by the pool."""

    def __init__(self, rows: Callable[[], models.QuerySet[M]]) -> None:
        self._rows = rows
        self.forget()

    def of(self, names: Iterable[str]) -> dict[str, M | None]:
        asked = set(names)
        if time.monotonic() - self._read_at > FRESH_SECONDS:
            self._read_anew(asked)
        elif unknown := asked - self._known.keys():
            self._known |= self._found(unknown)
        self._wanted |= asked
        return {name: self._known[name] for name in asked}

    def forget(self) -> None:
        self._known: dict[str, M | None] = {}
        self._wanted: set[str] = set()
        self._read_at = -FRESH_SECONDS

    def _read_anew(self, asked: set[str]) -> None:
        """One query for these and for all that were there and asked for since the last: they will be asked for soon."""
        there = {name for name in self._wanted if self._known[name] is not None}
        self._read_at = time.monotonic()
        self._known, self._wanted = self._found(asked | there if len(there) < MOST_KNOWN else asked), set()

    def _found(self, names: set[str]) -> dict[str, M | None]:
        ids = {name: uuid.UUID(name) for name in names}
        rows = self._rows().in_bulk(list(ids.values()))
        return {name: rows.get(pk) for name, pk in ids.items()}


SESSIONS = Fresh(lambda: Session.objects.public().to_act_on())
STANDING = Fresh(lambda: Session.objects.standing().select_related("venue"))
FAIRS = Fresh(lambda: Fair.objects.public().select_related("union", "draw"))


def sign_up(asks: Sequence[Ask], *, now: datetime) -> list[bytes | Refused]:
    """As POST /api/v1/fairs/sessions/{id}/place, for many."""
    sessions = SESSIONS.of(ask.names[0] for ask in asks)
    wishes = {
        nth: SignUpWish(session, ask.person, ask.key, ask.caller)
        for nth, ask in enumerate(asks)
        if (session := sessions[ask.names[0]]) is not None
    }
    places = dict(zip(wishes, actions.sign_up_many(list(wishes.values()), now=now), strict=True))
    return [_receipt(places.get(nth), sessions[ask.names[0]]) for nth, ask in enumerate(asks)]


def enter(asks: Sequence[Ask], *, now: datetime) -> list[bytes | Refused]:
    """As POST /api/v1/fairs/{id}/draw/lot, for many."""
    fairs = FAIRS.of(ask.names[0] for ask in asks)
    read = {nth: _entry(ask, fairs[ask.names[0]]) for nth, ask in enumerate(asks)}
    entries = {nth: entry for nth, entry in read.items() if isinstance(entry, DrawEntry)}
    named = STANDING.of(str(session) for entry in entries.values() for session in entry.sessions)
    standing = {session.pk: session for session in named.values() if session is not None}
    taken = actions.enter_draw_many(list(entries.values()), now=now, standing=standing)
    lots = dict(zip(entries, taken, strict=True))
    return [_lot(lots[nth], entries[nth]) if nth in entries else no for nth, no in read.items()]  # type: ignore[misc]


def _receipt(place: object, session: Session | None) -> bytes | Refused:
    if isinstance(place, Refused):
        return place
    if place is None or session is None:
        return NoSuchPage()
    assert isinstance(place, Place)
    if place.just_taken:
        return NO_CODE[:-1] + place.code.encode() + _without_code(session)[len(NO_CODE) - 1 :]
    return shapes.ReceiptOut.unchecked({"place": place, "session": session}).model_dump_json().encode()


def _without_code(session: Session) -> bytes:
    """The receipt of a place just taken: in one session all say the same, but for the code."""
    kept: bytes | None = session.__dict__.get(WITHOUT_CODE)
    if kept is None:
        nobodys = Place(code="", confirm_by=None)
        told = shapes.ReceiptOut.unchecked({"place": nobodys, "session": session}).model_dump_json().encode()
        assert told.startswith(NO_CODE)
        kept = session.__dict__[WITHOUT_CODE] = told
    return kept


def _entry(ask: Ask, fair: Fair | None) -> DrawEntry | Refused:
    if fair is None:
        return NoSuchPage()
    try:
        asked = shapes.LotIn.model_validate_json(ask.body)
    except ValidationError as error:
        return bad_body(error)
    return DrawEntry(fair, ask.person, tuple(asked.sessions), ask.key, asked.nonce, ask.caller)


def _lot(lot: Lot | Refused, entry: DrawEntry) -> bytes | Refused:
    if isinstance(lot, Refused):
        return lot
    chosen = [shapes.ChoiceOut.model_construct(session=one, position=0, won=False) for one in entry.sessions]
    return shapes.LotOut.unchecked({"lot": lot, "choices": chosen}).model_dump_json().encode()


DESKS = (
    Desk("fairs.sign_up", rf"/api/v1/fairs/sessions/{UUID}/place", sign_up),
    Desk("fairs.enter_draw", rf"/api/v1/fairs/{UUID}/draw/lot", enter),
)
