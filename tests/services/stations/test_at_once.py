"""What is scarce at a station, asked for by many in the same moment: a code, a bed, the last place, the one shower."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.models import QuerySet

from gonghui.kernel.hours import Week
from gonghui.kernel.window import Window
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Premises
from gonghui.primitives.presence import actions as presence
from gonghui.primitives.presence.refusals import Crowded
from gonghui.services.stations import actions
from gonghui.services.stations.actions import visits
from gonghui.services.stations.models import HOME, STATION, Amenity, Call, EntryCode, Stay, Use
from gonghui.services.stations.road.repair import actions as repair
from tests.cast import BY, mobile
from tests.crowd import crowd
from tests.races.admission_world import until_it_waits
from tests.rush import kinds, rush

from .conftest import HERE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
NOON = datetime(2026, 5, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
NOW = {"by": BY, "now": NOON}
MANY = 8


@pytest.fixture
def station(opened, facts):
    """Open all day, with room for three."""
    return places.set_hours(opened(STATION, facts), Week.daily("0:00-24:00"), **NOW)


@pytest.fixture
def home(opened, facts):
    """Two beds and one shower."""
    made = places.set_hours(opened(HOME, facts | {"capacity": 100}), Week.daily("0:00-24:00"), **NOW)
    for kind, many in (("bed", 2), ("shower", 1)):
        actions.add_rooms(made, kind, many, minutes=20, wait_minutes=10, **NOW)
    return made


@pytest.fixture
def digits(station, monkeypatch):
    monkeypatch.setattr(visits.secrets, "randbelow", lambda _most: 42)
    actions.send_entry_code(station, mobile(101), trade="courier", **NOW)
    return "000042"


def inside(premises):
    return presence.inside([premises.pk])[premises.pk].inside


def test_a_code_that_many_type_at_once_opens_once(station, digits):
    answers = rush(lambda n: actions.enter_by_code(station, digits, **NOW), MANY)
    assert kinds(answers) == {"DoorEntry": 1, "WrongEntryCode": MANY - 1}
    assert inside(station) == 1


@pytest.mark.usefixtures("weaker_isolation")
def test_a_code_that_is_looked_at_before_it_is_held_opens_for_all(station, digits, monkeypatch):
    """The same verb without the lock: all look, all have looked, each uses it up."""
    barrier, first = threading.Barrier(MANY), QuerySet.first

    def looked(rows):
        found = first(rows)
        if rows.model is EntryCode:
            barrier.wait(30)
        return found

    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)
    monkeypatch.setattr(QuerySet, "first", looked)
    assert kinds(rush(lambda n: actions.enter_by_code(station, digits, **NOW), MANY)) == {"DoorEntry": MANY}


def test_the_last_places_go_to_so_many_as_there_are(station):
    answers = rush(lambda n: actions.enter(station, trade="rider", key=f"k{n}", **NOW), MANY)
    assert sum(isinstance(each, Crowded) for each in answers) == MANY - 3
    assert inside(station) == 3


def test_a_phone_that_sends_its_form_many_times_is_one_person(station):
    rush(lambda n: actions.enter(station, trade="rider", key="same", **NOW), MANY)
    assert inside(station) == 1


def test_two_beds_go_to_two_drivers(home):
    drivers, night = crowd(MANY), Window(NOON + timedelta(hours=8), NOON + timedelta(hours=16))
    answers = rush(lambda n: actions.book_stay(home, "bed", drivers[n], night, key=f"k{n}", **NOW), MANY)
    assert kinds(answers) == {"Stay": 2, "AllTaken": MANY - 2}
    assert len({stay.room_id for stay in Stay.objects.all()}) == 2


def test_as_many_beds_as_drivers_go_to_all_of_them(home):
    actions.add_rooms(home, "bed", MANY - 2, minutes=20, wait_minutes=10, **NOW)
    drivers, night = crowd(MANY), Window(NOON + timedelta(hours=8), NOON + timedelta(hours=16))
    answers = rush(lambda n: actions.book_stay(home, "bed", drivers[n], night, key=f"k{n}", **NOW), MANY)
    assert kinds(answers) == {"Stay": MANY}


def test_one_driver_who_presses_many_times_has_one_bed(home):
    [driver], night = crowd(1), Window(NOON + timedelta(hours=8), NOON + timedelta(hours=16))
    answers = rush(lambda n: actions.book_stay(home, "bed", driver, night, key="same", **NOW), MANY)
    assert {each.pk for each in answers} == {Stay.objects.get().pk}


def test_of_many_who_join_at_once_one_is_called_for_the_one_shower(home):
    shower, drivers = Amenity.objects.get(premises=home, kind="shower"), crowd(MANY)
    turns = rush(lambda n: actions.join_line(shower, drivers[n], key=f"k{n}", **NOW), MANY)
    assert sum(turn.offered_until is not None for turn in turns) == 1
    assert sorted(turn.number for turn in turns) == list(range(1, MANY + 1))


def test_a_called_driver_who_presses_many_times_goes_in_once(home):
    shower, [driver] = Amenity.objects.get(premises=home, kind="shower"), crowd(1)
    turn = actions.join_line(shower, driver, key="k", **NOW)
    uses = rush(lambda n: actions.start_use(turn, **NOW), MANY)
    assert {use.pk for use in uses} == {Use.objects.get().pk}


def test_a_call_for_help_that_is_sent_many_times_is_one(db, found):
    found("SX", "山西省总工会", "province", None, "140000")
    [driver] = crowd(1)
    said = {"plate": "晋A12345", "near": "", "trouble": "爆胎"}
    calls = rush(lambda n: repair.ask(driver, point=HERE, **said, key="same", **NOW), MANY)
    assert {call.pk for call in calls} == {Call.objects.get().pk}
    answers = rush(lambda n: repair.ask(driver, point=HERE, **said, key=f"k{n}", **NOW), MANY)
    assert kinds(answers) == {"CallStands": MANY}


@pytest.mark.rows_by_hand
def test_of_two_officers_who_take_the_same_star_off_a_station_the_second_finds_it_done(station):
    Premises.objects.filter(pk=station.pk).update(star=3)
    [officer] = crowd(1)

    def lower(_nth):
        return actions.set_star(station, 2, reason="检查不合格", by_person=officer, **NOW)

    with ThreadPoolExecutor(1) as others:
        with transaction.atomic():
            lower(0)
            second = others.submit(rush, lower, 1)
            until_it_waits(second)
        assert kinds(second.result(30)) == {"SameStars": 1}
