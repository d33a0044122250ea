"""Stations for programs: find one, come in and go out without a name, beds and spaces, showers and machines."""

import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from gonghui.faces.api.base import idempotency_key, optional_bearer
from gonghui.kernel.window import Window
from gonghui.primitives.lending import actions as lending
from gonghui.primitives.lending.models import Turn
from gonghui.primitives.places import actions as premises_acts
from gonghui.primitives.places.models import Premises
from gonghui.primitives.presence import actions as presence

from .. import actions, refusals
from ..member.door import station_of
from ..models import HOME, Amenity, Stay, Use
from ..pages.browse import KINDS, Found, find, named, rows_of, wish_of
from ..pages.desks import desk_of
from . import shapes

router = Router()


@router.get("/", response=list[shapes.StationOut], auth=optional_bearer, summary="Stations near a position")
def stations(request: HttpRequest, truckers: bool = False) -> list[dict[str, Any]]:
    """Nearest first with `lat` and `lon` (or `place`, a division); filters `need` (repeated) and `open=1`. No token."""
    wish = wish_of(request.GET, (HOME,) if truckers else KINDS)
    if wish.namesakes:
        raise refusals.SeveralPlaces(text=wish.place, named=named(wish.namesakes))
    return [told(row) for row in find(wish, now=request.now)]


@router.get("/at/{code}", response=shapes.StationOut, auth=optional_bearer, summary="One station")
def station(request: HttpRequest, code: str) -> dict[str, Any]:
    """By the code on its plate. No token."""
    return told(rows_of([station_of(code)], None, now=request.now)[0])


@router.post("/at/{code}/visits", response=shapes.VisitOut, auth=optional_bearer, summary="Come in")
def enter(request: HttpRequest, code: str, asked: shapes.VisitIn) -> dict[str, Any]:
    """Asks nothing but the trade; needs an Idempotency-Key, no token. Never more inside than there is room for."""
    found, key = station_of(code), idempotency_key(request)
    entry = actions.enter(found, trade=asked.trade, key=key, by=request.caller, now=request.now)
    return visit(found, entry.key)


@router.post("/at/{code}/visits/code", response=shapes.VisitOut, auth=optional_bearer, summary="Come in by SMS code")
def enter_by_code(request: HttpRequest, code: str, asked: shapes.CodeIn) -> dict[str, Any]:
    """For the keypad at a door; a code opens once. No token."""
    found = station_of(code)
    entry = actions.enter_by_code(found, asked.digits, by=request.caller, now=request.now)
    return visit(found, entry.key)


@router.delete("/at/{code}/visits/{key}", response={204: None}, auth=optional_bearer, summary="Go out")
def leave(request: HttpRequest, code: str, key: str) -> tuple[int, None]:
    """One less is inside. No token."""
    actions.leave(station_of(code), key=key[:80], now=request.now)
    return 204, None


@router.post("/{uuid:pk}/signs", response={204: None}, summary="It is open")
def sign(request: HttpRequest, pk: uuid.UUID, asked: shapes.SignIn) -> tuple[int, None]:
    """From a door, a device or a keeper; with the token of somebody who keeps the station."""
    found = desk_of(request.person, request.offices, pk)
    premises_acts.confirm_open(found, way=asked.way, by=request.caller, now=request.now)
    return 204, None


@router.post("/{uuid:pk}/stays", response=shapes.StayOut, summary="Book a bed or a space")
def book(request: HttpRequest, pk: uuid.UUID, asked: shapes.StayIn) -> dict[str, Any]:
    """On whole quarter hours; needs an Idempotency-Key."""
    window, key = Window(asked.starts, asked.starts + timedelta(hours=asked.hours)), idempotency_key(request)
    stay = actions.book_stay(
        _standing(pk), asked.kind, request.person, window, key=key, by=request.caller, now=request.now
    )
    booking = stay.booking
    times = {"starts": booking.starts, "ends": booking.ends, "code": booking.code}
    return {"id": stay.pk, "kind": stay.kind, "room": stay.room.name} | times


@router.delete("/stays/{uuid:pk}", response={204: None}, summary="Give a bed or space back")
def release(request: HttpRequest, pk: uuid.UUID) -> tuple[int, None]:
    """Before coming."""
    stay = get_object_or_404(Stay.objects.of(request.person).for_page(), pk=pk)
    actions.release_stay(stay, by=request.caller, now=request.now)
    return 204, None


@router.post("/{uuid:pk}/lines/{kind}", response=shapes.TurnOut, summary="Queue for a shower or a machine")
def queue(request: HttpRequest, pk: uuid.UUID, kind: str) -> dict[str, Any]:
    """`kind`: shower or laundry; needs an Idempotency-Key. With one free the turn is called at once."""
    amenity = get_object_or_404(Amenity.objects.select_related("premises"), premises=_standing(pk), kind=kind[:10])
    key = idempotency_key(request)
    return _turn(actions.join_line(amenity, request.person, key=key, by=request.caller, now=request.now))


@router.get("/turns/{uuid:pk}", response=shapes.TurnOut, summary="My turn")
def turn(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """How many are before me, or until when I am called."""
    return _turn(_mine(request, pk))


@router.delete("/turns/{uuid:pk}", response={204: None}, summary="Leave the line")
def leave_line(request: HttpRequest, pk: uuid.UUID) -> tuple[int, None]:
    """A called turn goes to the next."""
    actions.leave_line(_mine(request, pk), by=request.caller, now=request.now)
    return 204, None


@router.post("/turns/{uuid:pk}/use", response=shapes.UseOut, summary="Go in")
def start(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """When called. Again answers the same."""
    use = actions.start_use(_mine(request, pk), by=request.caller, now=request.now)
    return {"id": use.pk, "room": use.room.name, "until": use.keeping.due}


@router.delete("/uses/{uuid:pk}", response={204: None}, summary="Done with a shower or machine")
def finish(request: HttpRequest, pk: uuid.UUID) -> tuple[int, None]:
    """The next one is called."""
    mine = Use.objects.filter(keeping__holder=request.person).select_related("room", "amenity__premises")
    actions.finish_use(get_object_or_404(mine, pk=pk), by=request.caller, now=request.now)
    return 204, None


def told(row: Found) -> dict[str, Any]:
    """A station as the API tells it."""
    same = ("code", "kind", "name", "address", "phone", "lat", "lon", "star", "facilities")
    return {name: getattr(row.premises, name) for name in same} | {
        "id": row.premises.pk,
        "open": row.state.open,
        "says": row.state.says,
        "confidence": row.state.confidence,
        "inside": row.inside,
        "capacity": row.premises.capacity or 0,
        "metres": row.metres,
    }


def visit(found: Premises, key: str) -> dict[str, Any]:
    room = presence.inside([found.pk])[found.pk]
    return {"key": key, "inside": room.inside, "capacity": room.capacity}


def _standing(pk: uuid.UUID) -> Premises:
    return get_object_or_404(Premises.objects.visible().of_kind(*KINDS), pk=pk)


def _mine(request: HttpRequest, pk: uuid.UUID) -> Turn:
    lines = Amenity.objects.values("pk")
    return get_object_or_404(Turn.objects.of(request.person).select_related("holder"), pk=pk, subject__in=lines)


def _turn(found: Turn) -> dict[str, Any]:
    place = lending.position(found)
    over = found.left_at is not None
    return {
        "id": found.pk,
        "number": found.number,
        "position": place,
        "called_until": found.offered_until,
        "over": over,
    }
