"""Hours of a resource: whole quarter hours, one holder each, given back and let go; every no says when."""

import itertools
from datetime import date, timedelta

import pytest

from gonghui.kernel.codes import parse_code
from gonghui.kernel.scarcity import BadKey
from gonghui.kernel.window import Window, WindowEmpty
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.hours import refusals
from gonghui.primitives.hours.models import Booking, Hour
from gonghui.primitives.rows import new_id
from tests.crowd import NOON

ROOM, OTHER, SCOPE = new_id(), new_id(), new_id()
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
KEYS = itertools.count(1)


def at(hour, length=HOUR):
    """From so many hours after noon."""
    return Window(NOON + hour * HOUR, NOON + hour * HOUR + length)


def reserve(person, window, resource=ROOM, *, now=NOON, key=None, **more):
    return hours.reserve_hours(resource, person, window, key=key or f"key-{next(KEYS)}", now=now, **more)


def held(resource=ROOM):
    return sorted(Hour.objects.filter(resource=resource).values_list("at", flat=True))


def test_it_gives_the_hour_with_a_receipt_code_and_holds_its_quarters(lin):
    booking = reserve(lin, at(1))
    assert booking == hours.booking_by_code(booking.code)
    assert parse_code(booking.code) == booking.code
    assert booking.just_taken
    assert held() == [NOON + HOUR + n * 15 * MINUTE for n in range(4)]


def test_it_refuses_an_hour_that_overlaps_and_names_from_when_to_when_but_not_who(lin, chen):
    reserve(lin, at(1, 2 * HOUR))
    with pytest.raises(refusals.HoursTaken, match="6月1日 13:00-15:00") as refusal:
        reserve(chen, at(2.5))
    assert refusal.value.facts["code"] == ""
    assert lin.name not in str(refusal.value.facts)
    assert Booking.objects.count() == 1, "nothing is kept of what was refused"
    assert len(held()) == 8


def test_one_that_begins_as_another_ends_is_no_overlap(lin, chen):
    reserve(lin, at(1))
    assert reserve(chen, at(2))
    assert reserve(chen, at(0))


def test_another_resource_is_free_at_the_same_time(lin, chen):
    reserve(lin, at(1))
    assert reserve(chen, at(1), OTHER)


def test_nobody_holds_two_resources_of_a_scope_at_once(lin, chen):
    first = reserve(lin, at(1), scope=SCOPE)
    with pytest.raises(refusals.AlreadyBooked) as refusal:
        reserve(lin, at(1.75), OTHER, scope=SCOPE)
    assert refusal.value.facts["code"] == first.code
    assert reserve(chen, at(1), OTHER, scope=SCOPE)
    assert reserve(lin, at(2), OTHER, scope=SCOPE)
    assert reserve(lin, at(1), new_id()), "without a scope it is nobody's business"


def test_the_minutes_around_it_keep_others_away_but_not_its_holder(lin, chen):
    reserve(lin, at(1), scope=SCOPE, before=15, after=30)
    with pytest.raises(refusals.HoursTaken):
        reserve(chen, at(2))
    with pytest.raises(refusals.HoursTaken):
        reserve(chen, at(0))
    assert reserve(chen, at(2.5))
    assert reserve(chen, at(0, 45 * MINUTE))
    assert reserve(lin, at(2), OTHER, scope=SCOPE)


def test_the_same_key_answers_the_same_booking_even_one_given_back(lin):
    first = reserve(lin, at(1), key="click")
    again = reserve(lin, at(1), key="click")
    assert (again, again.just_taken) == (first, False)
    hours.release_hours(first, now=NOON)
    assert reserve(lin, at(1), key="click").released_at == NOON
    with pytest.raises(refusals.BookingKeyReused):
        reserve(lin, at(2), key="click")


