"""A merger against who joins meanwhile, an undoing against the day itself; each with the twin that goes wrong."""

import pytest

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.actions import mergers
from gonghui.primitives.people.models import Membership, Union
from gonghui.primitives.people.refusals import UnionHasMembers
from gonghui.services.membership.models import UnionChange
from gonghui.services.membership.tree import actions
from tests.cast import MEMBER_SINCE
from tests.crowd import crowd
from tests.rush import kinds, rush

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
CLIENTS = 8


def merged_against_joins(works, foundry, by, now):
    """The merger and seven who join at once; who is left in the closed union."""
    joining = crowd(CLIENTS - 1)

    def act(n):
        if n == 0:
            return people.merge_union(works, foundry, by=by, now=now)
        return people.join(joining[n - 1], works, starts_on=MEMBER_SINCE, by=by, now=now)

    answers = kinds(rush(act, CLIENTS))
    assert Union.objects.get(pk=works.pk).closed_at
    assert answers["list"] == 1
    return Membership.objects.active().filter(union=works).count()


def test_nobody_who_joins_during_a_merger_is_left_behind(works, foundry, by, now):
    assert merged_against_joins(works, foundry, by, now) == 0


@pytest.mark.usefixtures("weaker_isolation")
def test_a_merger_that_does_not_hold_the_union_leaves_somebody_behind(works, foundry, by, now, monkeypatch):
    """The twin: nothing is held, so that somebody joins between the look at the members and the closing."""
    [late] = crowd(1)
    look = mergers.move_members

    def then_somebody_joins(*args, **named):
        went = look(*args, **named)
        assert kinds(rush(lambda _n: people.join(late, works, starts_on=MEMBER_SINCE, by=by, now=now), 1)) == {
            "Membership": 1
        }
        return went

    monkeypatch.setattr(mergers, "move_members", then_somebody_joins)
    monkeypatch.setattr(mergers, "held", lambda union: Union.objects.get(pk=union.pk))
    with pytest.raises(UnionHasMembers):  # the last guard: who closes looks once more
        people.merge_union(works, foundry, by=by, now=now)
    assert Membership.objects.active().filter(union=works).count() == 1


def undone_against_effect(change, by, now):
    def act(n):
        return (
            actions.undo(change, reach=[change.decided_from], by=by, now=now)
            if n % 2
            else actions.take_effect(change.pk, now=now)
        )

    return rush(act, CLIENTS)


def test_a_change_is_either_undone_or_takes_effect(plan, works, by, now):
    change = plan("rename", works, name="新名")
    undone_against_effect(change, by, now)
    found = UnionChange.objects.get()
    assert (found.done_at is None) != (found.undone_at is None)
    assert (Union.objects.get(pk=works.pk).name == "新名") == (found.done_at is not None)


@pytest.mark.usefixtures("weaker_isolation")
def test_who_only_looks_undoes_what_has_taken_effect(plan, works, by, now, monkeypatch):
    """The twin: the row is looked at and not held."""
    change = plan("rename", works, name="新名")
    seen = UnionChange.objects.open().get(pk=change.pk)
    actions.undo(change, reach=[change.decided_from], by=by, now=now)
    monkeypatch.setattr(actions, "_held", lambda pk: seen)
    with pytest.raises(Exception, match="union_change_ends_once"):  # the last guard: the database's own
        actions.take_effect(change.pk, now=now)
