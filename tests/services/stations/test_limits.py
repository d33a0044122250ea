"""What a stranger, a careless workshop or a shipper in a hurry could do to others, and cannot."""

import contextlib
from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import QueryDict

from gonghui.kernel.callers import Caller
from gonghui.kernel.money import Fen
from gonghui.kernel.window import Window
from gonghui.primitives.hours.refusals import BookingKeyReused
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices import budgets
from gonghui.primitives.places import actions as places
from gonghui.primitives.presence import actions as presence
from gonghui.primitives.presence.models import DoorEntry
from gonghui.primitives.presence.refusals import ShareTaken
from gonghui.services.stations import actions, refusals, rules
from gonghui.services.stations.actions import stays, visits
from gonghui.services.stations.models import Amenity, Stay
from gonghui.services.stations.pages.browse import KINDS, find, wish_of
from gonghui.services.stations.pages.rooms import rooms_of
from gonghui.services.stations.road.loads import refusals as load_refusals
from gonghui.services.stations.road.repair import actions as repair
from gonghui.services.stations.road.repair import refusals as repair_refusals
from tests.cast import mobile

from .conftest import HERE

STRANGER = Caller(person=None, name="访客", origin="page 203.0.113.7")


def inside(premises):
    return presence.inside([premises.pk])[premises.pk].inside


def test_who_forgot_to_leave_a_home_that_never_closes_is_counted_out_in_the_end(home, by, now):
    actions.enter(home, trade="truck", key="a", by=by, now=now)
    actions.work_stations(now + timedelta(hours=20))
    assert inside(home) == 1, "a driver may sleep there"
    actions.enter(home, trade="truck", key="b", by=by, now=now + timedelta(hours=20))
    actions.work_stations(now + timedelta(days=2))
    assert inside(home) == 0
    actions.leave(home, key="b", now=now + timedelta(days=2))
    assert inside(home) == 0


def test_one_address_cannot_fill_a_home_by_itself(home, now, monkeypatch):
    monkeypatch.setattr(visits, "ENTRIES_AN_ADDRESS", 3)
    for n in range(3):
        actions.enter(home, trade="truck", key=f"k{n}", by=STRANGER, now=now)
    with pytest.raises(refusals.TooManyEntries):
        actions.enter(home, trade="truck", key="k3", by=STRANGER, now=now)
    assert inside(home) == 3
    other = Caller(person=None, name="访客", origin="page 203.0.113.8")
    actions.enter(home, trade="truck", key="k4", by=other, now=now)
    actions.enter(home, trade="truck", key="k5", by=STRANGER, now=now + timedelta(hours=1))


def test_one_network_holds_half_of_a_home_and_no_more_until_somebody_leaves_or_is_long_gone(home, lin, now):
    for n in range(50):
        actions.enter(home, trade="truck", key=f"k{n}", by=STRANGER, now=now)
    for at in (now, now + timedelta(hours=25)):
        with pytest.raises(ShareTaken):
            actions.enter(home, trade="truck", key="k50", by=STRANGER, now=at)
    assert inside(home) == 50
    assert actions.enter(home, trade="truck", key="k7", by=STRANGER, now=now).key == "k7", "who is in is answered"
    actions.enter(home, trade="truck", key="named", by=replace(STRANGER, person=lin.pk), now=now)
    for _again in range(2):
        actions.leave(home, key="k0", now=now)  # from whatever network the phone is in by then
    actions.enter(home, trade="truck", key="k51", by=STRANGER, now=now)
    with pytest.raises(ShareTaken):
        actions.enter(home, trade="truck", key="k52", by=STRANGER, now=now)
    later = now + timedelta(hours=27)
    actions.work_stations(later)
    assert inside(home) == 0
    actions.enter(home, trade="truck", key="k53", by=STRANGER, now=later)


def test_who_the_keeper_saw_out_makes_room_for_another_of_the_network(station, by, now):
    places.revise(station, capacity=9, by=by, now=now)
    for n in range(rules.FEW):
        actions.enter(station, trade="rider", key=f"k{n}", by=STRANGER, now=now)
    with pytest.raises(ShareTaken):
        actions.enter(station, trade="rider", key="one more", by=STRANGER, now=now)
    actions.see_out(station, by=by, now=now)
    actions.enter(station, trade="rider", key="one more", by=STRANGER, now=now)


def test_one_account_cannot_fill_a_home_by_itself(home, lin, chen, now):
    for n in range(rules.FEW):
        actions.enter(home, trade="truck", key=f"k{n}", by=replace(STRANGER, person=lin.pk), now=now)
    elsewhere = Caller(person=lin.pk, name=lin.name, origin="page 203.0.113.99")
    with pytest.raises(ShareTaken):
        actions.enter(home, trade="truck", key="one more", by=elsewhere, now=now)
    actions.enter(home, trade="truck", key="chen", by=replace(STRANGER, person=chen.pk), now=now)


