"""The house of the story and of the demo: which rooms it has, and on which terms they are booked."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from gonghui.kernel.callers import Caller
from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.primitives.people.models import Union
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Premises, Room
from gonghui.primitives.transactions import action
from gonghui.services.hub import actions
from gonghui.services.hub.models import HUB


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
