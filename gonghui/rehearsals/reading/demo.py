"""Reading rooms of the demo: a city's library with sixty seats, a bank's room, a factory's; books, loans, seats."""

from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.utils import timezone

from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.quarters import quarter_of
from gonghui.kernel.window import Window
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.places import actions as places
from gonghui.primitives.transactions import action
from gonghui.rehearsals.cast import DEMO as BY
from gonghui.services.reading import actions
from gonghui.services.reading.models import Copy, ReadingRoom, Seat

from .catalogue import books
from .world import bring, seat

UNION = "TY"
READER = "19900000001"  # 林小雨 of the demo
KEEPER = ("白如玉", "19900008001")
OPENED_AGO = timedelta(days=60)  # so that a book can have been out for weeks
ROOMS = (  # name, address, where, host, hours, plan
    ("太原工惠图书馆", "迎泽大街88号", (37.8692, 112.5614), ("union", ""), "8:30-21:30",
     "DDDD.DDDD.DDDD\nDDDD.DDDD.DDDD\n\nQQQQ.QQQQ.QQQQ\nQQQQ.QQQQ.QQQQ\n\nCCCC.SS..SS.AA"),
    ("职工金融书屋", "府东街12号", (37.8745, 112.5713), ("bank", "府东街支行"), "9:00-20:00", "DDDD\n....\nS..S"),
    ("晋源机械厂职工书屋", "和平南路301号", (37.8208, 112.4987), ("company", "晋源机械厂"), "11:30-21:00", "DDD\nDDD"),
)  # fmt: skip
CLASSICS = (  # name, author, ISBN, subject
    ("红楼梦", "曹雪芹", "9787020002207", "culture"),
    ("活着", "余华", None, "culture"),
    ("平凡的世界", "路遥", None, "culture"),
    ("家", "巴金", None, "culture"),
    ("劳动合同法一本通", "", None, "politics"),
    ("电工手册", "", None, "science"),
)


def demo(*, now: datetime) -> list[str]:
    """Make the reading rooms of the demo if they are not there; tell who stands at the bank's desk."""
    union = Union.objects.filter(code=UNION).first()
    if union is None:
        return []
    if not ReadingRoom.objects.exists():
        make_rooms(union, now)
    return [f"A bank's librarian {KEEPER[0]}  mobile {KEEPER[1]}, then /counter/"]


@action
def make_rooms(union: Union, now: datetime) -> None:
    rooms = [_room(union, *row, now=now - OPENED_AGO) for row in ROOMS]
    _books(rooms, now)
    bank = rooms[1]
    keeper = places.ask_keeper(bank.premises, name=KEEPER[0], mobile=Mobile.parse(KEEPER[1]), by=BY, now=now)
    people.open_account(keeper.person, by=BY, now=now)
    year = timezone.localdate(now) + timedelta(days=365)
    actions.describe_room(rooms[0], digital_platform="职工电子书屋", digital_until=year, by=BY, now=now)
    actions.describe_room(bank, partner_until=year, by=BY, now=now)
    reader = Person.objects.by_mobile(Mobile.parse(READER)).first()
    if reader is not None:
        _reads(rooms, reader, now)


def _room(
    union: Union, name: str, address: str, where: tuple[float, float], host: tuple[str, str], hours: str, plan: str, *,
    now: datetime,
) -> ReadingRoom:  # fmt: skip
    room = actions.open_room(
        union=union, name=name, address=address, point=Point(*where), division=union.division, phone="0351-5550100",
        host_kind=host[0], host_name=host[1], hours=Week.daily(hours), by_calendar=False, by=BY, now=now,
        facilities=("books", "periodicals", "reading_desks", "computers", "digital_reading", "water", "charging"),
    )  # fmt: skip
    seat(room, "阅览室", plan, by=BY, now=now)
    return room


def _books(rooms: list[ReadingRoom], now: datetime) -> None:
    """Every room has the classics and some dozens of its own."""
    source = ((*book, "general") for book in books(120))
    for number, room in enumerate(rooms):
        bring(room, [*CLASSICS, *islice(source, 40)], code=f"TY{number}", by=BY, now=now)


def _reads(rooms: list[ReadingRoom], reader: Person, now: datetime) -> None:
    """The demo's worker has two books, waits at the bank for a third, and has a seat tomorrow morning."""
    library, bank = rooms[0], rooms[1]
    mine = Copy.objects.filter(home=library.premises).select_related("title", "at").order_by("code")
    for number, copy in enumerate((mine[1], mine[5])):
        lent = now - timedelta(days=20 * number)
        actions.lend(library.premises, copy, reader, key=f"demo-{copy.code}", at=lent, by=BY, now=now)
    actions.place_hold(mine[0].title, reader, bank.premises, key="demo", by=BY, now=now)
    _seat(library, reader, now)


def _seat(library: ReadingRoom, reader: Person, now: datetime) -> None:
    here = timezone.localtime(now).replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=1)
    seat: Any = Seat.objects.at(library.premises).select_related("room__premises__union").in_order().first()
    window = Window(quarter_of(here), quarter_of(here) + timedelta(hours=2))
    actions.book_seat(seat, reader, window, key="demo", by=BY, now=now)
