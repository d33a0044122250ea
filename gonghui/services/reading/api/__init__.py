"""The reading rooms' part of the open API: find rooms and books, borrow, hold, sit; and the loan desk's acts."""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from gonghui.faces.api.base import idempotency_key, optional_bearer
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page
from gonghui.faces.api.values import Moment
from gonghui.faces.moments import full_day
from gonghui.kernel.geo import Point
from gonghui.kernel.window import Window
from gonghui.primitives.lending import actions as lending
from gonghui.primitives.people import signatures

from .. import actions
from ..counter.desk import room_at_desk
from ..counter.device_acts import ActsIn, ReadingToldsOut, record
from ..counter.scan import Answer, answer_to
from ..member.seats import own
from ..models import Hold, Loan, ReadingRoom, Seat, SeatBooking, Title
from ..pages import browse, desk_list, finding, seating
from ..pages.cards import desks_of
from . import shapes

router = Router(tags=["reading"])
MOST_TITLES = 50


@router.get("/rooms", response=list[shapes.ReadingRoomOut], auth=optional_bearer, summary="Reading rooms")
def rooms(request: HttpRequest, lat: str = "", lon: str = "", open_now: bool = False) -> list[browse.RoomRow]:
    """The nearest first when `lat` and `lon` (degrees, WGS-84) are given. Works without a token."""
    at = request.now if open_now else None
    point = Point.parse(lat, lon) if lat or lon else None
    found = browse.nearest(point, open_at=at) if point else browse.by_city(request.person, open_at=at)
    return browse.rows_of(found[: browse.NEAREST], now=request.now)


@router.get("/titles", response=shapes.FoundOut, auth=optional_bearer, summary="Search for books")
def titles(request: HttpRequest, q: str = "", at: uuid.UUID | None = None) -> dict[str, Any]:
    """By Chinese words, pinyin, its first letters, author or ISBN; at most 50. Works without a token."""
    found = finding.find(q, premises=at)
    page = found.titles[:MOST_TITLES]
    standings = finding.standings([title.pk for title in page])
    more = found.more or len(found.titles) > MOST_TITLES
    return {"items": [{"title": title, "standing": standings[title.pk]} for title in page], "more": more}


