"""What a driver does from the page of a truckers' home: a bed by the hour, a shower in turn; and the desk's part."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from gonghui.kernel.codes import shown
from gonghui.kernel.hours import Week
from gonghui.kernel.window import Window
from gonghui.primitives import clock
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.lending.models import Turn
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.permissions import offices_of
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Room
from gonghui.services.stations import actions, refusals
from gonghui.services.stations.models import Amenity, Stay, Use
from gonghui.services.stations.pages import cards

from .conftest import key, refusal, text

NIGHT = "2026-05-20T20:00"
PAGE = "stations:station"
DAY = timedelta(days=1)


@pytest.fixture
def book(browser_of, home):
    """Books as the form of the page does: `book(lin, starts=…)`."""

    def booked(person, number=1, **changed):
        said = {"kind": "bed", "starts": NIGHT, "hours": "8", "key": key(number)} | changed
        return browser_of(person).post(reverse("stations:book", args=[home.pk]), said, follow=True)

    return booked


@pytest.fixture
def at_line(browser_of, home):
    """Acts on the line for showers: `at_line(lin, "queue", "shower")`."""

    def acted(person, name, what, number=1):
        url = reverse(f"stations:{name}", args=[home.pk, what])
        return browser_of(person).post(url, {"key": key(number)}, follow=True)

    return acted


@pytest.fixture
def desk(browser_of, keeper, home):
    """The keeper at the home's counter: `desk("check-in", stay)`."""

    def acted(name, *what, **said):
        url = reverse(f"stations-counter:{name}", args=[home.pk, *(each.pk for each in what)])
        return browser_of(keeper).post(url, said, follow=True)

    return acted


def seen(browser, name, *ids):
    return text(browser.get(reverse(name, args=ids)))


def test_a_booked_bed_is_a_receipt_with_its_code(book, lin, home):
    page = text(book(lin))
    stay = Stay.objects.get()
    assert "订好了" in page
    assert shown(stay.booking.code) in page
    assert home.address in page
    assert (stay.kind, stay.booking.holder, stay.booking.window.minutes) == ("bed", lin, 480)


def test_a_double_click_books_once_and_shows_the_same_receipt(book, lin):
    first, second = book(lin), book(lin)
    assert Stay.objects.count() == 1
    assert first.redirect_chain == second.redirect_chain
    assert notices.inbox(lin).count() == 1


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"starts": ""}, 422, "stations.empty_field"),
        ({"starts": "morgen"}, 422, "stations.empty_field"),
        ({"starts": "2026-13-40T10:00"}, 422, "stations.empty_field"),
        ({"starts": "0001-01-01T00:00"}, 422, "stations.empty_field"),
        ({"starts": "9999-12-31T23:45"}, 422, "stations.empty_field"),
        ({"hours": ""}, 422, "stations.empty_field"),
        ({"hours": "-2"}, 422, "stations.empty_field"),
        ({"hours": "8000"}, 422, "stations.empty_field"),
        ({"hours": "八"}, 422, "stations.empty_field"),
        ({"hours": "0"}, 422, "window.empty"),
        ({"hours": "25"}, 422, "stations.stay_too_long"),
        ({"starts": "2026-05-20T20:10"}, 422, "admission.not_a_quarter_hour"),
        ({"starts": "2026-05-20T09:00"}, 422, "admission.hours_past"),
        ({"kind": "sauna"}, 409, "stations.not_a_home"),
        ({"kind": "shower"}, 409, "stations.not_a_home"),
    ],
)
def test_what_cannot_be_booked_is_said_on_the_page_of_the_home(book, lin, home, said, status, code):
    answer = book(lin, **said)
    assert refusal(answer) == (status, code)
    assert home.name in text(answer)
    assert not Stay.objects.exists()


def test_the_quarter_hour_that_runs_may_be_booked_at_its_seventh_minute(book, lin, now, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=7))
    book(lin, starts="2026-05-20T10:00")
    assert Stay.objects.get().booking.starts == now


def test_the_form_offers_the_quarter_hour_that_comes(browser_of, home, lin, now, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=22))
    assert 'value="2026-05-20T10:30"' in seen(browser_of(lin), PAGE, home.pk)


