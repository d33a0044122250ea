"""What a page, the API and "free now" offer is what booking gives, quarter by quarter; nothing else is offered."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from gonghui.kernel.hours import Week
from gonghui.kernel.refusals import Refused
from gonghui.kernel.window import Window
from gonghui.primitives.places import actions as places
from gonghui.services.hub import actions, rules
from gonghui.services.hub.models import RoomBooking, RoomTerms
from gonghui.services.hub.pages import calendar_pages, room_page
from gonghui.services.hub.pages.availability import FREE
from gonghui.services.hub.pages.browse import free_now

from .conftest import DAY, HOUR, TODAY, TOMORROW, at, form, post, text

QUARTER = HOUR / 4


class Undone(Exception):
    """Thrown away, so that the next quarter hour is tried in the same world."""


@pytest.fixture
def given(book):
    """`given(room, lin, window)`: whether she would get it."""

    def tried(room, person, window, now):
        try:
            with transaction.atomic():
                book(room, person, window, now=now)
                raise Undone
        except Undone:
            return True
        except Refused:
            return False

    return tried


def offered(house, room, day, person, now):
    """The hours of the clock at which a quarter hour is drawn free."""
    page = calendar_pages.day_page(house, [room], day, person=person, now=now)
    return [at for cell in page.rows[0].cells if cell.what == FREE for at in clocks(cell.window, day)]


def clocks(window, day):
    midnight = at(0, day=(day - TODAY).days).starts
    return [(part.starts - midnight) / HOUR for part in window.split(15)]


@pytest.mark.parametrize(
    ("day", "minutes"), [(0, 0), (0, 128), (1, 0), (30, 0), (31, 0)], ids=["today", "noon", "tomorrow", "last", "far"]
)
def test_every_quarter_hour_that_is_drawn_free_is_given_and_no_other(
    house, make_room, lin, chen, book, given, by, now, day, minutes
):
    room, other = make_room("茶室", before=15, after=30), make_room("会议室")
    now, on = now + timedelta(minutes=minutes), TODAY + day * DAY
    if day <= 30:
        book(room, chen, at(10 if day == 30 else 14, day=day))  # the last day is a holiday, open until noon
        book(other, lin, at(9 if day == 30 else 18, day=day))
    places.close_for(
        room, Window(at(16, day=day).starts + QUARTER / 2, at(16.5, day=day).starts), reason="检修", by=by, now=now
    )
    hours = [quarter / 4 for quarter in range(8 * 4, 22 * 4)]
    got = [hour for hour in hours if given(room, lin, at(hour, QUARTER, day=day), now)]
    assert offered(house, room, on, lin, now) == got
    assert (not got) == (day == 31)


def test_eleven_after_a_booking_until_half_past_ten_is_not_offered_where_the_room_is_put_in_order(
    client_of, house, make_room, lin, chen, book
):
    room = make_room("茶室", after=45)
    book(room, chen, at(9, 1.5 * HOUR))
    page = text(client_of(lin).get(reverse("hub:room", args=[room.pk]), {"day": TOMORROW.isoformat()}))
    assert '<option value="11:00"' not in page.split('name="starts"')[1].split("</select>")[0]
    assert ">11:15–21:00<" in re.sub(r"\s+", "", page)


def test_the_form_offers_only_what_can_be_had_and_a_day_without_has_no_form(client_of, tea_room, lin, chen, book):
    book(tea_room, chen, at(9, 4 * HOUR))
    phone, address = client_of(lin), reverse("hub:room", args=[tea_room.pk])
    page = text(phone.get(address, {"day": TOMORROW.isoformat()}))
    starts, ends = (re.findall(r'value="(\d\d:\d\d)"', part) for part in page.split("<select")[1:3])
    assert (starts[0], starts[-1], ends[0], ends[-1]) == ("13:00", "20:45", "13:15", "21:00")
    assert 'type="date"' not in page, "the day is picked in the calendar, whose hours these are"
    far = text(phone.get(address, {"day": (TODAY + 31 * DAY).isoformat()}))
    assert "还不能订，最多提前 30 天" in far
    assert 'name="purpose"' not in far


def test_what_was_typed_stays_after_a_no_though_it_can_no_longer_be_had(client_of, tea_room, lin, chen, book):
    book(tea_room, chen, at(10))
    page = text(post(client_of(lin), "book", tea_room.pk, **form()))
    assert re.findall(r'<option value="(\d\d:\d\d)" selected>', page) == ["10:00", "11:00"]


def test_the_form_never_proposes_a_time_that_has_begun(client_of, tea_room, lin, now, clock_at):
    phone = client_of(lin)
    clock_at(now + timedelta(hours=1, minutes=48))
    for asked in ({}, {"from": "11:45"}):
        page = text(phone.get(reverse("hub:room", args=[tea_room.pk]), asked))
        assert re.findall(r'<option value="(\d\d:\d\d)" selected>', page) == ["12:00", "13:00"]


def test_the_form_proposes_no_longer_than_the_room_is_given(client_of, make_room, lin):
    room = make_room("电话间", longest_minutes=30)
    page = text(client_of(lin).get(reverse("hub:room", args=[room.pk]), {"day": TOMORROW.isoformat()}))
    assert re.findall(r'<option value="(\d\d:\d\d)" selected>', page) == ["09:00", "09:30"]


@pytest.fixture
def night_room(make_room, by, now):
    """Open from six in the evening until two."""
    room = make_room("夜读室")
    return places.set_room_hours(room, Week.daily("18:00-2:00"), by=by, now=now)


def test_an_evening_over_midnight_is_offered_typed_and_given(client_of, night_room, lin):
    phone = client_of(lin)
    page = text(phone.get(reverse("hub:room", args=[night_room.pk]), {"day": TOMORROW.isoformat(), "from": "23:00"}))
    assert '<option value="00:00" selected>24:00</option>' in page
    assert ">18:00–2:00<" in re.sub(r"\s+", "", page)
    assert post(phone, "book", night_room.pk, **form(starts="23:00", ends="01:30")).status_code == 303
    assert RoomBooking.objects.get().booking.window == at(23, 2.5 * HOUR)
    page = text(phone.get(reverse("hub:room", args=[night_room.pk]), {"day": TOMORROW.isoformat()}))
    assert re.findall(r">(?:24:00|次日 0[0-2]:\d\d)<", page) == [], "the rest of the night is hers"


def test_only_where_people_stay_over_midnight_an_end_before_the_start_is_tomorrows(
    client_of, tea_room, night_room, lin
):
    phone = client_of(lin)
    codes = [
        post(phone, "book", room.pk, **form(starts="14:00", ends="13:00")).context["refusal"].code
        for room in (tea_room, night_room)
    ]
    assert codes == ["window.ends_before_it_starts", "hub.too_long"]


def test_rooms_that_keep_other_hours_are_not_free_now_nor_those_being_put_in_order(
    house, make_room, night_room, lin, chen, book, by, now
):
    make_room("茶室")
    assert free_now([house], now)[house.pk] == 1
    places.add_room(house, kind="desk", name="没有规则的工位", by=by, now=now)
    kept = make_room("会议室", after=30)
    book(kept, chen, at(10.5, day=0))
    assert free_now([house], now)[house.pk] == 1, "its last quarter hour before the booking is for putting in order"


def test_after_the_houses_hours_only_rooms_open_longer_are_free_now(
    client_of, house, make_room, night_room, by, now, clock_at
):
    make_room("茶室")
    late = at(22, day=0).starts
    assert free_now([house], late)[house.pk] == 1
    phone = client_of(None)
    clock_at(late)
    assert "<b>1</b><span>间空着" in text(phone.get(reverse("hub:home")))
    places.close_for(house, Window(late, late + HOUR), reason="检修", by=by, now=now)
    assert free_now([house], late)[house.pk] == 0


def test_once_a_days_hours_are_over_the_pages_begin_with_the_next_day_that_is_open(
    client_of, house, tea_room, night_room, lin, by, now, clock_at
):
    places.set_hours(house, Week.parse(dict.fromkeys((0, 1, 2, 4), "9:00-21:00")), by=by, now=now)
    phone = client_of(lin)
    addresses = [
        reverse("hub:house", args=[house.pk]),
        *(reverse("hub:room", args=[r.pk]) for r in (tea_room, night_room)),
    ]

    def days():
        pages = [phone.get(address) for address in addresses]
        return [pages[0].context["day"], *(page.context["page"].day for page in pages[1:])]

    assert days() == [TODAY] * 3
    clock_at(at(21, day=0).starts)  # Wednesday; Thursday is no day of the house
    assert days() == [TODAY + 2 * DAY, TODAY + 2 * DAY, TODAY]
    asked = phone.get(addresses[1], {"day": TODAY.isoformat()})
    assert asked.context["page"].day == TODAY, "who asks for a day is shown it"


def test_the_wall_calendar_is_full_where_nothing_can_be_had_and_grey_beyond_the_last_day(
    house, make_room, chen, book, now
):
    room = make_room("茶室", before=240, after=240)
    book(room, chen, at(15))
    [(_room, days)] = calendar_pages.room_month(room, TODAY, person=None, now=now).rows
    levels = {day.day.day: day.level for day in days}
    assert (levels[19], levels[20], levels[21], levels[22]) == (5, 0, 4, 0)
    [(_room, june)] = calendar_pages.room_month(room, TODAY + 30 * DAY, person=None, now=now).rows
    assert [june[18].level, june[19].level] == [0, 5]


def test_a_closure_of_a_year_costs_no_more_than_one_of_a_day(house, tea_room, by, now, monkeypatch):
    from gonghui.services.hub.pages import availability

    drawn, quarters = [], availability.quarters
    monkeypatch.setattr(availability, "quarters", lambda window: drawn.append(window) or quarters(window))
    places.close_for(house, Window(now, now + 365 * DAY), reason="改建", by=by, now=now)
    calendar_pages.day_page(house, [tea_room], TOMORROW, person=None, now=now)
    assert max(window.minutes for window in drawn) <= 24 * 60


def test_a_series_is_shown_with_what_the_asker_has_elsewhere_and_what_the_room_cannot_do(
    client_of, tea_room, make_room, lin, book
):
    book(make_room("会议室"), lin, at(10, day=8))
    phone = client_of(lin)
    shown = post(phone, "book", tea_room.pk, **form(every="7", times="3"))
    assert [bool(date.says) for date in shown.context["dates"]] == [False, True, False]
    assert "3 次里有 2 次空着" in text(shown)
    too_many = post(phone, "book", tea_room.pk, **form(every="7", times="3", people="99"))
    assert too_many.context["refusal"].code == "hub.too_many"


def test_dates_of_a_series_that_lie_over_one_another_are_shown_as_they_are_given(make_room, lin, chen, book, by, now):
    room = make_room("展厅", after=60, longest_minutes=2 * 24 * 60)
    places.set_room_hours(room, Week.daily("0:00-24:00"), by=by, now=now)
    book(room, chen, at(14, day=5))
    first, wish = at(12, 24 * HOUR), rules.RoomWish("布展")
    asked = {"every_days": 1, "times": 6, "now": now}
    shown = room_page.dates_asked(room, lin, first, wish, **asked)
    made = actions.book_series(room, lin, first, wish, key="k", by=by, **asked)
    assert [not date.says for date in shown] == [True, False, True, False, False, True]
    assert [not date["says"] for date in made.asked] == [not date.says for date in shown]


def test_each_date_of_a_series_waits_for_its_own_answer(reception, lin, by, now):
    wish = rules.RoomWish("读书会")
    first = at(9, day=0, length=HOUR)
    first = Window(now + HOUR, now + 2 * HOUR) if first.starts < now else first
    made = actions.book_series(reception, lin, first, wish, every_days=1, times=3, key="k", by=by, now=now)
    until = [held.booking.confirm_by for held in made.bookings.select_related("booking").order_by("booking__starts")]
    assert until == [now + HOUR, now + 24 * HOUR, now + 24 * HOUR]
    assert actions.working.lapse(now=now + 2 * HOUR) == 1, "the first lapses alone"


def test_the_running_quarter_can_be_asked_for_and_answered(reception, lin, zhao, book, by, now):
    moment = now + timedelta(minutes=5)
    held = book(reception, lin, at(10, day=0), now=moment)
    assert held.booking.confirm_by == moment + QUARTER
    answered = moment + timedelta(minutes=14)
    actions.admit(held, by_person=zhao, by=by, now=answered)
    assert RoomBooking.objects.get().come_by == answered + QUARTER, "the wait for the yes is not taken off the grace"


def test_terms_written_anew_on_their_first_day_keep_the_row_that_a_booking_may_be_holding(tea_room, by, now):
    [before] = RoomTerms.objects.filter(room=tea_room)
    after = actions.set_terms(tea_room, since=TODAY, longest_minutes=60, by=by, now=now)
    assert (after.pk, after.longest_minutes) == (before.pk, 60)
