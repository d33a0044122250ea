"""What officers do in the console, as a browser does it: all before a fair, and the settlement after it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from gonghui.kernel.percent import Percent
from gonghui.kernel.workbooks import workbook
from gonghui.rehearsals import cast
from gonghui.rehearsals.driver import Browser, first
from gonghui.rehearsals.membership.roster import bring

from .plan import MAX_ITEMS, Plan, PlannedOffer
from .world import clerk_mobile, roster_rows

UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
MAX_SUBSIDY_YUAN = "6000"
GOODS_HEADER = ["品牌", "型号", "商品名称", "品类", "市场价", "出厂价", "出厂价证明", "补贴率"]


@dataclass(frozen=True, slots=True)
class Prepared:
    fair: str
    members: int
    merchants: dict[int, str]


def prepare(officer: Browser, plan: Plan, step: Callable[[], None]) -> Prepared:
    """Roster, terms, venues, dealers, clerks, goods, sessions, publication; `step` is called after each."""
    members = bring_roster(officer, plan)
    step()
    fair = draft(officer, plan)
    here = f"/console/fairs/{fair}/"
    for city in plan.cities:
        fields = {"division": city.code, "hall": city.hall, "address": f"{city.name}滨河路1号", "hotline": "0351-12351"}
        officer.submit(here, f"{here}venues/", fields | {"funded": city.pool.yuan, "route": "公交会展中心站"})
        step()
    venues = re.findall(rf"{here}venues/({UUID})/dealers/", officer.get(here))
    merchants: dict[int, str] = {}
    for number in range(plan.dealers):
        known = set(merchants.values())
        for venue in dict.fromkeys(venues):
            dealer = {
                "credit_code": cast.credit_code(number),
                "name": f"惠民电器{number + 1}号店",
                "hotline": "400-1235100",
            }
            officer.submit(here, f"{here}venues/{venue}/dealers/", dealer)
        found = set(re.findall(rf"{here}dealers/({UUID})/goods/", officer.get(here)))
        (merchants[number],) = found - known
        clerk = {"name": f"钱店员{'甲乙丙丁戊己庚辛'[number % 8]}", "mobile": clerk_mobile(number)}
        officer.submit(here, f"{here}dealers/{merchants[number]}/clerks/", clerk)
        offers = [offer for offer in plan.offers if offer.dealer == number]
        goods = f"{here}dealers/{merchants[number]}/goods/"
        officer.submit(goods, goods, {}, files={"sheet": (f"商家{number + 1}.xlsx", goods_sheet(offers))})
        step()
    for venue, city in zip(dict.fromkeys(venues), plan.cities, strict=True):
        officer.submit(here, f"{here}venues/{venue}/sessions/", sessions(plan, city.capacity))
    officer.submit(here, f"{here}publication/", {})
    step()
    return Prepared(fair, members, merchants)


def bring_roster(officer: Browser, plan: Plan) -> int:
    """How many new members the page names in the end."""
    return bring(officer, "SX", workbook(["姓名", "证件号码", "手机号", "工会代码", "入会日期"], roster_rows(plan)))


def draft(officer: Browser, plan: Plan) -> str:
    """Draft the fair; its id."""
    now = timezone.localtime()
    union = first(re.compile(rf'<option value="({UUID})"'), officer.get("/console/fairs/new/"))
    fields: dict[str, Any] = {
        "union": union,
        "name": "惠职工 送清凉 家电补贴专场",
        "about": "会员本人报名选时段，凭短信凭证或会员码入场。",
        "guarantee": "七天退换，一年保修，由商家负责，工会监督。",
        "funded_by": "省总工会和商贸联合会",
        "sign_up_starts": local(now - timedelta(hours=1)),
        "sign_up_ends": local(now + timedelta(days=10)),
        "member_since": "",
        "rate_min": "5%",
        "rate_max": "30%",
        "rate_source": "与商家的参展协议第4条",
        "max_items": MAX_ITEMS,
        "max_subsidy": MAX_SUBSIDY_YUAN,
        "early_minutes": 15,
        "late_minutes": 60,
        "cancel_days": 7,
        "after_sales_days": 365,
        "after_sales_answer_days": 3,
    }
    location = officer.submit("/console/fairs/new/", "/console/fairs/new/", fields)
    return first(re.compile(rf"/console/fairs/({UUID})/"), location)


def goods_sheet(offers: Iterable[PlannedOffer]) -> bytes:
    """What a dealer sends: one row for each of its models."""
    rows = []
    for o in offers:
        prices = (o.list_price.yuan, o.ex_factory_price.yuan, f"出厂价函{o.model}", Percent(o.rate).shown)
        rows.append([o.brand, o.model, o.name, o.category, *prices])
    return workbook(GOODS_HEADER, rows)


def sessions(plan: Plan, capacity: int) -> dict[str, Any]:
    return {
        "first_day": plan.days[0].isoformat(),
        "last_day": plan.days[-1].isoformat(),
        "opens": f"{plan.opens:%H:%M}",
        "closes": f"{plan.closes:%H:%M}",
        "pause_from": "",
        "pause_to": "",
        "minutes": plan.minutes,
        "capacity": capacity,
    }


def local(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def settle(officer: Browser, finance: Browser, fair: str, step: Callable[[], None]) -> int:
    """Settle every dealer of every venue; how many batches that made."""
    here = f"/console/fairs/{fair}/"
    page = f"{here}settlement/"
    officer.submit(page, f"{here}closure/", {})
    batches = []
    for target in dict.fromkeys(re.findall(rf"{here}venues/{UUID}/dealers/{UUID}/batches/", officer.get(page))):
        batches.append(officer.submit(page, target, {}))
        step()
    for number, batch in enumerate(batches):
        finance.submit(batch, f"{batch}approval/", {})
        finance.submit(batch, f"{batch}payment/", {"reference": f"ICBC2023{number:06}"})
        step()
    return len(batches)
