"""Changes of the tree: for a day, undone before it, refused by name; nobody is a day without a union."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from gonghui.kernel.refusals import Refused
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Employer, Membership, Office, Union
from gonghui.services.membership.models import UnionChange
from gonghui.services.membership.tree import actions, refusals

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_a_merger_takes_effect_on_its_day_and_leaves_nobody_without_a_union(plan, works, foundry, lin, chen, now):
    change = plan("merge", works, target=foundry, days=2)
    assert actions.work_changes(now + DAY) == 0
    assert lin.memberships.get().union == works
    assert actions.work_changes(now + 2 * DAY) == 1
    day = localdate(now + 2 * DAY)
    for member in (lin, chen):
        old, new = member.memberships.order_by("starts_on")
        assert (old.union, old.ends_on, new.union, new.starts_on, new.ends_on) == (works, day, foundry, day, None)
    assert fresh(works).closed_at
    assert fresh(change).members == 2
    told = Notice.objects.get(person=lin)
    assert "一天也没有中断" in told.text
    assert foundry.name in told.text


def test_the_standing_and_the_employers_of_a_merged_union_go_on(plan, works, foundry, lin, by, now):
    people.set_standing(lin.memberships.get(), "retired", starts_on=localdate(now), by=by, now=now)
    firm = people.add_employer(name="晋源机械厂", union=works, area=works, by=by, now=now)
    plan("merge", works, target=foundry, days=0)
    assert lin.memberships.get(ends_on=None).standings.get(ends_on=None).kind == "retired"
    assert (fresh(firm).union, fresh(firm).area) == (foundry, foundry)


def test_an_employer_of_a_closed_union_has_none_of_its_own_and_the_upper_one_looks_after_it(
    plan, works, taiyuan, by, now
):
    """The city is nobody's own union: else no union would ever be proposed there again."""
    firm = people.add_employer(name="晋源机械厂", union=works, by=by, now=now)
    plan("close", works, days=0)
    assert (fresh(firm).union, fresh(firm).area) == (None, taiyuan)
    assert list(Employer.objects.without_union()) == [firm]


def test_an_employer_of_a_union_merged_into_the_city_has_none_of_its_own(plan, works, taiyuan, datong, by, now):
    firm = people.add_employer(name="晋源机械厂", union=works, area=taiyuan, by=by, now=now)
    plan("merge", works, target=datong, days=0)
    assert (fresh(firm).union, fresh(firm).area) == (None, taiyuan)


def test_unions_below_go_with_the_one_that_is_merged(plan, found, works, foundry, now):
    group = found("TY-JY-1", "一车间工会小组", "group", works)
    plan("merge", works, target=foundry, days=0)
    assert fresh(group).path == "SX.TY.TY-ZZ.TY-JY-1."


def test_members_of_a_closed_union_are_kept_by_the_one_above(plan, works, taiyuan, lin, chen, by, now):
    people.set_standing(chen.memberships.get(), "retired", starts_on=localdate(now), by=by, now=now)
    assert plan("close", works, days=0).done_at
    kept = lin.memberships.get(ends_on=None)
    assert (kept.union, kept.standings.get().kind) == (taiyuan, "unit_closed")
    assert kept.came_by.old == lin.memberships.get(union=works)
    assert chen.memberships.get(ends_on=None).standings.get().kind == "retired"
    assert not Office.objects.filter(union=works, ends_at=None).exists()


def test_a_change_is_undone_before_its_day_and_not_after(plan, province, works, foundry, zhao_calls, now):
    change = plan("merge", works, target=foundry)
    assert Matter.objects.filter(key="membership.changes", subject=change.pk).count() == 1
    actions.undo(change, reach=[province], by=zhao_calls, now=now)
    assert actions.work_changes(now + 3 * DAY) == 0
    assert fresh(works).closed_at is None
    with pytest.raises(refusals.ChangeOver):
        actions.undo(change, reach=[province], by=zhao_calls, now=now)
    done = plan("rename", works, name="晋源机械集团工会", days=0)
    with pytest.raises(refusals.ChangeOver):
        actions.undo(done, reach=[province], by=zhao_calls, now=now)
    assert [entry.act for entry in journal.entries_of(change)] == ["membership.undo_change", "membership.plan_change"]


def test_a_union_is_founded_renamed_and_moved_on_its_day(plan, taiyuan, datong, works, now):
    plan("found", target=taiyuan, code="ty-kd", name="并州快递行业工会", level="industry")
    plan("rename", works, name="晋源机械集团工会")
    assert not Union.objects.filter(code="TY-KD").exists()
    actions.work_changes(now + DAY)
    made = Union.objects.get(code="TY-KD")
    assert (made.parent, made.kind, UnionChange.objects.get(kind="found").union) == (taiyuan, "industry", made)
    assert fresh(works).name == "晋源机械集团工会"
    plan("move", fresh(works), target=datong, days=0)
    assert fresh(works).path == "SX.DT.TY-JY."


