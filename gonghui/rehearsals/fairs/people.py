"""Who plays in the story: invented workers with right check digits, and the staff an installation begins with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from gonghui.kernel.callers import Caller
from gonghui.kernel.identity import CHECK_DIGITS, WEIGHTS
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division, Role, Union

from .plan import CITIES, Plan

FACTORIES = 8  # grassroots unions in each city
OFFICER_MOBILE = "19940000001"
PASSWORD = "story-2023-shanxi"  # noqa: S105  # of a database that lives as long as the story
SETTING_UP = Caller(person=None, name="安装", origin="cli")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "建国志强秀英小雨明华丽娟文博子涵晓东海燕春梅永刚素芬俊杰雅静立新桂兰"


@dataclass(frozen=True, slots=True)
class Staff:
    """The installation's first people: usernames for the console, mobiles for the desks."""

    officer: str
    officer_mobile: str
    finance: str
    operators: dict[str, str]  # division code -> mobile


def mobile_of(worker: int) -> str:
    return f"1991{worker:07}"


def clerk_mobile(dealer: int) -> str:
    return f"1992{dealer:07}"


def address_of(worker: int) -> str:
    """Every worker's phone has a network address of its own."""
    return f"10.{worker >> 16 & 255}.{worker >> 8 & 255}.{worker & 255}"


def names(plan: Plan) -> dict[str, str]:
    """The name that the roster gives to each worker's mobile number."""
    return {mobile: name for name, _number, mobile, *_more in roster_rows(plan)}


def roster_rows(plan: Plan) -> Iterator[list[str]]:
    """The province's roster, one row for each worker."""
    dice = Random(2023)  # noqa: S311  # invented people
    for city in plan.cities:
        for worker in city.workers:
            name = dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, 2))
            born = date(1965 + worker % 38, 1 + worker % 12, 1 + worker % 28)
            union = f"SX{city.code}-{worker % FACTORIES + 1}"
            joined = date(2010 + worker % 12, 3, 1).isoformat()
            yield [name, _resident_id(city.code, born, worker), mobile_of(worker), union, joined]


def _resident_id(division: str, born: date, worker: int) -> str:
    # The last digits of the place and the sequence together keep 50,000 numbers apart.
    place = f"{division[:4]}{worker // 1000 % 100:02}"
    body = f"{place}{born:%Y%m%d}{worker % 1000:03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + CHECK_DIGITS[total % 11]


def set_up(now: datetime) -> Staff:
    """Unions, an officer and a finance officer of the province, an operator for each city."""
    division = {d.code: d for d in Division.objects.filter(code__in=["140000", *(code for code, *_ in CITIES)])}
    province = _found("SX", "山西省总工会", Union.Kind.PROVINCE, None, division["140000"], now)
    for code, name, *_rest in CITIES:
        city = _found(f"SX{code}", f"{name}总工会", Union.Kind.CITY, province, division[code], now)
        for number in range(1, FACTORIES + 1):
            _found(f"SX{code}-{number}", f"{name}第{number}工厂工会", Union.Kind.GRASSROOTS, city, division[code], now)
    _staff("赵志远", "story-officer", OFFICER_MOBILE, Role.OFFICER, province, now)
    _staff("孙静", "story-finance", "19940000002", Role.FINANCE, province, now)
    operators = {}
    for number, (code, *_rest) in enumerate(CITIES):
        person = people.enrol(
            name=f"吴门{'甲乙丙'[number]}",
            mobile=Mobile.parse(f"1993{number:07}"),
            documents=[],
            by=SETTING_UP,
            now=now,
        )
        people.appoint(person, Union.objects.get(code=f"SX{code}"), Role.OPERATOR, by=SETTING_UP, now=now)
        operators[code] = f"1993{number:07}"
    return Staff("story-officer", OFFICER_MOBILE, "story-finance", operators)


def _found(code: str, name: str, kind: str, parent: Any, division: Division, now: datetime) -> Union:
    return people.found_union(code=code, name=name, kind=kind, parent=parent, division=division, by=SETTING_UP, now=now)


def _staff(name: str, username: str, mobile: str, role: str, union: Union, now: datetime) -> None:
    person = people.enrol(name=name, mobile=Mobile.parse(mobile), documents=[], by=SETTING_UP, now=now)
    people.open_account(person, username=username, password=PASSWORD, by=SETTING_UP, now=now)
    people.appoint(person, union, role, by=SETTING_UP, now=now)
