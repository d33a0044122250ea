"""Booking a room: on its terms, once or every week, given back; every no says why."""

from datetime import timedelta

import pytest

from gonghui.kernel.document_kinds import TAIWAN_PERMIT
from gonghui.kernel.identity import parse_document
from gonghui.kernel.window import Window
from gonghui.primitives.hours import refusals as hour_refusals
from gonghui.primitives.hours.models import Booking, Hour
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.primitives.places import actions as places
from gonghui.services.hub import actions, refusals
from gonghui.services.hub.actions import deciding
from gonghui.services.hub.models import RoomBooking, Series
from gonghui.services.hub.rules import RoomWish

from .conftest import DAY, HOUR, TODAY, at

MINUTE = timedelta(minutes=1)


def test_it_gives_the_room_and_tells_its_holder_the_code(tea_room, lin, book, now):
    held = book(tea_room, lin, at(10))
    assert (held.state(now), held.purpose, held.people) == ("coming", "品茶谈心", 4)
    notice = lin.notices.get()
    assert held.booking.code[:3] in notice.text
    assert "茶室" in notice.text
    assert Entry.objects.filter(act="hub.book", on_person=lin.pk).exists()


def test_two_people_never_have_it_at_once(tea_room, lin, chen, book):
    book(tea_room, lin, at(10))
    with pytest.raises(hour_refusals.HoursTaken, match="5月21日 10:00-11:00"):
        book(tea_room, chen, at(10.5))
    assert RoomBooking.objects.count() == 1


def test_one_person_has_one_room_of_a_house_at_a_time(tea_room, make_room, lin, book):
    book(tea_room, lin, at(10))
    with pytest.raises(hour_refusals.AlreadyBooked):
        book(make_room("会议室"), lin, at(10.5))


def test_the_same_key_answers_the_same_booking(tea_room, lin, book):
    first = book(tea_room, lin, at(10), key="click")
    assert book(tea_room, lin, at(10), key="click") == first
    assert lin.notices.count() == 1


@pytest.mark.parametrize(
    ("window", "refusal"),
    [
        (at(8.5), refusals.OutsideHours),
        (at(20.5), refusals.OutsideHours),
        (at(9, 40 * HOUR), refusals.TooLong),
        (at(10, 4 * HOUR + 15 * MINUTE), refusals.TooLong),
        (at(10, day=31), refusals.TooFarAhead),
        (at(9, day=0), hour_refusals.HoursPast),
        (at(10, day=-1), hour_refusals.HoursPast),
        (at(10, 20 * MINUTE), hour_refusals.NotQuarterHour),
        (at(10.1), hour_refusals.NotQuarterHour),
    ],
)
def test_it_refuses_by_name_what_the_terms_do_not_allow(tea_room, lin, book, window, refusal):
    with pytest.raises(refusal):
        book(tea_room, lin, window)
    assert not Booking.objects.exists()
    assert not Hour.objects.exists()


def test_the_edges_of_the_terms_are_inside(tea_room, make_room, lin, chen, su, book):
    assert book(tea_room, lin, at(9, 4 * HOUR))
    assert book(tea_room, chen, at(20))
    assert book(make_room("会议室"), su, at(10, day=30))


def test_who_books_the_quarter_that_runs_has_all_the_minutes_to_come(make_room, lin, book, now):
    held = book(make_room("茶室", grace_minutes=5), lin, at(10, day=0), now=now + 14 * MINUTE)
    assert held.come_by == now + 19 * MINUTE


def test_a_no_to_what_was_given_back_meanwhile_is_no_answer(reception, lin, zhao, book, by, now, monkeypatch):
    held, decide = book(reception, lin, at(10)), deciding._decide

    def decided_too_late(*asked):
        found = decide(*asked)
        actions.give_back(found, by=by, now=now)
        return found

    monkeypatch.setattr(deciding, "_decide", decided_too_late)
    with pytest.raises(refusals.NothingToDecide):
        actions.refuse(held, reason="当天有会", by_person=zhao, by=by, now=now)
    assert not lin.notices.filter(template="hub.refused").exists()


def test_it_refuses_over_a_closure_and_says_its_reason(tea_room, house, lin, book, by, now):
    places.close_for(house, at(12, 2 * HOUR), reason="检修空调", by=by, now=now)
    with pytest.raises(refusals.OverClosure, match="检修空调"):
        book(tea_room, lin, at(11.5))
    assert book(tea_room, lin, at(11, HOUR))


def test_a_closure_of_another_room_is_nobodys_business(tea_room, make_room, lin, book, by, now):
    places.close_for(make_room("会议室"), at(9, 12 * HOUR), reason="换地毯", by=by, now=now)
    assert book(tea_room, lin, at(10))


def test_a_room_without_terms_or_no_longer_given_is_not_bookable(house, tea_room, lin, book, by, now):
    bare = places.add_room(house, kind="desk", name="工位", by=by, now=now)
    with pytest.raises(refusals.NotBookable):
        book(bare, lin, at(10))
    actions.set_terms(tea_room, since=TODAY, bookable=False, by=by, now=now)
    with pytest.raises(refusals.NotBookable):
        book(tea_room, lin, at(10))


def test_who_may_book_follows_the_terms(make_room, lin, su, qian, taiyuan, book):
    everyone, members, own = (make_room(who, who=who) for who in ("everyone", "members", "own_members"))
    assert book(everyone, qian, at(10))
    with pytest.raises(refusals.NotAMember):
        book(members, qian, at(12))
    assert book(members, su, at(10))
    with pytest.raises(refusals.OtherUnion, match=taiyuan.name):
        book(own, su, at(12))
    assert book(own, lin, at(10))


