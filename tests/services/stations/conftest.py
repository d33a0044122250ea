"""A station in Taiyuan and a truckers' home beside the ring road, a keeper, a workshop, a shipper."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.primitives import clock
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, Division, Role
from gonghui.primitives.places import actions as places
from gonghui.services.stations import actions
from gonghui.services.stations.models import HOME, STATION
from gonghui.services.stations.road.loads import actions as loads
from gonghui.services.stations.road.repair import actions as repair
from tests.cast import contact

BACKEND = "gonghui.faces.accounts.SessionAccounts"
HERE = Point(37.8735, 112.5624)  # Taiyuan
CREDIT_CODE = "91110000600037341L"


def key(number=1):
    """What `{% once %}` puts into a form."""
    return str(uuid.UUID(int=number))


def text(answer):
    return answer.content.decode()


def refusal(answer):
    """Status and code of a page's no."""
    return answer.status_code, answer.context["refusal"].code


@pytest.fixture
def facts(db):
    """What is said of a new station."""
    return {
        "name": "迎泽驿站",
        "division": Division.objects.get(pk="140106"),
        "address": "迎泽大街1号",
        "point": HERE,
        "phone": "0351-0000001",
        "host_kind": "bank",
        "host_name": "迎泽支行",
        "capacity": 3,
        "area_m2": 40,
        "facilities": ["water", "microwave", "charging"],
        "note": "",
    }


@pytest.fixture
def opened(taiyuan, by, now):
    """Premises as the shared page opens them: `opened(STATION, facts)`."""

    def made(kind, facts):
        return places.open_premises(union=taiyuan, kind=kind, on_saved=actions.ensure_presence, by=by, now=now, **facts)

    return made


@pytest.fixture
def station(opened, facts, by, now):
    """Open every day from 8 to 20, three people at most."""
    made = opened(STATION, facts)
    return places.set_hours(made, Week.daily("8:00-20:00"), by=by, now=now)


@pytest.fixture
def home(opened, facts, by, now):
    """A truckers' home, open round the clock: two beds, two spaces, one shower, one machine."""
    said = facts | {
        "name": "北环司机之家",
        "address": "北环路货运站",
        "point": Point(37.95, 112.58),
        "capacity": 100,
        "facilities": ["shower", "laundry", "lorry_parking", "beds", "hot_food", "charging"],
    }
    made = opened(HOME, said)
    made = places.set_hours(made, Week.daily("0:00-24:00"), by=by, now=now)
    for kind, many in (("bed", 2), ("parking", 2), ("shower", 1), ("laundry", 1)):
        actions.add_rooms(made, kind, many, minutes=20, wait_minutes=10, by=by, now=now)
    return made


@pytest.fixture
def keeper(station, home, enrol, by, now):
    """Someone of the bank keeps both."""
    person = enrol("马看门", 301)
    for premises in (station, home):
        places.add_keeper(premises, person, by=by, now=now)
    return person


@pytest.fixture
def schemes(db, by, now):
    return actions.load_schemes(by=by, now=now)


@pytest.fixture
def mechanic(enrol):
    return enrol("郝师傅", 302)


@pytest.fixture
def workshop(taiyuan, mechanic, zhao, by, now):
    """Three kilometres away, hears of calls within fifty."""
    facts = {"name": "老郝修车", "phone": "0351-0000002", "licence": "二类维修 140106-1", "reach_km": 50}
    point = Point(37.90, 112.56)
    return repair.verify_provider(taiyuan, **contact(mechanic), **facts, point=point, by_person=zhao, by=by, now=now)


@pytest.fixture
def second_workshop(taiyuan, enrol, zhao, by, now):
    facts = {"name": "快修站", "phone": "0351-0000003", "licence": "三类维修 140106-2", "reach_km": 30}
    point, person = Point(37.88, 112.60), enrol("齐师傅", 303)
    return repair.verify_provider(taiyuan, **contact(person), **facts, point=point, by_person=zhao, by=by, now=now)


@pytest.fixture
def call(lin, workshop, by, now):
    """Lin's lorry has a flat tyre near Yingze station."""
    said = {"plate": "晋A12345", "near": "滨河东路北口", "trouble": "右后轮爆胎"}
    return repair.ask(lin, point=HERE, **said, key="call-1", by=by, now=now)


@pytest.fixture
def boss(enrol):
    return enrol("高老板", 304)


@pytest.fixture
def shipper(taiyuan, boss, zhao, by, now):
    papers = {"name": "太钢物流", "credit_code": CREDIT_CODE, "phone": "0351-0000004"}
    return loads.verify_shipper(taiyuan, **contact(boss), **papers, by_person=zhao, by=by, now=now)


@pytest.fixture
def post(shipper, by, now):
    """Posts a load: `post("140100", "150200")`."""

    def posted(origin="140100", target="150200", key="load-1", **changed):
        said = {"goods": "钢材", "weight_kg": 28_000, "lorry": "flat", "loads_on": now.date() + timedelta(days=1)}
        ends = {"origin": Division.objects.get(pk=origin), "target": Division.objects.get(pk=target)}
        more = {"price": None, "note": "", "key": key} | changed
        return loads.post_load(shipper, **(said | ends | more), by=by, now=now)

    return posted


@pytest.fixture
def load(post):
    return post()


@pytest.fixture
def neighbour(enrol, datong, by, now):
    """An officer of the city next to it, whose nothing of this is."""
    person = enrol("郑大同", 305)
    people.appoint(person, datong, Role.OFFICER, by=by, now=now)
    return person


@pytest.fixture
def auditor(enrol, taiyuan, by, now):
    """Looks at everything of Taiyuan's and changes nothing."""
    person = enrol("钱审计", 306)
    people.appoint(person, taiyuan, Role.AUDITOR, by=by, now=now)
    return person


@pytest.fixture
def browser_of(by, now, monkeypatch):
    """A signed-in browser in the moment of the tests: `browser_of(lin)`; without a person a visitor's."""
    monkeypatch.setattr(clock, "now", lambda: now)

    def opened(person=None):
        client = Client()
        if person is not None:
            account = Account.objects.filter(person=person).first() or people.open_account(person, by=by, now=now)
            client.force_login(account, backend=BACKEND)
        return client

    return opened
