"""Locked, broken, empty: two touches, a clock, and when a locked place is no longer shown as open."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.places import actions as places
from gonghui.primitives.places import refusals, rules
from gonghui.primitives.places.models import Premises, Trouble
from gonghui.primitives.places.rules import Why
from gonghui.primitives.places.standing import state_of

from .conftest import MONDAY, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(station, caller):
    def say(person, what="locked", now=MONDAY, premises=station, **more):
        by = caller(person) if person else Caller(person=None, name="访客", origin="page 10.0.0.9")
        return places.report_trouble(premises, what, person=person, by=by, now=now, **more)

    return say


def why(station, now=MONDAY):
    fresh = Premises.objects.get(pk=station.pk)
    state = state_of(fresh, now)
    assert Premises.objects.open_at(now).filter(pk=station.pk).exists() == state.open
    return state.why


def test_one_report_starts_the_clock_and_casts_doubt(station, report, lin):
    trouble = report(lin)
    assert trouble.due_at == MONDAY + timedelta(hours=24)
    assert why(station) is Why.DOUBTED
    assert state_of(Premises.objects.get(), MONDAY).confidence == "doubted"


def test_two_persons_who_find_it_locked_take_it_off_the_map(station, report, lin, chen, by):
    report(lin)
    report(chen, now=MONDAY + timedelta(minutes=5))
    assert why(station) is Why.LOCKED
    assert why(station, at(24, 10)) is Why.LOCKED
    places.confirm_open(station, way="tap", by=by, now=at(24, 11))
    assert why(station, at(24, 11)) is Why.CONFIRMED


def test_one_person_at_two_times_is_enough_and_at_one_time_is_not(station, report, lin):
    first = report(lin)
    assert report(lin, now=MONDAY + timedelta(minutes=20)).pk == first.pk
    assert why(station) is Why.DOUBTED
    report(lin, now=MONDAY + timedelta(hours=1))
    assert why(station, at(23, 12)) is Why.LOCKED


def test_a_visitor_without_an_account_counts_as_a_person(station, report, lin):
    report(lin)
    report(None, visitor="device-7f")
    assert why(station) is Why.LOCKED


def test_a_beating_device_does_not_unlock(station, report, lin, chen, by):
    report(lin)
    report(chen)
    places.confirm_open(station, way="heartbeat", by=by, now=MONDAY)
    assert why(station) is Why.LOCKED


def test_reports_from_before_a_confirmation_do_not_count(station, report, lin, chen, by):
    report(lin)
    places.confirm_open(station, way="tap", by=by, now=MONDAY + timedelta(minutes=10))
    report(chen, now=MONDAY + timedelta(minutes=20))
    assert why(station, MONDAY + timedelta(minutes=20)) is Why.DOUBTED


def test_a_report_of_last_week_waits_for_no_second(station, report, lin, chen):
    report(lin)
    report(chen, now=MONDAY + timedelta(days=8))
    assert why(station, MONDAY + timedelta(days=8)) is Why.DOUBTED


def test_locked_outside_the_hours_is_no_trouble(station, report, lin):
    with pytest.raises(refusals.NotOpenNow):
        report(lin, now=at(23, 22))
    assert not Trouble.objects.exists()


def test_a_broken_microwave_says_which_and_closes_nothing(station, report, lin):
    trouble = report(lin, "broken", facility="microwave", detail="打不着火")
    assert (trouble.facility, why(station)) == ("microwave", Why.EXPECTED)
    assert report(lin, "broken", facility="charging").pk != trouble.pk


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"what": "ugly"}, refusals.UnknownWhat),
        ({"what": "broken", "facility": "sauna"}, refusals.UnknownFacility),
        ({"what": "broken", "detail": "长" * 201}, refusals.PlaceTooLong),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(report, lin, said, refusal):
    with pytest.raises(refusal):
        report(lin, **said)


def test_nobody_floods_the_operators(opened, report, lin):
    for number in range(20):
        report(lin, "empty", premises=opened(f"驿站{number}"))
    with pytest.raises(refusals.TooManyReports):
        report(lin, "empty", premises=opened("又一处"))


def test_who_keeps_it_is_told_and_told_when_it_is_taken_off(station, report, lin, chen, qian, by):
    places.add_keeper(station, qian, by=by, now=MONDAY)
    report(lin)
    report(chen)
    told = list(Notice.objects.filter(person=qian).order_by("pk").values_list("template", flat=True))
    assert told == ["places.reported", "places.found_locked"]
    assert {one.address for one in Notice.objects.all()} == {reverse("faces:kept-one", args=[station.pk])}
    assert not Notice.objects.exclude(person=qian).exists()


def test_without_a_keeper_the_operator_of_the_union_is_told(station, report, lin, wu, works, by):
    from gonghui.primitives.people import actions as people
    from gonghui.primitives.people.models import Role

    people.appoint(wu, works, Role.OPERATOR, by=by, now=at(1, 8))
    report(lin)
    assert Notice.objects.get().person == wu


def test_an_answer_is_given_once_and_told_to_whoever_asked(station, report, lin, by):
    trouble = report(lin, "broken")
    places.answer_trouble(trouble, "mended", says="换了新的", by=by, now=MONDAY + timedelta(hours=2))
    assert "已处理好" in Notice.objects.get(person=lin).text
    with pytest.raises(refusals.AlreadyAnswered):
        places.answer_trouble(trouble, "unfounded", by=by, now=MONDAY + timedelta(hours=3))
    assert Trouble.objects.get().answer == "mended"
    assert Entry.objects.filter(act="places.answer_trouble").count() == 1


def test_an_answer_that_is_none_is_refused(report, lin, by):
    with pytest.raises(refusals.UnknownAnswer):
        places.answer_trouble(report(lin), "maybe", by=by, now=MONDAY)


def test_an_answer_from_a_chair_opens_no_door(station, report, lin, chen, by):
    for trouble in (report(lin), report(chen)):
        places.answer_trouble(trouble, "mended", by=by, now=MONDAY)
    assert why(station) is Why.LOCKED


def test_what_is_overdue_stands_first(station, report, lin, chen):
    early, late = report(lin, "broken"), report(chen, "empty", now=MONDAY + timedelta(hours=3))
    assert list(Trouble.objects.open().by_clock()) == [early, late]
    assert list(Trouble.objects.overdue(MONDAY + timedelta(hours=25))) == [early]


@pytest.mark.parametrize(
    ("reports", "locked"),
    [
        ([], False),
        ([("a", 0)], False),
        ([("a", 0), ("a", 59)], False),
        ([("a", 0), ("a", 60)], True),
        ([("a", 0), ("b", 0)], True),
    ],
)
def test_the_rule_of_two(reports, locked):
    assert rules.found_locked((who, MONDAY + timedelta(minutes=minutes)) for who, minutes in reports) is locked
