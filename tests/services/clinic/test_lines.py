"""Who stands in lines: told when the day is called off, out of all of them with a place, in their order; and who
manages or measures where."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gonghui.primitives.admission.models import Place, Waiter
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.services.clinic import actions, refusals
from gonghui.services.clinic.models import Day, Slot

from .conftest import HOUR

pytestmark = pytest.mark.django_db


def page(response):
    return response.content.decode()


@pytest.fixture
def wait(slots, as_, now):
    return lambda person, nth=0: actions.wait(slots[nth], person, by=as_(person), now=now)


@pytest.fixture
def full(take, chen, enrol, works):
    """Two slots without a free place: Lin and Chen have the first."""
    take()
    take(chen)
    for n in range(2):
        take(enrol("马师傅", 411 + n, works), nth=1)


def test_who_waits_is_told_that_the_day_is_called_off_and_each_once(full, wait, su, qian, lin, day, by, now):
    wait(su)
    wait(su, 1)
    wait(qian, 1)
    actions.call_off(day, "医生有急诊", by=by, now=now)
    told = Notice.objects.filter(title__startswith="义诊取消", text__contains="医生有急诊")
    assert told.count() == 6  # four with a place, two in lines
    assert {told.filter(person=one).count() for one in (lin, su, qian)} == {1}
    assert not Waiter.objects.live().exists()
    assert not Matter.objects.filter(key__startswith="clinic.").exists()
    actions.call_off(day, "又说一次", by=by, now=now)
    assert told.count() == 6
    assert Day.objects.get().called_off_because == "医生有急诊"


def test_who_gets_a_place_stands_in_no_other_line_of_the_day(full, wait, su, lin, as_, now):
    wait(su)
    wait(su, 1)
    assert Matter.objects.filter(key="clinic.line", person=su).count() == 2
    actions.give_back(Place.objects.get(holder=lin), by=as_(lin), now=now)
    assert Place.objects.live().filter(holder=su).exists()
    assert not Matter.objects.filter(key="clinic.line", person=su).exists()
    assert not Waiter.objects.live().exists()


def test_who_found_another_slot_is_passed_over(full, wait, take, su, qian, lin, as_, now):
    wait(su)
    wait(qian)
    take(su, nth=2)
    actions.give_back(Place.objects.get(holder=lin), by=as_(lin), now=now)
    assert Place.objects.live().get(holder=su).pool.clinic_slot.starts > Slot.objects.earliest("starts").starts
    assert Place.objects.live().filter(holder=qian).exists()


def test_who_waits_again_keeps_their_turn(full, wait, su, qian):
    first = wait(su)
    wait(qian)
    assert wait(su).number == first.number
    assert Waiter.objects.live().count() == 2


def test_what_has_begun_is_not_called_off(day, by):
    with pytest.raises(refusals.Begun):
        actions.call_off(day, "医生有急诊", by=by, now=day.starts)
    assert Day.objects.get().called_off_at is None


def test_on_a_day_that_was_called_off_nobody_waits_or_gives_back_anew(full, take, su, lin, day, slots, as_, by, now):
    place = Place.objects.get(holder=lin)
    actions.call_off(day, "医生有急诊", by=by, now=now)
    later = Slot.objects.for_page().get(pk=slots[0].pk)
    with pytest.raises(refusals.CalledOff):
        actions.wait(later, su, by=as_(su), now=now)
    place.refresh_from_db()
    actions.give_back(place, by=as_(lin), now=now)
    with pytest.raises(refusals.TicketGone):
        actions.receive(place, by=by, now=now)


@pytest.mark.parametrize(("hours", "open_"), [(-13, False), (-11, True), (0, True), (12, True), (14, False)])
def test_a_desk_is_open_twelve_hours_around_its_day(browser, wu, day, monkeypatch, hours, open_):
    moment = day.starts + hours * HOUR  # it lasts an hour
    window = browser(wu)
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: moment)
    assert window.get(reverse("clinic-counter:desk", args=[day.pk])).status_code == (200 if open_ else 404)


def test_a_desk_of_another_city_and_the_code_of_another_day_measure_nobody(
    browser, take, enrol, datong, wu, day, taiyuan, wish, by, now, monkeypatch
):
    place = take()
    other = actions.plan(taiyuan, wish(title="另一场"), by=by, now=now)
    stranger = enrol("童守义", 415)
    people.appoint(stranger, datong, Role.OPERATOR, by=by, now=now)
    seats = browser(stranger), browser(wu)
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: day.starts)
    assert seats[0].get(reverse("clinic-counter:desk", args=[day.pk])).status_code == 404
    find = reverse("clinic-counter:find", args=[other.pk, place.pk])
    assert seats[1].post(find, {"systolic": "120"}).status_code == 404
    assert seats[1].post(reverse("clinic-counter:desk", args=[other.pk]), {"code": place.code}).status_code == 404


def test_an_officer_plans_only_at_their_own_premises(browser, enrol, datong, home, taiyuan, by, now):
    from .conftest import HOSPITAL

    neighbour = enrol("童干事", 416)
    people.appoint(neighbour, datong, Role.OFFICER, by=by, now=now)
    typed = HOSPITAL | {
        "union": str(taiyuan.pk), "title": "义诊", "premises": str(home.pk), "window_starts": "2026-05-21T09:00",
        "window_ends": "2026-05-21T11:00", "minutes": "20", "places": "4", "measures": ["systolic"],
        "key": "0190a0a0-0000-7000-8000-000000000032",
    }  # fmt: skip
    assert browser(neighbour).post(reverse("clinic-console:new"), typed).status_code == 422
    assert not Day.objects.exists()


def test_the_page_of_a_day_and_the_round_of_reminders_ask_no_more_for_more_slots(browser, taiyuan, wish, lin, by, now):
    def queries(minutes):
        made = actions.plan(taiyuan, wish(minutes=minutes), by=by, now=now)
        window = browser(lin)
        with CaptureQueriesContext(connection) as asked:
            assert window.get(reverse("clinic:day", args=[made.pk])).status_code == 200
        return len(asked)

    assert queries(60) == queries(5)


def test_nobody_is_reminded_of_a_day_that_was_called_off(take, day, slots, by, now):
    take()
    actions.call_off(day, "医生有急诊", by=by, now=now)
    assert actions.work(slots[0].starts - timedelta(hours=6)) == 0
    assert not Notice.objects.filter(title__startswith="快到义诊时间").exists()
