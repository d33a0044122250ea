"""No page offers hours that the act refuses: whatever the clock, the day, the hours of the hall and what shuts it."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from gonghui.kernel.hours import Week
from gonghui.kernel.window import Window
from gonghui.primitives.places import actions as places
from gonghui.services.reading import actions as reading
from gonghui.services.reading.actions import seats
from gonghui.services.reading.models import Seat
from gonghui.services.reading.pages import browse, seating

from .conftest import refusal, said, to
from .test_seat_doors import take

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def offered(premises, now, person=None):
    """(start, hours, seat) of everything that can be chosen on the page, today, tomorrow and on the last day."""
    days = seating.times_of(premises, day="", start="", length="", now=now).days
    for day in (*days[:2], days[-1]):
        times = seating.times_of(premises, day=day.isoformat(), start="", length="", now=now)
        for start in times.starts:
            asked = {"day": day.isoformat(), "start": f"{localtime(start):%H:%M}", "now": now}
            for length in seating.times_of(premises, length="", **asked).choices:
                window = seating.times_of(premises, length=str(length), **asked).window
                assert (window.starts, window.ends) == (start, start + length * HOUR)
                yield window


@pytest.mark.parametrize("minute", [0, 14, 10 * 60 + 20])
def test_every_hour_that_is_offered_is_given(minute, library, hall, seat, lin, by, now):
    at = now + minute * MINUTE
    over = Window(now + 26 * HOUR, now + 28 * HOUR)
    places.close_for(library.premises, over, reason="消杀", by=by, now=now)
    windows = list(offered(library.premises, at))
    assert len(windows) > 50
    seat.refresh_from_db()
    seat.room.premises.refresh_from_db()
    for window in windows:
        seats._check(seat, window, at)
        assert window.starts >= at, "no default time is past"
    first = seating.times_of(library.premises, day="", start="", length="", now=at).window
    assert reading.book_seat(seat, lin, first, key="first", by=by, now=at)


def test_one_hour_is_offered_where_one_hour_is_left(library, hall, browser_of, set_clock, now):
    client = browser_of()
    set_clock(now.replace(hour=19, minute=55))
    shown = client.get(to(":seats", library.premises), {"start": "20:00", "hours": "2"}).context["times"]
    assert (list(shown.choices), shown.hours, shown.window.ends) == ([1], 1, now.replace(hour=21))


def test_from_the_running_quarter_on_nothing_past_is_offered(library, hall, browser_of, set_clock, now):
    client = browser_of()
    for minute, first in ((0, 0), (1, 15), (14, 15), (15, 15), (16, 30)):
        set_clock(now.replace(minute=minute))
        starts = client.get(to(":seats", library.premises)).context["times"].starts
        assert (starts[0], starts[1] > starts[0]) == (now.replace(minute=first), True)


def test_a_hall_with_hours_of_its_own_offers_only_those(library, hall, lin, browser_of, by, now):
    other = places.add_room(library.premises, kind="reading", name="期刊室", by=by, now=now)
    reading.draw_plan(other, "SS", by=by, now=now)
    places.set_room_hours(hall, Week.daily("9:00-11:00"), by=by, now=now)
    page = browser_of(lin).get(to(":seats", library.premises), {"hours": "2"})
    by_room = {plan.room.name: (plan.open, plan.free) for plan in page.context["shown"].plans}
    assert by_room == {"自习室": (False, 0), "期刊室": (True, 2)}
    assert "这段时间不开放" in said(page)
    assert "A1 不开放" in said(page)


def test_seats_of_a_hall_that_is_shut_are_not_counted_as_free(library, hall, by, now):
    places.set_room_hours(hall, Week.daily("14:00-18:00"), by=by, now=now)
    [row] = browse.rows_of([library.premises], now=now)
    assert (row.seats, row.free) == (6, 0)
    [row] = browse.rows_of([library.premises], now=now + 5 * HOUR)
    assert row.free == 6
    places.close_for(hall, Window(now + 5 * HOUR, now + 6 * HOUR), reason="消毒", by=by, now=now)
    [row] = browse.rows_of([library.premises], now=now + 5 * HOUR)
    assert row.free == 0


def test_who_has_a_seat_at_that_time_is_told_and_not_offered_another(library, bank, hall, lin, browser_of, by, now):
    there = places.add_room(bank.premises, kind="reading", name="阅览室", by=by, now=now)
    reading.draw_plan(there, "D", by=by, now=now)
    own = Seat.objects.select_related("room__premises__union").get(room=there)
    reading.book_seat(own, lin, Window(now, now + HOUR), key="k", by=by, now=now)
    client, free = browser_of(lin), Seat.objects.get(room=hall, label="A2")
    page = said(client.get(to(":seats", library.premises), {"start": "10:00", "seat": free.pk}))
    assert "你已经订了金融书屋的 A1 号座位" in page
    assert "订 A2 号座位" not in page
    later = said(client.get(to(":seats", library.premises), {"start": "11:00", "seat": free.pk}))
    assert "订 A2 号座位" in later
    assert refusal(take(client, free, now, now + HOUR))[0] == 409
