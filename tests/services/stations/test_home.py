"""A truckers' home: beds and spaces by the hour, showers and machines in turn."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gonghui.kernel.hours import Week
from gonghui.kernel.window import Window
from gonghui.primitives.hours.refusals import AlreadyBooked, HoursPast, InUse, NotQuarterHour
from gonghui.primitives.lending.refusals import NotOffered, OfferMissed
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.places import actions as places
from gonghui.services.stations import actions, refusals
from gonghui.services.stations.models import Amenity, Stay, Use
from gonghui.services.stations.pages.rooms import next_stay, rooms_of
from gonghui.services.stations.pages.station import lines_of, mine_at, outline_of, rooms_free


@pytest.fixture
def night(now):
    return Window(now + timedelta(hours=10), now + timedelta(hours=18))


@pytest.fixture
def book(home, night, by, now):
    def booked(person, kind="bed", window=night, key="k"):
        return actions.book_stay(home, kind, person, window, key=key, by=by, now=now)

    return booked


@pytest.fixture
def shower(home):
    return Amenity.objects.select_related("premises").get(premises=home, kind="shower")


@pytest.fixture
def join(shower, by, now):
    def joined(person, key="k"):
        return actions.join_line(shower, person, key=key, by=by, now=now)

    return joined


def test_every_driver_gets_a_bed_of_their_own_until_all_are_taken(book, lin, chen, su):
    assert {book(lin).room.name, book(chen).room.name} == {"床位01", "床位02"}
    with pytest.raises(refusals.AllTaken):
        book(su)


def test_one_driver_has_one_bed_and_one_space_at_a_time(book, lin):
    book(lin)
    book(lin, kind="parking", key="p")
    with pytest.raises(AlreadyBooked):
        book(lin, key="k2")


def test_the_same_key_is_the_same_bed_told_once(book, lin):
    assert book(lin).pk == book(lin).pk
    assert [n.template for n in notices.inbox(lin)] == ["stations.booked"]


@pytest.mark.parametrize(
    ("minutes", "length", "refusal"),
    [(-60, 60, HoursPast), (60, 40 * 60, refusals.StayTooLong), (65, 60, NotQuarterHour)],
)
def test_times_that_cannot_be_are_refused_by_name(book, lin, now, minutes, length, refusal):
    starts = now + timedelta(minutes=minutes)
    with pytest.raises(refusal):
        book(lin, window=Window(starts, starts + timedelta(minutes=length)))
    assert not Stay.objects.exists()


def test_a_bed_over_a_closure_is_refused(book, home, lin, night, by, now):
    places.close_for(home, night, reason="消杀", by=by, now=now)
    with pytest.raises(refusals.BeyondHours):
        book(lin)


def test_a_station_has_no_beds(station, lin, night, by, now):
    with pytest.raises(refusals.NotAHome):
        actions.book_stay(station, "bed", lin, night, key="k", by=by, now=now)


def test_a_bed_given_back_is_free_for_the_next(book, lin, chen, su, by, now):
    mine = book(lin)
    book(chen)
    actions.release_stay(mine, by=by, now=now)
    assert book(su).room == mine.room


def test_who_has_come_cannot_give_back_but_leaves(book, home, lin, by, now, night):
    mine = book(lin)
    actions.check_in(mine, by=by, now=night.starts)
    with pytest.raises(InUse):
        actions.release_stay(mine, by=by, now=night.starts)
    actions.check_out(mine, by=by, now=night.starts + timedelta(hours=2))
    later = next_stay(home, now=night.starts + timedelta(hours=3))
    assert [room.free for room in rooms_free(home, later) if room.kind == "bed"] == [2]


def test_who_is_half_an_hour_late_loses_the_bed_and_hears_of_it(book, lin, night):
    book(lin)
    assert actions.let_go(now=night.starts + timedelta(minutes=29)) == 0
    assert actions.let_go(now=night.starts + timedelta(minutes=31)) == 1
    assert notices.inbox(lin).first().template == "stations.stay_released"


def test_who_books_when_it_has_begun_has_as_long_to_come_as_anybody(home, lin, by, now):
    begun = Window(now, now + timedelta(hours=8))
    actions.book_stay(home, "bed", lin, begun, key="k", by=by, now=now + timedelta(minutes=14))
    assert actions.let_go(now=now + timedelta(minutes=43)) == 0
    assert actions.let_go(now=now + timedelta(minutes=44)) == 1


@pytest.mark.parametrize(
    ("clock", "starts", "hours"),
    [((11, 40), (20, 11, 45), 8), ((19, 46), (20, 20, 0), 2), ((21, 10), (21, 8, 0), 8), ((3, 0), (20, 8, 0), 8)],
)
def test_the_next_stay_begins_in_the_coming_quarter_hour_and_ends_before_it_shuts(home, by, now, clock, starts, hours):
    places.set_hours(home, Week.daily("8:00-22:00"), by=by, now=now)
    asked_at = now.replace(hour=clock[0], minute=clock[1])
    found, (day, hour, minute) = next_stay(home, now=asked_at), starts
    assert found.starts == now.replace(day=day, hour=hour, minute=minute)
    assert found.minutes == hours * 60


def test_the_next_stay_begins_when_a_closure_has_ended(home, by, now):
    places.close_for(home, Window(now, now + timedelta(hours=5)), reason="停水", by=by, now=now)
    assert next_stay(home, now=now).starts == now + timedelta(hours=5)


def test_a_bed_with_hours_of_its_own_is_counted_and_given_within_them(home, lin, chen, night, by, now):
    shut, other = rooms_of(home, "bed")
    places.set_room_hours(shut, Week.daily("8:00-12:00"), by=by, now=now)
    assert [room.free for room in rooms_free(home, night) if room.kind == "bed"] == [1]
    assert actions.book_stay(home, "bed", lin, night, key="k", by=by, now=now).room == other
    with pytest.raises(refusals.AllTaken):
        actions.book_stay(home, "bed", chen, night, key="k", by=by, now=now)


def test_the_first_in_line_is_called_at_once_and_the_next_waits(join, lin, chen, home):
    assert join(lin).offered_until is not None
    assert join(chen).offered_until is None
    assert notices.inbox(lin).get().template == "stations.turn"
    [line] = [one for one in lines_of(home, chen) if one.amenity.kind == "shower"]
    assert (line.place, line.waiting, line.free) == (1, 1, 0)  # the one shower is kept for whom it called


def test_a_called_turn_becomes_a_shower_and_the_next_is_called_when_it_is_free(join, lin, chen, by, now):
    first, second = join(lin), join(chen)
    use = actions.start_use(first, by=by, now=now)
    assert actions.start_use(first, by=by, now=now).pk == use.pk
    with pytest.raises(NotOffered):
        actions.start_use(second, by=by, now=now)
    actions.finish_use(use, by=by, now=now)
    second.refresh_from_db()
    assert second.offered_until is not None
    assert not Use.objects.running().exists()


def test_a_called_turn_that_is_not_taken_up_goes_to_the_next(join, lin, chen, by, now):
    first, second = join(lin), join(chen)
    late = now + timedelta(minutes=11)
    with pytest.raises(OfferMissed):
        actions.start_use(first, by=by, now=late)
    assert actions.pass_on(now=late) == 1
    second.refresh_from_db()
    assert second.offered_until == late + timedelta(minutes=10)
    assert notices.inbox(lin).first().template == "stations.turn_missed"


def test_giving_up_a_called_turn_calls_the_next(join, lin, chen, by, now):
    first, second = join(lin), join(chen)
    actions.leave_line(first, by=by, now=now)
    second.refresh_from_db()
    assert second.offered_until is not None


def test_finishing_twice_calls_one(join, lin, chen, su, by, now):
    first, second, third = join(lin), join(chen), join(su)
    use = actions.start_use(first, by=by, now=now)
    for _again in range(2):
        actions.finish_use(use, by=by, now=now)
    for turn in (second, third):
        turn.refresh_from_db()
    assert (second.offered_until is None, third.offered_until is None) == (False, True)


def test_rooms_are_numbered_on(home, by, now):
    assert actions.add_rooms(home, "bed", 2, minutes=20, wait_minutes=10, by=by, now=now) == 4
    assert sorted(room.name for room in rooms_of(home, "bed")) == [f"床位0{n}" for n in range(1, 5)]


def test_a_page_costs_the_same_however_many_rooms_and_people_there_are(home, lin, chen, join, book, by, now):
    def asked():
        with CaptureQueriesContext(connection) as found:
            outline_of(home, now=now)
            mine_at(home, lin, now=now)
        return len(found)

    join(lin)
    book(lin)
    few = asked()
    for kind in ("bed", "parking", "shower", "laundry"):
        actions.add_rooms(home, kind, 10, by=by, now=now)
    join(chen)
    book(chen)
    assert asked() == few
