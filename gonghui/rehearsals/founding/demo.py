"""The demo world's foundings: employers without a union, cases on their way, terms that end, a worker who asks."""

from datetime import datetime, timedelta

from gonghui.kernel.credit_code import ALPHABET, VALUE, WEIGHTS, CreditCode
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, Division, Employer, Person, Role, Union
from gonghui.primitives.transactions import action
from gonghui.rehearsals import cast
from gonghui.rehearsals.cast import DEMO as BY
from gonghui.rehearsals.cast import PASSWORD
from gonghui.services.founding import actions
from gonghui.services.founding.models import Case
from gonghui.services.founding.pages.pleas import PleaWords
from gonghui.services.founding.rules import cases
from gonghui.services.founding.rules.elections import Ballot, Vote

DAY = timedelta(days=1)
FIRMS = (  # name, county, trade, people
    ("并州快运有限公司", "140105", "courier", 64),
    ("晋阳网约车服务有限公司", "140107", "ride_hailing", 210),
    ("汾河外卖配送有限公司", "140105", "food_rider", 130),
    ("双塔电商有限公司", "140106", "ecommerce", 48),
    ("迎泽家政服务有限公司", "140106", "domestic_worker", 35),
    ("卧虎山保安服务有限公司", "140107", "security_guard", 86),
    ("小店物流园管理有限公司", "140105", "lorry_driver", 52),
    ("尖草坪护理院", "140108", "care_worker", 29),
    ("老街面馆", "140106", "other", 9),
)
SECOND = ("王建华", "wangjianhua", "19900001041")  # of Taiyuan: approves what Zhao has prepared


@action
def demo(*, now: datetime) -> list[str]:
    """Fill it if it is empty and its unions are there."""
    unions = {union.code: union for union in Union.objects.filter(code__in=("TY", "TY-1", "TY-2"))}
    if len(unions) == 3 and not Case.objects.exists():
        _fill(unions, now)
    return [
        "建会建家      /founding/, and for officers /console/founding/cases/",
        f"Staff        {SECOND[0]}  {SECOND[1]} / {PASSWORD}  (of Taiyuan: approves foundings)",
    ]


def _fill(unions: dict[str, Union], now: datetime) -> None:
    city = unions["TY"]
    zhao = Account.objects.get(username="zhao").person
    second = cast.person(SECOND[0], SECOND[2], username=SECOND[1], office=(city, Role.OFFICER), by=BY, now=now)
    firms = [_employer(number, firm, city, now) for number, firm in enumerate(FIRMS)]
    for firm, way, upto in (
        (firms[0], "party_led", "elect"),
        (firms[1], "key_firm", "approve"),
        (firms[2], "party_led", ""),
    ):
        case = actions.open_case(city, way, f"{firm.name}工会", [firm], by_person=zhao, by=BY, now=now - 60 * DAY)
        walk(case, upto, zhao, second, now)
    actions.open_case(
        city, "federation", "太原市物流行业工会联合会", [firms[6]], industry="logistics", by_person=zhao, by=BY, now=now
    )
    for code, years, left in (("TY-1", 5, 20), ("TY-2", 3, -40)):
        starts = cases.years_on((now + left * DAY).date(), -years)
        actions.begin_term(
            unions[code], number=f"并工组〔{starts.year}〕7号", years=years, starts_on=starts, by=BY, now=now
        )
    words = {"what": "chair", "before": "李建国", "after": "孙志强"}
    actions.report_change(unions["TY-1"], **words, happened_on=(now - 12 * DAY).date(), by=BY, now=now)
    today = now.date()
    actions.open_round(unions["TY-1"], year=today.year, opens_on=today, closes_on=today + 20 * DAY, by=BY, now=now)
    worker = Person.objects.under([city]).order_by("pk").first()
    if worker:
        said = PleaWords("双塔电商有限公司", "四五十人", "周末总加班，想有个工会商量", "晚上八点后打电话")
        actions.ask(worker, Division.objects.get(pk="140106"), said, key="", by=BY, now=now - DAY)


def _employer(number: int, firm: tuple[str, str, str, int], city: Union, now: datetime) -> Employer:
    name, place, trade, many = firm
    code = CreditCode(cast.credit_code(700 + number, place))
    division = Division.objects.get(pk=place)
    return people.add_employer(
        name=name, credit_code=code, division=division, area=city, trade=trade, headcount=many, by=BY, now=now
    )


def walk(case: Case, upto: str, preparer: Person, approver: Person, now: datetime) -> None:
    """Its steps one after the other, up to this one, which waits; "": all of them."""
    for kind in cases.steps_of(case.way):
        if kind == upto:
            return
        own = {"by_person": approver if kind in cases.BY_ANOTHER else preparer, "by": BY, "now": now}
        _take(case, kind, own, now)


def _take(case: Case, kind: str, own: dict[str, object], now: datetime) -> None:
    today = now.date()
    if kind == cases.ELECT:
        ballot = Ballot(today, "郭守成", 58, 52, 52, 51, 50, 1)
        votes = [Vote("孙志强", "chair", 47, 2, 1, True), Vote("李秀英", "member", 45, 3, 2, True)]
        votes.append(Vote("周长河", "member", 18, 27, 5, False))
        actions.record_election(case, ballot, votes, **own)  # type: ignore[arg-type]
    elif kind == cases.APPROVE:
        actions.approve(case, number=f"并工组〔{today.year}〕15号", years=5, starts_on=today, **own)  # type: ignore[arg-type]
    elif kind == cases.REGISTER:
        until = cases.years_on(today, 5)
        actions.register(case, number=_union_code(), issued_on=today, ends_on=until, authority="太原市总工会", **own)  # type: ignore[arg-type]
    else:
        more = {cases.AGREE: {"number": f"并工组〔{today.year}〕3号"}, cases.RECRUIT: {"people": 58}}.get(kind, {})
        actions.take_step(case, kind, done_on=today, **more, **own)  # type: ignore[arg-type]


def _union_code() -> str:
    body = "81140100MC0000077"
    total = sum(weight * VALUE[letter] for weight, letter in zip(WEIGHTS, body, strict=True))
    return f"{body}{ALPHABET[-total % 31]}"
