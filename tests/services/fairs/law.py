"""A whole fair in progress and everybody around it, for the laws that look at the product from outside."""

import uuid
from datetime import time, timedelta

import pytest
from django.urls import reverse

from gonghui.kernel.draws import Rule
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.catalogue.models import Goods, Merchant
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.draws.models import Need
from gonghui.primitives.draws.rules import PAUSE
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.services.fairs import actions as fairs
from gonghui.services.fairs.actions.copying import TEXTS
from gonghui.services.fairs.models import Fair, Offer, Venue
from tests.cast import mobile, resident_id
from tests.law.cases import Import, Law

from .conftest import CREDIT_CODE
from .rows import OPERATIONS, PAGES, sale

KEY = str(uuid.UUID(int=7))
REASON = {"reason": "停电"}
TERMS = {
    "name": "专场",
    "about": "凭码入场",
    "guarantee": "一年",
    "funded_by": "总工会",
    "rate_source": "协议",
    "sign_up_starts": "2026-05-20T09:00",
    "sign_up_ends": "2026-05-21T09:00",
    "member_since": "2026-01-01",
    "rate_min": "5%",
    "rate_max": "30%",
    "max_items": "2",
    "max_subsidy": "100",
    "early_minutes": "15",
    "late_minutes": "60",
    "cancel_days": "7",
    "after_sales_days": "365",
    "after_sales_answer_days": "3",
}
VENUE = {"division": "太原市", "hall": "一号馆", "address": "路", "route": "", "hotline": "1", "funded": "100"}
DAYS = {"first_day": "2026-05-25", "last_day": "2026-05-25", "opens": "09:00", "closes": "11:00", "minutes": "60"}


def forms(things):
    return {
        "fairs:after-sales": {"trouble": "不制冷"},
        "fairs:place": {"key": KEY},
        "fairs:move": {"key": KEY},
        "fairs:give-back": {"code": "KNWN5YZ2M2"},
        "fairs-console:new": TERMS | {"union": str(things["union"])},
        "fairs-console:venues": VENUE,
        "fairs-console:texts": {name: TERMS[name] for name in TEXTS},
        "fairs-console:venue": VENUE,
        "fairs-console:move-day": REASON | {"day": "2026-05-21", "to": "2026-05-25"},
        "fairs-console:change-capacity": {"capacity": "4"},
        "fairs-console:dealers": {"credit_code": "91310000132612172J", "name": "北辰电器", "hotline": "1"},
        "fairs-console:add-sessions": DAYS | {"pause_from": "10:00", "pause_to": "10:05", "capacity": "10"},
        "fairs-console:clerks": {"name": "钱小二", "mobile": "19900000888"},
        "fairs-console:withdraw": REASON,
        "fairs-console:cancel-session": REASON,
        "fairs-console:move-session": REASON | {"to_starts": "2026-05-25T09:00", "to_ends": "2026-05-25T10:00"},
        "fairs-console:cancel": REASON,
        "fairs-console:answer": {"answer": "今天上门"},
        "fairs-console:return": REASON,
        "fairs-console:paid": {"reference": "R1"},
        "fairs-console:claim": {"claimed": "10"},
        "fairs-counter:gate": {"code": "KNWN5YZ2M2"},
        "fairs-counter:till": {"buyer": "KNWN5YZ2M2"},
        "fairs-counter:claim": {"claimed": "10"},
        "fairs-counter:ask-word": {"buyer": things["receipt"]},
        "fairs-counter:sell": sale(things) | {"buyer": things["receipt"], "key": KEY},
        "fairs-counter:cancel": REASON,
    }


@pytest.fixture
def rival(cast, taiyuan_venue, by, now):
    """Beichen Appliances has a stall in the same hall, where Zhou sells."""
    stall = fairs.invite_dealer(
        taiyuan_venue, credit_code="91310000132612172J", name="北辰电器", hotline="400-001", by=by, now=now
    )
    fairs.add_clerk(taiyuan_venue.fair, stall.merchant, name="周店员", mobile=mobile(201), by=by, now=now)
    return stall.merchant


@pytest.fixture
def drawn(province, zhao, terms, lin, by, now):
    """A fair of the province whose places were drawn for this morning, Lin among the entrants."""
    week = {"sign_up_opens_at": now - timedelta(days=7), "sign_up_closes_at": now - timedelta(hours=1), "way": "draw"}
    terms = terms | week | {"name": "摇号专场"}
    fair = fairs.draft(union=province, terms=terms, by_person=zhao, by=by, now=now)
    fair.draw = draws.open_draw(
        scope=fair.pk, series=province.pk, opens_at=week["sign_up_opens_at"], closes_at=week["sign_up_closes_at"],
        rule=Rule(),
    )  # fmt: skip
    fair.published_at = week["sign_up_opens_at"]
    fair.save()
    pool = admission.open_pool(scope=fair.pk, capacity=0, opens_at=now, closes_at=now + timedelta(days=9))
    draws.enter(fair.draw, lin, choices=[pool.pk], key="k", now=fair.published_at)
    for at in (now, now + PAUSE):  # frozen, and after the pause drawn
        fairs.work_draws(at)
    return fair


