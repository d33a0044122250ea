"""A worker's acts: find a room, see its day, book it, give it back."""

import uuid
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from gonghui.faces import moments
from gonghui.faces.api.base import idempotency_key, optional_bearer
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page
from gonghui.faces.api.values import Day
from gonghui.kernel.window import Window
from gonghui.primitives.places.models import Premises, Room

from .. import actions, rules
from ..models import HUB, RoomBooking
from ..pages import browse
from ..rules import RoomWish
from . import shapes

router = Router()
MOST_HOUSES = 100


@router.get("/", response=list[shapes.HouseOut], auth=optional_bearer, summary="Houses with rooms")
def houses(request: HttpRequest) -> list[dict[str, Any]]:
    """Those of my city first. Works without a token."""
    found = list(browse.houses_near(request.person)[:MOST_HOUSES])
    free = browse.free_now(found, request.now)
    return [{"house": house, "free_now": free[house.pk]} for house in found]


@router.get("/bookings", response=Page[shapes.BookingOut], summary="My bookings")
def bookings(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Newest first."""
    return page_after(RoomBooking.objects.of(request.person).for_page(), asked)


@router.get("/bookings/{uuid:pk}", response=shapes.BookingOut, summary="One of my bookings")
def booking(request: HttpRequest, pk: uuid.UUID) -> RoomBooking:
    return _mine(request, pk)


@router.delete("/bookings/{uuid:pk}", response={204: None}, summary="Give a booking back")
def give_back(request: HttpRequest, pk: uuid.UUID) -> Status[None]:
    """Once is enough."""
    actions.give_back(_mine(request, pk), by=request.caller, now=request.now)
    return Status(204, None)


@router.get(
    "/{uuid:pk}/rooms", response=list[shapes.HubRoomOut], auth=optional_bearer, summary="A house's rooms on a day"
)
def rooms(request: HttpRequest, pk: uuid.UUID, day: Day | None = None) -> list[browse.RoomCard]:
    """Each with its terms, why I may not book it, and its day in stretches. Works without a token."""
    house = get_object_or_404(Premises.objects.visible().of_kind(HUB).select_related("union"), pk=pk)
    on = rules.day_within_reach(day, moments.today(request.now))
    _page, cards = browse.cards_of(house, on, request.person, now=request.now)
    return cards


@router.post("/rooms/{uuid:pk}/bookings", response=shapes.BookingOut, summary="Book a room")
def book(request: HttpRequest, pk: uuid.UUID, asked: shapes.BookRoomIn) -> RoomBooking:
    """Needs an Idempotency-Key; the same key answers the same booking. Whole quarter hours."""
    found = get_object_or_404(
        Room.objects.visible().filter(premises__kind=HUB).select_related("premises__union"), pk=pk
    )
    wish = RoomWish(asked.purpose, asked.people, asked.layout, asked.equipment)
    window = Window(asked.starts_at, asked.ends_at)
    key = idempotency_key(request)
    return actions.book(found, request.person, window, wish, key=key, by=request.caller, now=request.now)


def _mine(request: HttpRequest, pk: uuid.UUID) -> RoomBooking:
    return get_object_or_404(RoomBooking.objects.of(request.person).for_page(), pk=pk)
