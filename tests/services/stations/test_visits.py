"""Coming in without an app or a name, never more than there is room for, out again, and empty at closing time."""

from datetime import timedelta

import pytest
from django.db import connection

from gonghui.kernel.hours import Week
from gonghui.primitives.notices import budgets
from gonghui.primitives.notices.models import Delivery
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Sign
from gonghui.primitives.presence import actions as presence
from gonghui.primitives.presence.models import Attendance
from gonghui.primitives.presence.refusals import Crowded
from gonghui.services.stations import actions, refusals, rules
from gonghui.services.stations.actions import visits
from gonghui.services.stations.models import EntryCode
from tests.cast import mobile


def inside(premises):
    return presence.inside([premises.pk])[premises.pk].inside


@pytest.fixture
def digits(station, by, now, monkeypatch):
    """What Lin's phone shows."""
    monkeypatch.setattr(visits.secrets, "randbelow", lambda _most: 42)
    actions.send_entry_code(station, mobile(101), trade="courier", by=by, now=now)
    return "000042"


def test_one_comes_in_and_is_counted_by_trade(station, by, now):
    actions.enter(station, trade="rider", key="a", by=by, now=now)
    actions.enter(station, trade="rider", key="b", by=by, now=now)
    assert inside(station) == 2
    assert list(Attendance.objects.values_list("group", "came")) == [("rider", 2)]


def test_the_same_key_counts_once(station, by, now):
    for _again in range(2):
        actions.enter(station, trade="rider", key="a", by=by, now=now)
    assert inside(station) == 1


def test_whoever_comes_in_found_it_open(station, by, now):
    actions.enter(station, trade="rider", key="a", by=by, now=now)
    sign = Sign.objects.get(premises=station)
    assert (sign.way, sign.is_open) == ("visit", True)


def test_it_never_holds_more_than_it_has_room_for(station, by, now):
    for n in range(3):
        actions.enter(station, trade="other", key=f"k{n}", by=by, now=now)
    with pytest.raises(Crowded):
        actions.enter(station, trade="other", key="k3", by=by, now=now)
    actions.leave(station, key="k0", now=now)
    actions.enter(station, trade="other", key="k4", by=by, now=now)
    assert inside(station) == 3


def test_an_unknown_trade_is_refused(station, by, now):
    with pytest.raises(refusals.BadTrade):
        actions.enter(station, trade="astronaut", key="a", by=by, now=now)


def test_nobody_comes_in_when_it_is_shut_and_is_told_when_it_opens(station, by, now):
    night = now.replace(hour=23)
    with pytest.raises(refusals.ShutNow) as no:
        actions.enter(station, trade="rider", key="a", by=by, now=night)
    assert "8" in str(no.value.facts["opens"])


def test_the_keeper_lets_somebody_in_after_hours(station, by, now):
    actions.let_in(station, trade="rider", key="a", by=by, now=now.replace(hour=20, minute=30))
    assert inside(station) == 1


def test_a_phone_that_never_came_in_cannot_leave(station, now):
    with pytest.raises(refusals.NoVisit):
        actions.leave(station, key="nobody", now=now)


def test_a_change_of_room_counts_at_once(station, by, now):
    places.revise(station, capacity=1, by=by, now=now)
    actions.enter(station, trade="rider", key="a", by=by, now=now)
    with pytest.raises(Crowded):
        actions.enter(station, trade="rider", key="b", by=by, now=now)


def test_premises_that_another_page_opened_can_be_entered(taiyuan, facts, by, now):
    made = places.open_premises(union=taiyuan, kind="station", by=by, now=now, **facts | {"capacity": None})
    places.set_hours(made, Week.daily("8:00-20:00"), by=by, now=now)
    actions.enter(made, trade="rider", key="a", by=by, now=now)
    assert inside(made) == 1


def test_leaving_twice_takes_one_away(station, by, now):
    actions.enter(station, trade="rider", key="a", by=by, now=now)
    actions.enter(station, trade="rider", key="b", by=by, now=now)
    for _again in range(2):
        actions.leave(station, key="a", now=now)
    assert inside(station) == 1


def test_a_code_opens_the_door_once(station, digits, by, now):
    actions.enter_by_code(station, digits, by=by, now=now)
    assert inside(station) == 1
    with pytest.raises(refusals.WrongEntryCode):
        actions.enter_by_code(station, digits, by=by, now=now)


def test_a_code_dies_after_ten_minutes(station, digits, by, now):
    with pytest.raises(refusals.WrongEntryCode):
        actions.enter_by_code(station, digits, by=by, now=now + timedelta(minutes=rules.CODE_MINUTES))


def test_a_code_opens_no_other_door(station, home, digits, by, now):
    with pytest.raises(refusals.WrongEntryCode):
        actions.enter_by_code(home, digits, by=by, now=now)


def test_a_full_house_leaves_the_code_good(station, digits, by, now):
    for n in range(3):
        actions.enter(station, trade="other", key=f"k{n}", by=by, now=now)
    with pytest.raises(Crowded):
        actions.enter_by_code(station, digits, by=by, now=now)
    actions.leave(station, key="k0", now=now)
    actions.enter_by_code(station, digits, by=by, now=now)


def test_guessing_a_code_is_stopped(station, by, now, monkeypatch):
    monkeypatch.setattr(visits, "TRIES_A_DOOR", 2)
    for _try in range(2):
        with pytest.raises(refusals.WrongEntryCode):
            actions.enter_by_code(station, "111111", by=by, now=now)
    with pytest.raises(refusals.TooManyEntryCodes):
        actions.enter_by_code(station, "111111", by=by, now=now)


def test_right_codes_use_up_no_tries(station, by, now, monkeypatch):
    monkeypatch.setattr(visits, "TRIES_A_DOOR", 1)
    for n in range(3):
        monkeypatch.setattr(visits.secrets, "randbelow", lambda _most, n=n: n)
        actions.send_entry_code(station, mobile(120 + n), trade="rider", by=by, now=now)
        actions.enter_by_code(station, f"{n:06}", by=by, now=now)


def test_too_many_codes_for_one_number_are_refused(station, by, now):
    for n in range(budgets.A_NUMBER):
        actions.send_entry_code(station, mobile(101), trade="rider", by=by, now=now + n * timedelta(minutes=1))
    with pytest.raises(budgets.SmsSpent):
        actions.send_entry_code(station, mobile(101), trade="rider", by=by, now=now + timedelta(hours=1))


def test_the_number_is_nowhere_with_the_visit(station, digits, by, now):
    actions.enter_by_code(station, digits, by=by, now=now)
    assert Delivery.objects.get(template="stations.entry_code").person_id is None
    number = mobile(101).national
    with connection.cursor() as cursor:
        for table in ("stations_entrycode", "presence_doorentry", "presence_attendance", "places_sign"):
            cursor.execute(f"SELECT count(*) FROM {table} AS each WHERE each::text LIKE %s", [f"%{number}%"])
            assert cursor.fetchone() == (0,)
    assert digits not in str(EntryCode.objects.values_list("code_hash", flat=True).get())


def test_the_count_is_nought_when_it_has_closed_and_not_before(station, home, by, now):
    for premises in (station, home):
        actions.enter(premises, trade="truck", key="a", by=by, now=now)
    assert actions.clear_closed(now=now + timedelta(hours=1)) == 0
    assert actions.clear_closed(now=now.replace(hour=22)) == 1
    assert (inside(station), inside(home)) == (0, 1)


def test_old_codes_are_forgotten(station, digits, now):
    assert actions.forget_codes(now=now) == 0
    assert actions.forget_codes(now=now + timedelta(hours=1)) == 1