@pytest.mark.parametrize(
    ("window", "refusal"),
    [
        (Window(NOON + HOUR, NOON + HOUR + 20 * MINUTE), refusals.NotQuarterHour),
        (Window(NOON + HOUR + 7 * MINUTE, NOON + 2 * HOUR), refusals.NotQuarterHour),
        (at(-1), refusals.HoursPast),
        (at(-0.25), refusals.HoursPast),
        (at(1, 8 * DAY), refusals.HoursTooLong),
    ],
)
def test_it_refuses_by_name_what_cannot_be(lin, window, refusal):
    with pytest.raises(refusal):
        reserve(lin, window)
    assert not Booking.objects.exists()


def test_no_time_at_all_is_no_window():
    with pytest.raises(WindowEmpty):
        at(1, timedelta(0))


def test_the_quarter_hour_that_runs_may_be_had(lin):
    assert reserve(lin, at(0), now=NOON + 14 * MINUTE)
    with pytest.raises(refusals.HoursPast):
        reserve(lin, at(0), OTHER, now=NOON + 15 * MINUTE)


@pytest.mark.parametrize("buffer", [-15, 10, 255])
def test_it_refuses_odd_minutes_around(lin, buffer):
    with pytest.raises(refusals.BadBuffer):
        reserve(lin, at(1), after=buffer)


def test_it_refuses_a_key_that_cannot_be_kept(lin):
    with pytest.raises(BadKey):
        reserve(lin, at(1), key="x" * 81)


def test_of_many_dates_the_free_ones_are_booked_and_each_other_says_why(lin, chen):
    taken = reserve(chen, Window(NOON + 7 * DAY, NOON + 7 * DAY + HOUR))
    weeks = [Window(NOON + n * 7 * DAY, NOON + n * 7 * DAY + HOUR) for n in range(4)]
    answers = hours.reserve_hours_many(ROOM, lin, weeks, key="weekly", now=NOON)
    assert [type(one) for one in answers] == [Booking, refusals.HoursTaken, Booking, Booking]
    assert answers[1].facts["starts"] == taken.starts
    assert [one.starts for one in answers if isinstance(one, Booking)] == [weeks[n].starts for n in (0, 2, 3)]
    again = hours.reserve_hours_many(ROOM, lin, weeks, key="weekly", now=NOON)
    assert [one for one in again if isinstance(one, Booking)] == [one for one in answers if isinstance(one, Booking)]
    assert Booking.objects.count() == 4


def test_given_back_it_is_free_for_others(lin, chen):
    booking = reserve(lin, at(1))
    assert hours.release_hours(booking, now=NOON)
    assert (booking.released_at, booking.release_reason) == (NOON, "given_back")
    assert not hours.release_hours(booking, now=NOON + MINUTE), "only once"
    assert reserve(chen, at(1))


def test_who_has_come_leaves_instead_of_giving_back(lin):
    booking = reserve(lin, at(0))
    hours.arrive(booking, now=NOON)
    with pytest.raises(refusals.InUse):
        hours.release_hours(booking, now=NOON)


def test_coming_twice_is_coming_once(lin):
    booking = reserve(lin, at(0))
    assert hours.arrive(booking, now=NOON).just_arrived
    again = hours.arrive(booking, now=NOON + MINUTE)
    assert (again.arrived_at, again.just_arrived) == (NOON, False)


def test_nobody_comes_to_what_is_over_released_or_not_confirmed(lin, chen):
    booking = reserve(lin, at(0))
    with pytest.raises(refusals.BookingOver):
        hours.arrive(booking, now=NOON + HOUR)
    asked = reserve(chen, at(1), confirm_by=NOON + HOUR)
    with pytest.raises(refusals.NotConfirmed):
        hours.arrive(asked, now=NOON)
    hours.release_hours(booking, now=NOON)
    with pytest.raises(refusals.BookingReleased):
        hours.arrive(booking, now=NOON)


def test_leaving_early_frees_the_rest_from_the_next_quarter_hour(lin, chen):
    booking = reserve(lin, at(0, 4 * HOUR), scope=SCOPE, after=15)
    hours.arrive(booking, now=NOON)
    hours.leave(booking, now=NOON + 50 * MINUTE)
    assert booking.until == NOON + HOUR
    with pytest.raises(refusals.HoursTaken):
        reserve(chen, at(1), now=NOON + 55 * MINUTE)
    assert reserve(lin, at(1), OTHER, scope=SCOPE, now=NOON + 55 * MINUTE)
    assert reserve(chen, at(1.25), now=NOON + 55 * MINUTE)