def test_when_all_beds_are_taken_the_page_says_so_and_books_a_space(book, lin, chen, su):
    book(lin)
    book(chen, 2)
    assert refusal(book(su, 3)) == (409, "stations.all_taken")
    book(su, 4, kind="parking")
    assert Stay.objects.get(booking__holder=su).kind == "parking"


def test_a_visitor_is_asked_to_sign_in_before_anything_is_booked(browser_of, home):
    said = {"kind": "bed", "starts": NIGHT, "hours": "8", "key": key()}
    answer = browser_of().post(reverse("stations:book", args=[home.pk]), said)
    assert reverse("faces:sign-in") in answer["Location"]
    assert not Stay.objects.exists()


def test_a_bed_is_given_back_on_its_receipt_once(book, browser_of, lin, su):
    book(lin)
    stay = Stay.objects.get()
    mine = browser_of(lin)
    back = reverse("stations:release-stay", args=[stay.pk])
    assert browser_of(su).post(back).status_code == 404
    for _again in range(2):
        assert mine.post(back).status_code == 303
    stay.booking.refresh_from_db()
    assert stay.booking.released_at is not None
    page = seen(mine, "stations:stay", stay.pk)
    assert "已让出" in page
    assert "退订？" not in page
    assert Entry.objects.filter(act="stations.release_stay").count() == 1


def test_who_lies_in_it_cannot_give_it_back(book, browser_of, desk, lin):
    book(lin, starts="2026-05-20T10:00")
    stay = Stay.objects.get()
    assert "已入住" in text(desk("check-in", stay))
    answer = browser_of(lin).post(reverse("stations:release-stay", args=[stay.pk]))
    assert refusal(answer) == (409, "admission.booking_in_use")
    assert "已退房" in text(desk("check-out", stay))
    assert "已离开" in seen(browser_of(lin), "stations:stay", stay.pk)


def test_the_desk_sees_who_comes_with_a_masked_name_and_lets_nobody_out_who_is_not_in(
    book, desk, browser_of, keeper, home, lin
):
    book(lin, starts="2026-05-20T10:00")
    page = seen(browser_of(keeper), "stations-counter:desk", home.pk)
    assert "林**" in page
    assert lin.name not in page
    stay = Stay.objects.get()
    assert refusal(desk("check-out", stay)) == (409, "admission.not_arrived")
    for _again in range(2):
        desk("check-in", stay)
    acts = Entry.objects.filter(act__in=("stations.check_in", "stations.check_out"))
    assert [entry.act for entry in acts] == ["stations.check_in"]


def test_a_stay_of_another_home_is_not_checked_in_here(book, browser_of, keeper, station, lin):
    book(lin, starts="2026-05-20T10:00")
    url = reverse("stations-counter:check-in", args=[station.pk, Stay.objects.get().pk])
    assert browser_of(keeper).post(url).status_code == 404
    assert Stay.objects.get().booking.arrived_at is None


def test_a_driver_queues_is_called_showers_and_calls_the_next(at_line, browser_of, home, lin, chen):
    assert ">轮到你了<" in text(at_line(lin, "queue", "shower")), "one is free: nothing is waited for"
    assert "已排上队" in text(at_line(chen, "queue", "shower"))
    first, second = Turn.objects.order_by("number")
    assert (first.offered_until is None, second.offered_until is None) == (False, True)
    assert refusal(at_line(chen, "start-use", second.pk)) == (409, "admission.not_offered")
    assert "可以用了" in text(at_line(lin, "start-use", first.pk))
    use = Use.objects.get()
    assert refusal(at_line(chen, "finish-use", use.pk)) == (404, "stations.not_your_use")
    assert "用完了" in text(at_line(lin, "finish-use", use.pk))
    second.refresh_from_db()
    assert second.offered_until is not None
    assert notices.inbox(chen).first().template == "stations.turn"
    assert refusal(at_line(lin, "finish-use", use.pk)) == (404, "stations.not_your_use"), "it is over"


def test_whoever_stood_in_line_twice_stands_once(at_line, lin, chen):
    at_line(chen, "queue", "shower")
    for _again in range(2):
        at_line(lin, "queue", "shower")
    assert Turn.objects.of(lin).live().count() == 1


