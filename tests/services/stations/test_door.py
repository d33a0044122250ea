"""The page behind the QR at a door: in and out without an app, by a code, by the keeper's hand."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.kernel.codes import shown
from gonghui.primitives import clock
from gonghui.primitives.notices.models import Delivery
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Sign
from gonghui.primitives.presence import actions as presence
from gonghui.primitives.presence.models import Attendance
from gonghui.services.stations import actions
from gonghui.services.stations.actions import visits
from gonghui.services.stations.models import EntryCode

from .conftest import key, refusal, text

NIGHT = timedelta(hours=13)


def door(station, name="door"):
    return reverse(f"stations:{name}", args=[station.code])


def inside(station):
    return presence.inside([station.pk])[station.pk].inside


def come_in(phone, station, number=1, trade="rider"):
    return phone.post(door(station, "enter"), {"trade": trade, "key": key(number)}, follow=True)


@pytest.fixture
def phone(browser_of):
    """A browser of nobody."""
    return browser_of()


@pytest.fixture
def digits(station, phone, monkeypatch):
    """What the SMS says that the door's page was asked for."""
    monkeypatch.setattr(visits.secrets, "randbelow", lambda _most: 42)
    phone.post(door(station, "send-code"), {"mobile": "19900000101", "trade": "courier"})
    return "000042"


def test_a_visitor_reads_how_full_it_is_and_comes_in_without_signing_in(phone, station):
    assert "还能进的人数；里面 0 人，最多 3 人" in text(phone.get(door(station)))
    page = text(come_in(phone, station))
    assert "10:00 进门" in page
    assert "里面 1 人，最多 3 人" in page
    assert inside(station) == 1


def test_the_plate_s_code_is_read_with_its_dashes_and_in_small_letters(phone, station):
    typed = reverse("stations:door", args=[shown(station.code).lower()])
    assert station.name in text(phone.get(typed))


@pytest.mark.parametrize("code", ["K7M2PX9Q", "nothing", "0" * 40])
def test_a_code_of_no_station_is_said_to_be_of_none(phone, station, code):
    assert refusal(phone.get(reverse("stations:door", args=[code]))) == (404, "stations.no_such_station")


def test_the_door_of_other_premises_is_none_of_ours(phone, taiyuan, facts, by, now):
    hub = places.open_premises(union=taiyuan, kind="hub", by=by, now=now, **facts)
    assert phone.get(door(hub)).status_code == 404


def test_without_a_trade_nobody_is_counted_and_the_page_asks_again(phone, station):
    for trade in ("", "astronaut"):
        assert refusal(come_in(phone, station, trade=trade)) == (422, "stations.bad_trade")
    assert inside(station) == 0
    assert not Attendance.objects.exists()


def test_a_form_without_its_key_counts_nobody(phone, station):
    assert phone.post(door(station, "enter"), {"trade": "rider"}).status_code == 422
    assert inside(station) == 0


def test_whoever_leaves_makes_room_and_is_told_goodbye(phone, station):
    come_in(phone, station)
    page = text(phone.post(door(station, "leave"), follow=True))
    assert "慢走" in page
    assert "进门</button>" in page, "the same phone may come in again"
    assert inside(station) == 0
    come_in(phone, station, 2)
    assert inside(station) == 1


def test_two_phones_are_two_people_and_each_leaves_for_itself(browser_of, station):
    first, second = browser_of(), browser_of()
    come_in(first, station, 1)
    come_in(second, station, 2)
    first.post(door(station, "leave"))
    assert inside(station) == 1
    assert "10:00 进门" in text(second.get(door(station)))


def test_a_phone_that_is_not_in_cannot_leave(browser_of, phone, station):
    come_in(phone, station)
    assert refusal(browser_of().post(door(station, "leave"))) == (404, "stations.no_visit")
    assert inside(station) == 1


def test_one_phone_is_in_two_places_and_knows_which_it_left(phone, station, home):
    come_in(phone, station, 1)
    come_in(phone, home, 2, trade="truck")
    phone.post(door(home, "leave"))
    assert (inside(station), inside(home)) == (1, 0)
    assert "10:00 进门" in text(phone.get(door(station)))