def test_who_has_not_come_cannot_leave(lin):
    with pytest.raises(refusals.NotArrived):
        hours.leave(reserve(lin, at(0)), now=NOON)


def test_nobody_came_in_time_and_it_is_free_again(lin, chen, su):
    missed, came = reserve(lin, at(0)), reserve(chen, at(0), OTHER)
    later = reserve(su, at(1))
    hours.arrive(came, now=NOON)
    assert hours.no_shows(grace_minutes=15, now=NOON + 14 * MINUTE) == []
    assert hours.no_shows(grace_minutes=15, now=NOON + 15 * MINUTE) == [missed]
    missed.refresh_from_db()
    assert missed.release_reason == "no_show"
    assert Booking.objects.live().count() == 2
    assert held() == [later.starts + n * 15 * MINUTE for n in range(4)], "only the later one's"


def test_no_shows_are_let_go_by_resource_or_scope(lin, chen):
    here, there = reserve(lin, at(0), scope=SCOPE), reserve(chen, at(0), OTHER)
    late = NOON + 30 * MINUTE
    assert hours.no_shows(grace_minutes=15, now=late, resources=[new_id()]) == []
    assert hours.no_shows(grace_minutes=15, now=late, scope=SCOPE) == [here]
    assert hours.no_shows(grace_minutes=15, now=late, resources=[OTHER]) == [there]


def test_what_must_be_confirmed_stands_once_it_is_and_lapses_otherwise(lin, chen):
    yes = reserve(lin, at(3), confirm_by=NOON + HOUR)
    no = reserve(chen, at(5), confirm_by=NOON + HOUR)
    hours.confirm_hours(yes, now=NOON)
    [lapsed] = hours.lapse(now=NOON + HOUR)
    assert (lapsed, lapsed.release_reason) == (no, "lapsed")
    assert not Booking.objects.get(pk=yes.pk).released_at
    with pytest.raises(refusals.BookingReleased):
        hours.confirm_hours(no, now=NOON + HOUR)


def test_it_cannot_be_confirmed_too_late(lin):
    booking = reserve(lin, at(3), confirm_by=NOON + HOUR)
    with pytest.raises(refusals.ConfirmedTooLate):
        hours.confirm_hours(booking, now=NOON + HOUR)


def test_busy_tells_in_one_query_who_has_what(lin, chen, django_assert_num_queries):
    second, first = reserve(lin, at(3)), reserve(chen, at(1))
    with django_assert_num_queries(1):
        found = hours.busy([ROOM, OTHER], at(0, 4 * HOUR))
        assert [booking.holder.name for booking in found[ROOM]] == [chen.name, lin.name]
    assert found == {ROOM: [first, second], OTHER: []}
    assert hours.busy([ROOM], at(2)) == {ROOM: []}


def test_free_resources_are_those_nobody_has_nor_the_minutes_around(lin, django_assert_num_queries):
    reserve(lin, at(1), after=15)
    with django_assert_num_queries(1):
        assert hours.free_resources([OTHER, ROOM], at(2)) == [OTHER]
    assert hours.free_resources([OTHER, ROOM], at(2.25)) == [OTHER, ROOM]


def test_booked_minutes_are_counted_by_resource_and_day_in_one_query(lin, chen, django_assert_num_queries):
    reserve(lin, at(1), after=15)
    reserve(chen, at(5, 30 * MINUTE))
    reserve(lin, at(25), OTHER)
    hours.release_hours(reserve(chen, at(8)), now=NOON)
    month = Window(NOON - 12 * HOUR, NOON + 30 * DAY)
    with django_assert_num_queries(1):
        found = hours.booked_minutes([ROOM, OTHER, new_id()], month)
    assert found == {ROOM: {date(2026, 6, 1): 90}, OTHER: {date(2026, 6, 2): 60}}
