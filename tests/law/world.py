"""A whole fair in progress and everybody around it, for the laws that look at the product from outside."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from gonghui.faces.actions import keep_view
from gonghui.kernel.draws import Rule
from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.kernel.window import Window
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, Role
from gonghui.primitives.places import actions as places
from gonghui.services.fairs import actions as fairs
from gonghui.services.hub import actions as hub
from gonghui.services.membership import actions as rosters
from gonghui.services.membership.models import RosterImport
from tests.cast import mobile, resident_id
from tests.kernel.test_pictures import photograph

BACKEND = "gonghui.faces.accounts.SessionAccounts"


@pytest.fixture
def cast(lin, su, clerk, wu, zhao, sun, taiyuan_venue, datong, province, found, enrol, by, now):
    """A person for each of WHO in test_who_may_see.py."""
    henan = found("HA", "河南省总工会", "province", None, "410000")
    stall = fairs.invite_dealer(
        taiyuan_venue, credit_code="91310000132612172J", name="北辰电器", hotline="400-001", by=by, now=now
    )
    others = {
        "other clerk": enrol("周店员", 201),
        "other operator": enrol("郑守门", 202),
        "city officer": enrol("王大同", 203),
        "foreign officer": enrol("冯中州", 204),
        "auditor": enrol("卫经审", 205),
    }
    fairs.add_clerk(taiyuan_venue.fair, stall.merchant, name="周店员", mobile=mobile(201), by=by, now=now)
    people.appoint(others["other operator"], datong, Role.OPERATOR, by=by, now=now)
    people.appoint(others["city officer"], datong, Role.OFFICER, by=by, now=now)
    people.appoint(others["foreign officer"], henan, Role.OFFICER, by=by, now=now)
    people.appoint(others["auditor"], province, Role.AUDITOR, by=by, now=now)
    named = {"visitor": None, "worker": lin, "stranger": su, "clerk": clerk, "operator": wu, "officer": zhao}
    return named | {"finance": sun} | others


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
    fairs.work_draws(now)
    return fair


@pytest.fixture
def rooms(taiyuan, lin, by, now):
    """A hub of Taiyuan with one room, which Lin has tomorrow and every week, and her calendar's address."""
    house = places.open_premises(
        union=taiyuan, kind="hub", name="职工会客厅", address="迎泽大街1号", point=Point(37.87, 112.56), by=by, now=now
    )
    places.set_hours(house, Week.daily("9:00-21:00"), by=by, now=now)
    room = places.add_room(house, kind="tea", name="茶室", seats=8, equipment=["tea_set"], by=by, now=now)
    hub.set_terms(room, since=now.date(), who="everyone", asks=True, by=by, now=now)
    layout = hub.add_layout(room, name="围坐", seats=6, by=by, now=now)
    first = Window(now + timedelta(days=1), now + timedelta(days=1, hours=1))
    series = hub.book_series(room, lin, first, hub.Wish("品茶"), every_days=7, times=2, key="k", by=by, now=now)
    return {
        "house": house.pk,
        "room": room.pk,
        "layout": layout.pk,
        "series": series.pk,
        "held": series.bookings.order_by("pk").first().pk,
        "feed": hub.open_feed(lin, by=by, now=now),
    }


@pytest.fixture
def premises(works, lin, enrol, by, now):
    """A station of Lin's union, that Lin found without water."""
    found = places.open_premises(
        union=works, kind="station", name="晋源驿站", address="南街1号", point=Point(37.7152, 112.4803),
        facilities=["water"], hours=Week.daily("8:00-20:00"), by=by, now=now - timedelta(days=30),
    )  # fmt: skip
    places.add_picture(found, photograph(), says="门口", by=by, now=now)
    places.add_room(found, kind="rest", name="休息间", by=by, now=now)
    places.add_keeper(found, enrol("何看管", 231), by=by, now=now)
    places.close_for(found, Window(now + timedelta(days=9), now + timedelta(days=10)), reason="检修", by=by, now=now)
    places.set_calendar_day(date(2026, 10, 1), name="国庆节", as_weekday=None, source="通知", by=by, now=now)
    places.report_trouble(found, "empty", person=lin, facility="water", by=by, now=now)
    return found


@pytest.fixture
def things(
    cast,
    rooms,
    road,
    library,
    fair,
    sessions,
    admitted,
    fridge,
    kettle,
    taiyuan_venue,
    dealer,
    buy,
    works,
    motors,
    zhao,
    drawn,
    by,
    now,
    premises,
):
    """What the addresses name: one of each."""
    bought = buy(taiyuan_venue, fridge, admitted, "SN0001")
    asked = fairs.ask_after_sales(bought, trouble="门关不严", by=by, now=now)
    batch = fairs.prepare_settlement(taiyuan_venue, dealer, by_person=zhao, by=by, now=now)
    sheet = f"姓名,证件号码,手机号\n{admitted.name},{resident_id(101).number},{mobile(101).national}\n".encode()
    theirs = rosters.upload(motors, sheet, "名单.csv", by=by, now=now)  # Datong lists Lin, a member in Taiyuan
    rosters.work_rosters(now)
    theirs.refresh_from_db()
    roster = rosters.upload(works, sheet, "名单.csv", by=by, now=now)
    RosterImport.objects.filter(pk=theirs.pk).update(state="done", file_sealed=None)
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
        "roster": roster.pk,
        "claim": theirs.troubles.exclude(elsewhere=None).get().pk,
        "notice": admitted.notices.first().pk,
        "code": "legal",
        "union": works.pk,
        "receipt": admitted.places.get().code,
        "drawn": drawn.pk,
        "premises": premises.pk,
        "trouble": premises.troubles.get().pk,
        "picture": premises.pictures.get().pk,
        "corner": premises.rooms.get().pk,
        "host": premises.keepers.get().pk,
        "closure": premises.closures.get().pk,
        "day": "2026-10-01",
        "view": keep_view(zhao, path=reverse("hub-console:index"), query="q=1", name="一号").pk,
        **rooms,
        **road,
        **library,
    }


@pytest.fixture
def browsers(cast, by, now, monkeypatch):
    """A browser and an API token for each of the cast, in the moment of the tests."""
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now)
    made = {}
    for who, person in cast.items():
        client, headers = Client(), {}
        if person is not None:
            account = Account.objects.filter(person=person).first() or people.open_account(person, by=by, now=now)
            client.force_login(account, backend=BACKEND)
            headers = {"Authorization": f"Bearer {people.issue_token(account, name='law', days=1, by=by, now=now)}"}
        made[who] = client, headers
    return made


def undone(act):
    """Do it, and take it back, so that everybody finds the same world."""
    block = transaction.atomic()
    block._from_testcase = True  # as pytest's own: the actions inside are outermost
    with block:
        response = act()
        transaction.set_rollback(True)
    return response
