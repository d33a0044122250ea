"""The demo world's memberships: changes of the tree that wait, standings, a leaving, figures of the workforce."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from gonghui.primitives.people.models import Membership, Union
from gonghui.primitives.transactions import action
from gonghui.rehearsals.cast import DEMO as BY
from gonghui.services.membership.coverage import actions as coverage
from gonghui.services.membership.life import actions as life
from gonghui.services.membership.models import UnionChange, Workforce
from gonghui.services.membership.tree import actions as tree

DAY = timedelta(days=1)
TRADES = (("courier", 800), ("lorry_driver", 1_200), ("food_rider", 3_000))


@action
def demo(*, now: datetime) -> list[str]:
    """Fill what is empty, if the city's union is there."""
    city = Union.objects.filter(code="TY").first()
    if city is not None and not Workforce.objects.exists():
        _fill(city, now)
    return ["我的会籍      /membership/ ; whether a card is good: /membership/check/ ; officers /console/unions/"]


def _fill(city: Union, now: datetime) -> None:
    today = localdate(now)
    for trade, people in (("", 40_000), *TRADES):
        said = {"trade": trade, "people": people, "as_of": today.replace(day=1) - DAY, "source": "行业主管部门函"}
        coverage.enter_workforce(city, **said, by=BY, now=now)
    _plan("found", city, now, target=city, code="TY-KD", name="并州快递行业工会联合会", level="industry")
    members = Membership.objects.active().under([city]).select_related("union", "person").order_by("pk")
    for membership, kind in zip(members[2:4], ("retired", "unemployed"), strict=False):
        life.set_standing(membership, kind, starts_on=today - 30 * DAY, why="本人提交证明", by=BY, now=now)
    for membership in members[5:6]:
        life.ask_to_leave(membership.person, reason="回老家", by=BY, now=now)
    below = Union.objects.open().filter(parent=city).order_by("path").first()
    if below is not None:
        _plan("rename", city, now, union=below, name=f"{below.name}（更名）")
    coverage.count(now=now)


def _plan(kind: str, city: Union, now: datetime, **said: object) -> None:
    change = UnionChange(kind=kind, takes_on=localdate(now) + 10 * DAY, why="总工会批复 12 号", **said)
    tree.plan(change, reach=[city], by=BY, now=now)