def test_nothing_tells_who_was_in_once_they_have_gone(home, lin, now):
    for n, caller in enumerate((STRANGER, replace(STRANGER, person=lin.pk))):
        actions.enter(home, trade="truck", key=f"k{n}", by=caller, now=now)
    marks = set(DoorEntry.objects.values_list("mark", flat=True))
    assert len(marks) == 2
    assert not any("203.0.113.7" in mark or str(lin.pk) in mark for mark in marks)
    actions.leave(home, key="k0", now=now)
    actions.work_stations(now + timedelta(days=2))
    assert set(DoorEntry.objects.values_list("mark", flat=True)) == {""}


def test_the_same_phone_again_takes_nothing_of_its_networks_share(station, now):
    for _press in range(10):
        actions.enter(station, trade="rider", key="one", by=STRANGER, now=now)
    assert inside(station) == 1
    actions.enter(station, trade="rider", key="two", by=STRANGER, now=now)


def test_nobody_rests_at_a_station_for_longer_than_four_hours(station, now):
    actions.enter(station, trade="rider", key="a", by=STRANGER, now=now)
    actions.work_stations(now + timedelta(hours=3, minutes=59))
    assert inside(station) == 1
    actions.work_stations(now + timedelta(hours=4, minutes=1))
    assert inside(station) == 0


def test_a_phone_that_is_in_is_counted_once_however_often_it_presses(station, browser_of, now):
    phone = browser_of()
    for n in range(2):
        key = f"0192f3a0-7d1c-7c2e-9a55-00000000000{n}"
        phone.post(f"/stations/at/{station.code}/visit/", {"trade": "rider", "key": key})
    assert inside(station) == 1


def test_a_door_sends_only_so_many_codes_whoever_asks(station, now, monkeypatch):
    monkeypatch.setattr(budgets, "A_DOOR_AN_HOUR", 2)
    for n in range(3):
        asker = Caller(person=None, name="访客", origin=f"page 203.0.113.{n}")
        if n == 2:
            with pytest.raises(budgets.SmsSpent):
                actions.send_entry_code(station, mobile(110 + n), trade="rider", by=asker, now=now)
        else:
            actions.send_entry_code(station, mobile(110 + n), trade="rider", by=asker, now=now)


def test_eighty_strangers_from_one_address_are_twenty(station, now):
    sent = 0
    for n in range(80):
        with contextlib.suppress(budgets.SmsSpent):
            actions.send_entry_code(station, mobile(300 + n), trade="rider", by=STRANGER, now=now)
            sent += 1
    assert sent == 20


def night_of(now, hours=10):
    return Window(now + timedelta(hours=hours), now + timedelta(hours=hours + 8))


def test_a_key_that_booked_a_bed_books_no_other_time(home, lin, by, now):
    actions.book_stay(home, "bed", lin, night_of(now), key="k", by=by, now=now)
    with pytest.raises(BookingKeyReused):
        actions.book_stay(home, "bed", lin, night_of(now, 34), key="k", by=by, now=now)
    with pytest.raises(BookingKeyReused):
        actions.book_stay(home, "parking", lin, night_of(now), key="k", by=by, now=now)
    assert Stay.objects.count() == 1


def test_a_bed_that_is_closed_for_a_while_is_not_given_out(home, lin, chen, by, now):
    beds = rooms_of(home, "bed")
    places.close_for(beds[0], night_of(now), reason="修床", by=by, now=now)
    assert actions.book_stay(home, "bed", lin, night_of(now), key="k", by=by, now=now).room == beds[1]
    with pytest.raises(refusals.AllTaken):
        actions.book_stay(home, "bed", chen, night_of(now), key="k", by=by, now=now)


def test_calling_and_cancelling_again_and_again_wakes_nobody_in_the_end(lin, workshop, by, now):
    said = {"plate": "晋A12345", "near": "", "trouble": "爆胎"}
    for n in range(repair.CALLS_A_DAY):
        call = repair.ask(lin, point=HERE, **said, key=f"c{n}", by=by, now=now)
        repair.cancel(call, reason="", by=by, now=now)
    with pytest.raises(repair_refusals.TooManyCalls):
        repair.ask(lin, point=HERE, **said, key="one more", by=by, now=now)
    repair.ask(lin, point=HERE, **said, key="next day", by=by, now=now + timedelta(days=1, minutes=1))


@pytest.fixture
def there(call, workshop, by, now):
    quote = repair.offer(call, workshop, minutes=20, price=Fen(20_000), note="", by=by, now=now)
    return repair.arrive(repair.choose(quote, by=by, now=now), by=by, now=now)


def test_a_driver_whose_workshop_never_says_done_is_free_in_the_end(there, lin, by, now):
    with pytest.raises(repair_refusals.CallOver):
        repair.cancel(there, reason="", by=by, now=now + timedelta(hours=1))
    repair.cancel(there, reason="师傅忘了点", by=by, now=now + timedelta(hours=13))
    said = {"plate": "晋A12345", "near": "", "trouble": "没电"}
    repair.ask(lin, point=HERE, **said, key="c2", by=by, now=now + timedelta(hours=13))


