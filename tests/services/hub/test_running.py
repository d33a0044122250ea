"""After the booking: yes and no, coming and leaving, what the worker does when nobody acts."""

from datetime import timedelta

import pytest

from gonghui.kernel.codes import CodeLength, new_code
from gonghui.primitives.hours import refusals as hour_refusals
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.places import actions as places
from gonghui.services.hub import actions, refusals
from gonghui.services.hub.actions.working import work
from gonghui.services.hub.models import RoomBooking
from gonghui.services.hub.pages import calendar_pages
from gonghui.services.hub.pages.browse import event_of
from gonghui.services.hub.pages.desk import booking_shown

from .conftest import HOUR, at

MINUTE = timedelta(minutes=1)


def texts(person):
    return [notice.text for notice in person.notices.order_by("pk")]


def state(held, now):
    return RoomBooking.objects.for_page().get(pk=held.pk).state(now)


def test_what_must_be_approved_holds_the_hours_and_waits(reception, lin, chen, book, now):
    held = book(reception, lin, at(10))
    assert held.state(now) == "asked"
    assert "5月21日 10:00" in texts(lin)[0], "who waits hears until when"
    with pytest.raises(hour_refusals.HoursTaken):
        book(reception, chen, at(10))


def test_yes_makes_it_a_booking_and_tells_the_code(reception, lin, zhao, book, by, now):
    held = actions.admit(book(reception, lin, at(10)), by_person=zhao, by=by, now=now)
    assert state(held, now) == "coming"
    assert "已通过" in texts(lin)[1]
    with pytest.raises(refusals.AlreadyDecided, match=zhao.name):
        actions.refuse(held, reason="迟了", by_person=zhao, by=by, now=now)


def test_no_says_why_and_frees_the_hours(reception, lin, chen, zhao, book, by, now):
    held = book(reception, lin, at(10))
    with pytest.raises(refusals.ReasonMissing):
        actions.refuse(held, reason=" ", by_person=zhao, by=by, now=now)
    actions.refuse(held, reason="当天接待外地来访", by_person=zhao, by=by, now=now)
    assert state(held, now) == "refused"
    assert "当天接待外地来访" in texts(lin)[1]
    assert book(reception, chen, at(10))


def test_what_needs_no_answer_gets_none(tea_room, lin, zhao, book, by, now):
    with pytest.raises(refusals.NothingToDecide):
        actions.admit(book(tea_room, lin, at(10)), by_person=zhao, by=by, now=now)


def test_what_nobody_answers_in_time_is_let_go_with_an_apology(reception, lin, chen, book, now):
    held = book(reception, lin, at(10))
    late = now + 24 * HOUR
    assert work(late - MINUTE) == 0
    assert work(late) == 1
    assert state(held, late) == "lapsed"
    assert "没有答复" in texts(lin)[1]
    assert work(late) == 0


def test_what_the_house_cannot_give_is_called_off_with_its_reason(tea_room, lin, book, by, now):
    held = actions.cancel(book(tea_room, lin, at(10)), reason="停水", by=by, now=now)
    assert (state(held, now), held.reason) == ("cancelled", "停水")
    assert "停水" in texts(lin)[1]


def test_a_closure_made_since_calls_off_what_lies_under_it(tea_room, make_room, house, lin, chen, su, book, by, now):
    under, beside = book(tea_room, lin, at(10)), book(tea_room, chen, at(15))
    other = book(make_room("会议室"), su, at(10))
    places.close_for(tea_room, at(9, 3 * HOUR), reason="电路检修", by=by, now=now)
    assert work(now) == 1
    assert [state(each, now) for each in (under, beside, other)] == ["cancelled", "coming", "coming"]
    assert "电路检修" in texts(lin)[1]
    places.close_for(house, at(14, 3 * HOUR), reason="防汛值守", by=by, now=now)
    assert work(now) == 1
    assert state(beside, now) == "cancelled"


def test_a_room_or_a_house_that_is_given_up_calls_off_what_was_booked(
    tea_room, make_room, house, lin, chen, book, by, now
):
    here, elsewhere = book(tea_room, lin, at(10)), book(make_room("会议室"), chen, at(10))
    places.close_room(tea_room, by=by, now=now)
    assert work(now) == 1
    assert [state(each, now) for each in (here, elsewhere)] == ["cancelled", "coming"]
    assert "不再提供" in texts(lin)[1]
    places.close_premises(house, reason="拆迁", by=by, now=now)
    assert work(now) == 1
    assert state(elsewhere, now) == "cancelled"
    assert work(now) == 0


