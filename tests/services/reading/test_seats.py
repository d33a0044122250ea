from datetime import timedelta

import pytest

from gonghui.kernel.window import Window, WindowEmpty
from gonghui.primitives.hours import refusals as hour_refusals
from gonghui.primitives.places import actions as places
from gonghui.services.reading import actions as reading
from gonghui.services.reading.models import Seat, SeatBooking, Visit
from gonghui.services.reading.refusals import seats as refusals
from gonghui.services.reading.rules.plans import read_plan, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(seat, by, now):
    """Books a seat from so many minutes from now on: `book(person, minutes=0, hours=2)`."""

    def booked(person, *, minutes=0, hours=2, of=seat, key="k", at=now):
        starts = now + timedelta(minutes=minutes)
        window = Window(starts, starts + timedelta(hours=hours))
        return reading.book_seat(of, person, window, key=key, by=by, now=at)

    return booked


def test_a_plan_is_drawn_from_letters(hall):
    assert sorted(Seat.objects.values_list("label", "kind", "socket")) == [
        ("A1", "desk", False),
        ("A2", "desk", False),
        ("A3", "desk", False),
        ("B1", "quiet", True),
        ("B3", "quiet", True),
        ("C3", "sofa", False),
    ]


def test_a_plan_reads_back_as_it_was_written():
    text = "DdQ\n\nA.cS"
    assert written(read_plan(text)) == text


@pytest.mark.parametrize("text", ["", "....", "DXD", "D" * 61, "\n".join(["D" * 60] * 9), "D\n" * 61])
def test_a_plan_that_cannot_be_is_refused(text, hall, by, now):
    with pytest.raises(refusals.BadPlan):
        reading.draw_plan(hall, text, by=by, now=now)
    assert Seat.objects.filter(closed_at=None).count() == 6


def test_a_seat_that_leaves_the_plan_tells_its_reader(hall, lin, book, by, now):
    book(lin)
    reading.draw_plan(hall, ".DD", by=by, now=now)
    assert "停用" in lin.notices.get().title
    assert SeatBooking.objects.get().booking.release_reason == "seat_closed"


def test_a_room_that_is_given_up_calls_its_seats_off(hall, lin, book, by, now):
    book(lin, minutes=60)
    places.close_room(hall, by=by, now=now)
    assert reading.work_reading(now) == 1
    assert SeatBooking.objects.get().booking.release_reason == "seat_closed"
    assert "停用" in lin.notices.get().title
    assert reading.work_reading(now) == 0


def test_a_place_that_is_given_up_calls_its_seats_off(hall, lin, book, by, now):
    book(lin, minutes=60)
    places.close_premises(hall.premises, reason="搬迁", by=by, now=now)
    assert reading.work_reading(now) == 1
    assert "停用" in lin.notices.get().title


def test_a_seat_is_one_persons(lin, chen, book):
    book(lin)
    with pytest.raises(hour_refusals.HoursTaken):
        book(chen, minutes=60)


def test_two_phones_of_one_person_get_one_seat(hall, lin, book):
    book(lin, key="phone one")
    other = Seat.objects.select_related("room__premises").get(label="B3")
    with pytest.raises(hour_refusals.AlreadyBooked):
        book(lin, of=other, key="phone two")
    assert SeatBooking.objects.count() == 1


def test_the_same_key_is_the_same_booking(lin, book):
    assert book(lin) == book(lin)


def test_the_same_key_is_the_same_booking_whatever_has_become_of_its_time(hall, lin, book, by, now):
    booked = book(lin)
    assert book(lin, at=now + timedelta(minutes=50)) == booked, "the answer was lost, and the phone asked again"
    with pytest.raises(hour_refusals.BookingKeyReused):
        book(lin, hours=1)
    reading.draw_plan(hall, ".DD", by=by, now=now)
    assert book(lin) == booked