def test_a_closed_workshop_still_finishes_what_it_was_chosen_for(there, workshop, mechanic, by, browser_of, now):
    repair.close_provider(workshop, reason="执照到期", by=by, now=now)
    phone = browser_of(mechanic)
    assert phone.get(f"/counter/stations/jobs/{there.pk}/").status_code == 200
    done = phone.post(f"/counter/stations/jobs/{there.pk}/finish/", {"charged": "200"}, follow=True)
    assert done.status_code == 200
    there.refresh_from_db()
    assert there.charged == 20_000


@pytest.mark.parametrize(
    "text", ["电话13812345678", "微信同号 138 1234 5678", "0351-1234567 找老高", "１３８１２３４５６７８"]
)
def test_a_number_written_into_a_load_is_refused_for_nobody_would_know_who_read_it(post, text):
    with pytest.raises(load_refusals.NumberInText):
        post(note=text)
    with pytest.raises(load_refusals.NumberInText):
        post(goods=text[:30])


def test_weights_and_sizes_in_a_load_are_no_telephone_numbers(post):
    post(goods="钢材 28000公斤", note="每件12米，2026-11-24上午装，分12车")


def test_a_closure_made_since_calls_off_the_beds_under_it(home, lin, chen, su, by, now):
    kept = actions.book_stay(home, "bed", lin, night_of(now, 34), key="k", by=by, now=now)
    off = actions.book_stay(home, "bed", chen, night_of(now), key="k", by=by, now=now)
    places.close_for(rooms_of(home, "parking")[0], night_of(now), reason="划线", by=by, now=now)
    assert actions.work_stations(now) == 0, "a closed parking space is no closed bed"
    places.close_for(home, night_of(now, 12), reason="停水", by=by, now=now)
    assert actions.work_stations(now) == 1
    for stay in (kept, off):
        stay.booking.refresh_from_db()
    assert (kept.booking.released_at, off.booking.release_reason) == (None, "cancelled")
    assert "停水" in notices.inbox(chen).first().text
    assert actions.work_stations(now) == 0


def test_who_owns_a_network_of_addresses_is_one_asker(home, now, monkeypatch):
    monkeypatch.setattr(visits, "ENTRIES_AN_ADDRESS", 2)
    for n in range(3):
        asker = Caller(person=None, name="访客", origin=f"page 2001:db8:1:2::{n}")
        if n == 2:
            with pytest.raises(refusals.TooManyEntries):
                actions.enter(home, trade="truck", key=f"k{n}", by=asker, now=now)
        else:
            actions.enter(home, trade="truck", key=f"k{n}", by=asker, now=now)


def test_plate_and_position_of_a_call_are_forgotten_in_time(call, by, now):
    repair.cancel(call, reason="朋友来了", by=by, now=now)
    actions.forget(now + timedelta(days=89))
    call.refresh_from_db()
    assert (call.plate, call.lat) == ("晋A12345", HERE.lat)
    actions.forget(now + timedelta(days=91))
    call.refresh_from_db()
    assert (call.plate, call.near, call.lat, call.lon) == ("", "", 37.9, 112.6)


def test_the_plate_of_a_call_that_stands_is_not_forgotten(call, now):
    actions.forget(now + timedelta(days=91))
    call.refresh_from_db()
    assert call.plate == "晋A12345"


def test_what_is_open_is_found_behind_many_that_are_shut(station, opened, facts, by, now):
    for n in range(5):
        opened("station", facts | {"name": f"A{n}"})
    found = find(wish_of(QueryDict("open=1"), KINDS), now=now, most=1)
    assert [row.premises for row in found] == [station]


def test_nobody_has_two_showers(home, lin, by, now):
    actions.add_rooms(home, "shower", 1, minutes=20, wait_minutes=10, by=by, now=now)
    shower = Amenity.objects.select_related("premises").get(premises=home, kind="shower")
    use = actions.start_use(actions.join_line(shower, lin, key="a", by=by, now=now), by=by, now=now)
    actions.join_line(shower, lin, key="a", by=by, now=now)
    with pytest.raises(refusals.HasOne):
        actions.join_line(shower, lin, key="b", by=by, now=now)
    actions.finish_use(use, by=by, now=now)
    actions.join_line(shower, lin, key="b", by=by, now=now)


def test_no_bed_is_given_before_the_first_day(home, lin, by, now):
    home.opened_on = (now + timedelta(days=2)).date()
    with pytest.raises(refusals.BeyondHours):
        actions.book_stay(home, "bed", lin, night_of(now), key="k", by=by, now=now)
    actions.book_stay(home, "bed", lin, night_of(now, 48), key="k", by=by, now=now)


def test_the_slower_half_of_a_double_click_is_answered_with_the_bed_of_the_faster(home, lin, by, now, monkeypatch):
    free_resources, first = stays.hours.free_resources, []

    def book():
        return actions.book_stay(home, "bed", lin, night_of(now), key="k", by=by, now=now)

    def while_the_other_books(rooms, window):
        monkeypatch.setattr(stays.hours, "free_resources", free_resources)
        first.append(book())
        return free_resources(rooms, window)

    monkeypatch.setattr(stays.hours, "free_resources", while_the_other_books)
    assert book() == first[0] == Stay.objects.get()
