"""A seat from the plan to the door: chosen, taken, come to, left, given back; and the code that hangs there."""

from datetime import timedelta

import pytest
from django.utils.dateparse import parse_datetime

from gonghui.kernel.hours import Week
from gonghui.kernel.window import Window
from gonghui.primitives.hours.models import Booking
from gonghui.primitives.places import actions as places
from gonghui.services.reading import actions as reading
from gonghui.services.reading.models import Seat, SeatBooking, Visit

from .conftest import key_of, refusal, said, to

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def take(client, seat, starts, ends, number=1, **more):
    fields = {"starts": starts.isoformat(), "ends": ends.isoformat(), "key": key_of(number)}
    return client.post(to(":booking", seat), fields | more)


@pytest.fixture
def booked(seat, lin, by, now):
    """Lin's seat from 10:15 to 12:15."""
    window = Window(now + HOUR / 4, now + HOUR / 4 + 2 * HOUR)
    return reading.book_seat(seat, lin, window, key="k", by=by, now=now)


# The plan


def plan(client, premises, **asked):
    return client.get(to(":seats", premises), asked).context


def test_the_next_half_hour_is_offered_for_two_hours(library, hall, browser_of, now):
    shown = plan(browser_of(), library.premises)
    assert (shown["times"].window.starts, shown["times"].window.ends) == (now, now + 2 * HOUR)
    assert (shown["shown"].free, len(shown["shown"].squares)) == (6, 6)


def test_what_is_asked_for_is_shown_and_what_cannot_be_is_not(library, hall, browser_of, now):
    client, tomorrow = browser_of(), (now + DAY).date()
    shown = plan(client, library.premises, day=tomorrow.isoformat(), start="14:30", hours="3")["times"]
    assert shown.window == Window(parse_datetime("2026-05-21T14:30+08:00"), parse_datetime("2026-05-21T17:30+08:00"))
    for asked in ({"day": "2026-06-30"}, {"day": "gestern", "start": "3:07", "hours": "99"}, {"hours": "-1"}):
        assert plan(client, library.premises, **asked)["times"].window == Window(now, now + 2 * HOUR)


def test_after_hours_the_first_open_day_is_offered(library, hall, browser_of, set_clock, now):
    client = browser_of()
    set_clock(now.replace(hour=22))
    assert plan(client, library.premises)["times"].window.starts == parse_datetime("2026-05-21T09:00+08:00")
    shown = client.get(to(":seats", library.premises) + "?day=2026-05-20")
    assert "这天不开放" in said(shown)


def test_a_room_that_keeps_the_calendar_offers_nothing_on_a_holiday(library, hall, browser_of, by, now):
    places.revise(library.premises, by_calendar=True, by=by, now=now)
    places.set_hours(library.premises, Week.daily("9:00-21:00", days=range(7)), by=by, now=now)
    places.set_calendar_day((now + DAY).date(), as_weekday=None, name="假日", source="通知", by=by, now=now)
    client = browser_of()
    assert plan(client, library.premises, day="2026-05-21")["times"].starts == []
    assert plan(client, library.premises, day="2026-05-22")["times"].starts != []


def test_taken_seats_are_no_links_and_my_own_is_named(library, booked, lin, chen, browser_of):
    mine, others = (browser_of(who).get(to(":seats", library.premises) + "?start=10:30") for who in (lin, chen))
    assert (mine.context["shown"].free, others.context["shown"].free) == (5, 5)
    assert "A1 我的" in said(mine)
    assert "A1 有人" in said(others)


def test_a_chosen_seat_has_the_button_a_taken_one_has_not(library, hall, booked, chen, browser_of):
    client, free = browser_of(chen), Seat.objects.get(label="A2")

    def button(seat):
        return f"订 {seat.label} 号座位" in said(
            client.get(to(":seats", library.premises), {"start": "10:30", "seat": seat.pk})
        )

    assert button(free)
    assert not button(booked.seat)
    page = said(browser_of().get(to(":seats", library.premises), {"seat": free.pk}))
    assert "登录后订座" in page


def test_a_room_without_a_plan_says_to_come_as_one_is(bank, browser_of):
    assert "可以直接来，随便坐" in said(browser_of().get(to(":seats", bank.premises)))


# Taking


