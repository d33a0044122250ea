"""What is there before story and contention begin: unions, readers, rooms with their seats, books."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from gonghui.kernel.callers import Caller
from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.people.models import Person, Role, Union
from gonghui.primitives.places import actions as places
from gonghui.primitives.transactions import action
from gonghui.rehearsals import cast
from gonghui.rehearsals.cast import BY
from gonghui.services.reading import actions
from gonghui.services.reading.forms.sheets import BookRow
from gonghui.services.reading.models import Copy, ReadingRoom

from .catalogue import SUBJECTS, books

HOURS = Week.daily("8:00-22:00")
# 150 seats: desks by the windows, study seats with sockets, computers, sofas, two by the door for wheelchairs.
LIBRARY_PLAN = "\n".join(["DDDD.DDDD.DDDD.DDDD"] * 4 + ["QQQQ.QQQQ.QQQQ.QQQQ"] * 4 + ["CCCCCC.SSSS", "SSSS.AA.DDDDDD"])
BANK_PLAN = "DDDD\n.SS."
BOOKS_EACH = 20  # titles a room brings


@dataclass(frozen=True, slots=True)
class World:
    """What is played with: rooms, readers with their tokens, the tokens of the two who stand at desks."""

    library: ReadingRoom
    bank: ReadingRoom
    readers: list[cast.Member]
    librarian: str
    banker: str

    def reader(self, number: int) -> Person:
        """The readers in turn."""
        return self.readers[number % len(self.readers)].person

    def token(self, number: int) -> str:
        return self.readers[number % len(self.readers)].token


def set_up(*, rooms: int, readers: int, now: datetime) -> World:
    """Songyuan's unions, so many rooms and readers, each room with books of its own."""
    union = cast.union("SONGYUAN", "松原市总工会", "city", "220700", now=now)
    works = cast.union("SY-OIL", "松原油田服务公司工会", "grassroots", "220700", union, now=now)
    opened = [_room(number, union, now) for number in range(rooms)]
    library, bank = opened[0], opened[1]
    seat(library, "阅览大厅", LIBRARY_PLAN, by=BY, now=now)
    seat(bank, "读书角", BANK_PLAN, by=BY, now=now)
    source = ((*book, SUBJECTS[at % len(SUBJECTS)]) for at, book in enumerate(books(rooms * BOOKS_EACH)))
    for number, room in enumerate(opened):
        bring(room, islice(source, BOOKS_EACH), code=f"SY{number:03}", by=BY, now=now)
    librarian = cast.person("沈书香", "19900007002", office=(union, Role.OPERATOR), now=now)
    keeper = {"name": "白如玉", "mobile": Mobile.parse("19900007001")}
    banker = places.ask_keeper(bank.premises, **keeper, by=BY, now=now).person
    return World(library, bank, cast.members(works, readers, now=now), *cast.tokens([librarian, banker], now=now))


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


def seat(room: ReadingRoom, name: str, plan: str, *, by: Caller, now: datetime) -> None:
    """A hall of this room, with seats as drawn."""
    hall = places.add_room(room.premises, kind="reading", name=name, by=by, now=now)
    actions.draw_plan(hall, plan, by=by, now=now)


def bring(
    room: ReadingRoom,
    rows: Iterable[tuple[str, str, str | None, str]],
    *,
    code: str,
    by: Caller,
    now: datetime,
    **more: Any,
) -> list[str]:
    """Add a copy of each book (name, author, ISBN, subject) to a room; the codes on them, `code` and four digits."""
    codes = []
    for at, (name, author, isbn, subject) in enumerate(rows):
        codes.append(f"{code}{at:04}")
        row = BookRow(
            number=at, name=name, author=author, isbn=isbn, subject=subject, code=codes[-1], shelf=f"架{at % 9 + 1}"
        )
        actions.add_copies(room, row, by=by, now=now)
    return codes


def codes_of(room: ReadingRoom) -> list[str]:
    return list(Copy.objects.filter(home=room.premises_id).order_by("code").values_list("code", flat=True))
