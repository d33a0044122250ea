"""The people of the tests, their unions, and the moment of every test. All names and numbers are invented.

山西省总工会 (SX): Zhao is its officer, Sun its finance.
├ 太原市总工会 (TY): Wu stands at its gates.
│ └ 晋源机械厂工会 (TY-JY): Lin and Chen are members.
├ 大同市总工会 (DT)
│ └ 平城电机厂工会 (DT-PC): Su is a member; to Lin a stranger of another city.
└ 阳泉市总工会 (YQ)
Qian belongs to no union: a merchant's clerk.
"""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from gonghui.kernel.callers import Caller
from gonghui.kernel.identity import WEIGHTS, ResidentId
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.people import actions as people
from gonghui.primitives.people import divisions
from gonghui.primitives.people.keys import mobile_of
from gonghui.primitives.people.models import Division, Office, Person, Role, Union

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 5, 20, 10, 0, tzinfo=SHANGHAI)
BY = Caller(person=None, name="测试", origin="page 10.0.0.7")
MEMBER_SINCE = date(2020, 5, 1)


def resident_id(sequence: int, *, place: str = "140105", born: str = "19900101") -> ResidentId:
    """A resident ID with the right check digit, of nobody."""
    body = f"{place}{born}{sequence:03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return ResidentId.parse(body + "10X98765432"[total % 11])


def mobile(number: int) -> Mobile:
    """199 0000 plus four digits: given to nobody."""
    return Mobile.parse(f"1990000{number:04}")


def contact(person: Person) -> dict[str, object]:
    """How an officer writes somebody down who answers for a firm: by name and number."""
    return {"contact": person.name, "mobile": mobile_of(person)}


@pytest.fixture
def now() -> datetime:
    """2026-05-20 10:00 in Shanghai, a Wednesday."""
    return NOW


@pytest.fixture
def by() -> Caller:
    return BY


@pytest.fixture
def found(db: None, by: Caller, now: datetime) -> Callable[..., Union]:
    """Founds unions: `found("TY", "太原市总工会", "city", parent, "140100")`."""

    def founded(code: str, name: str, kind: str, parent: Union | None = None, division: str = "140000") -> Union:
        if not Division.objects.filter(pk=division).exists():  # a race test before this one has emptied the tables
            divisions.load()
        place = Division.objects.get(pk=division)
        return people.found_union(code=code, name=name, kind=kind, parent=parent, division=place, by=by, now=now)

    return founded


@pytest.fixture
def enrol(db: None, by: Caller, now: datetime) -> Callable[..., Person]:
    """Enrols people: `enrol("林小雨", 1, union)`; the number gives the mobile and the document their digits."""

    def enrolled(name: str, number: int, union: Union | None = None) -> Person:
        person = people.enrol(name=name, mobile=mobile(number), documents=[resident_id(number % 1000)], by=by, now=now)
        if union:
            people.join(person, union, starts_on=MEMBER_SINCE, by=by, now=now)
        return person

    return enrolled


@pytest.fixture
def province(found: Callable[..., Union]) -> Union:
    return found("SX", "山西省总工会", "province", None, "140000")


@pytest.fixture
def taiyuan(found: Callable[..., Union], province: Union) -> Union:
    return found("TY", "太原市总工会", "city", province, "140100")


@pytest.fixture
def datong(found: Callable[..., Union], province: Union) -> Union:
    return found("DT", "大同市总工会", "city", province, "140200")


@pytest.fixture
def yangquan(found: Callable[..., Union], province: Union) -> Union:
    return found("YQ", "阳泉市总工会", "city", province, "140300")


@pytest.fixture
def works(found: Callable[..., Union], taiyuan: Union) -> Union:
    """Lin's and Chen's grassroots union, in Taiyuan."""
    return found("TY-JY", "晋源机械厂工会", "grassroots", taiyuan, "140110")


@pytest.fixture
def motors(found: Callable[..., Union], datong: Union) -> Union:
    """Su's grassroots union, in Datong."""
    return found("DT-PC", "平城电机厂工会", "grassroots", datong, "140213")


@pytest.fixture
def lin(enrol: Callable[..., Person], works: Union) -> Person:
    """A member."""
    return enrol("林小雨", 101, works)


@pytest.fixture
def chen(enrol: Callable[..., Person], works: Union) -> Person:
    """A member of the same union as Lin."""
    return enrol("陈建国", 102, works)


@pytest.fixture
def su(enrol: Callable[..., Person], motors: Union) -> Person:
    """A member in another city."""
    return enrol("苏红梅", 103, motors)


@pytest.fixture
def zhao(enrol: Callable[..., Person], province: Union, by: Caller, now: datetime) -> Person:
    """An officer of the province's union."""
    person = enrol("赵志远", 104, None)
    people.appoint(person, province, Role.OFFICER, by=by, now=now)
    return person


@pytest.fixture
def wu(enrol: Callable[..., Person], taiyuan: Union, by: Caller, now: datetime) -> Person:
    """The gate's operator in Taiyuan."""
    person = enrol("吴守义", 105, None)
    people.appoint(person, taiyuan, Role.OPERATOR, by=by, now=now)
    return person


@pytest.fixture
def qian(enrol: Callable[..., Person]) -> Person:
    """A merchant's clerk; the officer of a fair adds them."""
    return enrol("钱多福", 106, None)


@pytest.fixture
def sun(enrol: Callable[..., Person], province: Union, by: Caller, now: datetime) -> Person:
    """Finance of the province's union."""
    person = enrol("孙理财", 107, None)
    people.appoint(person, province, Role.FINANCE, by=by, now=now)
    return person


@pytest.fixture
def zhao_office(zhao: Person) -> Office:
    return zhao.offices.select_related("union").get()