@router.get("/loans", response=Page[shapes.LoanOut], summary="What I borrowed")
def loans(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Newest first, those given back too."""
    return page_after(Loan.objects.of(request.person).for_page(), asked)


@router.post("/loans/{uuid:pk}/renewal", response=shapes.LoanOut, summary="Keep a book longer")
def renew(request: HttpRequest, pk: uuid.UUID) -> Loan:
    """As often as the rule of the loan allows."""
    loan = get_object_or_404(Loan.objects.of(request.person), pk=pk)
    return actions.renew(loan, by=request.caller, now=request.now)


@router.get("/holds", response=list[shapes.HoldOut], summary="What I wait for")
def holds(request: HttpRequest) -> list[dict[str, Any]]:
    """With the place in line; 0 once a copy is set aside."""
    mine = browse.mine(request.person, now=request.now)
    return [{"hold": hold, "position": position} for hold, position in mine.holds]


@router.post("/titles/{uuid:pk}/holds", response=shapes.HoldOut, summary="Wait for a book")
def hold(request: HttpRequest, pk: uuid.UUID, asked: shapes.HoldIn) -> dict[str, Any]:
    """Needs an Idempotency-Key; the same key is the same hold."""
    title = get_object_or_404(Title, pk=pk)
    pick_up = get_object_or_404(browse.public_rooms(), pk=asked.pick_up)
    key = idempotency_key(request)
    placed = actions.place_hold(title, request.person, pick_up, key=key, by=request.caller, now=request.now)
    return {"hold": placed, "position": lending.position(placed.turn)}


@router.delete("/holds/{uuid:pk}", response={204: None}, summary="Wait no longer")
def cancel_hold(request: HttpRequest, pk: uuid.UUID) -> Status[None]:
    """The book goes to the next in line."""
    actions.cancel_hold(get_object_or_404(Hold.objects.of(request.person), pk=pk), by=request.caller, now=request.now)
    return Status(204, None)


@router.get("/rooms/{uuid:pk}/seats", response=list[shapes.SeatOut], auth=optional_bearer, summary="Seats of a room")
def seats(request: HttpRequest, pk: uuid.UUID, starts: Moment, ends: Moment) -> list[seating.Square]:
    """Each free or not between two moments. Works without a token."""
    premises = get_object_or_404(browse.public_rooms(), pk=pk)
    plans = seating.plans_of(premises, Window(*shapes.aware(starts, ends)), request.person)
    return [square for plan in plans for square in plan.squares]


@router.post("/seats/{uuid:pk}/bookings", response=shapes.SeatBookingOut, summary="Book a seat")
def book(request: HttpRequest, pk: uuid.UUID, asked: shapes.BookingIn) -> SeatBooking:
    """Whole quarter hours. Needs an Idempotency-Key; the same key is the same booking."""
    seat = get_object_or_404(Seat.objects.select_related("room__premises__union"), pk=pk)
    window, key = Window(*shapes.aware(asked.starts, asked.ends)), idempotency_key(request)
    return actions.book_seat(seat, request.person, window, key=key, by=request.caller, now=request.now)


@router.post("/bookings/{uuid:pk}/arrival", response=shapes.SeatBookingOut, summary="I am at my seat")
def arrive(request: HttpRequest, pk: uuid.UUID, asked: shapes.ArrivalIn | None = None) -> SeatBooking:
    """From a quarter of an hour before its time, by the code at the door of the room."""
    return actions.sign_in(own(request, pk), code=asked.code if asked else "", by=request.caller, now=request.now)


@router.post("/bookings/{uuid:pk}/leaving", response=shapes.SeatBookingOut, summary="I leave my seat")
def leave(request: HttpRequest, pk: uuid.UUID) -> SeatBooking:
    """The rest of the time is for others."""
    return actions.leave(own(request, pk), by=request.caller, now=request.now)


@router.delete("/bookings/{uuid:pk}", response={204: None}, summary="Give a seat back")
def release(request: HttpRequest, pk: uuid.UUID) -> Status[None]:
    """Before coming to it."""
    actions.give_seat_back(own(request, pk), by=request.caller, now=request.now)
    return Status(204, None)


@router.get("/desks", response=list[shapes.DeskOut], summary="Loan desks I may stand at")
def desks(request: HttpRequest) -> QuerySet[ReadingRoom]:
    """As a room's keeper, or by an office over it."""
    return desks_of(request)


@router.post("/desks/{uuid:pk}/scans", response=shapes.ReadingAnswerOut, summary="One scan of a desk")
def scan(request: HttpRequest, pk: uuid.UUID, asked: shapes.ReadingScanIn) -> Answer:
    """A card or number names the reader; a barcode is lent to `reader`, or taken back. Needs an Idempotency-Key."""
    room, key = room_at_desk(request, pk), idempotency_key(request)
    return answer_to(
        room.premises, asked.code, reader=asked.reader, key=key, by=request.caller, now=request.now, day=full_day
    )


@router.get("/desks/{uuid:pk}/list", response=shapes.ReadingListOut, summary="What a desk needs without a network")
def list_for_device(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Hashes, short titles and masked names, signed; good for six hours."""
    made = desk_list.list_of(room_at_desk(request, pk), sign_in="", now=request.now)
    return made | {"public_key": signatures.public_key()}


@router.post("/desks/{uuid:pk}/acts", response=ReadingToldsOut, summary="What a desk did without a network")
def acts(request: HttpRequest, pk: uuid.UUID, asked: ActsIn) -> dict[str, Any]:
    """In order; the same acts again change nothing."""
    return record(room_at_desk(request, pk).premises, asked, by=request.caller, now=request.now)
