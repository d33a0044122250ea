"""Who is there before the story of membership begins: a county of 40 unions, its members, and workers of none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import cycle

from gonghui.kernel.credit_code import CreditCode
from gonghui.kernel.identity import parse_document
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.keys import mobile_index
from gonghui.primitives.people.models import Division, Document, Employer, Employment, Person, Role, Trade, Union
from gonghui.primitives.places import actions as places
from gonghui.primitives.rows import insert_many
from gonghui.rehearsals import cast
from gonghui.rehearsals.cast import BY

PLACE = "140121"  # Qingxu, a county
TOWNSHIPS, GRASSROOTS = 6, 33  # with the county's own union 40
MEMBERS = 20_000  # of the 25,000 workers
TEN, ROSTERED, CALLING, COMING = 10, 0, 1, 2  # of ten one is in the platform's file, one calls, one is a newcomer
OFFICER, APPROVER, OPERATOR = "story-county", "story-above", "story-hotline"


@dataclass(frozen=True, slots=True)
class Planned:
    """One trade of the story: how many work in it, for which platforms, and the federation that is founded for it."""

    trade: Trade
    many: int
    platforms: tuple[str, ...]
    industry: str
    federation: str


RIDING, DRIVING, CARRYING = ("飞鸟外卖", "快到外卖", "青徐跑腿"), ("通达货运",), ("云雀快递", "千里快递")
TRADES = (
    Planned(Trade.FOOD_RIDER, 3_000, RIDING, "food_delivery", "清徐县外卖配送行业工会联合会"),
    Planned(Trade.LORRY_DRIVER, 1_200, DRIVING, "logistics", "清徐县物流货运行业工会联合会"),
    Planned(Trade.COURIER, 800, CARRYING, "ecommerce", "清徐县快递电商行业工会联合会"),
)


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody of a trade and of no union: number, name, phone, ID number."""

    number: int
    name: str
    mobile: str
    document: str
    plan: Planned
    platform: str

    @property
    def rostered(self) -> bool:
        """Comes by the platform's file."""
        return self.number % TEN == ROSTERED

    @property
    def comes(self) -> bool:
        """Is nobody the product knows: scans the QR of the union, and joins in three screens."""
        return self.number % TEN == COMING

    @property
    def calls(self) -> bool:
        """Has no smartphone, and calls the hotline."""
        return self.number % TEN == CALLING


@dataclass(frozen=True, slots=True)
class County:
    """What stands before the story begins."""

    top: Union
    townships: list[Union]
    grassroots: list[Union]
    workers: list[Worker]
    members: list[tuple[Person, int]]  # with the number of their grassroots union
    employers: dict[Trade, list[Employer]]


def set_up(scale: float, now: datetime) -> County:
    """The county, in which of each trade at least six work and nobody of them is a member."""
    top = cast.union("QX", "清徐县总工会", Union.Kind.DISTRICT, PLACE, now=now)
    townships = [
        cast.union(f"QX-{n:02}", f"{cast.name(n)[-1]}源镇工会", Union.Kind.TOWNSHIP, PLACE, top, now=now)
        for n in range(TOWNSHIPS)
    ]
    grassroots = [
        cast.union(f"QX-G{n:02}", f"{cast.name(n + 50)}制造公司工会", Union.Kind.GRASSROOTS, PLACE, above, now=now)
        for n, above in zip(range(GRASSROOTS), cycle(townships), strict=False)
    ]
    cast.person("赵志远", "19930000001", username=OFFICER, office=(top, Role.OFFICER), now=now)
    cast.person("王批复", "19930000002", username=APPROVER, office=(top, Role.OFFICER), now=now)
    cast.person("吴热线", "19930000003", username=OPERATOR, office=(top, Role.OPERATOR), now=now)
    places.load_calendar(by=BY, now=now)
    members = _members(grassroots, max(GRASSROOTS, round(MEMBERS * scale)), now)
    workers = _workers(scale)
    enter([one for one in workers if not one.comes], now=now)
    return County(top, townships, grassroots, workers, members, _employers(top, now))


def _members(unions: Sequence[Union], many: int, now: datetime) -> list[tuple[Person, int]]:
    """As many in each union."""
    each, more = divmod(many, len(unions))
    return [(one, n) for n, union in enumerate(unions) for one in cast.enrolled(union, each + (n < more), now=now)]


def _workers(scale: float) -> list[Worker]:
    found: list[Worker] = []
    for plan in TRADES:
        for number in range(max(6, round(plan.many * scale))):
            at = len(found)
            born = date(1975 + at % 30, 1 + at % 12, 1 + at % 28)
            document = cast.resident_id(PLACE, born, at // 30)
            platform = plan.platforms[number % len(plan.platforms)]
            found.append(Worker(at, cast.name(at), f"1996{at:07}", document, plan, platform))
    return found


def enter(workers: Sequence[Worker], *, now: datetime) -> None:
    """As the platforms said who works for them: name and phone, of who is in their files a document too; no union."""
    known = [
        people.enrol(
            name=one.name, mobile=Mobile.parse(one.mobile),
            documents=[parse_document(Document.Kind.RESIDENT_ID, one.document)] if one.rostered else [], by=BY, now=now,
        )
        for one in workers
    ]  # fmt: skip
    insert_many([
        Employment(person=person, platform=one.platform, trade=one.plan.trade, starts_on=cast.JOINED, created_at=now)
        for person, one in zip(known, workers, strict=True)
    ])  # fmt: skip


def persons(workers: Iterable[Worker]) -> list[Person]:
    """Who they are, in their order. Raises KeyError where somebody is not known yet."""
    numbers = [mobile_index(Mobile.parse(one.mobile)) for one in workers]
    found = {bytes(one.mobile_index): one for one in Person.objects.filter(mobile_index__in=numbers)}
    return [found[number] for number in numbers]


def _employers(top: Union, now: datetime) -> dict[Trade, list[Employer]]:
    """For each trade two firms of 25 and more in the county, none with a union."""
    place = Division.objects.get(pk=PLACE)
    numbers = iter(range(100, 200))
    return {
        plan.trade: [
            people.add_employer(
                name=f"{name}清徐{kind}有限公司", credit_code=CreditCode.parse(cast.credit_code(next(numbers), PLACE)),
                division=place, area=top, trade=plan.trade, headcount=40, by=BY, now=now,
            )
            for name, kind in zip(cycle(plan.platforms), ("配送", "服务"), strict=False)
        ]
        for plan in TRADES
    }  # fmt: skip
