"""The reading rooms' part of the open API: find rooms and books, borrow, hold, sit; and the loan desk's acts."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from gonghui.faces.api.base import idempotency_key, optional_bearer
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.moments import full_day
from gonghui.kernel.geo import Point
from gonghui.kernel.window import Window
from gonghui.primitives.people import signatures
from gonghui.primitives.places.models import Premises

from .. import actions
from ..counter.scan import answer_to
from ..counter.told import ActsIn, ToldsOut, done_of, told_of
from ..models import Hold, Loan, ReadingRoom, Seat, SeatBooking, Title
from ..pages import browse, desk_list, finding
from ..pages.cards import desks_of
from . import shapes

router = Router(tags=["reading"])
MOST_TITLES = 50


@router.get("/rooms", response=list[shapes.RoomOut], auth=optional_bearer, summary="Reading rooms")
def rooms(request: HttpRequest, lat: str = "", lon: str = "", open_now: bool = False) -> list[dict[str, Any]]:
    """The nearest first when `lat` and `lon` (degrees, WGS-84) are given. Works without a token."""
    at = request.now if open_now else None
    point = Point.parse(lat, lon) if lat or lon else None
    found = browse.nearest(point, open_at=at) if point else browse.by_city(request.person, open_at=at)
    return [shapes.room_out(row) for row in browse.rows_of(found[: browse.NEAREST], now=request.now)]


@router.get("/titles", response=shapes.FoundOut, auth=optional_bearer, summary="Search for books")
def titles(request: HttpRequest, q: str = "", at: uuid.UUID | None = None) -> dict[str, Any]:
    """By Chinese words, pinyin, its first letters, author or ISBN; at most 50. Works without a token."""
    found = finding.find(q, premises=at)
    page = found.titles[:MOST_TITLES]
    standings = finding.standings([title.pk for title in page])
    more = found.more or len(found.titles) > MOST_TITLES
    return {"items": [shapes.title_out(title, standings[title.pk]) for title in page], "more": more}


@router.get("/loans", response=shapes.LoansOut, summary="What I borrowed")
def loans(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Newest first, those given back too."""
    page = page_after(Loan.objects.of(request.person).for_page(), asked)
    return page | {"items": [shapes.loan_out(loan) for loan in page["items"]]}