def test_what_became_impossible_meanwhile_is_stopped_and_waits_for_the_officer(plan, found, works, lin, zhao, now):
    plan("close", works)
    found("TY-JY-1", "一车间工会小组", "group", works)
    actions.work_changes(now + DAY)
    change = UnionChange.objects.get()
    assert change.stopped_at
    assert "还有下级工会" in change.stopped
    assert lin.memberships.get().ends_on is None
    assert Notice.objects.filter(person=zhao, template="membership.change_stopped").exists()
    assert actions.work_changes(now + 2 * DAY) == 0


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        ("people.under_itself", "move", {"union": "taiyuan", "target": "works"}),
        ("people.under_itself", "move", {"union": "taiyuan", "target": "taiyuan"}),
        ("membership.same_parent", "move", {"union": "works", "target": "taiyuan"}),
        ("people.wrong_level", "move", {"union": "works", "target": "foundry"}),
        ("people.same_union", "merge", {"union": "works", "target": "works"}),
        ("people.into_itself", "merge", {"union": "taiyuan", "target": "works"}),
        ("people.into_itself", "close", {"union": "works", "target": "works"}),
        ("membership.no_union_above", "close", {"union": "province"}),
        ("membership.same_name", "rename", {"union": "works", "name": "晋源机械厂工会"}),
        ("people.union_code_taken", "found", {"target": "taiyuan", "name": "新", "code": "TY-JY", "level": "group"}),
        ("people.bad_union_code", "found", {"target": "taiyuan", "name": "新", "code": "并州", "level": "group"}),
        ("people.wrong_level", "found", {"target": "works", "name": "新", "code": "X", "level": "city"}),
        ("membership.day_past", "rename", {"union": "works", "name": "新", "days": -1}),
        ("membership.day_too_far", "rename", {"union": "works", "name": "新", "days": 400}),
        ("membership.out_of_reach", "merge", {"union": "works", "target": "motors", "reach": "taiyuan"}),
        ("membership.out_of_reach", "close", {"union": "taiyuan", "reach": "taiyuan"}),
        ("membership.not_by_itself", "rename", {"union": "works", "name": "新", "reach": "works"}),
        ("membership.not_by_itself", "move", {"union": "taiyuan", "target": "foundry", "reach": "taiyuan"}),
    ],
)
def test_what_cannot_be_is_refused_by_name(request, plan, works, foundry, motors, code, kind, said):
    unions = {name: request.getfixturevalue(said[name]) for name in ("union", "target") if name in said}
    reach = [request.getfixturevalue(said["reach"])] if "reach" in said else ()
    with pytest.raises(Refused) as refused:
        plan(kind, **(said | unions | {"reach": reach}))
    assert refused.value.code == code
    assert not UnionChange.objects.exists()


def test_a_closed_union_is_neither_merged_nor_takes_anybody(plan, works, foundry, by, now):
    people.close_union(foundry, by=by, now=now)
    for union, target in ((foundry, works), (works, foundry)):
        with pytest.raises(Refused) as refused:
            plan("merge", fresh(union), target=fresh(target))
        assert refused.value.code == "people.union_closed"


def test_one_change_of_a_union_waits_at_a_time_and_one_founding_of_a_code(plan, works, foundry, taiyuan):
    plan("rename", works, name="新名")
    with pytest.raises(refusals.ChangeWaits):
        plan("merge", works, target=foundry)
    plan("found", target=taiyuan, code="TY-KD", name="快递", level="industry")
    with pytest.raises(refusals.CodeWaits):
        plan("found", target=taiyuan, code="TY-KD", name="外卖", level="industry")
    assert Membership.objects.count() == 0


def test_who_holds_both_unions_but_none_above_merges_neither(plan, works, foundry, taiyuan):
    with pytest.raises(refusals.NotByItself):
        plan("merge", works, target=foundry, reach=[works, foundry])
    assert plan("merge", works, target=foundry, reach=[works, taiyuan]).decided_from == taiyuan


def test_what_the_union_above_decided_is_undone_there_or_above(plan, works, foundry, taiyuan, province, by, now):
    change = plan("merge", works, target=foundry, reach=[taiyuan])
    with pytest.raises(refusals.PlannedAbove):
        actions.undo(change, reach=[works], by=by, now=now)
    assert actions.undo(change, reach=[province], by=by, now=now).undone_at


def test_a_union_that_has_left_who_decided_is_not_changed_by_them(plan, works, foundry, taiyuan, datong, by, now):
    change = plan("merge", works, target=foundry, reach=[taiyuan])
    people.move_union(works, datong, by=by, now=now)
    actions.work_changes(now + DAY)

    assert fresh(change).stopped_at
    assert fresh(works).closed_at is None


def test_one_change_that_breaks_holds_up_nobody_behind_it(plan, works, foundry, monkeypatch, now):
    first, second = plan("rename", works, name="甲"), plan("rename", foundry, name="乙")
    rename = people.rename_union

    def breaks(union, *args, **said):
        if union.pk == works.pk:
            raise ValueError(union)
        return rename(union, *args, **said)

    monkeypatch.setattr(people, "rename_union", breaks)
    actions.work_changes(now + DAY)
    assert (fresh(first).done_at, fresh(second).done_at) == (None, now + DAY)
