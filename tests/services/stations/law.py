"""A station, a truckers' home, a broken-down lorry and a load, for the laws that look at the product from outside."""

import uuid
from datetime import timedelta

import pytest

from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.kernel.money import Fen
from gonghui.kernel.window import Window
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, Division
from gonghui.primitives.places import actions as places
from gonghui.services.stations import actions as stations
from gonghui.services.stations.models import HOME, Amenity
from gonghui.services.stations.road.loads import actions as loads
from gonghui.services.stations.road.loads.models import Shipper
from gonghui.services.stations.road.repair import actions as repair
from gonghui.services.stations.road.repair.models import Provider
from tests.cast import contact, mobile
from tests.law.cases import Law

from .rows import OPERATIONS, PAGES

KEY = str(uuid.UUID(int=7))
REASON = {"reason": "停电"}


def forms(things):
    return {
        "stations:book": {"kind": "bed", "starts": "2026-05-21T10:00", "hours": "8", "key": KEY},
        "stations:queue": {"key": KEY},
        "stations:enter": {"trade": "truck", "key": KEY},
        "stations:send-code": {"mobile": "19900009999", "trade": "truck"},
        "stations:enter-by-code": {"digits": "123456"},
        "stations:repair": {
            "trouble": "爆胎",
            "plate": "晋A12345",
            "near": "",
            "lat": "37.87",
            "lon": "112.56",
            "key": KEY,
        },
        "stations:repair-cancel": REASON,
        "stations:repair-rate": {"stars": "5", "rating": "好"},
        "stations:load-report": {"what": "骗"},
        "stations:my-loads": {
            "origin": "太原市",
            "target": "包头市",
            "goods": "煤",
            "weight_kg": "1",
            "lorry": "any",
            "loads_on": "2026-05-21",
            "price": "1",
            "note": "",
            "key": KEY,
        },
        "stations:withdraw-load": REASON,
        "stations-console:add-rooms": {"kind": "bed", "rooms": "1", "minutes": "20", "wait_minutes": "10"},
        "stations-console:inspect": {"parking": "good", "note": "好"},
        "stations-console:star": {"star": "1", "reason": "好"},
        "stations-console:close-workshop": REASON,
        "stations-console:close-shipper": REASON,
        "stations-console:decide-report": REASON | {"upheld": "1"},
        "stations-console:verify-workshop": {
            "union": str(things["union"]),
            "contact": "郝师傅",
            "mobile": "19900000888",
            "name": "修",
            "phone": "1",
            "licence": "二类",
            "reach_km": "5",
            "lat": "37.87",
            "lon": "112.56",
        },
        "stations-console:verify-shipper": {
            "union": str(things["union"]),
            "contact": "高老板",
            "mobile": "19900000888",
            "name": "物流",
            "credit_code": "91310000132612172J",
            "phone": "1",
        },
        "stations-counter:answer": {"answer": "mended", "says": "好了"},
        "stations-counter:let-in": {"trade": "truck", "key": KEY},
        "stations-counter:see-out": {"key": KEY},
        "stations-counter:enter-by-code": {"code": "123456"},
        "stations-counter:basics": {"kept": "shower", "note": "好"},
        "stations-counter:put-supply": {
            "kind": "medicine",
            "name": "藿香",
            "quantity": "1",
            "unit": "盒",
            "expires_on": "2027-01-01",
        },
        "stations-counter:take-supply": {"why": "used"},
        "stations-counter:set-price": {"item": "饭", "content": "", "unit": "份", "price": "15"},
        "stations-counter:report-fault": {"what": "灯"},
        "stations-counter:fix-fault": {"note": "换了"},
        "stations-counter:job-offer": {"minutes": "5", "price": "1", "note": ""},
        "stations-counter:job-finish": {"charged": "1"},
    }


HERE = Point(37.8735, 112.5624)


@pytest.fixture
def home(taiyuan, by, now):
    facts = {"name": "北环司机之家", "address": "北环路", "point": HERE, "capacity": 100, "phone": "0351-1"}
    made = places.open_premises(union=taiyuan, kind=HOME, on_saved=stations.ensure_presence, by=by, now=now, **facts)
    for kind, many in (("bed", 1), ("shower", 1), ("laundry", 1)):
        stations.add_rooms(made, kind, many, minutes=20, wait_minutes=10, by=by, now=now)
    return places.set_hours(made, Week.daily("0:00-24:00"), by=by, now=now)


@pytest.fixture
def breakdown(cast, lin, taiyuan, zhao, by, now):
    """Lin asked for help, and the clerk's workshop offered."""
    facts = {"name": "老郝修车", "phone": "0351-2", "licence": "二类", "reach_km": 50}
    workshop = repair.verify_provider(
        taiyuan, **contact(cast["clerk"]), **facts, point=HERE, by_person=zhao, by=by, now=now
    )
    call = repair.ask(lin, point=HERE, plate="晋A12345", near="", trouble="爆胎", key="law", by=by, now=now)
    quote = repair.offer(call, workshop, minutes=30, price=Fen(10_000), note="", by=by, now=now)
    mended(cast["stranger"], workshop, by, now)
    return {"workshop": workshop.pk, "call": call.pk, "quote": quote.pk}


