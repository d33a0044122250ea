"""No case stays with who may handle it no more, nor with a union that has ended."""

from datetime import timedelta

import pytest

from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.casework import actions, refusals, speaking
from gonghui.primitives.casework.models import Case
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people import departures
from gonghui.primitives.people.models import Office, Role, Union
from gonghui.services.hotline.rules import HOTLINE

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(asked, guo, as_guo, now):
    return actions.assign(asked(), guo, by=as_guo, now=now)


@pytest.fixture
def district(found, taiyuan):
    return found("XD", "小店区总工会", "district", taiyuan, "140105")


def waits(key, **of):
    return Matter.objects.filter(key=f"hotline.{key}", **of).count()


def test_who_is_dismissed_gives_their_cases_back_in_the_same_act(taken, guo, taiyuan, as_guo, by, now):
    paused = actions.pause(taken, why="等材料", by=as_guo, now=now)
    people.dismiss(guo.offices.get(), by=by, now=now)

    case = Case.objects.get()
    assert (case.assigned_to, case.left_at, case.stage) == (None, now, "working")
    assert (case.paused_until, case.days_left) == (paused.paused_until, paused.days_left), "its time is kept"
    assert waits("given") == 0
    left = Matter.objects.get(key="hotline.left")
    assert (left.subject, left.act, "离任" in left.title + left.note or "不在岗位" in left.note) == (
        taiyuan.pk, "hotline.handle", True,
    )  # fmt: skip
    assert Entry.objects.filter(act="hotline.left", label=case.code).count() == 1


def test_once_it_is_given_to_somebody_else_nothing_is_to_be_given(taken, guo, officer, taiyuan, by, as_guo, now):
    people.dismiss(guo.offices.get(), by=by, now=now)
    case = actions.assign(Case.objects.get(), officer(taiyuan), by=by, now=now)

    assert (case.left_at, waits("left"), waits("given")) == (None, 0, 1)


@pytest.mark.parametrize("ending", ["close", "hand_over"])
def test_what_ends_or_goes_elsewhere_is_to_be_given_no_more(taken, guo, datong, by, now, ending):
    people.dismiss(guo.offices.get(), by=by, now=now)
    case = Case.objects.get()
    if ending == "close":
        actions.close(case, "solved", "办好了", by=by, now=now)
    else:
        actions.hand_over(case, datong, why="在大同", by=by, now=now)

    assert (Case.objects.get().left_at, waits("left")) == (None, 0)


def test_who_may_handle_it_by_another_office_keeps_it(taken, guo, province, by, now):
    people.appoint(guo, province, Role.OFFICER, by=by, now=now)
    people.dismiss(guo.offices.get(union=taken.union), by=by, now=now)

    assert Case.objects.get().assigned_to == guo


def test_an_office_that_handles_nothing_is_none(taken, guo, taiyuan, by, now):
    people.appoint(guo, taiyuan, Role.FINANCE, by=by, now=now)
    people.dismiss(guo.offices.get(role=Role.OFFICER), by=by, now=now)

    assert Case.objects.get().assigned_to is None


def test_who_died_handles_nothing_whatever_office_is_written_down(taken, guo, by, now):
    departures.died(guo.pk, by=by, now=now)

    assert (Case.objects.get().assigned_to, waits("left")) == (None, 1)


def test_an_office_that_runs_out_by_itself_is_seen_by_the_worker(taken, guo, now):
    Office.objects.filter(person=guo).update(ends_at=now + timedelta(hours=2))
    assert actions.sweep(HOTLINE, now + timedelta(hours=1)) == 0
    assert Case.objects.get().assigned_to == guo

    assert actions.sweep(HOTLINE, now + timedelta(hours=2)) == 1
    assert (Case.objects.get().assigned_to, waits("left"), waits("given")) == (None, 1, 0)
    assert actions.sweep(HOTLINE, now + timedelta(hours=2)) == 0


def test_cases_of_a_union_that_merged_go_on_in_the_other_in_their_old_time(
    asked, district, datong, lin, officer, by, now
):
    handler = officer(district)
    case = actions.assign(asked(union=district), handler, by=by, now=now)
    people.merge_union(district, datong, by=by, now=now)
    assert Case.objects.get().assigned_to is None, "the offices of a union end with it"
    due = case.due_at

    assert actions.sweep(HOTLINE, now) == 1

    case.refresh_from_db()
    assert (case.union, case.due_at, case.stage) == (datong, due, "working")
    assert [waits(key, subject=datong.pk) for key in ("queue", "left")] == [1, 1]
    assert not Matter.objects.filter(subject=district.pk).exists()
    assert "大同" in Notice.objects.get(person=lin, title__startswith="诉求由").text
    assert speaking.messages(case, internal=False)[-1].what == "move"
    assert actions.sweep(HOTLINE, now) == 0