@pytest.mark.parametrize(
    ("minutes", "hours", "refusal"),
    [
        (-60, 2, hour_refusals.HoursPast),
        (0, 5, refusals.SeatTooLong),
        (0, 40, refusals.SeatTooLong),
        (10 * 60, 2, refusals.RoomNotOpen),
        (13 * 60, 2, refusals.RoomNotOpen),
        (8 * 24 * 60, 2, refusals.TooFarAhead),
        (7, 1, hour_refusals.NotQuarterHour),
    ],
)
def test_hours_that_cannot_be_are_refused_by_name(minutes, hours, refusal, lin, book):
    with pytest.raises(refusal):
        book(lin, minutes=minutes, hours=hours)


def test_a_closed_room_has_no_seats(library, lin, book, by, now):
    places.close_for(library.premises, Window(now, now + timedelta(hours=1)), reason="消杀", by=by, now=now)
    with pytest.raises(refusals.RoomNotOpen):
        book(lin)
    assert book(lin, minutes=60)


def test_a_booking_of_no_length_is_refused(now):
    with pytest.raises(WindowEmpty):
        Window(now, now)


def test_who_comes_is_counted_once_a_day(lin, book, library, by, now):
    booked = reading.arrive(book(lin), by=by, now=now)
    reading.arrive(booked, by=by, now=now)
    reading.arrive_at(library.premises, lin, by=by, now=now)
    assert Visit.objects.count() == 1


def test_who_comes_too_early_is_told(lin, book, by, now):
    with pytest.raises(refusals.NotYetTime):
        reading.arrive(book(lin, minutes=60), by=by, now=now)


def test_a_code_at_the_door_finds_the_seat(lin, chen, book, library, by, now):
    booked = book(lin)
    assert reading.arrive_at(library.premises, lin, by=by, now=now) == booked
    assert reading.arrive_at(library.premises, chen, by=by, now=now) is None
    assert Visit.objects.count() == 2


def test_who_leaves_gives_the_rest_to_others(lin, chen, book, by, now):
    booked = reading.arrive(book(lin), by=by, now=now)
    reading.leave(booked, by=by, now=now + timedelta(minutes=40))
    assert book(chen, minutes=45, hours=1, at=now + timedelta(minutes=40))


def test_who_does_not_come_within_fifteen_minutes_loses_the_seat(lin, chen, book, now):
    book(lin)
    assert reading.work_reading(now + timedelta(minutes=14)) == 0
    assert reading.work_reading(now + timedelta(minutes=15)) == 1
    assert "让出" in lin.notices.get().title
    assert book(chen, at=now + timedelta(minutes=10))


def test_who_came_keeps_the_seat(lin, book, by, now):
    reading.arrive(book(lin), by=by, now=now)
    assert reading.work_reading(now + timedelta(minutes=30)) == 0


def test_a_seat_given_back_is_free(lin, chen, book, by, now):
    assert reading.give_seat_back(book(lin), by=by, now=now)
    assert book(chen)


def test_a_closure_made_since_calls_off_the_seats_under_it(hall, library, lin, chen, book, by, now):
    off, kept = book(lin, minutes=60), book(chen, minutes=180)
    over = Window(now + timedelta(minutes=30), now + timedelta(minutes=90))
    places.close_for(library.premises, over, reason="停电", by=by, now=now)
    assert reading.work_reading(now) == 1
    off.booking.refresh_from_db()
    kept.booking.refresh_from_db()
    assert (off.booking.release_reason, kept.booking.released_at) == ("cancelled", None)
    assert "停电" in lin.notices.get().text
    assert reading.work_reading(now) == 0


def test_a_closed_hall_calls_off_its_own_seats_only(hall, library, lin, book, by, now):
    booked = book(lin, minutes=60)
    other = places.add_room(library.premises, kind="reading", name="期刊室", by=by, now=now)
    over = Window(now + timedelta(minutes=30), now + timedelta(minutes=90))
    places.close_for(other, over, reason="消毒", by=by, now=now)
    assert reading.work_reading(now) == 0
    places.close_for(hall, over, reason="消毒", by=by, now=now)
    assert reading.work_reading(now) == 1
    booked.booking.refresh_from_db()
    assert booked.booking.released_at == now


def test_no_seat_is_given_before_the_first_day(seat, lin, book, now):
    seat.room.premises.opened_on = (now + timedelta(days=1)).date()
    with pytest.raises(refusals.RoomNotOpen):
        book(lin)
    book(lin, minutes=24 * 60)
