"""The house of story and demo, who uses it, and a house for the benches: rooms, terms, and a month of bookings."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import new_code
from gonghui.kernel.document_kinds import TAIWAN_PERMIT
from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.kernel.identity import parse_document
from gonghui.primitives.hours.models import Booking
from gonghui.primitives.people.models import Person, Role, Union
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Premises, Room
from gonghui.primitives.rows import insert_many, new_id
from gonghui.primitives.transactions import action
from gonghui.rehearsals import cast
from gonghui.rehearsals.cast import BY
from gonghui.services.hub import actions
from gonghui.services.hub.models import HUB, RoomBooking, RoomTerms


@dataclass(frozen=True, slots=True)
class Planned:
    """A room: what it is, how it can be laid out, and its terms."""

    name: str
    kind: str
    floor: str
    area_m2: int
    seats: int
    equipment: tuple[str, ...]
    terms: dict[str, Any]
    layouts: tuple[tuple[str, int], ...] = field(default=())


EVERYONE = {"who": "everyone", "ahead_days": 30}
ROOMS: tuple[Planned, ...] = (
    Planned("茶室", "tea", "二楼", 60, 12, ("tea_set", "sound"),
            EVERYONE | {"longest_minutes": 180, "after": 15, "says": "茶具用完请归位"}, (("围坐", 10), ("品茗", 6))),
    Planned("会议室", "meeting", "二楼", 80, 30, ("projector", "whiteboard", "video_call"),
            EVERYONE | {"longest_minutes": 240, "after": 15}, (("回字形", 20), ("课桌式", 24), ("剧院式", 30))),
    Planned("接待室", "reception", "一楼", 45, 10, ("tea_set", "screen"),
            EVERYONE | {"longest_minutes": 180, "asks": True, "answer_hours": 24}),
    Planned("多功能厅", "studio", "三楼", 180, 80, ("projector", "sound", "screen"),
            EVERYONE | {"longest_minutes": 480, "asks": True, "before": 30, "after": 30, "answer_hours": 48},
            (("剧院式", 80), ("沙龙式", 40))),
    *(
        Planned(f"工位{number:02}", "desk", "二楼", 10, 1, ("printing",), EVERYONE | {"longest_minutes": 480})
        for number in range(1, 13)
    ),
)  # fmt: skip


@action
def open_house(
    union: Union, *, name: str, address: str, point: Point, phone: str, by: Caller, now: datetime
) -> Premises:
    """The house with its hours and its rooms, which nobody can book yet."""
    house = places.open_premises(
        union=union, kind=HUB, name=name, address=address, point=point, phone=phone, area_m2=495,
        facilities=["seats", "water", "hot_water", "toilet", "wifi", "step_free", "accessible_toilet"], by=by, now=now,
    )  # fmt: skip
    week = Week.parse(dict.fromkeys(range(7), "8:30-21:30") | {7: "9:00-17:00"})
    places.set_hours(house, week, by=by, now=now)
    for room in ROOMS:
        places.add_room(
            house, kind=room.kind, name=room.name, floor=room.floor, area_m2=room.area_m2, seats=room.seats,
            equipment=room.equipment, by=by, now=now,
        )  # fmt: skip
    return house


@action
def set_terms(house: Premises, since: date, *, by: Caller, now: datetime) -> None:
    """Every room on the terms planned for it, with its layouts."""
    rooms = {room.name: room for room in Room.objects.filter(premises=house).select_related("premises")}
    for planned in ROOMS:
        actions.set_terms(rooms[planned.name], since=since, source="会客厅管理办法", by=by, now=now, **planned.terms)
        for name, seats in planned.layouts:
            actions.add_layout(rooms[planned.name], name=name, seats=seats, by=by, now=now)


# --- the story's people


OFFICER, OPERATOR = "story-officer", "story-desk"


@dataclass(frozen=True, slots=True)
class Ground:
    """What stands before the story begins: the house, its rooms by name, who can sign in by which mobile."""

    house: str
    rooms: dict[str, str]
    members: list[str]
    compatriots: list[str]


def set_up(members: int, compatriots: int, now: datetime) -> Ground:
    """The federation of Fuzhou with an officer, a desk, so many members and compatriots, and the empty house."""
    union = cast.union("FZ", "福州市总工会", Union.Kind.CITY, "350100", now=now)
    cast.person("赵干事", "19940000101", username=OFFICER, office=(union, Role.OFFICER), now=now)
    cast.person("吴前台", "19940000102", username=OPERATOR, office=(union, Role.OPERATOR), now=now)
    house = open_house(
        union, name="两岸职工会客厅", address="福州市鼓楼区五一广场工人文化宫", point=Point(26.0745, 119.2965),
        phone="0591-12351", by=BY, now=now,
    )  # fmt: skip
    ours, theirs = [f"1995{number:07}" for number in range(members)], [f"+8869{n:08}" for n in range(compatriots)]
    for number, mobile in enumerate(ours):
        cast.person(cast.name(number), mobile, of=union, now=now)
    for number, mobile in enumerate(theirs, start=members):
        permit = parse_document(TAIWAN_PERMIT, f"{number + 10_000_000}")
        cast.person(cast.name(number), mobile, documents=[permit], now=now)
    rooms = {room.name: str(room.pk) for room in Room.objects.filter(premises=house)}
    return Ground(str(house.pk), rooms, ours, theirs)


# --- the benches' house


def bench_union(now: datetime) -> Union:
    """Whose house it is, and whose members book it."""
    known: Union | None = Union.objects.filter(code="ROOMS").first()
    return known or cast.union("ROOMS", "会客厅压测工会", "city", "350100", now=now)


@action
def bench_house(rooms: int, *, now: datetime) -> Premises:
    """A house open from 8 to 22 with so many rooms, bookable by every member; each call makes a new one."""
    made = places.open_premises(
        union=bench_union(now), kind=HUB, name=f"会客厅{new_id().hex[-8:]}", address="压测路1号",
        point=Point(26.08, 119.3), by=BY, now=now,
    )  # fmt: skip
    places.set_hours(made, Week.daily("8:00-22:00"), by_calendar=False, by=BY, now=now)
    today = timezone.localdate(now)
    for number in range(1, rooms + 1):
        room = places.add_room(made, kind="meeting", name=f"{number:03}室", seats=10, by=BY, now=now)
        actions.set_terms(room, since=today, who="members", ahead_days=60, by=BY, now=now)
    return made


def fill_month(made: Premises, first: date, days: int, *, holder: Person) -> int:
    """Four bookings a room and day, two hours each; returns how many. The hours behind them are left out."""
    bookings, held = [], []
    zone = timezone.get_default_timezone()
    terms = {each.room_id: each for each in RoomTerms.objects.filter(room__premises=made)}
    for room in Room.objects.filter(premises=made):
        for ahead in range(days):
            for hour in (8, 11, 14, 18):
                starts = datetime.combine(first + timedelta(days=ahead), time(hour), zone)
                booking = _booking(room.pk, holder, starts)
                bookings.append(booking)
                held.append(
                    RoomBooking(
                        booking=booking, room=room, terms=terms[room.pk], purpose="项目讨论", come_by=booking.ends
                    )
                )
    insert_many(bookings)
    RoomBooking.objects.bulk_create(held, batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE hours_booking, hub_roombooking, places_room")
    return len(bookings)


def _booking(room: UUID, holder: Person, starts: datetime) -> Booking:
    ends = starts + timedelta(hours=2)
    key = new_id()
    return Booking(
        resource=room, holder=holder, starts=starts, ends=ends, code=new_code(), key=str(key), taken_at=starts
    )
