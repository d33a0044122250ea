"""How many are inside: never more than there is room for, counted by day and group, without names."""

import itertools
from datetime import date

import pytest

from gonghui.kernel.scarcity import BadCapacity
from gonghui.primitives.presence import actions as presence
from gonghui.primitives.presence import refusals
from gonghui.primitives.presence.models import Attendance, DoorEntry, Presence
from gonghui.primitives.rows import new_id
from tests.crowd import HOUR, NOON

KEYS = itertools.count(1)


@pytest.fixture
def home(db):
    return presence.set_presence(new_id(), capacity=2).pk


def come_in(subject, *, key=None, group="", now=NOON):
    return presence.come_in(subject, key=key or f"key-{next(KEYS)}", group=group, now=now)


def inside(subject):
    return presence.inside([subject])[subject].inside


def test_people_come_in_until_it_is_full_and_again_when_one_has_gone(home):
    first, _second = come_in(home), come_in(home)
    with pytest.raises(refusals.Crowded) as refusal:
        come_in(home)
    assert refusal.value.facts == {"capacity": 2}
    assert DoorEntry.objects.count() == 2, "nothing is kept of who was refused"
    presence.go_out(home, key=first.key, now=NOON + HOUR)
    assert come_in(home).just_in


def test_the_same_key_is_one_entry_and_one_exit(home):
    first = come_in(home, key="visit")
    again = come_in(home, key="visit")
    assert (again, again.just_in, inside(home)) == (first, False, 1)
    presence.go_out(home, key="visit", now=NOON + HOUR)
    assert presence.go_out(home, key="visit", now=NOON + 2 * HOUR).went_at == NOON + HOUR
    assert inside(home) == 0


def test_without_a_key_who_is_inside_longest_goes(home):
    first, second = come_in(home), come_in(home, now=NOON + HOUR)
    assert [presence.go_out(home, now=NOON + HOUR), presence.go_out(home, now=NOON + HOUR)] == [first, second]
    with pytest.raises(refusals.NotInside):
        presence.go_out(home, now=NOON + HOUR)


def test_who_did_not_come_in_does_not_go_out(home):
    with pytest.raises(refusals.NotInside):
        presence.go_out(home, key="never", now=NOON)


def test_the_day_is_counted_by_group_as_the_office_has_it(home):
    presence.set_presence(home, capacity=9)
    for group in ("lorry", "lorry", "courier"):
        come_in(home, group=group)
    come_in(home, group="lorry", now=NOON + 12 * HOUR)  # half past midnight in Beijing is the next day
    counts = Attendance.objects.order_by("day", "group").values_list("day", "group", "came")
    assert list(counts) == [
        (date(2026, 6, 1), "courier", 1),
        (date(2026, 6, 1), "lorry", 2),
        (date(2026, 6, 2), "lorry", 1),
    ]


def test_at_closing_time_whoever_is_left_is_counted_out(home):
    come_in(home), come_in(home)
    assert presence.clear(home, now=NOON + HOUR) == 2
    assert inside(home) == 0
    assert not DoorEntry.objects.inside().exists()


def test_there_is_no_room_where_none_was_set(db):
    with pytest.raises(refusals.UnknownPresence):
        come_in(new_id())


def test_the_room_is_not_made_smaller_than_who_is_inside(home):
    come_in(home), come_in(home)
    with pytest.raises(refusals.BelowInside):
        presence.set_presence(home, capacity=1)
    with pytest.raises(BadCapacity):
        presence.set_presence(home, capacity=-1)
    assert presence.set_presence(home, capacity=3).capacity == 3


def test_no_row_points_at_a_person():
    related = [field.related_model for model in (Presence, DoorEntry, Attendance) for field in model._meta.fields]
    assert {model.__name__ for model in related if model} == {"Presence"}