def test_at_night_the_page_says_when_it_opens_and_lets_nobody_in(phone, station, now, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: now + NIGHT)
    answer = come_in(phone, station)
    assert refusal(answer) == (409, "stations.shut_now")
    assert "8" in answer.context["refusal"].mend
    assert 'id="enter"' not in text(phone.get(door(station))), "what would be refused is not offered"
    assert inside(station) == 0


def test_the_fourth_of_three_is_told_that_it_is_full(browser_of, station):
    for number in range(1, 4):
        come_in(browser_of(), station, number)
    answer = come_in(browser_of(), station, 4)
    assert answer.status_code == 409
    assert "里面 3 人，最多 3 人" in text(answer)
    assert 'id="enter"' not in text(answer)
    assert inside(station) == 3


def test_what_others_found_locked_may_be_entered_by_who_stands_there(phone, station, lin, chen, by, now):
    for person in (lin, chen):
        places.report_trouble(station, "locked", person=person, by=by, now=now)
    come_in(phone, station)
    assert inside(station) == 1
    assert Sign.objects.filter(premises=station, way="visit", is_open=True).exists()


def test_a_code_by_sms_opens_the_door_once(phone, station, digits):
    assert Delivery.objects.filter(template="stations.entry_code").count() == 1
    answer = phone.post(door(station, "enter-by-code"), {"digits": digits}, follow=True)
    assert "10:00 进门" in text(answer)
    again = phone.post(door(station, "enter-by-code"), {"digits": digits}, follow=True)
    assert again.status_code == 200, "of a double click the second hears no no"
    assert "10:00 进门" in text(again)
    assert refusal(Client().post(door(station, "enter-by-code"), {"digits": digits})) == (
        422,
        "stations.wrong_entry_code",
    )
    assert inside(station) == 1
    assert list(Attendance.objects.values_list("group", "came")) == [("courier", 1)]


def test_a_code_is_read_with_its_gaps(phone, station, digits):
    phone.post(door(station, "enter-by-code"), {"digits": f" {digits[:3]} {digits[3:]} "})
    assert inside(station) == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"mobile": "19900000101", "trade": ""}, "stations.bad_trade"),
        ({"mobile": "12", "trade": "rider"}, "mobile.length"),
        ({"mobile": "", "trade": "rider"}, "mobile.missing"),
    ],
)
def test_without_a_number_or_a_trade_no_code_is_sent(phone, station, said, code):
    assert refusal(phone.post(door(station, "send-code"), said)) == (422, code)
    assert not EntryCode.objects.exists()
    assert not Delivery.objects.exists()


def test_no_code_is_sent_for_a_door_that_is_shut(phone, station, now, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: now + NIGHT)
    answer = phone.post(door(station, "send-code"), {"mobile": "19900000101", "trade": "rider"})
    assert refusal(answer) == (409, "stations.shut_now")
    assert not Delivery.objects.exists()


def test_the_keeper_lets_in_reads_a_code_and_sees_out(browser_of, keeper, station, digits):
    desk = browser_of(keeper)

    def act(name, said=None):
        return desk.post(reverse(f"stations-counter:{name}", args=[station.pk]), said or {}, follow=True)

    assert "请进" in text(act("let-in", {"trade": "sanitation", "key": key(9)}))
    act("let-in", {"trade": "sanitation", "key": key(9)})
    assert inside(station) == 1, "the same press counts once"
    assert "码对，请进" in text(act("enter-by-code", {"code": digits}))
    assert "快递员 1、环卫工人 1" in " ".join(text(act("see-out", {"key": key(10)})).split())
    act("see-out", {"key": key(10)})
    assert inside(station) == 1, "nor does the same press see two out"
    assert refusal(act("enter-by-code", {"code": digits})) == (422, "stations.wrong_entry_code")


def test_the_keeper_cannot_see_out_whom_nobody_saw_in(browser_of, keeper, station):
    answer = browser_of(keeper).post(reverse("stations-counter:see-out", args=[station.pk]), {"key": key()})
    assert answer.status_code == 409
    assert inside(station) == 0


def test_at_closing_time_the_phone_forgets_that_it_was_in(phone, station, now, monkeypatch):
    come_in(phone, station)
    later = now + NIGHT
    actions.work_stations(later)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "10:00 进门" not in text(phone.get(door(station)))
    phone.post(door(station, "leave"))
    assert inside(station) == 0