def test_a_double_click_takes_one_seat(seat, lin, browser_of, now):
    client = browser_of(lin)
    for _click in range(2):
        answer = take(client, seat, now, now + HOUR)
        assert (answer.status_code, answer.headers["Location"]) == (303, to(":mine"))
    assert SeatBooking.objects.get().booking.window == Window(now, now + HOUR)


def test_a_seat_that_was_taken_meanwhile_is_said_on_the_plan(booked, chen, browser_of, now):
    answer = take(browser_of(chen), booked.seat, now + HOUR, now + 2 * HOUR)
    assert refusal(answer) == (409, "admission.hours_taken")
    assert "选座位" in said(answer)
    assert SeatBooking.objects.count() == 1


@pytest.mark.parametrize(
    "moment", ["", "morgen", "2026-05-20T10:00", "2026-02-30T10:00+08:00", "9999-12-31T23:00+00:00", "1" * 80]
)
def test_a_time_that_cannot_be_read_is_refused(moment, seat, lin, browser_of, now):
    fields = {"starts": moment, "ends": (now + HOUR).isoformat(), "key": key_of(1)}
    assert refusal(browser_of(lin).post(to(":booking", seat), fields)) == (422, "reading.unreadable_time")
    assert not Booking.objects.exists()


def test_a_time_that_ends_before_it_begins_is_refused(seat, lin, browser_of, now):
    status, code = refusal(take(browser_of(lin), seat, now + HOUR, now))
    assert (status, code) == (422, "window.ends_before_it_starts")


def test_a_form_without_its_key_takes_nothing(seat, lin, browser_of, now):
    assert refusal(take(browser_of(lin), seat, now, now + HOUR, key="")) == (422, "faces.form_key")
    assert not Booking.objects.exists()


def test_the_hours_of_the_hall_count_and_not_those_of_the_house(hall, seat, lin, browser_of, by, now):
    places.set_room_hours(hall, Week.daily("9:00-11:00"), by=by, now=now)
    client = browser_of(lin)
    assert refusal(take(client, seat, now, now + 2 * HOUR)) == (409, "reading.room_not_open")
    assert take(client, seat, now, now + HOUR, number=2).status_code == 303


def test_a_seat_that_left_the_plan_is_gone(hall, seat, lin, browser_of, by, now):
    reading.draw_plan(hall, ".DD", by=by, now=now)
    assert refusal(take(browser_of(lin), seat, now, now + HOUR)) == (410, "reading.seat_closed")
    reading.draw_plan(hall, "DDD", by=by, now=now)
    assert take(browser_of(lin), seat, now, now + HOUR).status_code == 303
    assert Seat.objects.filter(label="A1").count() == 1, "drawn again it is the same seat"


# Coming and going


def test_coming_and_leaving_by_the_buttons(booked, lin, browser_of, set_clock, now):
    client = browser_of(lin)
    assert "我到了，签到" in said(client.get(to(":mine")))
    code = {"code": booked.premises.code[:3] + "-" + booked.premises.code[3:].lower()}
    assert client.post(to(":arrival", booked), code).status_code == 303
    assert "离座" in said(client.get(to(":mine")))
    assert refusal(client.post(to(":release", booked)))[0] == 409, "who came cannot have stayed away"
    set_clock(now + HOUR)
    assert client.post(to(":leaving", booked)).status_code == 303
    booked.booking.refresh_from_db()
    assert (booked.booking.arrived_at, booked.booking.left_at) == (now, now + HOUR)
    assert "现在没有借书，也没有订座" in said(client.get(to(":mine")))


def test_too_early_is_said_with_how_early_one_may(seat, lin, browser_of, by, now):
    late = reading.book_seat(seat, lin, Window(now + HOUR, now + 2 * HOUR), key="k", by=by, now=now)
    answer = browser_of(lin).post(to(":arrival", late), {"code": late.premises.code})
    assert refusal(answer) == (409, "reading.not_yet_time")
    assert "提前 15 分钟以内可以签到" in said(answer)
    assert not Visit.objects.exists()


@pytest.mark.parametrize("code", ["", "gibberish", "K7M2PX9QR4", None])
def test_nobody_signs_in_from_the_sofa(code, bank, booked, lin, browser_of, now):
    shown = {"code": bank.premises.code if code is None else code}
    assert refusal(browser_of(lin).post(to(":arrival", booked), shown)) == (409, "reading.wrong_room_code")
    assert not Visit.objects.exists()
    reading.work_reading(now + timedelta(minutes=31))
    booked.booking.refresh_from_db()
    assert booked.booking.release_reason == "no_show", "the seat goes to others by the published rule"


