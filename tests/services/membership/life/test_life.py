"""How a membership ends or changes its standing: by its member, by the steps of the rule, by a death."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.notices.models import Delivery, Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, Standing
from gonghui.primitives.people.refusals import NotAMember
from gonghui.services.membership.life import actions, refusals, rules
from gonghui.services.membership.life.shown import may_what
from gonghui.services.membership.models import Death, Lapse, Leaving

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LONG_AGO = date(2025, 10, 1)


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("template", flat=True))


def test_who_leaves_may_think_again_until_the_day(lin, by, now):
    asked = actions.ask_to_leave(lin, reason=" 换城市 ", by=by, now=now)
    assert (asked.takes_on, asked.reason) == (localdate(now) + 7 * DAY, "换城市")
    assert Matter.objects.filter(key="membership.leavings").count() == 2, "one for Lin, one for the officers"
    with pytest.raises(refusals.LeavesAlready):
        actions.ask_to_leave(lin, by=by, now=now)
    actions.undo_leaving(asked, by=by, now=now + 6 * DAY)
    assert actions.work_leavings(now + 8 * DAY) == 0
    assert lin.memberships.get().ends_on is None
    with pytest.raises(refusals.LeavingOver):
        actions.undo_leaving(asked, by=by, now=now + 6 * DAY)


def test_a_statement_takes_effect_on_its_day(lin, by, now):
    actions.ask_to_leave(lin, by=by, now=now)
    assert actions.work_leavings(now + 6 * DAY) == 0
    assert actions.work_leavings(now + 7 * DAY) == 1
    assert lin.memberships.get().ends_on == localdate(now + 7 * DAY)
    assert told(lin) == ["membership.leaving_asked", "membership.left"]
    with pytest.raises(NotAMember):
        actions.ask_to_leave(lin, by=by, now=now + 8 * DAY)


def test_who_moved_meanwhile_keeps_the_new_membership(lin, foundry_like, by, now):
    actions.ask_to_leave(lin, by=by, now=now)
    people.transfer(lin, foundry_like, on=localdate(now), by=by, now=now)
    assert actions.work_leavings(now + 7 * DAY) == 1
    assert lin.memberships.get(ends_on=None).union == foundry_like


@pytest.fixture
def foundry_like(found, taiyuan):
    return found("TY-ZZ", "晋阳铸造厂工会", "grassroots", taiyuan, "140110")


def test_a_lapse_goes_step_by_step_and_skips_none(lin, by, now):
    membership = lin.memberships.get()
    with pytest.raises(refusals.NotIdleLongEnough):
        actions.begin_lapse(membership, idle_since=date(2025, 11, 21), by=by, now=now)
    lapse = actions.begin_lapse(membership, idle_since=LONG_AGO, by=by, now=now)
    with pytest.raises(refusals.StepMissing):
        actions.notify_lapse(lapse, by=by, now=now)
    with pytest.raises(refusals.StepMissing):
        actions.end_lapse(lapse, by=by, now=now)
    with pytest.raises(refusals.TalkOutOfTime):
        actions.record_talk(lapse, talked_on=localdate(now) - DAY, talk="不愿参加", by=by, now=now)
    actions.record_talk(lapse, talked_on=localdate(now), talk="不愿参加", by=by, now=now)
    lapse = actions.notify_lapse(lapse, by=by, now=now + DAY)
    with pytest.raises(refusals.NoticeRunning):
        actions.end_lapse(lapse, by=by, now=now + 30 * DAY)
    actions.end_lapse(lapse, by=by, now=now + 31 * DAY)
    assert lin.memberships.get().ends_on == localdate(now + 31 * DAY)
    assert told(lin) == ["membership.lapse_begun", "membership.lapse_noticed", "membership.lapsed"]
    with pytest.raises(refusals.LapseOver):
        actions.drop_lapse(lapse, why="改了", by=by, now=now)


def test_who_goes_on_after_a_talk_stays_a_member(lin, by, now):
    lapse = actions.begin_lapse(lin.memberships.get(), idle_since=LONG_AGO, by=by, now=now)
    with pytest.raises(refusals.LapseRuns):
        actions.begin_lapse(lin.memberships.get(), idle_since=LONG_AGO, by=by, now=now)
    actions.drop_lapse(lapse, why="补缴了会费", by=by, now=now)
    assert lin.memberships.get().ends_on is None
    assert not Matter.objects.filter(key="membership.lapses").exists()


def test_a_death_ends_membership_account_and_messages_and_is_taken_back_whole(lin, works, zhao_calls, account_of, now):
    account = account_of(lin)
    zhao_reach = {"reach": [works], "by": zhao_calls}
    actions.ask_to_leave(lin, by=zhao_calls, now=now)
    death = actions.record_death(lin, died_on=localdate(now) - DAY, proof="死亡证明 3 号", **zhao_reach, now=now)
    lin.refresh_from_db()
    assert lin.memberships.get().ends_on == localdate(now) - DAY
    assert lin.mobile_dead_at
    assert not Account.objects.get(pk=account.pk).is_active
    assert Leaving.objects.get().undone_at
    with pytest.raises(refusals.DeadAlready):
        actions.record_death(lin, died_on=localdate(now), proof="又一份", **zhao_reach, now=now)
    actions.undo_death(death, **zhao_reach, now=now + DAY)
    lin.refresh_from_db()
    assert (lin.memberships.get().ends_on, lin.mobile_dead_at) == (None, None)
    assert Account.objects.get(pk=account.pk).is_active
    assert Leaving.objects.get().undone_at is None, "the statement that the death stopped stands again"
    assert Matter.objects.filter(key="membership.leavings").count() == 2
    with pytest.raises(refusals.DeathUndone):
        actions.undo_death(death, **zhao_reach, now=now)
    assert not Delivery.objects.filter(person=lin, state="waiting").exists()


@pytest.fixture
def retired(lin, by, now):
    """Lin, retired since a month."""
    people.set_standing(lin.memberships.get(), "retired", starts_on=localdate(now) - 30 * DAY, by=by, now=now)
    return lin


def open_standings(person):
    return list(Standing.objects.filter(membership__person=person, ends_on=None).values_list("kind", flat=True))


@pytest.mark.parametrize("how", ["left", "lapsed", "died"])
def test_a_standing_ends_with_its_membership(how, retired, works, zhao_calls, by, now):
    if how == "left":
        actions.ask_to_leave(retired, by=by, now=now)
        actions.work_leavings(now + 7 * DAY)
    elif how == "lapsed":
        lapse = actions.begin_lapse(retired.memberships.get(), idle_since=LONG_AGO, by=by, now=now)
        actions.record_talk(lapse, talked_on=localdate(now), talk="不愿参加", by=by, now=now)
        actions.notify_lapse(lapse, by=by, now=now)
        actions.end_lapse(lapse, by=by, now=now + 30 * DAY)
    else:
        actions.record_death(retired, died_on=localdate(now), proof="证明", reach=[works], by=zhao_calls, now=now)
    held = retired.memberships.get()
    assert held.ends_on
    assert held.standings.get().ends_on == held.ends_on
    assert open_standings(retired) == []


def test_the_standing_goes_on_with_a_membership_that_a_mistake_had_ended(retired, works, zhao_calls, by, now):
    said = {"reach": [works], "by": zhao_calls}
    death = actions.record_death(retired, died_on=localdate(now) - DAY, proof="证明", **said, now=now)
    assert open_standings(retired) == []
    actions.undo_death(death, **said, now=now)
    assert open_standings(retired) == ["retired"]
    held = people.leave(retired, ends_on=localdate(now), by=by, now=now)
    correct = {"union": works, "starts_on": held.starts_on, "why": "写错了", "by": by, "now": now}
    earlier = actions.correct_membership(held, ends_on=localdate(now) - 3 * DAY, **correct)
    assert retired.memberships.get().standings.get().ends_on == earlier.ends_on
    actions.correct_membership(held, ends_on=None, **correct)
    assert open_standings(retired) == ["retired"]


def test_a_standing_that_had_ended_before_does_not_come_back(retired, works, by, now):
    people.set_standing(retired.memberships.get(), "regular", starts_on=localdate(now) - 3 * DAY, by=by, now=now)
    held = people.leave(retired, ends_on=localdate(now), by=by, now=now)
    correct = {"union": works, "starts_on": held.starts_on, "why": "写错了", "by": by, "now": now}
    actions.correct_membership(held, ends_on=None, **correct)
    assert open_standings(retired) == []


def test_nobody_decides_about_oneself(zhao, zhao_calls, province, by, now):
    people.join(zhao, province, starts_on=LONG_AGO, by=by, now=now)
    held = zhao.memberships.get()
    lapse = actions.begin_lapse(held, idle_since=LONG_AGO, by=by, now=now)
    dead = Death.objects.create(person=zhao, died_on=localdate(now), proof="x", undone_at=None, created_at=now)
    for act in (
        lambda: actions.begin_lapse(held, idle_since=LONG_AGO, by=zhao_calls, now=now),
        lambda: actions.record_death(zhao, died_on=localdate(now), proof="x", reach=[province], by=zhao_calls, now=now),
        lambda: actions.undo_death(dead, reach=[province], by=zhao_calls, now=now),
        lambda: actions.drop_lapse(lapse, why="补缴了", by=zhao_calls, now=now),
        lambda: actions.record_talk(lapse, talked_on=localdate(now), talk="x", by=zhao_calls, now=now),
        lambda: actions.set_standing(held, "retired", starts_on=localdate(now), why="x", by=zhao_calls, now=now),
    ):
        with pytest.raises(refusals.NotOneself):
            act()


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2024, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 3, 15), 6, date(2025, 9, 15)),
    ],
)
def test_six_months_before_is_a_day_of_the_calendar(day, months, before):
    assert rules.months_before(day, months) == before


def test_what_was_written_is_forgotten_after_three_years(lin, by, now):
    actions.ask_to_leave(lin, reason="身体不好", by=by, now=now)
    assert actions.forget(now=now + 1000 * DAY) == 0
    assert actions.forget(now=now + 1100 * DAY) == 1
    assert Leaving.objects.get().reason == ""


def test_what_a_standing_may_names_weak_sources(now):
    retired = may_what("retired", localdate(now))
    assert retired.weak
    assert dict(retired.may) == {"选举和表决": False, "缴会费": False, "享受服务": True}
    assert Lapse.objects.count() == 0


@pytest.mark.parametrize("how", ["left", "moved"])
def test_steps_of_a_membership_that_ended_another_way_are_over_and_nobody_is_told_it_goes_on(
    how, lin, foundry_like, by, now
):
    lapse = actions.begin_lapse(lin.memberships.get(), idle_since=LONG_AGO, by=by, now=now)
    if how == "left":
        people.leave(lin, ends_on=localdate(now), by=by, now=now)
    else:
        people.transfer(lin, foundry_like, on=localdate(now), by=by, now=now)
    with pytest.raises(refusals.LapseOver):
        actions.drop_lapse(lapse, why="补缴了", by=by, now=now)
    actions.work_leavings(now)
    assert not Matter.objects.filter(key="membership.lapses").exists()
    assert Lapse.objects.get().dropped_at
    assert told(lin) == ["membership.lapse_begun"]
