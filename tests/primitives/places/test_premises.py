"""Premises and rooms: what is stored, what is refused, what the journal says."""

import pytest

from gonghui.kernel import dates
from gonghui.kernel.geo import Point, cell
from gonghui.kernel.hours import Week
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people.models import Person
from gonghui.primitives.people.refusals import NameDiffers
from gonghui.primitives.places import actions as places
from gonghui.primitives.places import refusals
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.rules import MANAGE
from tests.cast import mobile

from .conftest import YINGZE

pytestmark = pytest.mark.django_db


def test_premises_are_stored_with_their_cell_and_found_by_kind(station):
    found = Premises.objects.of_kind("station", "hub").visible().get()
    assert (found.lat, found.lon, found.cell) == (YINGZE.lat, YINGZE.lon, cell(YINGZE))
    assert found.hours == Week.daily("8:30-18:00")
    assert not Premises.objects.of_kind("hub").exists()
    assert len(found.code) == 10


def test_a_second_of_the_same_name_is_refused_until_the_first_is_given_up(station, works, by, now):
    again = {"union": works, "kind": "station", "name": "迎泽驿站", "address": "别处", "point": YINGZE}
    with pytest.raises(refusals.NameUsed):
        places.open_premises(**again, by=by, now=now)
    places.close_premises(station, reason="租约到期", by=by, now=now)
    assert places.open_premises(**again, by=by, now=now).pk != station.pk


def test_a_revision_changes_what_it_names_and_tells_the_journal(station, by, now):
    places.revise(station, phone="12351", point=Point(37.86, 112.57), by=by, now=now)
    station.refresh_from_db()
    assert (station.phone, station.name, station.cell) == ("12351", "迎泽驿站", cell(Point(37.86, 112.57)))
    entry = Entry.objects.get(act="places.revise")
    assert entry.facts["fields"] == ["lat", "lon", "phone"]


def test_a_revision_that_changes_nothing_leaves_no_trace(station, by, now):
    places.revise(station, name="迎泽驿站", facilities=["charging", "water"], by=by, now=now)
    assert not Entry.objects.filter(act="places.revise").exists()


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"name": "  "}, refusals.PlaceMissing),
        ({"note": "长" * 501}, refusals.PlaceTooLong),
        ({"facilities": ["gold"]}, refusals.UnknownFacility),
        ({"capacity": 0}, refusals.BadCapacity),
        ({"area_m2": -3}, refusals.BadCapacity),
        ({"star": 6}, refusals.BadStar),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(station, wrong, refusal, by, now):
    with pytest.raises(refusal):
        places.revise(station, **wrong, by=by, now=now)


def test_what_was_given_up_changes_no_more(station, by, now):
    places.close_premises(station, reason="搬迁", by=by, now=now)
    for change in (places.revise, places.close_premises):
        with pytest.raises(refusals.GivenUp):
            change(station, **({"reason": "再次"} if change is places.close_premises else {}), by=by, now=now)
    with pytest.raises(refusals.GivenUp):
        places.add_room(station, kind="meeting", name="会议室", by=by, now=now)
    assert not Premises.objects.visible().exists()


def test_a_no_names_the_day_as_people_do(station, by, now):
    places.close_premises(station, reason="搬迁", by=by, now=now)
    with pytest.raises(refusals.GivenUp) as no:
        places.revise(station, name="新名", by=by, now=now)
    assert no.value.facts["day"] == dates.day(now.date())


def test_a_room_has_the_hours_of_its_premises_or_its_own(station, by, now):
    room = places.add_room(station, kind="meeting", name="会议室", seats=12, equipment=["screen"], by=by, now=now)
    assert room.hours == station.hours
    places.set_room_hours(room, Week.parse({0: "9:00-12:00"}), by=by, now=now)
    assert [str(span) for span in room.hours.spans] == ["9:00-12:00"]
    places.set_room_hours(room, None, by=by, now=now)
    assert room.hours == station.hours


def test_two_rooms_of_a_name_are_refused(station, by, now):
    places.add_room(station, kind="meeting", name="会议室", by=by, now=now)
    with pytest.raises(refusals.RoomNameUsed):
        places.add_room(station, kind="tea", name="会议室", by=by, now=now)


def test_a_keeper_is_named_once_and_may_go(station, qian, by, now):
    keeper = places.add_keeper(station, qian, by=by, now=now)
    assert places.add_keeper(station, qian, by=by, now=now).pk == keeper.pk
    assert Premises.objects.kept_by(qian).get() == station
    places.remove_keeper(keeper, by=by, now=now)
    assert not Premises.objects.kept_by(qian).exists()


def test_a_keeper_is_known_by_name_and_number(station, lin, by, now):
    with pytest.raises(NameDiffers):
        places.ask_keeper(station, name="张三", mobile=mobile(101), by=by, now=now)
    assert places.ask_keeper(station, name="林小雨", mobile=mobile(101), by=by, now=now).person == lin


def test_nobody_is_written_down_to_keep_what_was_given_up(station, by, now):
    places.close_premises(station, reason="搬迁", by=by, now=now)
    with pytest.raises(refusals.GivenUp):
        places.ask_keeper(station, name="马看门", mobile=mobile(399), by=by, now=now)
    assert not Person.objects.by_mobile(mobile(399)).exists()


def test_an_officer_finds_what_stands_below_their_office(station, zhao_office, su):
    assert Premises.objects.for_act([zhao_office], MANAGE).get() == station