def mended(driver, workshop, by, now):
    """A lorry that the workshop came to and mended, for the list of what was done."""
    call = repair.ask(driver, point=HERE, plate="晋B12345", near="", trouble="没电", key="law", by=by, now=now)
    offered = repair.offer(call, workshop, minutes=10, price=Fen(5_000), note="", by=by, now=now)
    there = repair.arrive(repair.choose(offered, by=by, now=now), by=by, now=now)
    repair.finish(there, charged=Fen(5_000), by=by, now=now)


@pytest.fixture
def freight(cast, lin, taiyuan, zhao, by, now):
    """The other clerk's firm posted a load, and Lin says that it is a fraud."""
    papers = {"name": "太钢物流", "credit_code": "91110000600037341L", "phone": "0351-3"}
    shipper = loads.verify_shipper(taiyuan, **contact(cast["other clerk"]), **papers, by_person=zhao, by=by, now=now)
    ends = {"origin": Division.objects.get(pk="140100"), "target": Division.objects.get(pk="150200")}
    said = {"goods": "钢材", "weight_kg": 1000, "lorry": "any", "loads_on": now.date(), "price": None, "note": ""}
    load = loads.post_load(shipper, **ends, **said, key="law", by=by, now=now)
    loads.show_contact(load, lin, by=by, now=now)
    report = loads.report_fraud(load, lin, what="收信息费", by=by, now=now)
    return {"shipper": shipper.pk, "load": load.pk, "fraud": report.pk}


@pytest.fixture
def road(home, breakdown, freight, lin, zhao, by, now):
    """What the addresses of stations name: one of each, by the names of test_who_may_see."""
    stations.load_schemes(by=by, now=now)
    _account = Account.objects.filter(person=lin).first() or people.open_account(lin, by=by, now=now)
    night = Window(now + timedelta(hours=10), now + timedelta(hours=18))
    stay = stations.book_stay(home, "bed", lin, night, key="law", by=by, now=now)
    shower = Amenity.objects.select_related("premises").get(premises=home, kind="shower")
    turn = stations.join_line(shower, lin, key="law", by=by, now=now)
    laundry = Amenity.objects.select_related("premises").get(premises=home, kind="laundry")
    use = stations.start_use(stations.join_line(laundry, lin, key="law-2", by=by, now=now), by=by, now=now)
    medicine = {"kind": "medicine", "name": "藿香", "quantity": 1, "unit": "盒", "expires_on": now.date()}
    return {
        "stop": home.pk,
        "stop_code": home.code,
        "stay": stay.pk,
        "turn": turn.pk,
        "use": use.pk,
        "line": "shower",
        "keeper": places.ask_keeper(home, name="马看门", mobile=mobile(211), by=by, now=now).pk,
        "supply": stations.put_supply(home, **medicine, by=by, now=now).pk,
        "price": stations.set_price(home, item="快餐", content="", unit="份", price=Fen(1500), by=by, now=now).pk,
        "fault": stations.report_fault(home, what="灯坏了", by_person=zhao, by=by, now=now).pk,
        "stop_trouble": places.report_trouble(home, "broken", person=lin, by=by, now=now).pk,
        **breakdown,
        **freight,
    }


@pytest.fixture
def foreign_stop(cast, by, now):
    """A truckers' home in the other province, whose officer's car broke down."""
    officer = cast["foreign officer"]
    facts = {"name": "中州司机之家", "address": "北环路", "point": HERE, "capacity": 9, "phone": "0371-1"}
    made = places.open_premises(
        union=officer.offices.get().union, kind=HOME, on_saved=stations.ensure_presence, by=by, now=now, **facts
    )
    call = repair.ask(officer, point=HERE, plate="豫A12345", near="", trouble="爆胎", key="own", by=by, now=now)
    return {"stop": made.pk, "call": call.pk}


def spoil(things, text, *, by, now):
    Provider.objects.update(name=text)
    Shipper.objects.update(name=text)


LAW = Law(
    world="road",
    pages=PAGES,
    operations=OPERATIONS,
    forms=forms,
    first=frozenset({"stations-counter:job-finish"}),
    asked=(
        "q",
        "page",
        "place",
        "lat",
        "lon",
        "need",
        "open",
        "origin",
        "target",
        "lorry",
        "kind",
        "day",
        "city",
        "state",
    ),
    own="foreign_stop",
    exports=frozenset(f"stations-console:{name}" for name in ("index", "workshops", "repairs", "shippers")),
    spoil=spoil,
)