def test_no_page_for_readers_says_the_code_of_a_room(library, hall, booked, dream, lin, browser_of):
    client, room = browser_of(lin), library.premises
    for page in (":home", ":search", ":mine"):
        assert room.code not in client.get(to(page) + "?q=hlm").content.decode()
    for page, thing in ((":room", room), (":seats", room), (":title", dream.title), (":proposal", room)):
        assert room.code not in client.get(to(page, thing)).content.decode()


def test_the_desk_signs_a_reader_in(library, bank, booked, wu, librarian, browser_of, set_clock, now):
    desk = browser_of(wu)
    assert "签到" in said(desk.get(to("-counter:seats", library)))
    act = to("-counter:receive", library, booked)
    assert browser_of(librarian).post(act).status_code == 404, "another room's keeper does not"
    assert desk.post(to("-counter:receive", bank, booked)).status_code == 404
    assert desk.post(act).status_code == 303
    booked.booking.refresh_from_db()
    assert booked.booking.arrived_at == now


def test_a_seat_booked_in_the_running_quarter_lapses_counted_from_the_booking(seat, lin, by, now):
    late = now + timedelta(minutes=14)
    booked = reading.book_seat(seat, lin, Window(now, now + HOUR), key="k", by=by, now=late)
    assert reading.work_reading(late + timedelta(minutes=14)) == 0
    assert reading.work_reading(late + timedelta(minutes=15)) == 1
    booked.booking.refresh_from_db()
    assert booked.booking.release_reason == "no_show"


def test_who_never_came_cannot_leave(booked, lin, browser_of):
    assert refusal(browser_of(lin).post(to(":leaving", booked)))[0] == 409
    booked.booking.refresh_from_db()
    assert booked.booking.left_at is None


def test_a_seat_given_back_is_on_the_plan_again(library, booked, lin, chen, browser_of):
    assert browser_of(lin).post(to(":release", booked)).status_code == 303
    assert plan(browser_of(chen), library.premises, start="10:30")["shown"].free == 6
    assert refusal(browser_of(lin).post(to(":arrival", booked), {"code": booked.premises.code}))[0] in (409, 410)


@pytest.mark.parametrize("act", ["arrival", "leaving", "release"])
def test_nobody_moves_anothers_seat(act, booked, chen, browser_of):
    assert browser_of(chen).post(to(f":{act}", booked)).status_code == 404
    booked.booking.refresh_from_db()
    assert (booked.booking.arrived_at, booked.booking.released_at) == (None, None)


# The code at the door


def test_the_code_at_the_door_brings_to_the_seat(library, booked, lin, browser_of):
    client, door = browser_of(lin), to(":here", library.premises.code)
    assert "签到入座" in said(client.get(door))
    answer = client.post(door)
    assert answer.headers["Location"] == to(":mine")
    assert "已签到：A1号座位" in said(client.get(to(":mine")))
    assert Visit.objects.get().way == "seat"


def test_who_has_no_seat_is_counted_once_a_day_and_not_named(library, chen, browser_of, set_clock, now):
    client, door = browser_of(chen), to(":here", library.premises.code)
    assert "没有订座也可以进来看书" in said(client.get(door))
    for _scan in range(3):
        assert client.post(door).headers["Location"] == to(":room", library.premises)
    assert Visit.objects.count() == 1
    assert str(chen.pk) not in str(Visit.objects.values().get())
    set_clock(now + DAY)
    client.post(door)
    assert Visit.objects.count() == 2


def test_a_code_of_no_room_opens_nothing(bank, lin, browser_of, by, now):
    client = browser_of(lin)
    assert client.get(to(":here", "NOSUCHCODE")).status_code == 404
    places.close_premises(bank.premises, reason="搬迁", by=by, now=now)
    assert client.post(to(":here", bank.premises.code)).status_code == 404
    assert not Visit.objects.exists()


def test_what_waits_for_the_worker_says_why_in_the_inbox(booked, lin, now):
    reading.work_reading(now + HOUR / 2)
    notice = lin.notices.get()
    assert "15分钟内没有签到" in notice.text
    assert notice.title.startswith("座位已让出：A1")
