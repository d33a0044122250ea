"""Stations, a home, keepers, workshops and shippers around a point: what the demo and the story both stand on."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from gonghui.kernel.callers import Caller
from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.money import Fen
from gonghui.primitives.people.models import Division, Person, Union
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Premises
from gonghui.rehearsals import cast
from gonghui.services.stations import actions
from gonghui.services.stations.models import HOME, STATION, Provider, Shipper
from gonghui.services.stations.road.loads import actions as loads
from gonghui.services.stations.road.repair import actions as repair

BASIC = ["seats", "toilet", "water", "hot_water", "microwave", "charging", "first_aid"]
ROAD = [*BASIC, "shower", "laundry", "lorry_parking", "beds", "hot_food", "wifi", "vehicle_repair", "load_board"]
STREETS = ("钢铁大街", "友谊大街", "白云路", "阿尔丁大街", "三八路", "昆河路", "民族西路", "乌兰道", "团结大街",
           "劳动路", "林荫路", "富强路", "青年路", "校园路", "南排道")  # fmt: skip
HOSTS = ("bank", "fuel", "government", "shop", "union")
PRICES = (("快餐", "两荤一素一汤", "份", 1_500), ("洗涤剂", "一次用量", "袋", 200), ("住宿", "八小时，含被褥", "次", 0))
STORES = (
    ("medicine", "藿香正气水", 20, "盒", 400),
    ("medicine", "创可贴", 10, "盒", 25),
    ("food", "饮用水", 60, "瓶", 200),
)


@dataclass(slots=True)
class Ground:
    """What was made: the home, the stations, who keeps them, who mends, who ships."""

    home: Premises
    stations: list[Premises]
    keeper: Person
    workshops: list[Provider] = field(default_factory=list)
    shippers: list[Shipper] = field(default_factory=list)


def near(middle: Point, number: int) -> Point:
    """Fifteen places around a middle, one to four kilometres off, the same every time."""
    ring, turn = 1 + number % 4, number * 5 % 15
    return Point(middle.lat + 0.009 * ring * ((turn % 3) - 1), middle.lon + 0.011 * ring * ((turn % 5) - 2) / 2)


def lay(
    union: Union, division: Division, middle: Point, *, stations: int, officer: Person, mobiles: str, by: Caller,
    now: datetime, beds: int = 12, spaces: int = 40,
) -> Ground:  # fmt: skip
    """A home for 100 and so many stations around it, with keeper, two workshops and a shipper.

    `mobiles`: the first seven digits of the invented numbers; four more are put behind them.
    """
    actions.load_schemes(by=by, now=now)
    keeper = cast.person("马守站", f"{mobiles}0001", by=by, now=now)
    found = Ground(_home(union, division, middle, beds, spaces, by, now), [], keeper)
    for number in range(stations):
        found.stations.append(_station(union, division, near(middle, number), number, by, now))
    for premises in (found.home, *found.stations):
        places.add_keeper(premises, keeper, by=by, now=now)
    for number, name in enumerate(("老郝修车", "顺达救援")):
        contact = {"contact": f"{'郝齐'[number]}师傅", "mobile": Mobile.parse(f"{mobiles}001{number}")}
        facts = {"name": name, "phone": f"0472-510000{number}", "licence": f"二类维修 {division.pk}-{number + 1}"}
        provider = repair.verify_provider(
            union, **contact, **facts, reach_km=60, point=near(middle, number + 3), by_person=officer, by=by, now=now,
        )  # fmt: skip
        found.workshops.append(provider)
    shipper = loads.verify_shipper(
        union, contact="高发货", mobile=Mobile.parse(f"{mobiles}0020"), name="昆区钢联物流",
        credit_code=cast.credit_code(1, "150200"), phone="0472-5200000", by_person=officer, by=by, now=now,
    )  # fmt: skip
    found.shippers.append(shipper)
    return found


def _home(
    union: Union, division: Division, middle: Point, beds: int, spaces: int, by: Caller, now: datetime
) -> Premises:
    facts: dict[str, Any] = {
        "name": "物流园司机之家", "division": division, "address": f"{division.name}物流园 1 号门内", "point": middle,
        "phone": "0472-5123510", "host_kind": "logistics", "host_name": "物流园管理处", "capacity": 100, "area_m2": 420,
        "facilities": ROAD, "note": "进园区右转，红色招牌",
    }  # fmt: skip
    home = places.open_premises(union=union, kind=HOME, on_saved=actions.ensure_presence, by=by, now=now, **facts)
    places.set_hours(home, Week.daily("0:00-24:00"), by_calendar=False, by=by, now=now)
    for kind, many, minutes in (("bed", beds, 20), ("parking", spaces, 20), ("shower", 4, 20), ("laundry", 3, 45)):
        actions.add_rooms(home, kind, many, minutes=minutes, wait_minutes=10, by=by, now=now)
    for item, content, unit, price in PRICES:
        actions.set_price(home, item=item, content=content, unit=unit, price=Fen(price), by=by, now=now)
    for kind, name, quantity, unit, days in STORES:
        expires = now.date() + timedelta(days=days)
        actions.put_supply(home, kind=kind, name=name, quantity=quantity, unit=unit, expires_on=expires, by=by, now=now)
    return home


def _station(union: Union, division: Division, point: Point, number: int, by: Caller, now: datetime) -> Premises:
    street = STREETS[number]
    facts: dict[str, Any] = {
        "name": f"{street}驿站", "division": division, "address": f"{division.name}{street}{number + 1}号",
        "point": point, "phone": f"0472-51100{number:02}", "host_kind": HOSTS[number % 5], "host_name": "",
        "capacity": 12 + number, "area_m2": 20 + 2 * number,
        "facilities": [*BASIC, "shower"] if number % 5 == 2 else BASIC,
    }  # fmt: skip
    station = places.open_premises(union=union, kind=STATION, on_saved=actions.ensure_presence, by=by, now=now, **facts)
    hours = ("0:00-24:00", "8:00-20:00", "9:00-17:00", "7:30-22:00")[number % 4]
    return places.set_hours(station, Week.daily(hours), by_calendar=False, by=by, now=now)