def test_nobody_leaves_the_line_for_another(at_line, lin, su):
    at_line(lin, "queue", "shower")
    turn = Turn.objects.get()
    for name in ("leave-queue", "start-use"):
        assert at_line(su, name, turn.pk).status_code == 404
    assert "已不排了" in text(at_line(lin, "leave-queue", turn.pk))
    assert not Turn.objects.live().exists()


def test_there_is_no_line_for_what_the_home_does_not_have(at_line, lin):
    for what in ("sauna", "bed"):
        assert at_line(lin, "queue", what).status_code == 404
    assert not Turn.objects.exists()


def test_the_page_says_how_long_a_driver_would_wait(browser_of, at_line, home, lin, chen, su):
    at_line(lin, "queue", "shower")
    at_line(chen, "queue", "shower")
    [line] = [
        one
        for one in browser_of(su).get(reverse(PAGE, args=[home.pk])).context["mine"].lines
        if one.rooms and one.amenity.kind == "shower"
    ]
    assert (line.free, line.waiting, line.minutes) == (0, 1, 40)


def test_the_desk_says_that_a_shower_is_free_and_the_next_is_called(at_line, desk, lin, chen):
    at_line(lin, "queue", "shower")
    at_line(lin, "start-use", Turn.objects.get().pk)
    at_line(chen, "queue", "shower")
    use = Use.objects.get()
    assert "已叫下一位" in text(desk("finish-use", use))
    assert Turn.objects.of(chen).get().offered_until is not None
    assert desk("finish-use", use).status_code == 404, "nobody has it any more"


def test_a_use_of_another_home_is_not_ended_here(at_line, browser_of, keeper, station, lin):
    at_line(lin, "queue", "shower")
    at_line(lin, "start-use", Turn.objects.get().pk)
    url = reverse("stations-counter:finish-use", args=[station.pk, Use.objects.get().pk])
    assert browser_of(keeper).post(url).status_code == 404
    assert Use.objects.running().exists()


def test_the_shower_that_is_overdue_is_marked_at_the_desk(at_line, browser_of, keeper, home, lin, now, monkeypatch):
    at_line(lin, "queue", "shower")
    at_line(lin, "start-use", Turn.objects.get().pk)
    assert "超时" not in seen(browser_of(keeper), "stations-counter:desk", home.pk)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=21))
    assert "超时" in seen(browser_of(keeper), "stations-counter:desk", home.pk)


def test_a_second_shower_halves_the_wait(home, lin, chen, by, now):
    actions.add_rooms(home, "shower", 1, minutes=30, wait_minutes=5, by=by, now=now)
    shower = Amenity.objects.select_related("premises").get(premises=home, kind="shower")
    assert (shower.minutes, shower.wait_minutes) == (30, 5), "the latest word on the line counts"
    for person in (lin, chen):
        assert actions.join_line(shower, person, key=str(person.pk), by=by, now=now).offered_until is not None


@pytest.fixture
def evening(home, by, now):
    """A home open from 8 to 22, at five to ten: Lin has the shower, Chen is next."""
    places.set_hours(home, Week.daily("8:00-22:00"), by=by, now=now)
    return now.replace(hour=21, minute=55)


def test_nobody_is_called_behind_a_shut_door_and_the_next_is_once_it_opens(evening, home, lin, chen, su, by):
    shower = Amenity.objects.get(premises=home, kind="shower")
    mine = actions.join_line(shower, lin, key="a", by=by, now=evening)
    assert mine.offered_until == evening.replace(hour=22, minute=0), "nobody is called to come after it shuts"
    waits = actions.join_line(shower, chen, key="b", by=by, now=evening)
    night = evening.replace(hour=23)
    assert actions.work_stations(night) == 1  # Lin did not come
    assert notices.inbox(lin).first().template == "stations.turn_missed"
    assert not notices.inbox(chen).exists()
    with pytest.raises(refusals.ShutNow):
        actions.join_line(shower, su, key="c", by=by, now=night)
    assert actions.join_line(shower, chen, key="b", by=by, now=night) == waits, "who stands in it keeps the turn"
    morning = evening + timedelta(hours=10, minutes=5)
    assert actions.work_stations(morning - timedelta(minutes=1)) == 0
    assert actions.work_stations(morning) == 1
    assert "08:10前到" in notices.inbox(chen).first().text


