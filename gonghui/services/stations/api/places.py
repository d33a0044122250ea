"""Stations for programs: find one, come in and go out without a name, beds and spaces, showers and machines."""

import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from gonghui.faces.api.base import idempotency_key, optional_bearer
from gonghui.kernel.window import Window
from gonghui.primitives.lending.models import Turn
from gonghui.primitives.places import actions as premises_acts
from gonghui.primitives.presence import actions as presence
from gonghui.primitives.presence.models import DoorEntry

from .. import actions, refusals
from ..models import HOME, Stay, Use
from ..pages.browse import KINDS, NEEDS, Found, find, named, rows_of, wish_of
from ..pages.desks import desk_of
from ..pages.lookups import line_of, station_by_code, station_of, stay_of, turn_of, uses_of
from . import shapes

router = Router()


@router.get("/", response=list[shapes.StationOut], auth=optional_bearer, summary="Stations near a position")
def stations(request: HttpRequest, truckers: bool = False) -> list[Found]:
    """Nearest first with `lat` and `lon` (or `place`, a division); filters `need` (repeated) and `open=1`. No token."""
    if unknown := [need for need in request.GET.getlist("need") if need not in NEEDS]:
        raise refusals.UnknownChoice(text=unknown[0][:20], choices=tuple(NEEDS))
    wish = wish_of(request.GET, (HOME,) if truckers else KINDS)
    if wish.namesakes:
        raise refusals.SeveralPlaces(text=wish.place, named=named(wish.namesakes))
    if wish.lost:
        raise wish.lost
    return find(wish, now=request.now)


@router.get("/at/{code}", response=shapes.StationOut, auth=optional_bearer, summary="One station")
def station(request: HttpRequest, code: str) -> Found:
    """By the code on its plate. No token."""
    return rows_of([station_by_code(code)], None, now=request.now)[0]


@router.post("/at/{code}/visits", response=shapes.VisitOut, auth=optional_bearer, summary="Come in")
def enter(request: HttpRequest, code: str, asked: shapes.StationVisitIn) -> dict[str, Any]:
    """Asks nothing but the trade; needs an Idempotency-Key, no token. Never more inside than there is room for."""
    found, key = station_by_code(code), idempotency_key(request)
    return _inside(actions.enter(found, trade=asked.trade, key=key, by=request.caller, now=request.now))


@router.post("/at/{code}/visits/code", response=shapes.VisitOut, auth=optional_bearer, summary="Come in by SMS code")
def enter_by_code(request: HttpRequest, code: str, asked: shapes.StationCodeIn) -> dict[str, Any]:
    """For the keypad at a door; a code opens once. No token."""
    found = station_by_code(code)
    return _inside(actions.enter_by_code(found, asked.digits, by=request.caller, now=request.now))


@router.delete("/at/{code}/visits/{key}", response={204: None}, auth=optional_bearer, summary="Go out")
def leave(request: HttpRequest, code: str, key: str) -> Status[None]:
    """One less is inside. No token."""
    actions.leave(station_by_code(code), key=key[:80], now=request.now)
    return Status(204, None)


@router.post("/{uuid:pk}/signs", response={204: None}, summary="It is open")
def sign(request: HttpRequest, pk: uuid.UUID, asked: shapes.StationSignIn) -> Status[None]:
    """From a door, a device or a keeper; with the token of somebody who keeps the station."""
    found = desk_of(request.person, request.offices, pk)
    premises_acts.confirm_open(found, way=asked.way, by=request.caller, now=request.now)
    return Status(204, None)


@router.post("/{uuid:pk}/stays", response=shapes.StayOut, summary="Book a bed or a space")
def book(request: HttpRequest, pk: uuid.UUID, asked: shapes.StayIn) -> Stay:
    """On whole quarter hours; needs an Idempotency-Key."""
    window, key = Window(asked.starts, asked.starts + timedelta(hours=asked.hours)), idempotency_key(request)
    found, me = station_of(pk), request.person
    return actions.book_stay(found, asked.kind, me, window, key=key, by=request.caller, now=request.now)


@router.delete("/stays/{uuid:pk}", response={204: None}, summary="Give a bed or space back")
def release(request: HttpRequest, pk: uuid.UUID) -> Status[None]:
    """Before coming."""
    actions.release_stay(stay_of(request.person, pk), by=request.caller, now=request.now)
    return Status(204, None)


@router.post("/{uuid:pk}/lines/{kind}", response=shapes.TurnOut, summary="Queue for a shower or a machine")
def queue(request: HttpRequest, pk: uuid.UUID, kind: str) -> Turn:
    """`kind`: shower or laundry; needs an Idempotency-Key. With one free the turn is called at once."""
    line, key = line_of(pk, kind[:10]), idempotency_key(request)
    return actions.join_line(line, request.person, key=key, by=request.caller, now=request.now)


@router.get("/turns/{uuid:pk}", response=shapes.TurnOut, summary="My turn")
def turn(request: HttpRequest, pk: uuid.UUID) -> Turn:
    """How many are before me, or until when I am called."""
    return turn_of(request.person, pk)


@router.delete("/turns/{uuid:pk}", response={204: None}, summary="Leave the line")
def leave_line(request: HttpRequest, pk: uuid.UUID) -> Status[None]:
    """A called turn goes to the next."""
    actions.leave_line(turn_of(request.person, pk), by=request.caller, now=request.now)
    return Status(204, None)


@router.post("/turns/{uuid:pk}/use", response=shapes.UseOut, summary="Go in")
def start(request: HttpRequest, pk: uuid.UUID) -> Use:
    """When called. Again answers the same."""
    return actions.start_use(turn_of(request.person, pk), by=request.caller, now=request.now)


@router.delete("/uses/{uuid:pk}", response={204: None}, summary="Done with a shower or machine")
def finish(request: HttpRequest, pk: uuid.UUID) -> Status[None]:
    """The next one is called."""
    actions.finish_use(get_object_or_404(uses_of(request.person), pk=pk), by=request.caller, now=request.now)
    return Status(204, None)


def _inside(entry: DoorEntry) -> dict[str, Any]:
    """A visit and how full the station is with it."""
    return {"key": entry.key, "room": presence.inside([entry.subject_id])[entry.subject_id]}
