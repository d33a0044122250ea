"""32 at once for one room-hour, one seat each: exactly as many as there are.

Each promise has its control: the same race decided by looking first, without the constraint, gives too much.
"""

import threading
from datetime import timedelta

import pytest
from django.db import transaction

from gonghui.kernel.codes import new_code
from gonghui.kernel.quarters import quarters
from gonghui.kernel.window import Window
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.hours import refusals as hour_refusals
from gonghui.primitives.hours.models import Booking, Hour
from gonghui.primitives.rows import new_id
from tests.crowd import HOUR, NOON, crowd
from tests.rush import constraint_dropped, kinds, rush

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
CLIENTS = 32


def overlapping():
    """How many pairs of live bookings have one resource at the same moment."""
    live = list(Booking.objects.live())
    pairs = [(one, other) for at, one in enumerate(live) for other in live[at + 1 :]]
    return sum(one.resource == other.resource and one.window.overlaps(other.window) for one, other in pairs)


def test_one_room_hour_is_had_by_exactly_one_of_32():
    room, people = new_id(), crowd(CLIENTS)
    window = Window(NOON, NOON + HOUR)
    answers = rush(lambda n: hours.reserve_hours(room, people[n], window, key="click", now=NOON), CLIENTS)
    assert kinds(answers) == {"Booking": 1, "HoursTaken": CLIENTS - 1}
    assert {one.facts["starts"] for one in answers if isinstance(one, hour_refusals.HoursTaken)} == {NOON}
    assert (Booking.objects.count(), Hour.objects.count()) == (1, 4), "nothing is kept of who came too late"


def test_hours_that_only_overlap_are_never_had_twice():
    room, people = new_id(), crowd(CLIENTS)

    def act(n):
        starts = NOON + (n % 8) * timedelta(minutes=15)
        return hours.reserve_hours(room, people[n], Window(starts, starts + HOUR), key="click", now=NOON)

    answers = rush(act, CLIENTS)
    assert set(kinds(answers)) == {"Booking", "HoursTaken"}
    assert overlapping() == 0
    assert Hour.objects.count() == 4 * Booking.objects.count()


def test_one_person_on_32_phones_gets_one_seat():
    seats, [lin], scope = [new_id() for _n in range(CLIENTS)], crowd(1), new_id()
    window = Window(NOON, NOON + HOUR)

    def act(n):
        return hours.reserve_hours(seats[n], lin, window, key=f"phone-{n}", scope=scope, now=NOON)

    answers = rush(act, CLIENTS)
    assert kinds(answers) == {"Booking": 1, "AlreadyBooked": CLIENTS - 1}
    [booking] = Booking.objects.all()
    assert {one.facts["code"] for one in answers if not isinstance(one, Booking)} == {booking.code}


def test_one_click_sent_32_times_is_one_booking():
    room, [lin] = new_id(), crowd(1)
    answers = rush(lambda _n: hours.reserve_hours(room, lin, Window(NOON, NOON + HOUR), key="k", now=NOON), CLIENTS)
    assert kinds(answers) == {"Booking": CLIENTS}
    assert len({booking.pk for booking in answers}) == 1


def test_weekly_bookings_that_cross_end_without_a_deadlock():
    rooms, people = [new_id(), new_id()], crowd(8)
    weeks = [Window(NOON + n * 7 * 24 * HOUR, NOON + n * 7 * 24 * HOUR + HOUR) for n in range(6)]

    def act(n):  # half of them ask for the weeks the other way round
        asked = weeks if n % 2 else weeks[::-1]
        return hours.reserve_hours_many(rooms[n // 4], people[n], asked, key="weekly", now=NOON)

    answers = [one for many in rush(act, 8) for one in many]
    assert kinds(answers) == {"Booking": 12, "HoursTaken": 36}
    assert overlapping() == 0


def test_coming_and_being_let_go_at_once_ends_in_one_of_both():
    people = crowd(16)
    held = [hours.reserve_hours(new_id(), p, Window(NOON, NOON + HOUR), key="k", now=NOON) for p in people]
    late = NOON + timedelta(minutes=15)

    def act(n):
        if n % 2:
            return hours.arrive(Booking.objects.get(pk=held[n // 2].pk), now=late)
        return hours.no_shows(grace_minutes=15, now=late, resources=[held[n // 2].resource])

    rush(act, CLIENTS)
    came, gone = Booking.objects.exclude(arrived_at=None), Booking.objects.exclude(released_at=None)
    assert came.count() + gone.count() == 16
    assert not (came & gone).exists()
    assert Hour.objects.count() == 4 * came.count()


# The negative controls: look, then leap, with a barrier between.


def looking_first(people, resources, scope=None):
    """Each books its resource at noon if it looks free; what each raised."""
    looked = threading.Barrier(len(people))

    def act(n):
        with transaction.atomic():
            free = not Hour.objects.filter(resource=resources[n], at=NOON).exists()
            free = (
                free and not Hour.objects.filter(scope=scope, holder=people[n], at=NOON, scope__isnull=False).exists()
            )
            looked.wait(30)
            if not free:
                return
            window = {"starts": NOON, "ends": NOON + HOUR, "taken_at": NOON}
            new = {"resource": resources[n], "scope": scope, "holder": people[n]}
            booking = Booking.objects.create(code=new_code(), key=new_id().hex, **new, **window)
            Hour.objects.bulk_create(Hour(booking=booking, at=at, **new) for at in quarters(booking.window))

    return rush(act, len(people))


@pytest.mark.usefixtures("weaker_isolation")
def test_looking_first_double_books_without_the_constraint():
    room = new_id()
    with constraint_dropped("hours_hour", "one_booking_per_quarter_hour"):
        assert looking_first(crowd(2), [room, room]) == [None, None]
        assert overlapping() == 1


@pytest.mark.usefixtures("weaker_isolation")
def test_the_constraint_stops_even_who_looks_first():
    room = new_id()
    assert kinds(looking_first(crowd(2), [room, room])) == {"NoneType": 1, "IntegrityError": 1}
    assert overlapping() == 0


@pytest.mark.usefixtures("weaker_isolation")
def test_looking_first_seats_one_person_twice_without_the_constraint():
    [lin] = crowd(1)
    seats, scope = [new_id(), new_id()], new_id()
    with constraint_dropped("hours_hour", "one_resource_at_a_time"):
        assert looking_first([lin, lin], seats, scope) == [None, None]
        assert Booking.objects.of(lin).live().count() == 2
    Booking.objects.all().delete()
    assert kinds(looking_first([lin, lin], seats, scope)) == {"NoneType": 1, "IntegrityError": 1}
