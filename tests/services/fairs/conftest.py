"""A fair in Taiyuan and Datong with a dealer, two goods and sessions around the moment of the tests."""

from datetime import date, time, timedelta

import pytest
from django.test import Client

from gonghui.kernel.money import Fen
from gonghui.primitives import clock
from gonghui.primitives.admission import live_codes as live
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account
from gonghui.services.fairs import actions
from gonghui.services.fairs.forms.sheets import GOODS
from gonghui.services.fairs.models import Offer
from tests.cast import mobile

HEADER = "品牌,型号,商品名称,品类,市场价,出厂价,出厂价证明,补贴率\n"
FRIDGE = "海星,BX-200,海星冰箱,冰箱,10000,8000,出厂价函001号,30%\n"
KETTLE = "海星,SH-1,海星水壶,厨具,200,100,出厂价函002号,5%\n"
BACKEND = "gonghui.faces.accounts.SessionAccounts"
CREDIT_CODE = "91110000600037341L"


@pytest.fixture
def terms(now):
    return {
        "name": "惠职工家电专场",
        "about": "本人报名,凭码入场",
        "guarantee": "七天退换,一年保修",
        "funded_by": "省总工会",
        "sign_up_opens_at": now - timedelta(days=1),
        "sign_up_closes_at": now + timedelta(days=2),
        "member_since": None,
        "rate_min": 500,
        "rate_max": 3000,
        "rate_source": "协议第4条",
        "max_items": 2,
        "max_subsidy": Fen(500_000),
    }


@pytest.fixture
def draft(province, zhao, terms, by, now):
    """A draft with venues in two cities, 100,000 yuan each."""
    fair = actions.draft(union=province, terms=terms, by_person=zhao, by=by, now=now)
    for union, hall in (("140100", "滨河会展中心"), ("140200", "御东体育馆")):
        actions.add_venue(
            fair,
            division=_division(union),
            hall=hall,
            address="一号路1号",
            hotline="0351-0000000",
            funded=Fen(10_000_000),
            by=by,
            now=now,
        )
    return fair


@pytest.fixture
def taiyuan_venue(draft):
    return draft.venues.select_related("fair__union", "fund", "division").get(division="140100")


@pytest.fixture
def datong_venue(draft):
    return draft.venues.select_related("fair__union", "fund", "division").get(division="140200")


@pytest.fixture
def dealer(draft, taiyuan_venue, datong_venue, by, now):
    """Haixing Appliances, at both venues with a fridge (30 %) and a kettle (5 %)."""
    for venue in (taiyuan_venue, datong_venue):
        stall = actions.invite_dealer(
            venue, credit_code=CREDIT_CODE, name="海星电器", hotline="400-000", by=by, now=now
        )
    sheet = (HEADER + FRIDGE + KETTLE).encode()
    actions.load_offers(draft, stall.merchant, GOODS.open(sheet, "目录.csv"), by=by, now=now)
    return stall.merchant


@pytest.fixture
def fair(draft, dealer, taiyuan_venue, datong_venue, by, now):
    """Published; in each city a session now (9:30 to 10:30), one from 10:30, and one tomorrow; three places each."""
    for venue in (taiyuan_venue, datong_venue):
        days = [now.date(), now.date() + timedelta(days=1)]
        actions.add_sessions(
            venue,
            days=days,
            opens=time(9, 30),
            closes=time(11, 30),
            minutes=60,
            capacity=3,
            by=by,
            now=now - timedelta(hours=2),
        )
    published = actions.publish(draft, by=by, now=now)
    for venue in (taiyuan_venue, datong_venue):
        venue.fair.refresh_from_db()
    return published


@pytest.fixture
def sessions(fair, taiyuan_venue):
    """Taiyuan's sessions in order of time, freshly loaded."""
    return list(
        taiyuan_venue.sessions.select_related("pool", "venue__fair__union", "venue__division").order_by("starts_at")
    )


@pytest.fixture
def fridge(fair):
    return Offer.objects.select_related("goods", "price", "fair").get(goods__model="BX-200")


@pytest.fixture
def kettle(fair):
    return Offer.objects.select_related("goods", "price", "fair").get(goods__model="SH-1")


@pytest.fixture
def clerk(draft, dealer, qian, by, now):
    """Qian sells for Haixing at this fair."""
    actions.add_clerk(draft, dealer, name=qian.name, mobile=mobile(106), by=by, now=now)
    return qian


@pytest.fixture
def admitted(lin, sessions, by, now):
    """Lin, signed up and let in at Taiyuan."""
    place = actions.sign_up(sessions[0], lin, key="k1", by=by, now=now)
    actions.admit(sessions[0].venue, place.code, name=lin.name, by=by, now=now)
    return lin


@pytest.fixture
def give_word(dealer, by):
    """Who has a place shows its changing code at Haixing's till: `give_word(venue, lin, now)`."""

    def given(venue, buyer, now):
        if place := buyer.places.filter(scope=venue.fair_id).first():
            actions.hear(venue, dealer, live.code_at(place, now), by=by, now=now)

    return given


@pytest.fixture
def buy(dealer, clerk, give_word, by, now):
    """Sells an offer to a person: `buy(venue, offer, lin, "SN0001", key="a")`."""

    def bought(venue, offer, buyer, serial, key="", invoice="", now=now):
        give_word(venue, buyer, now)
        return actions.sell(
            venue,
            merchant=dealer,
            offer=offer,
            buyer=buyer,
            serial=serial,
            invoice=invoice or f"2600{serial.strip().upper()}"[:20],
            key=key or serial,
            by_person=clerk,
            by=by,
            now=now,
        )

    return bought


def _division(code):
    from gonghui.primitives.people.models import Division

    return Division.objects.get(pk=code)


TODAY = date(2026, 5, 20)


@pytest.fixture
def browser_of(by, now, monkeypatch):
    """A person's browser, living in the moment of the tests: `browser_of(zhao).get(…)`."""
    monkeypatch.setattr(clock, "now", lambda: now)

    def browser(person):
        account = Account.objects.filter(person=person).first() or people.open_account(person, by=by, now=now)
        client = Client()
        client.force_login(account, backend=BACKEND)
        return client

    return browser
