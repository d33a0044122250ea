"""A station, a truckers' home, a broken-down lorry and a load, for the laws that look at the product from outside."""

from datetime import timedelta

import pytest

from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.kernel.money import Fen
from gonghui.kernel.window import Window
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division
from gonghui.primitives.places import actions as places
from gonghui.services.stations import actions as stations
from gonghui.services.stations.models import HOME, Amenity
from gonghui.services.stations.road.loads import actions as loads
from gonghui.services.stations.road.repair import actions as repair
from tests.cast import contact, mobile

HERE = Point(37.8735, 112.5624)


@pytest.fixture
def home(taiyuan, by, now):
    facts = {"name": "北环司机之家", "address": "北环路", "point": HERE, "capacity": 100, "phone": "0351-1"}
    made = stations.open_station(taiyuan, kind=HOME, facts=facts, by=by, now=now)
    for kind, many in (("bed", 1), ("shower", 1), ("laundry", 1)):
        stations.add_rooms(made, kind, many, minutes=20, wait_minutes=10, by=by, now=now)
    return places.set_hours(made, Week.daily("0:00-24:00"), by=by, now=now)


@pytest.fixture
def breakdown(cast, lin, taiyuan, zhao, by, now):
    """Lin asked for help, and the clerk's workshop offered."""
    facts = {"name": "老郝修车", "phone": "0351-2", "licence": "二类", "reach_km": 50}
    mechanic = cast["clerk"]
    workshop = repair.verify_provider(
        taiyuan, **contact(mechanic), point=HERE, facts=facts, by_person=zhao, by=by, now=now
    )
    call = repair.ask(lin, point=HERE, plate="晋A12345", near="", trouble="爆胎", key="law", by=by, now=now)
    quote = repair.offer(call, workshop, minutes=30, price=Fen(10_000), note="", by=by, now=now)
    return {"workshop": workshop.pk, "call": call.pk, "quote": quote.pk}


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
    people.open_account(lin, by=by, now=now)
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