def test_a_use_that_ends_at_night_calls_nobody(evening, home, lin, chen, by):
    shower = Amenity.objects.get(premises=home, kind="shower")
    use = actions.start_use(actions.join_line(shower, lin, key="a", by=by, now=evening), by=by, now=evening)
    actions.join_line(shower, chen, key="b", by=by, now=evening)
    actions.finish_use(use, by=by, now=evening + timedelta(hours=6))
    assert not notices.inbox(chen).exists()


def test_giving_up_a_turn_again_is_written_down_once(home, lin, by, now):
    shower = Amenity.objects.get(premises=home, kind="shower")
    turn = actions.join_line(shower, lin, key="a", by=by, now=now)
    for _again in range(2):
        actions.leave_line(turn, by=by, now=now)
    assert Entry.objects.filter(act="stations.leave_line").count() == 1


def test_who_stands_in_line_at_a_home_that_is_given_up_is_told_and_stands_in_it_no_more(home, lin, chen, su, by, now):
    lines = {kind: Amenity.objects.get(premises=home, kind=kind) for kind in ("shower", "laundry")}
    for person in (lin, chen):
        actions.join_line(lines["shower"], person, key="a", by=by, now=now)
    actions.join_line(lines["laundry"], su, key="a", by=by, now=now)
    places.close_room(Room.objects.get(premises=home, kind="laundry"), by=by, now=now)
    assert actions.work_stations(now) == 1
    assert notices.inbox(su).first().template == "stations.line_closed"
    places.close_premises(home, reason="合同到期", by=by, now=now)
    assert actions.work_stations(now) == 2
    for person in (lin, chen):
        assert "不再提供" in notices.inbox(person).first().text
    assert not Turn.objects.live().exists()
    assert actions.work_stations(now) == 0


def test_a_home_that_is_given_up_calls_off_its_beds(book, home, lin, by, now):
    book(lin)
    places.close_premises(home, reason="合同到期", by=by, now=now)
    assert actions.work_stations(now) == 1
    booking = Stay.objects.get().booking
    assert (booking.released_at, booking.release_reason) == (now, "cancelled")
    assert notices.inbox(lin).first().template == "stations.stay_gone"
    assert actions.work_stations(now) == 0


def test_a_bed_that_is_taken_away_is_called_off_and_the_others_stand(book, lin, chen, by, now):
    book(lin)
    book(chen, 2)
    gone = Stay.objects.get(booking__holder=lin)
    places.close_room(gone.room, by=by, now=now)
    assert actions.work_stations(now) == 1
    assert {stay.booking.holder: stay.booking.released_at is None for stay in Stay.objects.all()} == {
        lin: False,
        chen: True,
    }


def test_an_officer_of_the_union_sees_on_a_persons_page_which_bed_they_have(book, browser_of, zhao, lin, home):
    book(lin)
    seen = text(browser_of(zhao).get(reverse("faces:person", args=[lin.pk])))
    assert "北环司机之家 床位01" in seen
    assert reverse("stations-console:station", args=[home.pk]) in seen
    assert "已入住" not in seen


def test_a_bed_of_anothers_union_is_not_on_the_page(book, lin, neighbour, now):
    book(lin)
    asked = SimpleNamespace(offices=offices_of(neighbour, now=now), now=now)
    assert cards.person_part(asked, lin).lines == []


def test_why_a_station_is_shut_is_read_in_the_readers_script(station, home, browser_of, keeper, by, now):
    for premises in (station, home):
        places.close_for(premises, Window(now - DAY, now + DAY), reason="装修", by=by, now=now)
    driver, at_desk = browser_of(), browser_of(keeper)
    for client in (driver, at_desk):
        client.cookies["django_language"] = "zh-hant"
    ours = [reverse("stations:home"), reverse(PAGE, args=[home.pk]), reverse("stations:door", args=[station.code])]
    pages = [driver.get(at) for at in ours] + [at_desk.get(reverse("stations-counter:desk", args=[home.pk]))]
    for page in pages:
        assert "裝修" in text(page)
        assert "装修" not in text(page)
