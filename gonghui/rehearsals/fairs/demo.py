"""The demo world: a fair that runs today in three cities, people at every desk, something waiting for each."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from gonghui.kernel.identity import ResidentId
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.money import Fen
from gonghui.primitives.admission import live_codes as live
from gonghui.primitives.people.models import Division, Person, Role, Union
from gonghui.primitives.transactions import action
from gonghui.rehearsals import cast
from gonghui.rehearsals.cast import DEMO as BY
from gonghui.rehearsals.cast import PASSWORD
from gonghui.services.fairs import actions
from gonghui.services.fairs.forms.sheets import GOODS
from gonghui.services.fairs.models import Fair, Offer, Session, Venue

from .console import goods_sheet
from .plan import CITIES, make_plan

FAIR = "惠职工 送清凉 家电补贴专场"
WORKERS = 60  # a city
DEALERS = ("晋惠电器", "北岳家电", "漾泉商城")
STAFF = (  # name, username, mobile, role, union code
    ("赵志远", "zhao", "19900001001", Role.OFFICER, "SX"),
    ("孙静", "sun", "19900001002", Role.FINANCE, "SX"),
    ("郑审", "zheng", "19900001003", Role.AUDITOR, "SX"),
    ("吴守义", "wu", "19900001004", Role.OPERATOR, "TY"),
)
LIN = ("林小雨", "19900000001")
CLERK = ("钱多多", "19900002001")


def demo(*, now: datetime) -> list[str]:
    """Make the demo world if it is not there, give it sessions for today, and tell who can sign in how."""
    if not Union.objects.filter(code="SX").exists():
        make_world(now)
    fair = Fair.objects.filter(name=FAIR, published_at__isnull=False).first()
    if fair is not None:
        open_today(fair, now)
    return sign_ins()


def sign_ins() -> list[str]:
    """Lines for the screen."""
    return [
        f"A worker     {LIN[0]}  mobile {LIN[1]}; the SMS code appears on /demo/phone/",
        *(f"Staff        {name}  {username} / {PASSWORD}  ({role.label})" for name, username, _m, role, _u in STAFF),
        f"A shop clerk {CLERK[0]}  mobile {CLERK[1]}, then /counter/",
        "On-screen phone /demo/phone/   staff sign-in /sign-in/staff/   API /api/v1/docs",
    ]


@action
def make_world(now: datetime) -> None:
    """Unions, people, one running fair with sales, and one draft."""
    unions = _unions(now)
    staff = {
        username: cast.person(
            name, mobile, username=username, office=(unions[code], role), of=unions["TY-1"], joined=date(2015, 5, 1),
            by=BY, now=now,
        )
        for name, username, mobile, role, code in STAFF
    }  # fmt: skip
    workers = {code: _workers(city, unions[code], now) for city, code in enumerate(("TY", "DT", "YQ"))}
    fair = _fair(unions["SX"], staff["zhao"], now)
    open_today(fair, now)
    _busy(fair, workers, staff, now)
    _draft(unions["SX"], staff["zhao"], now)


@action
def open_today(fair: Fair, now: datetime) -> None:
    """Sessions for today and the next two days in every hall that has none today: the demo is always in season."""
    here = timezone.localtime(now)
    before = now - timedelta(days=1)  # planned yesterday, as far as the rule "not in the past" is concerned
    for venue in Venue.objects.filter(fair=fair).select_related("fair", "fund", "division"):
        for ahead in range(3):
            day = here.date() + timedelta(days=ahead)
            if any(timezone.localtime(s.starts_at).date() == day for s in venue.sessions.standing()):
                continue
            opens = _an_hour_before(here) if ahead == 0 else time(9)
            closes = min(datetime.combine(day, opens) + timedelta(hours=8), datetime.combine(day, time(23, 59))).time()
            actions.add_sessions(
                venue, days=[day], opens=opens, closes=closes, minutes=60, capacity=12, by=BY, now=before
            )


def _an_hour_before(here: datetime) -> time:
    # A session ends before midnight, so the day's last hour gets one that began a minute early.
    return time(22, 59) if here.hour == 23 else time(max(0, here.hour - 1))


def _unions(now: datetime) -> dict[str, Union]:
    unions = {"SX": cast.union("SX", "山西省总工会", "province", "140000", by=BY, now=now)}
    for code, (place, name, *_rest) in zip(("TY", "DT", "YQ"), CITIES, strict=True):
        unions[code] = cast.union(code, f"{name}总工会", "city", place, unions["SX"], by=BY, now=now)
        for number, works in enumerate(("机械厂", "纺织厂"), start=1):
            grassroots = f"{name[:2]}{works}工会"
            unions[f"{code}-{number}"] = cast.union(
                f"{code}-{number}", grassroots, "grassroots", place, unions[code], by=BY, now=now
            )
    return unions


def _workers(city: int, union: Union, now: datetime) -> list[Person]:
    works = list(Union.objects.filter(parent=union).order_by("code"))
    found = []
    for number in range(WORKERS):
        name, mobile = cast.name(city * WORKERS + number), f"199{city}{number + 100:07}"
        if city == 0 and number == 0:
            name, mobile = LIN
        born = date(1970 + number % 35, 1 + number % 9, 11 + number % 9)
        document = ResidentId.parse(cast.resident_id(f"140{city + 1}05", born, number))
        joined = date(2012 + number % 10, 5, 1)
        of = works[number % 2]
        found.append(cast.person(name, mobile, documents=[document], of=of, joined=joined, by=BY, now=now))
    return found


def _fair(union: Union, officer: Person, now: datetime) -> Fair:
    fair = actions.draft(union=union, terms=_terms(FAIR, now), by_person=officer, by=BY, now=now)
    pools = (Fen(7_000_000), Fen(4_200_000), Fen(2_800_000))
    for (division, name, hall, _share), funded in zip(CITIES, pools, strict=True):
        actions.add_venue(
            fair,
            division=Division.objects.get(pk=division),
            hall=hall,
            address=f"{name}滨河路1号",
            route="公交1路、20路到会展中心站",
            hotline="0351-12351",
            funded=funded,
            by=BY,
            now=now,
        )
    catalogue = make_plan(0.002, first_day=now.date(), zone=timezone.get_default_timezone()).offers[:48]
    for number, name in enumerate(DEALERS):
        for venue in fair.venues.all():
            stall = actions.invite_dealer(
                venue, credit_code=cast.credit_code(number), name=name, hotline="400-1235100", by=BY, now=now
            )
        clerk, mobile = (
            (CLERK[0], CLERK[1]) if number == 0 else (f"钱店员{'甲乙丙'[number]}", f"1990000200{number + 1}")
        )
        actions.add_clerk(fair, stall.merchant, name=clerk, mobile=Mobile.parse(mobile), by=BY, now=now)
        sheet = goods_sheet(catalogue[number * 16 : number * 16 + 16])
        actions.load_offers(fair, stall.merchant, GOODS.open(sheet, f"{name}.xlsx"), by=BY, now=now)
    open_today(fair, now)
    return actions.publish(fair, by=BY, now=now)


def _terms(name: str, now: datetime) -> dict[str, Any]:
    return {
        "name": name,
        "about": "会员本人选一个时段报名，凭短信凭证或会员码入场。现场挑选，按出厂价再减补贴付款，不用垫付。",
        "guarantee": "七天内可退换，一年保修，送货上门。商家三天内答复售后申请，工会全程监督。",
        "funded_by": "省总工会和商贸联合会",
        "sign_up_opens_at": now - timedelta(days=2),
        "sign_up_closes_at": now + timedelta(days=60),
        "member_since": None,
        "rate_min": 500,
        "rate_max": 3000,
        "rate_source": "《补贴专场参展协议》第四条",
        "max_items": 2,
        "max_subsidy": Fen(300_000),
    }


def _busy(fair: Fair, workers: dict[str, list[Person]], staff: dict[str, Person], now: datetime) -> None:
    """Sign-ups in every city, a full session with a line, people inside, things bought, one complaint, one batch."""
    for code, venue in zip(("TY", "DT", "YQ"), fair.venues.order_by("created_at"), strict=True):
        sessions = list(
            Session.objects.filter(venue=venue, ends_at__gt=now)
            .select_related("pool", "venue__fair__union", "venue__division", "venue__fund")
            .order_by("starts_at")
        )
        people_here = workers[code][1:]  # Lin is left to whoever tries the demo
        for number, person in enumerate(people_here[:36]):
            session = sessions[min(number // 12, len(sessions) - 1)]
            if number < 12 * len(sessions):
                actions.sign_up(session, person, key=f"demo-{number}", by=BY, now=now)
        for person in people_here[36:39]:
            actions.wait(sessions[0], person, by=BY, now=now)
        _sell_some(sessions[0], people_here[:7], staff, now)


def _sell_some(session: Session, buyers: list[Person], staff: dict[str, Person], now: datetime) -> None:
    offers = list(
        Offer.objects.filter(fair=session.venue.fair)
        .select_related("goods__merchant", "price")
        .order_by("price__ex_factory_price", "pk")
    )
    dice = Random(session.venue.hall)  # noqa: S311
    purchases = []
    for number, buyer in enumerate(buyers):
        came = actions.admit(session.venue, buyer.member_code, name=buyer.name, by=BY, now=now)
        offer = dice.choice(offers[: len(offers) * 2 // 3])
        actions.hear(session.venue, offer.goods.merchant, live.code_at(came.place, now), by=BY, now=now)
        purchases.append(
            actions.sell(
                session.venue,
                merchant=offer.goods.merchant,
                offer=offer,
                buyer=buyer,
                serial=f"DEMO{session.venue.division_id}{number:04}",
                invoice=f"2600{session.venue.division_id}{number:010}",
                key=f"demo-{session.venue_id}-{number}",
                by_person=staff["wu"],
                by=BY,
                now=now,
            )
        )
    actions.ask_after_sales(purchases[0], trouble="门关上后有缝，想请师傅上门看看。", by=BY, now=now)
    actions.prepare_settlement(session.venue, purchases[-1].sale.merchant, by_person=staff["zhao"], by=BY, now=now)


def _draft(union: Union, officer: Person, now: datetime) -> None:
    later = now + timedelta(days=30)
    actions.draft(union=union, terms=_terms("厨电补贴专场", later), by_person=officer, by=BY, now=now)
