"""What an asker was promised is put off by no hand-over, by few pauses, and moves with the calendar alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.casework import actions, refusals
from gonghui.primitives.casework.actions import recounting
from gonghui.primitives.casework.kinds import Limit, Stage
from gonghui.primitives.casework.models import Case, Reckoning
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import CalendarDay
from gonghui.services.hotline.rules import BY_LEVEL, HOTLINE
from tests.cast import SHANGHAI

pytestmark = pytest.mark.django_db
LONG = timedelta(minutes=6)  # after which a calendar that changed is settled
FROM_TAKEN = replace(
    HOTLINE,
    code="slow",
    stages=(*HOTLINE.stages[:1], Stage("working", "办理中", ("answered",), BY_LEVEL), *HOTLINE.stages[2:]),
)


def day(case):
    return Case.objects.get(pk=case.pk).due_at.astimezone(SHANGHAI).date()


def at(day, month=5, hour=10):
    return datetime(2026, month, day, hour, tzinfo=SHANGHAI)


@pytest.fixture
def taken(asked, guo, as_guo, now):
    return actions.assign(asked(), guo, by=as_guo, now=now)


def test_handed_to_and_fro_it_is_due_when_it_was(asked, taiyuan, datong, by, now):
    case = asked()
    for union, when in ((datong, at(21)), (taiyuan, at(22)), (datong, at(25))):
        case = actions.hand_over(case, union, why="那里办", by=by, now=when)
        assert day(case) == date(2026, 5, 21)


def test_what_is_late_stays_late_and_is_told_once(asked, taiyuan, datong, by, now):
    case = asked()
    actions.sweep(HOTLINE, case.due_at)
    case = actions.hand_over(case, datong, why="那里办", by=by, now=at(22))

    assert (case.escalated_at, day(case)) == (case.due_at, date(2026, 5, 21))
    assert Matter.objects.filter(key="hotline.late").exists()
    actions.sweep(HOTLINE, at(26))
    assert Entry.objects.filter(act="hotline.escalate").count() == 1


def test_a_limit_that_counts_from_the_handling_goes_on_at_the_new_union(asked, guo, zhao, datong, as_guo, by, now):
    case = actions.assign(asked(FROM_TAKEN), guo, by=as_guo, now=now)
    assert day(case) == date(2026, 5, 27)
    case = actions.hand_over(case, datong, why="那里办", by=by, now=at(25))
    assert day(case) == date(2026, 5, 26)

    case = actions.assign(case, zhao, by=by, now=at(26))
    assert (case.stage, day(case)) == ("working", date(2026, 5, 27))
    paused = actions.pause(case, why="等材料", by=by, now=at(26))
    resumed = actions.resume(paused, by=by, now=at(28))
    assert day(resumed) == date(2026, 5, 29)
    again = actions.hand_over(resumed, case.union.parent, why="那里办", by=by, now=at(28))
    assert day(actions.assign(again, zhao, by=by, now=at(28))) == date(2026, 5, 29)


def test_another_level_is_another_promise_with_its_reason(asked, guo, zhao, datong, as_guo, by, now):
    case = actions.assign(asked(FROM_TAKEN), guo, by=as_guo, now=now)
    case = actions.assign(actions.hand_over(case, datong, why="那里办", by=by, now=now), zhao, by=by, now=now)
    assert day(actions.grade(case, "hard", why="涉及多人", by=by, now=now)) == date(2026, 6, 10)


def test_three_pauses_are_enough(taken, as_guo, now):
    for number in range(3):
        actions.resume(actions.pause(taken, why="等材料", by=as_guo, now=now), by=as_guo, now=now)
        assert Case.objects.get().pauses == number + 1
    with pytest.raises(refusals.PausedEnough) as no:
        actions.pause(taken, why="再等", by=as_guo, now=now)
    assert "3 次" in no.value.sentence()
    assert Case.objects.get().paused_at is None


def test_thirty_working_days_in_all_are_enough_and_the_last_pause_ends_with_them(taken, as_guo, by, now):
    places.load_calendar(by=by, now=now)
    paused = actions.pause(taken, why="等法院", by=as_guo, now=now)
    assert paused.paused_until == now + timedelta(days=30)
    actions.sweep(HOTLINE, paused.paused_until)
    assert Case.objects.get().days_paused == 21  # without the 19th of June

    then = paused.paused_until
    again = actions.pause(taken, why="等法院", by=as_guo, now=then)
    assert again.paused_until.astimezone(SHANGHAI).date() == date(2026, 7, 2)
    actions.sweep(HOTLINE, again.paused_until)
    assert (Case.objects.get().days_paused, Case.objects.get().paused_at) == (30, None)
    with pytest.raises(refusals.PausedEnough):
        actions.pause(taken, why="再等", by=as_guo, now=again.paused_until)


def test_what_is_reopened_may_be_paused_again(taken, as_guo, as_lin, now):
    for _each in range(3):
        actions.resume(actions.pause(taken, why="等材料", by=as_guo, now=now), by=as_guo, now=now)
    actions.answer(taken, "办好了", stage="answered", by=as_guo, now=now)
    case = actions.reopen(taken, "没有解决", by=as_lin, now=now)
    assert actions.pause(case, why="等材料", by=as_guo, now=now).pauses == 1


def holiday(when, by, now):
    return places.set_calendar_day(when, name="测试", as_weekday=None, source="测试", by=by, now=now)


def test_a_holiday_entered_later_moves_what_is_due_after_it_and_the_agenda_with_it(taken, asked, by, now):
    asked_after = asked(at=at(27))
    before = day(asked_after)
    actions.sweep(HOTLINE, now)
    holiday(date(2026, 5, 22), by, now)

    assert actions.sweep(HOTLINE, now) == 1
    assert (day(taken), day(asked_after)) == (date(2026, 5, 28), before)
    matters = {one.key: one for one in Matter.objects.filter(subject=taken.pk)}
    assert matters["hotline.given"].due == Case.objects.get(pk=taken.pk).due_at
    assert "28" in matters["hotline.mine"].note
    queue = Matter.objects.get(key="hotline.queue")
    assert queue.due == min(Case.objects.values_list("due_at", flat=True))


def test_taken_back_it_moves_them_back(taken, by, now):
    CalendarDay.objects.all().delete()
    row = holiday(date(2026, 5, 22), by, now)
    actions.sweep(HOTLINE, now)
    places.remove_calendar_day(row, by=by, now=now)
    actions.sweep(HOTLINE, now)

    assert day(taken) == date(2026, 5, 27)


def test_a_saturday_that_is_worked_brings_it_forward_and_late_is_late(asked, by, now):
    case = asked(at=at(22))
    assert day(case) == date(2026, 5, 25)
    places.set_calendar_day(date(2026, 5, 23), name="调休", as_weekday=0, source="测试", by=by, now=now)
    assert actions.sweep(HOTLINE, at(24)) == 2, "moved, and late at once"

    assert (day(case), Case.objects.get().escalated_at) == (date(2026, 5, 23), at(24))
    CalendarDay.objects.filter(day=date(2026, 5, 23)).delete()
    actions.sweep(HOTLINE, at(24))
    assert (day(case), Case.objects.get().escalated_at) == (date(2026, 5, 25), None)
    assert not Matter.objects.filter(key="hotline.late").exists()


def test_a_holiday_beside_it_moves_nothing(taken, asked, as_guo, by, now):
    places.load_calendar(by=by, now=now)
    paused = actions.pause(asked(), why="等材料", by=as_guo, now=now)
    holiday(date(2026, 5, 28), by, now)
    holiday(date(2026, 5, 20), by, now)

    assert actions.sweep(HOTLINE, now) == 0
    assert (day(taken), Case.objects.get(pk=paused.pk).days_left) == (date(2026, 5, 27), 1)


def test_what_went_on_after_a_pause_is_counted_from_then(taken, as_guo, by, now):
    paused = actions.pause(taken, why="等材料", by=as_guo, now=now)
    actions.resume(paused, by=as_guo, now=at(1, 6))
    assert day(taken) == date(2026, 6, 8)
    holiday(date(2026, 5, 26), by, now)  # while it stood still
    holiday(date(2026, 6, 2), by, now)
    actions.sweep(HOTLINE, at(1, 6))

    assert day(taken) == date(2026, 6, 9)


def test_many_move_in_parts_and_then_the_calendar_is_settled(asked, by, now, monkeypatch):
    monkeypatch.setattr(recounting, "AT_ONCE", 2)
    monkeypatch.setattr(recounting, "MOST", 1)
    for _each in range(3):
        asked()
    holiday(date(2026, 5, 21), by, now)

    assert [actions.sweep(HOTLINE, now) for _round in range(3)] == [2, 1, 0]
    assert Reckoning.objects.get().settled_at is None, "an act that counted by the old days may still be under way"
    actions.sweep(HOTLINE, now + LONG)
    assert Reckoning.objects.get().settled_at == now + LONG
    assert {day(one) for one in Case.objects.all()} == {date(2026, 5, 22)}


def test_while_the_calendar_stands_nothing_is_counted(asked, now, django_assert_max_num_queries):
    asked()
    actions.sweep(HOTLINE, now)
    actions.sweep(HOTLINE, now + LONG)
    with django_assert_max_num_queries(6):
        assert recounting.recount(HOTLINE, now + 2 * LONG) == 0


EVERY = replace(HOTLINE, code="every", calendar_days=True, stages=tuple(
    replace(one, limits=(Limit(date(2026, 1, 1), 3, "三日内"),)) for one in HOTLINE.stages[:2]
))  # fmt: skip


def test_where_the_law_counts_every_day_a_weekend_and_a_holiday_put_nothing_off(asked, by):
    friday = at(22)
    assert day(asked(EVERY, at=friday)) == date(2026, 5, 25)
    assert day(asked(at=friday)) == date(2026, 5, 25), "the control: one working day from Friday"

    off = CalendarDay.Kind.HOLIDAY
    CalendarDay.objects.create(day=date(2026, 5, 25), kind=off, name="假日", changed_at=friday)
    for kind in (EVERY, HOTLINE):
        actions.sweep(kind, friday)
    assert sorted(day(one) for one in Case.objects.all()) == [date(2026, 5, 25), date(2026, 5, 26)]


def test_its_pause_keeps_every_day_that_was_left(asked, by):
    case = asked(EVERY, at=at(20))
    actions.pause(case, why="等材料", by=by, now=at(21))
    assert day(actions.resume(case, by=by, now=at(23))) == date(2026, 5, 25)
    assert Case.objects.get().days_paused == 2, "a Friday and a Saturday"
