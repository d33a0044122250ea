"""The demo world's house: rooms in use today, some booked tomorrow, one that waits for the officer."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from gonghui.kernel.document_kinds import TAIWAN_PERMIT
from gonghui.kernel.geo import Point
from gonghui.kernel.identity import parse_document
from gonghui.kernel.refusals import Refused
from gonghui.kernel.window import Window
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.places.models import Premises, Room
from gonghui.rehearsals import cast
from gonghui.rehearsals.cast import DEMO as BY
from gonghui.services.hub import actions
from gonghui.services.hub.models import HUB, RoomBooking
from gonghui.services.hub.rules import RoomWish

from .world import open_house, set_terms

CITY = "TY"  # the union whose house it is, of the demo's unions
GUEST = ("林志遠", "+886912000001", "12345678")
PLAN = (  # room, hour of the day, hours, for what, how many
    ("茶室", 9, 2, "读书会", 8),
    ("茶室", 14, 2, "青年交流茶叙", 10),
    ("会议室", 10, 2, "班组质量改进讨论", 12),
    ("会议室", 15, 3, "项目路演彩排", 20),
    ("工位01", 9, 4, "写材料", 1),
    ("工位02", 13, 4, "远程办公", 1),
    ("接待室", 14, 2, "接待来访乡亲", 6),
)


def demo(*, now: datetime) -> list[str]:
    """Make the house if it is not there, and let its rooms be booked today and tomorrow."""
    union = Union.objects.filter(code=CITY).first()
    if union is None:
        return []
    if not Premises.objects.of_kind(HUB).exists():
        _make(union, now)
    _busy(Premises.objects.of_kind(HUB).select_related("union").earliest("created_at"), now)
    return [f"A guest      {GUEST[0]}  mobile {GUEST[1]} (台胞证), then 繁體 on /mine/ and 共享空间"]


def _make(union: Union, now: datetime) -> None:
    house = open_house(
        union, name="两岸职工会客厅", address="太原市迎泽大街1号工人文化宫", point=Point(37.8706, 112.5624),
        phone="0351-12351", by=BY, now=now,
    )  # fmt: skip
    set_terms(house, timezone.localdate(now), by=BY, now=now)
    name, mobile, number = GUEST
    cast.person(name, mobile, documents=[parse_document(TAIWAN_PERMIT, number)], by=BY, now=now)


def _busy(house: Premises, now: datetime) -> None:
    """Today and the next two days as planned, where nobody has booked yet; what cannot be had is left out."""
    today = timezone.localdate(now)
    members = list(Person.objects.under([house.union]).order_by("pk")[5 : 5 + len(PLAN)])
    rooms = {room.name: room for room in Room.objects.filter(premises=house).select_related("premises__union")}
    for ahead in range(3):
        day = today + timedelta(days=ahead)
        if RoomBooking.objects.at(house).filter(booking__key__startswith=f"demo-{day}").exists():
            continue
        for number, (person, (room, hour, hours, purpose, count)) in enumerate(zip(members, PLAN, strict=False)):
            starts = datetime.combine(day, time(hour), timezone.get_default_timezone())
            window, wish = Window(starts, starts + timedelta(hours=hours)), RoomWish(purpose, count)
            _book(rooms[room], person, window, wish, f"demo-{day}-{number}", now)


def _book(room: Room, person: Person, window: Window, wish: RoomWish, key: str, now: datetime) -> None:
    try:
        actions.book(room, person, window, wish, key=key, by=BY, now=now)
    except Refused:  # the hour is over, or whoever tries the demo was first
        return