@pytest.fixture
def fair_world(
    rival, fair, sessions, admitted, fridge, kettle, taiyuan_venue, dealer, buy, zhao, drawn, by, now
):  # fmt: skip
    bought = buy(taiyuan_venue, fridge, admitted, "SN0001")
    asked = fairs.ask_after_sales(bought, trouble="门关不严", by=by, now=now)
    batch = fairs.prepare_settlement(taiyuan_venue, dealer, by_person=zhao, by=by, now=now)
    return {
        "fair": fair.pk,
        "venue": taiyuan_venue.pk,
        "merchant": dealer.pk,
        "session": sessions[1].pk,
        "offer": kettle.pk,
        "clerk": fair.clerks.get(merchant=dealer).pk,
        "purchase": bought.pk,
        "asked": asked.pk,
        "batch": batch.pk,
        "receipt": admitted.places.get(pool__session__isnull=False).code,
        "drawn": drawn.pk,
    }


@pytest.fixture
def foreign_fair(cast, terms, by, now):
    """A fair of the other province, with a hall and the dealer whose code is the same; its officer may settle there."""
    officer = cast["foreign officer"]
    union = officer.offices.get().union
    people.appoint(officer, union, Role.FINANCE, by=by, now=now)
    fair = fairs.draft(union=union, terms=terms, by_person=officer, by=by, now=now)
    venue = fairs.add_venue(
        fair, division=union.division, hall="二号馆", address="路", hotline="1", funded=1_000_000, by=by, now=now
    )
    stall = fairs.invite_dealer(venue, credit_code=CREDIT_CODE, name="海星中州", hotline="2", by=by, now=now)
    return {"fair": fair.pk, "venue": venue.pk, "merchant": stall.merchant.pk}


@pytest.fixture
def goods_door(draft, dealer):
    return reverse("fairs-console:goods", args=[draft.pk, dealer.pk]), {}


@pytest.fixture
def need_door(draft, dealer, taiyuan_venue, lin, by, now):
    """A fair by draw, entered from an hour from now, with lots for members in need; Lin is a member."""
    window = {"sign_up_opens_at": now + timedelta(hours=1), "sign_up_closes_at": now + timedelta(hours=26)}
    Fair.objects.filter(pk=draft.pk).update(way="draw", need_lots=2, **window)
    draft.refresh_from_db()
    taiyuan_venue.fair.refresh_from_db()
    hours = {"opens": time(9, 30), "closes": time(11, 30), "minutes": 60, "capacity": 2}
    fairs.add_sessions(taiyuan_venue, days=[now.date() + timedelta(days=2)], **hours, by=by, now=now)
    fairs.publish(draft, by=by, now=now)
    return reverse("fairs-console:need", args=[draft.pk]), {}


def spoil(things, text, *, by, now):
    Merchant.objects.update(name=text)
    Goods.objects.update(name=text, brand=text, category=text)
    Venue.objects.update(hall=text)
    Fair.objects.update(name=text)
    fair = Fair.objects.get(pk=things["fair"])
    journal.record("fairs.withdraw_offer", fair, by=by, now=now, label=text, facts={"reason": text})


LAW = Law(
    world="fair_world",
    stage=(
        *("admitted", "buy", "clerk", "datong_venue", "dealer", "draft", "fair", "fridge", "give_word", "kettle"),
        *("sessions", "taiyuan_venue", "terms"),
    ),
    pages=PAGES,
    operations=OPERATIONS,
    forms=forms,
    asked=(
        *("q", "page", "category", "order", "day", "city", "state", "at", "about", "mobile"),
        *("buyer", "offer", "serial", "code", "to", "what", "opens", "minutes", "capacity", "from", "venue"),
    ),
    own="foreign_fair",
    shown=lambda things: {"buyer": things["receipt"], "code": things["receipt"]},
    exports=frozenset(
        {
            "fairs-console:offers",
            "fairs-console:index",
            "fairs-console:sessions",
            "fairs-console:sales",
            "fairs-console:settlement",
            "fairs-console:batches",
            "fairs-console:batch",
            "fairs-console:journal",
            "fairs-counter:statement",
        }
    ),
    spoil=spoil,
    imports=(
        Import(
            name="goods",
            page="fairs-console:goods",
            door="goods_door",
            header=("品牌", "型号", "商品名称", "品类", "市场价", "出厂价", "出厂价证明", "补贴率"),
            good=("海星", "BX-9", "冰箱", "冰箱", "10000", "8000", "函", "30%"),
            cells=(
                ("市场价", "1.1E+17", "长数字已被表格软件改成"),
                ("市场价", "-1", "负"),
                ("出厂价", "80.123", "分"),
                ("补贴率", "31%", "30%"),
                ("型号", "", "没有填写"),
            ),
            kept=Offer.objects.count,
        ),
        Import(
            name="need",
            page="fairs-console:need",
            door="need_door",
            header=("姓名", "证件号码", "手机号"),
            good=("林小雨", resident_id(101).number, ""),
            cells=(
                ("证件号码", 1.1e17, "长数字已被表格软件改成"),
                ("证件号码", "14010519900230101X", "1990-02-30 不存在"),
                ("姓名", "<script>", "姓名"),
                ("姓名", "林小雪", "不一致"),
            ),
            kept=Need.objects.count,
        ),
    ),
    published=frozenset({"fairs:draw-file", "fairs:draw-after"}),
)
