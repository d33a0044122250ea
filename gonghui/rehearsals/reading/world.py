"""What was there before the story begins: unions, readers, rooms with their seats, books."""

import random
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from gonghui.kernel.callers import Caller
from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.people import actions as people
from gonghui.primitives.people import divisions
from gonghui.primitives.people.models import Division, Person, Role, Union
from gonghui.primitives.places import actions as places
from gonghui.primitives.transactions import action
from gonghui.services.reading import actions
from gonghui.services.reading.books_sheet import BookRow
from gonghui.services.reading.models import Copy, ReadingRoom

from .catalogue import GIVEN, SUBJECTS, SURNAMES, books

BY = Caller(person=None, name="演练", origin="cli")
HOURS = Week.daily("8:00-22:00")
# 150 seats: desks by the windows, study seats with sockets, computers, sofas, two by the door for wheelchairs.
LIBRARY_PLAN = "\n".join(["DDDD.DDDD.DDDD.DDDD"] * 4 + ["QQQQ.QQQQ.QQQQ.QQQQ"] * 4 + ["CCCCCC.SSSS", "SSSS.AA.DDDDDD"])
BANK_PLAN = "DDDD\n.SS."
BOOKS_EACH = 20  # titles a room brings


@dataclass(slots=True)
class World:
    """What the story plays with; tokens by person."""

    library: ReadingRoom
    bank: ReadingRoom
    rooms: list[ReadingRoom]
    readers: list[Person]
    tokens: dict[Any, str] = field(default_factory=dict)
    librarian: str = ""  # tokens of the two who stand at desks
    banker: str = ""


def set_up(*, rooms: int, readers: int, now: datetime) -> World:
    """Songyuan's unions, so many rooms and readers, each room with books of its own."""
    if not Division.objects.filter(pk="220700").exists():
        divisions.load()
    union, works = _unions(now)
    opened = [_room(number, union, now) for number in range(rooms)]
    library, bank = opened[0], opened[1]
    _seats(library, "阅览大厅", LIBRARY_PLAN, now)
    _seats(bank, "读书角", BANK_PLAN, now)
    _books(opened, now)
    people_ = _readers(readers, works, now)
    world = World(library, bank, opened, people_)
    world.tokens = {person.pk: _token(person, now) for person in people_}
    world.librarian = _token(_operator(union, now), now)
    keeper = actions.add_keeper(bank, name="白如玉", mobile=Mobile.parse("19900007001"), by=BY, now=now)
    world.banker = _token(keeper.person, now)
    return world


def _unions(now: datetime) -> tuple[Union, Union]:
    city = Division.objects.get(pk="220700")
    union = people.found_union(
        code="SONGYUAN", name="松原市总工会", kind="city", parent=None, division=city, by=BY, now=now
    )
    works = people.found_union(
        code="SY-OIL", name="松原油田服务公司工会", kind="grassroots", parent=union, division=city, by=BY, now=now
    )
    return union, works


@action
def _room(number: int, union: Union, now: datetime) -> ReadingRoom:
    """The first is the library, the second a bank's; the others are small ones all over the city."""
    about = {0: "工惠图书馆", 1: "职工金融书屋"}.get(number, f"职工书屋第{number - 1}号")
    host = {"host_kind": "bank", "host_name": "宁江支行"} if number == 1 else {}
    point = Point(45.10 + number % 10 / 100, 124.75 + number // 10 / 50)
    return actions.open_room(
        union=union, name=about, address=f"松江大街{number + 1}号", point=point, hours=HOURS, area_m2=1500 if not number
        else 60, facilities=("books", "reading_desks"), by=BY, now=now, **host,
    )  # fmt: skip


def _seats(room: ReadingRoom, name: str, plan: str, now: datetime) -> None:
    hall = places.add_room(room.premises, kind="reading", name=name, by=BY, now=now)
    actions.draw_plan(hall, plan, by=BY, now=now)


def _books(rooms: list[ReadingRoom], now: datetime) -> None:
    source = books(len(rooms) * BOOKS_EACH)
    for number, room in enumerate(rooms):
        for at, (name, author, isbn) in enumerate(islice(source, BOOKS_EACH)):
            row = BookRow(
                number=at, name=name, author=author, isbn=isbn, subject=SUBJECTS[at % len(SUBJECTS)],
                code=f"SY{number:03}{at:03}",
            )  # fmt: skip
            actions.add_copies(room, row, by=BY, now=now)


def _readers(many: int, works: Union, now: datetime) -> list[Person]:
    dice = random.Random(many)  # noqa: S311 - invented names
    found = []
    for number in range(many):
        name = dice.choice(SURNAMES) + dice.choice(GIVEN) + dice.choice(GIVEN)
        mobile = Mobile.parse(f"1990{number:07}")
        person = people.enrol(name=name, mobile=mobile, documents=[], by=BY, now=now)
        people.join(person, works, starts_on=now.date(), by=BY, now=now)
        found.append(person)
    return found


def _operator(union: Union, now: datetime) -> Person:
    person = people.enrol(name="沈书香", mobile=Mobile.parse("19900007002"), documents=[], by=BY, now=now)
    people.appoint(person, union, Role.OPERATOR, by=BY, now=now)
    return person


def _token(person: Person, now: datetime) -> str:
    account = people.open_account(person, by=BY, now=now)
    return people.issue_token(account, name="story", days=30, by=BY, now=now)


def codes_of(room: ReadingRoom) -> list[str]:
    return list(Copy.objects.filter(home=room.premises_id).order_by("code").values_list("code", flat=True))