def test_of_one_that_was_dissolved_or_closed_they_go_to_the_union_above(asked, district, taiyuan, by, now):
    asked(union=district)
    people.close_union(district, by=by, now=now)
    actions.sweep(HOTLINE, now)

    assert Case.objects.get().union == taiyuan


def test_they_never_come_to_the_union_of_a_firm(asked, found, taiyuan, by, now):
    old = found("XD", "小店快递行业工会", "industry", taiyuan, "140105")
    few = found("TY-LH", "小店联合工会", "joint", taiyuan, "140105")
    asked(union=old)
    people.merge_union(old, few, by=by, now=now)
    actions.sweep(HOTLINE, now)

    assert Case.objects.get().union == taiyuan


def test_what_is_late_stands_before_the_union_above_the_new_one(asked, district, datong, province, by, now):
    case = asked(union=district)
    actions.sweep(HOTLINE, case.due_at)
    people.merge_union(district, datong, by=by, now=case.due_at)
    actions.sweep(HOTLINE, case.due_at)

    assert Matter.objects.get(key="hotline.late").union_id == province.pk
    assert Entry.objects.filter(act="hotline.escalate").count() == 1


def test_who_handles_it_from_above_keeps_it_through_the_merger(asked, district, datong, zhao, by, now):
    case = actions.assign(asked(union=district), zhao, by=by, now=now)
    people.merge_union(district, datong, by=by, now=now)
    actions.sweep(HOTLINE, now)

    case.refresh_from_db()
    assert (case.union, case.assigned_to, case.left_at) == (datong, zhao, None)


def test_many_follow_in_parts(asked, district, taiyuan, by, now, monkeypatch):
    monkeypatch.setattr("gonghui.primitives.casework.actions.sweeping.PAUSED_AT_ONCE", 2)
    for _each in range(3):
        asked(union=district)
    people.close_union(district, by=by, now=now)

    assert [actions.sweep(HOTLINE, now) for _round in range(3)] == [2, 1, 0]
    assert Case.objects.filter(union=taiyuan).count() == 3
    assert Union.objects.get(pk=district.pk).closed_at == now


def test_who_reaches_a_union_no_more_that_was_moved_gives_its_cases_back(
    asked, district, taiyuan, datong, guo, officer, zhao, by, now
):
    here = officer(district)
    held = {person: actions.assign(asked(union=district), person, by=by, now=now).pk for person in (guo, here, zhao)}
    people.move_union(district, datong, by=by, now=now)

    has = {person: Case.objects.get(pk=pk).assigned_to for person, pk in held.items()}
    assert has == {guo: None, here: here, zhao: zhao}, "Taiyuan's officer alone has nothing to say there now"
    assert waits("left", subject=district.pk) == 1
    assert waits("given") == 2


def test_what_is_late_in_a_union_that_was_moved_stands_before_the_one_above_it_now(asked, district, datong, by, now):
    case = asked(union=district)
    actions.sweep(HOTLINE, case.due_at)
    people.move_union(district, datong, by=by, now=case.due_at)

    assert Matter.objects.get(key="hotline.late").union_id == datong.pk


def test_reopened_it_does_not_go_back_to_who_left_meanwhile(taken, guo, as_lin, by, now):
    actions.close(taken, "explained", "已说明", by=by, now=now)
    people.dismiss(guo.offices.get(), by=by, now=now)
    later = now + timedelta(days=20)
    case = actions.reopen(Case.objects.get(), "还是没发", by=as_lin, now=later)

    assert (case.assigned_to, case.left_at, case.stage) == (None, later, "waiting")
    assert waits("left") == 1


def test_reopened_it_goes_on_with_who_had_it(taken, guo, as_lin, by, now):
    actions.close(taken, "explained", "已说明", by=by, now=now)
    case = actions.reopen(Case.objects.get(), "还是没发", by=as_lin, now=now)

    assert (case.assigned_to, case.stage) == (guo, "working")


@pytest.mark.parametrize("gone", ["account", "number"])
def test_nothing_is_given_to_who_cannot_sign_in_any_more(asked, guo, by, now, gone):
    """So it is with the dead: their account is closed, or, where they had none, their number."""
    if gone == "account":
        people.close_account(people.open_account(guo, by=by, now=now), by=by, now=now)
    else:
        people.mark_mobile_dead(guo, now=now)

    with pytest.raises(refusals.CannotSignIn):
        actions.assign(asked(), guo, by=by, now=now)