def test_who_has_not_come_in_time_loses_it_and_is_told(make_room, lin, chen, book):
    room = make_room("茶室", grace_minutes=15)
    held = book(room, lin, at(10))
    late = at(10).starts + 15 * MINUTE
    assert work(late - MINUTE) == 0
    assert work(late) == 1
    assert state(held, late) == "no_show"
    assert "没有到场" in texts(lin)[-1]
    assert Entry.objects.filter(act="hub.no_show", on_person=lin.pk).exists()
    assert book(room, chen, at(10.25), now=late)


def test_each_room_has_its_own_patience(make_room, lin, chen, book):
    strict, patient = make_room("茶室", grace_minutes=15), make_room("会议室", grace_minutes=45)
    first, second = book(strict, lin, at(10)), book(patient, chen, at(10))
    late = at(10).starts + 20 * MINUTE
    work(late)
    assert [state(first, late), state(second, late)] == ["no_show", "coming"]


def test_who_has_a_room_soon_is_reminded_once(tea_room, lin, book):
    book(tea_room, lin, at(10))
    soon = at(10).starts - 2 * HOUR
    assert work(soon - MINUTE) == 0
    assert work(soon) == 1
    assert "别忘了" in texts(lin)[-1]
    assert work(soon + MINUTE) == 0


def test_who_booked_just_now_needs_no_reminder(tea_room, lin, book, now):
    book(tea_room, lin, at(11, day=0))
    assert work(now) == 0


def test_the_desk_lets_the_holder_in_by_the_code(tea_room, house, lin, book, by):
    held, then = book(tea_room, lin, at(10)), at(10).starts
    shown = booking_shown(house, held.booking.code.lower())
    actions.receive(shown, by=by, now=then)
    actions.receive(shown, by=by, now=then + MINUTE)
    assert state(held, then) == "here"
    assert RoomBooking.objects.get(pk=held.pk).booking.arrived_at == then
    assert Entry.objects.filter(act="hub.receive").count() == 1


@pytest.mark.parametrize("left", [-5, 0, 20])
def test_who_came_early_and_left_before_the_start_spoils_no_day_and_no_calendar(left, tea_room, house, lin, book, by):
    held, then = book(tea_room, lin, at(10)), at(10).starts
    actions.receive(held, by=by, now=then - 10 * MINUTE)
    actions.leave(held, by=by, now=then + left * MINUTE)
    page = calendar_pages.day_page(house, [tea_room], then.date(), person=None, now=then)
    busy = [cell for cell in page.rows[0].cells if cell.what == "busy"]
    assert len(busy) == (1 if left > 0 else 0)
    event = event_of(RoomBooking.objects.select_related("booking", "room__premises").get(pk=held.pk), "")
    assert event.ends >= event.starts


def test_the_desk_says_why_not(tea_room, house, taiyuan, lin, book, by, now):
    held = book(tea_room, lin, at(10))
    with pytest.raises(refusals.TooEarly):
        actions.receive(held, by=by, now=at(10).starts - 16 * MINUTE)
    with pytest.raises(CodeLength):
        booking_shown(house, "K7M")
    with pytest.raises(refusals.UnknownBooking):
        booking_shown(house, new_code())
    elsewhere = places.open_premises(
        union=taiyuan, kind="hub", name="另一处", address="滨河路2号", point=house.point, by=by, now=now
    )
    with pytest.raises(refusals.ElsewhereBooked, match=house.name):
        booking_shown(elsewhere, held.booking.code)
    actions.give_back(held, by=by, now=now)
    with pytest.raises(hour_refusals.BookingReleased):
        actions.receive(held, by=by, now=at(10).starts)


def test_who_leaves_early_frees_the_rest(tea_room, lin, chen, book, by):
    held, then = book(tea_room, lin, at(10, 4 * HOUR)), at(10).starts
    with pytest.raises(hour_refusals.NotArrived):
        actions.leave(held, by=by, now=then)
    actions.receive(held, by=by, now=then)
    actions.leave(held, by=by, now=then + 50 * MINUTE)
    assert state(held, then + HOUR) == "over"
    assert book(tea_room, chen, at(11), now=then + 55 * MINUTE)


def test_who_has_come_is_not_called_off(tea_room, lin, book, by):
    held, then = book(tea_room, lin, at(10)), at(10).starts
    actions.receive(held, by=by, now=then)
    with pytest.raises(hour_refusals.InUse):
        actions.cancel(held, reason="停电", by=by, now=then)
    assert work(then + 59 * MINUTE) == 0
