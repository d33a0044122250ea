"""The drawings of a day and a month, and calendars as other programs read them."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.kernel.hours import Week
from gonghui.primitives.places import actions as places
from gonghui.primitives.places import openings
from gonghui.services.hub import actions
from gonghui.services.hub.pages import calendar_pages
from gonghui.services.hub.templatetags.hub import day_bar, month_row

from .conftest import DAY, HOUR, TODAY, TOMORROW, at, text

QUARTER, MINUTE = HOUR / 4, HOUR / 60


def stretches(house, room, day, person, now):
    """What the day of a room is, in order: ("free", from, to) as hours of the clock."""
    page = calendar_pages.day_page(house, [room], day, person=person, now=now)
    midnight = at(0, day=(day - TODAY).days).starts
    return [
        (cell.what, (cell.window.starts - midnight) / HOUR, (cell.window.ends - midnight) / HOUR)
        for cell in page.rows[0].cells
    ]


def test_a_day_tells_mine_from_others_and_what_waits_from_what_stands(house, make_room, lin, chen, su, book, by, now):
    room = make_room("接待室", asks=True, before=15, after=30)
    book(room, lin, at(10))
    book(room, chen, at(12))
    actions.admit(book(room, su, at(15)), by_person=su, by=by, now=now)
    assert stretches(house, room, TOMORROW, lin, now) == [
        ("free", 9, 9.25), ("around", 9.25, 10), ("mine", 10, 11), ("around", 11, 12), ("asked", 12, 13),
        ("around", 13, 13.75), ("free", 13.75, 14.25), ("around", 14.25, 15), ("busy", 15, 16),
        ("around", 16, 16.75), ("free", 16.75, 21),
    ]  # fmt: skip


def test_what_is_past_of_today_is_not_offered_but_the_quarter_that_runs_is(house, tea_room, lin, now):
    moment = now + 20 * MINUTE
    assert stretches(house, tea_room, TODAY, lin, moment) == [("past", 9, 10.25), ("free", 10.25, 21)]


def test_a_closure_lies_over_the_hours_and_a_booking_over_the_closure(house, tea_room, lin, chen, book, by, now):
    held = book(tea_room, chen, at(13))
    places.close_for(tea_room, at(12, 4 * HOUR), reason="检修", by=by, now=now)
    shown = stretches(house, tea_room, TOMORROW, lin, now)
    assert shown == [("free", 9, 12), ("shut", 12, 13), ("busy", 13, 14), ("shut", 14, 16), ("free", 16, 21)]
    actions.cancel(held, reason="检修", by=by, now=now)
    assert ("shut", 12, 16) in stretches(house, tea_room, TOMORROW, lin, now)


def test_a_day_without_opening_is_drawn_all_the_same(house, tea_room, lin, now):
    tea_room.premises.opened_on = house.opened_on = TODAY + 30 * DAY
    assert stretches(house, tea_room, TOMORROW, lin, now) == [("closed", 8, 20)]


def test_who_leaves_early_frees_the_rest_of_the_day_on_the_page(house, tea_room, lin, su, book, by):
    held, then = book(tea_room, lin, at(10, 4 * HOUR)), at(10).starts
    actions.receive(held, by=by, now=then)
    actions.leave(held, by=by, now=then + 50 * MINUTE)
    assert ("busy", 10, 11) in stretches(house, tea_room, TOMORROW, su, then)
    assert ("free", 11, 21) in stretches(house, tea_room, TOMORROW, su, then)


@pytest.mark.parametrize("minutes", [-15, -10, -1, 0])
def test_who_came_early_and_went_before_it_began_breaks_no_page_and_no_calendar(
    client_of, house, make_room, lin, chen, book, by, minutes
):
    room = make_room("茶室", before=15, after=15)
    held = book(room, lin, at(14))
    actions.receive(held, by=by, now=at(14).starts - QUARTER)
    actions.leave(held, by=by, now=at(14).starts + minutes * MINUTE)
    page = client_of().get(reverse("hub:house", args=[house.pk]), {"day": TOMORROW.isoformat()})
    assert page.status_code == 200
    assert not [cell for cell in page.context["shown"].cards[0].day.cells if cell.what == "busy"]
    assert book(room, chen, at(15), now=at(14).starts)
    said = text(client_of(lin).get(reverse("hub:booking-file", args=[held.pk])))
    starts, ends = re.search(r"DTSTART:(\w+)\r\nDTEND:(\w+)", said).groups()
    assert starts < ends
    assert "STATUS:CANCELLED" in said


def test_the_bar_of_a_day_is_as_wide_as_its_quarters(house, tea_room, chen, book, now):
    book(tea_room, chen, at(12))
    page = calendar_pages.day_page(house, [tea_room], TOMORROW, person=None, now=now)
    bar = day_bar(page.rows[0].cells)
    assert 'viewBox="0 0 48 6"' in bar
    assert re.findall(r'class="h-(\w+)" x="(\d+)" width="(\d+)"', bar) == [
        ("free", "0", "12"), ("busy", "12", "4"), ("free", "16", "32"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("open_", "booked", "shut", "cell"),
    [
        (720, 0, False, '<td class="h-l0"></td>'),
        (720, 30, False, '<td class="h-l1">0½</td>'),
        (720, 255, False, '<td class="h-l2">4+</td>'),
        (720, 600, False, '<td class="h-l3">10</td>'),
        (720, 720, False, '<td class="h-l4">12</td>'),
        (720, 750, False, '<td class="h-l4">12½</td>'),
        (0, 0, False, '<td class="h-l5">–</td>'),
        (720, 60, True, '<td class="h-l5">–</td>'),
    ],
)
def test_a_cell_of_a_month_says_hours_and_how_full(open_, booked, shut, cell):
    assert month_row([calendar_pages.MonthDay(TODAY, open_, booked, shut)]) == cell


@pytest.mark.parametrize(("month", "count"), [("2026-02-14", 28), ("2028-02-29", 29), ("2026-12-31", 31)])
def test_a_month_has_its_days_and_leads_to_its_neighbours(house, month, count):
    page = calendar_pages.month_page(house, [], TODAY.fromisoformat(month))
    assert (page.days[0].day, len(page.days), page.month.day) == (1, count, 1)
    assert page.before + DAY == page.month
    assert (page.after - page.month).days == count


def test_a_wall_calendar_begins_on_monday_and_has_whole_weeks(house, tea_room):
    [(_room, days)] = calendar_pages.month_page(house, [tea_room], TODAY).rows
    weeks = calendar_pages.weeks_of(days)
    assert {len(week) for week in weeks} == {7}
    assert [day and day.day.day for day in weeks[0]] == [None, None, None, None, 1, 2, 3]
    assert [day.day.day for week in weeks for day in week if day] == list(range(1, 32))


def test_the_members_month_leads_to_the_day_and_the_room_to_other_months(client_of, house, tea_room, chen, book):
    book(tea_room, chen, at(10, 2.5 * HOUR))
    month = text(client_of().get(reverse("hub:month", args=[house.pk])))
    assert f"{reverse('hub:house', args=[house.pk])}?day={TOMORROW.isoformat()}" in month
    assert "2½" in month
    room = text(client_of().get(reverse("hub:room", args=[tea_room.pk]), {"day": "2026-06-03"}))
    assert 'href="?day=2026-05-31"' in room
    assert 'href="?day=2026-07-01"' in room


def test_my_calendar_holds_mine_alone_with_what_became_of_each(
    client_of, tea_room, reception, lin, chen, book, by, now
):
    kept, gone = book(tea_room, lin, at(10)), book(tea_room, lin, at(12))
    waits = book(reception, lin, at(14))
    book(tea_room, chen, at(16))
    actions.give_back(gone, by=by, now=now)
    token = actions.open_feed(lin, by=by, now=now)
    said = text(client_of().get(reverse("hub:calendar", args=[token])))
    states = dict(re.findall(r"UID:(\S+)@gonghui.*?STATUS:(\w+)", said, re.DOTALL))
    assert states == {str(kept.pk): "CONFIRMED", str(gone.pk): "CANCELLED", str(waits.pk): "TENTATIVE"}
    assert said.count("BEGIN:VALARM") == 2, "what was given back does not ring"


def test_a_rooms_calendar_holds_what_stands_and_leads_nowhere(tea_room, lin, chen, zhao, book, by, now):
    stands = book(tea_room, lin, at(10))
    actions.give_back(book(tea_room, chen, at(12)), by=by, now=now)
    token = actions.open_feed(zhao, room=tea_room, by=by, now=now)
    said = text(Client().get(reverse("hub:calendar", args=[token])))
    assert re.findall(r"UID:(\S+)@gonghui", said) == [str(stands.pk)]
    assert "\r\nURL:" not in said


def test_a_window_cut_at_midnight_opens_again_the_next_day(house, make_room, by, now):
    room = make_room("夜读室")
    places.set_room_hours(room, Week.daily("22:00-2:00"), by=by, now=now)
    room.refresh_from_db()
    room.premises = house
    found = openings.openings_on(room, TOMORROW, openings.calendar_of(house, TOMORROW, TOMORROW))
    assert [(span.starts, span.ends) for span in found] == [
        (at(0).starts, at(2).starts), (at(22).starts, at(24).starts),
    ]  # fmt: skip