@router.post("/loans/{uuid:pk}/renewal", response=shapes.LoanOut, summary="Keep a book longer")
def renew(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """As often as the rule of the loan allows."""
    loan = get_object_or_404(Loan.objects.of(request.person), pk=pk)
    return shapes.loan_out(actions.renew(loan, by=request.caller, now=request.now))


@router.get("/holds", response=list[shapes.HoldOut], summary="What I wait for")
def holds(request: HttpRequest) -> list[dict[str, Any]]:
    """With the place in line; 0 once a copy is set aside."""
    return [shapes.hold_out(hold, position) for hold, position in browse.mine(request.person, now=request.now).holds]


@router.post("/titles/{uuid:pk}/holds", response=shapes.HoldOut, summary="Wait for a book")
def hold(request: HttpRequest, pk: uuid.UUID, asked: shapes.HoldIn) -> dict[str, Any]:
    """Needs an Idempotency-Key; the same key is the same hold."""
    title = get_object_or_404(Title, pk=pk)
    pick_up = get_object_or_404(_rooms(), pk=asked.pick_up)
    key = idempotency_key(request)
    placed = actions.place_hold(title, request.person, pick_up, key=key, by=request.caller, now=request.now)
    return shapes.hold_out(placed, 0 if placed.copy_id else browse.position_of(placed))


@router.delete("/holds/{uuid:pk}", response={204: None}, summary="Wait no longer")
def cancel_hold(request: HttpRequest, pk: uuid.UUID) -> tuple[int, None]:
    """The book goes to the next in line."""
    actions.cancel_hold(get_object_or_404(Hold.objects.of(request.person), pk=pk), by=request.caller, now=request.now)
    return 204, None


@router.get("/rooms/{uuid:pk}/seats", response=list[shapes.SeatOut], auth=optional_bearer, summary="Seats of a room")
def seats(request: HttpRequest, pk: uuid.UUID, starts: datetime, ends: datetime) -> list[dict[str, Any]]:
    """Each free or not between two moments. Works without a token."""
    premises = get_object_or_404(_rooms(), pk=pk)
    plans = browse.plans_of(premises, Window(*shapes.aware(starts, ends)), request.person)
    return [shapes.seat_out(square) for plan in plans for square in plan.squares]


@router.post("/seats/{uuid:pk}/bookings", response=shapes.SeatBookingOut, summary="Book a seat")
def book(request: HttpRequest, pk: uuid.UUID, asked: shapes.BookingIn) -> dict[str, Any]:
    """Whole quarter hours. Needs an Idempotency-Key; the same key is the same booking."""
    seat = get_object_or_404(Seat.objects.select_related("room__premises__union"), pk=pk)
    window, key = Window(*shapes.aware(asked.starts, asked.ends)), idempotency_key(request)
    booked = actions.book_seat(seat, request.person, window, key=key, by=request.caller, now=request.now)
    return shapes.booking_out(booked)


@router.post("/bookings/{uuid:pk}/arrival", response=shapes.SeatBookingOut, summary="I am at my seat")
def arrive(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """From a quarter of an hour before its time."""
    return shapes.booking_out(actions.arrive(_own(request, pk), by=request.caller, now=request.now))


@router.post("/bookings/{uuid:pk}/leaving", response=shapes.SeatBookingOut, summary="I leave my seat")
def leave(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """The rest of the time is for others."""
    return shapes.booking_out(actions.leave(_own(request, pk), by=request.caller, now=request.now))


@router.delete("/bookings/{uuid:pk}", response={204: None}, summary="Give a seat back")
def release(request: HttpRequest, pk: uuid.UUID) -> tuple[int, None]:
    """Before coming to it."""
    actions.give_seat_back(_own(request, pk), by=request.caller, now=request.now)
    return 204, None


@router.get("/desks", response=list[shapes.DeskOut], summary="Loan desks I may stand at")
def desks(request: HttpRequest) -> list[dict[str, Any]]:
    """As a room's keeper, or by an office over it."""
    return [{"id": room.pk, "room": room.premises_id, "name": room.premises.name} for room in desks_of(request)]


@router.post("/desks/{uuid:pk}/scans", response=shapes.AnswerOut, summary="One scan of a desk")
def scan(request: HttpRequest, pk: uuid.UUID, asked: shapes.ScanIn) -> dict[str, Any]:
    """A card or number names the reader; a barcode is lent to `reader`, or taken back. Needs an Idempotency-Key."""
    room, key = _desk(request, pk), idempotency_key(request)
    answer = answer_to(
        room.premises, asked.code, reader=asked.reader, key=key, by=request.caller, now=request.now, day=full_day
    )
    return {name: getattr(answer, name) for name in ("says", "note", "title", "reader")}


@router.get("/desks/{uuid:pk}/list", response=shapes.ListOut, summary="What a desk needs without a network")
def list_for_device(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Hashes, short titles and masked names, signed; good for six hours."""
    made = desk_list.list_of(_desk(request, pk), sign_in="", now=request.now)
    return made | {"public_key": signatures.public_key()}


@router.post("/desks/{uuid:pk}/acts", response=ToldsOut, summary="What a desk did without a network")
def acts(request: HttpRequest, pk: uuid.UUID, asked: ActsIn) -> dict[str, Any]:
    """In order; the same acts again change nothing."""
    room, done = _desk(request, pk), [done_of(one) for one in asked.acts]
    told = actions.record_acts(room.premises, done, device=asked.device, by=request.caller, now=request.now)
    return {"acts": [told_of(one.id, answer) for one, answer in zip(asked.acts, told, strict=True)]}


def _rooms() -> Any:
    return Premises.objects.visible().of_kind(actions.KIND).select_related("union", "last_sign")


def _own(request: HttpRequest, pk: uuid.UUID) -> SeatBooking:
    return get_object_or_404(SeatBooking.objects.of(request.person).for_page(), pk=pk)


def _desk(request: HttpRequest, pk: uuid.UUID) -> ReadingRoom:
    return get_object_or_404(desks_of(request), pk=pk)
