"""Who plays in the story: the union and its staff, members, and compatriots with their permits."""

from dataclasses import dataclass
from datetime import date, datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.document_kinds import TAIWAN_PERMIT
from gonghui.kernel.geo import Point
from gonghui.kernel.identity import parse_document
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division, Role, Union
from gonghui.primitives.places.models import Room

from .house import open_house

SETTING_UP = Caller(person=None, name="安装", origin="cli")
PASSWORD = "story-2023-fuzhou"  # noqa: S105  # of a database that lives as long as the story
SURNAMES, GIVEN = "陈林黄张李王吴刘蔡杨许郑谢郭洪曾邱廖赖徐", "志明淑惠建宏雅婷文雄美玲俊杰怡君"
OFFICER, OPERATOR_MOBILE = "story-officer", "19940000102"


@dataclass(frozen=True, slots=True)
class Ground:
    """What stands before the story begins: the house, its rooms by name, who can sign in by which mobile."""

    house: str
    rooms: dict[str, str]
    members: list[str]
    compatriots: list[str]


def set_up(members: int, compatriots: int, now: datetime) -> Ground:
    """The federation of Fuzhou with an officer, a desk, so many members and compatriots, and the empty house."""
    city = Division.objects.get(pk="350100")
    union = people.found_union(
        code="FZ", name="福州市总工会", kind=Union.Kind.CITY, parent=None, division=city, by=SETTING_UP, now=now
    )
    officer = people.enrol(name="赵干事", mobile=Mobile.parse("19940000101"), documents=[], by=SETTING_UP, now=now)
    people.open_account(officer, username=OFFICER, password=PASSWORD, by=SETTING_UP, now=now)
    people.appoint(officer, union, Role.OFFICER, by=SETTING_UP, now=now)
    desk = people.enrol(name="吴前台", mobile=Mobile.parse(OPERATOR_MOBILE), documents=[], by=SETTING_UP, now=now)
    people.open_account(desk, by=SETTING_UP, now=now)
    people.appoint(desk, union, Role.OPERATOR, by=SETTING_UP, now=now)
    house = open_house(
        union, name="两岸职工会客厅", address="福州市鼓楼区五一广场工人文化宫", point=Point(26.0745, 119.2965),
        phone="0591-12351", by=SETTING_UP, now=now,
    )  # fmt: skip
    ours = [f"1995{number:07}" for number in range(members)]
    for number, mobile in enumerate(ours):
        person = people.enrol(name=_name(number), mobile=Mobile.parse(mobile), documents=[], by=SETTING_UP, now=now)
        people.join(person, union, starts_on=date(2020, 5, 1), by=SETTING_UP, now=now)
        people.open_account(person, by=SETTING_UP, now=now)
    theirs = [f"+8869{number:08}" for number in range(compatriots)]
    for number, mobile in enumerate(theirs):
        permit = parse_document(TAIWAN_PERMIT, f"{number + 10_000_000}")
        person = people.enrol(
            name=_name(number + 7), mobile=Mobile.parse(mobile), documents=[permit], by=SETTING_UP, now=now
        )
        people.open_account(person, by=SETTING_UP, now=now)
    rooms = {room.name: str(room.pk) for room in Room.objects.filter(premises=house)}
    return Ground(str(house.pk), rooms, ours, theirs)


def _name(number: int) -> str:
    """An invented name; 400 in a row are all different."""
    return SURNAMES[number % len(SURNAMES)] + GIVEN[number // len(SURNAMES) % len(GIVEN)] + GIVEN[number % 7]
