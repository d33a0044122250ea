"""The demo world's applications: riders who wait, one sent back, one late, one that somebody else entered."""

from datetime import date, datetime, timedelta

from gonghui.kernel.identity import ResidentId
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division, Employer, Person, Union
from gonghui.primitives.transactions import action
from gonghui.rehearsals import cast
from gonghui.rehearsals.cast import DEMO as BY
from gonghui.services.joining import actions
from gonghui.services.joining.actions import Entry, Who
from gonghui.services.joining.models import Application

HOUR = timedelta(hours=1)
NEW = ("马小勇", "19900003000")  # signs in and has not applied yet
RIDERS = (
    ("马玉兰", "food_rider", "小象外卖、并州速递"),
    ("丁卫国", "lorry_driver", "汾河物流园"),
    ("郝春梅", "courier", "并州速递"),
)
FIRMS = (("并州速递有限公司", "courier", 86), ("汾河冷链物流有限公司", "lorry_driver", 140))


@action
def demo(*, now: datetime) -> list[str]:
    """Fill the queue if it is empty and the city's union is there."""
    union = Union.objects.filter(code="TY").first()
    if union is not None and not Application.objects.exists():
        _fill(union, now)
    return [f"入会转会      /join/ ; {NEW[0]} has not applied yet: mobile {NEW[1]}; officers /console/join/"]


def _fill(union: Union, now: datetime) -> None:
    _person(*NEW, now)
    place = Division.objects.filter(pk="140105").first()
    for name, trade, many in FIRMS:
        if not Employer.objects.filter(name=name).exists():
            people.add_employer(name=name, division=place, area=union, trade=trade, headcount=many, by=BY, now=now)
    made = [_apply(number, *rider, union, now - (number + 1) * HOUR) for number, rider in enumerate(RIDERS, 1)]
    actions.give_back(made[0], reason="请写平台的全名", by=BY, now=now - HOUR)
    _apply(4, "牛建军", "ride_hailing", "晋约车", union, now - timedelta(days=8))
    document = ResidentId.parse(cast.resident_id("140105", date(1971, 3, 2), 977))
    entry = Entry("贺老根", Mobile.parse("19900003009"), document, union, "care_worker", consents=True)
    actions.enter(entry, via="hotline", by=BY, now=now - 2 * HOUR)


def _person(name: str, number: str, now: datetime) -> Person:
    return people.enrol(name=name, mobile=Mobile.parse(number), documents=(), by=BY, now=now)


def _apply(number: int, name: str, trade: str, platforms: str, union: Union, at: datetime) -> Application:
    person = _person(name, f"1990000300{number}", at)
    document = ResidentId.parse(cast.resident_id("140105", date(1988, 5, number), 970 + number))
    draft = actions.begin(person, by=BY, now=at)
    draft = actions.keep_who(draft, Who(name, document, trade, platforms, consents=True), by=BY, now=at)
    return actions.send(actions.choose(draft, union, by=BY, now=at), by=BY, now=at)