def test_a_compatriot_books_with_a_permit_and_without_a_membership(make_room, lin, book, by, now):
    room = make_room("两岸茶室", who="compatriots")
    permit = parse_document(TAIWAN_PERMIT, "12345678")
    guest = people.enrol(name="林志遠", mobile=None, documents=[permit], by=by, now=now)
    with pytest.raises(refusals.NotACompatriot):
        book(room, lin, at(10))
    assert book(room, guest, at(10))


def test_the_wish_must_fit_the_room(tea_room, lin, book, by, now):
    actions.add_layout(tea_room, name="围坐", seats=4, by=by, now=now)
    with pytest.raises(refusals.TooMany):
        book(tea_room, lin, at(10), RoomWish("品茶", 9))
    with pytest.raises(refusals.TooMany):
        book(tea_room, lin, at(10), RoomWish("品茶", 5, "围坐"))
    with pytest.raises(refusals.UnknownLayout):
        book(tea_room, lin, at(10), RoomWish("品茶", 2, "剧院式"))
    with pytest.raises(refusals.UnknownEquipment, match="投影"):
        book(tea_room, lin, at(10), RoomWish("品茶", 2, "", ["projector"]))
    with pytest.raises(refusals.PurposeMissing):
        book(tea_room, lin, at(10), RoomWish("  "))
    held = book(tea_room, lin, at(10), RoomWish("品茶", 4, "围坐", ["tea_set"]))
    assert (held.layout.name, held.equipment) == ("围坐", ["tea_set"])


def test_the_minutes_around_keep_others_away(make_room, lin, chen, book):
    room = make_room("会议室", before=15, after=30)
    book(room, lin, at(10))
    with pytest.raises(hour_refusals.HoursTaken):
        book(room, chen, at(11.25))
    assert book(room, chen, at(11.75))


def test_a_weekly_booking_reports_each_date_and_books_the_free_ones(tea_room, lin, chen, book, by, now):
    book(tea_room, chen, at(10, day=8))
    first = at(10)
    series = actions.book_series(
        tea_room, lin, first, RoomWish("读书会", 6), every_days=7, times=6, key="weekly", by=by, now=now
    )
    assert [asked["code"] for asked in series.asked] == [
        "", "admission.hours_taken", "", "", "", "hub.too_far_ahead",
    ]  # fmt: skip
    assert "5月28日 10:00-11:00" in series.asked[1]["says"]
    assert [held.booking.starts for held in series.bookings.order_by("booking__starts")] == [
        first.starts + n * 7 * DAY for n in (0, 2, 3, 4)
    ]
    again = actions.book_series(
        tea_room, lin, first, RoomWish("读书会", 6), every_days=7, times=6, key="weekly", by=by, now=now
    )
    assert again == series
    assert (Series.objects.count(), series.bookings.count(), lin.notices.count()) == (1, 4, 1)


@pytest.mark.parametrize("times", [1, 27])
def test_a_series_has_two_to_twenty_six_dates(tea_room, lin, times, by, now):
    with pytest.raises(refusals.TooManyTimes):
        actions.book_series(tea_room, lin, at(10), RoomWish("x"), every_days=7, times=times, key="k", by=by, now=now)


def test_given_back_it_is_free_for_others(tea_room, lin, chen, book, by, now):
    held = book(tea_room, lin, at(10))
    for _twice in range(2):
        actions.give_back(held, by=by, now=now)
    assert held.state(now) == "given_back"
    assert book(tea_room, chen, at(10))
    assert lin.notices.count() == 2, "told once that it was given back"


def test_new_terms_count_from_their_day_and_earlier_bookings_keep_theirs(tea_room, lin, chen, book, by, now):
    held = book(tea_room, lin, at(10, 3 * HOUR))
    actions.set_terms(tea_room, since=TODAY + DAY, longest_minutes=60, by=by, now=now)
    assert book(tea_room, chen, at(15, 3 * HOUR)), "today the old terms still count"
    with pytest.raises(refusals.TooLong):
        book(tea_room, chen, at(9, 3 * HOUR, day=3), now=now + DAY)
    held.refresh_from_db()
    assert held.terms.longest_minutes == 240


def test_terms_do_not_begin_in_the_past(tea_room, by, now):
    with pytest.raises(refusals.TermsInThePast):
        actions.set_terms(tea_room, since=TODAY - DAY, by=by, now=now)


def test_terms_by_which_somebody_booked_are_not_replaced_under_them(tea_room, lin, book, by, now):
    book(tea_room, lin, at(10))
    with pytest.raises(refusals.TermsStand):
        actions.set_terms(tea_room, since=TODAY, by=by, now=now)


def test_a_window_over_midnight_is_outside_the_hours(tea_room, lin, book):
    with pytest.raises(refusals.OutsideHours):
        book(tea_room, lin, Window(at(20).starts, at(20).starts + 4 * HOUR))


def test_no_room_is_given_before_the_first_day(house, tea_room, lin, book, now):
    tea_room.premises.opened_on = TODAY + 2 * DAY
    with pytest.raises(refusals.ShutThatDay):
        book(tea_room, lin, at(10, day=1))
    book(tea_room, lin, at(10, day=2))
