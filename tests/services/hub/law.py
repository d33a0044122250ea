"""A house with a room that Lin has tomorrow and every week, for the laws that look at the product from outside."""

import uuid
from datetime import timedelta

import pytest

from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.kernel.window import Window
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Room
from gonghui.services.hub import actions as hub
from gonghui.services.hub.models import RoomBooking
from gonghui.services.hub.rules import RoomWish
from tests.law.cases import DESK, EVERYONE, LIN, MANAGE, MANAGERS, SIGNED_IN, Law, Operation

RECEIVERS, RECEIVE = "innnnyyyyynny", "innnny---ynny"
RUN = "innnnnn--ynny"
PAGES = {
    "GET hub:home": EVERYONE,
    "GET hub:house house": EVERYONE,
    "GET hub:month house": EVERYONE,
    "GET hub:room room": EVERYONE,
    "POST hub:book room": SIGNED_IN,
    "POST hub:book-series room": SIGNED_IN,
    "GET hub:series series": LIN,
    "GET hub:mine": SIGNED_IN,
    "POST hub:open-feed": SIGNED_IN,
    "POST hub:revoke-feed": SIGNED_IN,
    "GET hub:calendar feed": EVERYONE,
    "GET hub:booking held": LIN,
    "GET hub:booking-file held": LIN,
    "POST hub:give-back held": LIN,
    "POST hub:leave held": LIN,
    "GET hub-console:index": RECEIVERS,
    "GET hub-console:asked": MANAGERS,
    "GET hub-console:booking held": RECEIVE,
    "POST hub-console:admit held": MANAGE,
    "POST hub-console:refuse held": MANAGE,
    "POST hub-console:cancel held": MANAGE,
    "GET hub-console:day house": RECEIVE,
    "GET hub-console:month house": RECEIVE,
    "GET hub-console:bookings house": RECEIVE,
    "GET hub-console:room room": MANAGE,
    "GET hub-console:terms room": MANAGE,
    "POST hub-console:terms room": MANAGE,
    "POST hub-console:add-layout room": MANAGE,
    "POST hub-console:remove-layout room layout": MANAGE,
    "POST hub-console:open-feed room": MANAGE,
    "POST hub-console:revoke-feed room": MANAGE,
    "GET hub-counter:home": SIGNED_IN,
    "GET hub-counter:desk house": DESK,
    "POST hub-counter:desk house": DESK,
    "POST hub-counter:let-in house held": DESK,
    "POST hub-counter:taps house": DESK,
    "POST hub-counter:leave house held": DESK,
}
OPERATIONS = {
    "GET /hub/": Operation(EVERYONE),
    "GET /hub/bookings": Operation(SIGNED_IN),
    "GET /hub/bookings/{pk}": Operation(LIN, "held"),
    "DELETE /hub/bookings/{pk}": Operation(LIN, "held"),
    "GET /hub/{pk}/rooms": Operation(EVERYONE, "house"),
    "POST /hub/rooms/{pk}/bookings": Operation(
        SIGNED_IN, "room", {"starts_at": "2026-05-22T02:00:00Z", "ends_at": "2026-05-22T03:00:00Z", "purpose": "品茶"}
    ),
    "POST /hub/{pk}/arrivals": Operation(DESK, "house", {"code": ""}),
}
KEY = str(uuid.UUID(int=7))
REASON = {"reason": "停电"}
ROOM = {"day": "2026-05-22", "starts": "10:00", "ends": "11:00", "purpose": "品茶", "people": "2"} | {
    "layout": "围坐",
    "equipment": "tea_set",
}
TERMS = {"since": "2026-05-21", "bookable": "on", "who": "members", "longest_minutes": "60", "ahead_days": "9"} | {
    "before": "0",
    "after": "15",
    "answer_hours": "24",
    "grace_minutes": "15",
    "says": "擦白板",
    "source": "制度",
}


def forms(things):
    return {
        "hub:book": ROOM | {"key": KEY},
        "hub:book-series": ROOM | {"key": KEY, "every": "7", "times": "3"},
        "hub-console:refuse": REASON,
        "hub-console:cancel": REASON,
        "hub-console:terms": TERMS,
        "hub-console:add-layout": {"name": "回字形", "seats": "12"},
        "hub-counter:desk": {"code": "KNWN5YZ2M2"},
    }


@pytest.fixture
def rooms(taiyuan, lin, by, now):
    """A hub of Taiyuan with one room, which Lin has tomorrow and every week, and her calendar's address."""
    house = _house(taiyuan, "职工会客厅", by, now)
    room = places.add_room(house, kind="tea", name="茶室", seats=8, equipment=["tea_set"], by=by, now=now)
    hub.set_terms(room, since=now.date(), who="everyone", asks=True, by=by, now=now)
    layout = hub.add_layout(room, name="围坐", seats=6, by=by, now=now)
    first = Window(now + timedelta(days=1), now + timedelta(days=1, hours=1))
    series = hub.book_series(room, lin, first, RoomWish("品茶"), every_days=7, times=2, key="k", by=by, now=now)
    return {
        "house": house.pk,
        "room": room.pk,
        "layout": layout.pk,
        "series": series.pk,
        "held": series.bookings.order_by("pk").first().pk,
        "feed": hub.open_feed(lin, by=by, now=now),
    }


@pytest.fixture
def foreign_house(cast, by, now):
    """A house with a room in the other province."""
    house = _house(cast["foreign officer"].offices.get().union, "中州会客厅", by, now)
    return {"house": house.pk, "room": places.add_room(house, kind="tea", name="茶室", seats=8, by=by, now=now).pk}


def _house(union, name, by, now):
    house = places.open_premises(
        union=union, kind="hub", name=name, address="迎泽大街1号", point=Point(37.87, 112.56), by=by, now=now
    )
    return places.set_hours(house, Week.daily("9:00-21:00"), by=by, now=now)


def spoil(things, text, *, by, now):
    RoomBooking.objects.update(purpose=text)
    Room.objects.update(name=text)


LAW = Law(
    world="rooms",
    pages=PAGES,
    operations=OPERATIONS,
    forms=forms,
    asked=("q", "page", "day", "at", "from", "state", "city", "month"),
    own="foreign_house",
    shown=lambda things: {"code": RoomBooking.objects.get(pk=things["held"]).booking.code},
    exports=frozenset({"hub-console:index", "hub-console:bookings"}),
    spoil=spoil,
)
