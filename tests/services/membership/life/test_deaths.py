"""Who may record a death and take it back; where the membership goes on whose union has ended meanwhile."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from gonghui.primitives.people import actions as people
from gonghui.primitives.people import departures
from gonghui.primitives.people.models import Account
from gonghui.services.membership.life import actions
from gonghui.services.membership.models import Death, UnionChange
from gonghui.services.membership.tree import actions as tree

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SAID = {"died_on": "2026-05-19", "proof": "死亡证明 3 号"}


@pytest.fixture
def officer_of(enrol, by, now):
    def made(union, number):
        person = enrol("厂干部", number)
        people.appoint(person, union, "officer", by=by, now=now)
        return person

    return made


@pytest.fixture
def high(enrol, province, works, account_of, by, now):
    """The administrator of the province, a member of the works."""
    person = enrol("省管理员", 422, works)
    account_of(person)
    people.appoint(person, province, "administrator", by=by, now=now)
    return person


def test_an_officer_of_the_works_closes_no_account_that_opens_more_than_the_works(
    browser, officer_of, high, zhao, works
):
    page, desk = reverse("membership:death", args=[high.pk]), browser(officer_of(works, 421))
    refused = desk.post(page, SAID)
    assert refused.status_code in (403, 422)
    assert "请由管辖那个岗位的上级工会办理" in refused.text
    assert Account.objects.get(person=high).is_active
    assert high.memberships.get().ends_on is None
    assert browser(zhao).post(page, SAID).status_code == 303
    undo = reverse("membership:undo-death", args=[high.pk])
    assert desk.post(undo).status_code == 403
    assert not Account.objects.get(person=high).is_active


def test_where_somebody_was_a_member_once_no_death_is_recorded_nor_undone(
    browser, officer_of, enrol, works, motors, by, now
):
    moved = enrol("老会员", 412)
    people.join(moved, motors, starts_on=date(2020, 1, 1), by=by, now=now)
    people.leave(moved, ends_on=date(2021, 1, 1), by=by, now=now)
    people.join(moved, works, starts_on=date(2022, 1, 1), by=by, now=now)
    page, undo = (reverse(name, args=[moved.pk]) for name in ("membership:death", "membership:undo-death"))
    there, here = browser(officer_of(motors, 411)), browser(officer_of(works, 413))
    assert there.post(page, SAID).status_code == 404
    assert here.post(page, SAID).status_code == 303
    person = reverse("faces:person", args=[moved.pk])
    assert page not in there.get(person).text
    assert page in here.get(person).text
    assert (there.get(page).status_code, there.post(undo).status_code) == (404, 404)
    assert Death.objects.standing().exists()
    assert here.post(undo).status_code == 303
    assert moved.memberships.get(ends_on=None).union == works


@pytest.fixture
def ended(works, taiyuan, datong, by, now):
    """The works ends, by a change of the tree or by a verb of people alone."""

    def end(how):
        if how == "merged":
            change = UnionChange(kind="merge", union=works, target=datong, why="批复", takes_on=localdate(now))
            tree.plan(change, reach=[works.parent.parent], by=by, now=now)
            tree.work_changes(now)
        else:
            people.dissolve_union(works, members_to=taiyuan, kept=True, by=by, now=now)
        works.refresh_from_db()
        assert works.closed_at

    return end


@pytest.mark.parametrize(("how", "home", "standing"), [("merged", "DT", []), ("dissolved", "TY", ["unit_closed"])])
def test_who_lives_after_all_goes_on_where_the_members_of_the_ended_union_went(
    how, home, standing, ended, lin, works, province, zhao_calls, account_of, now
):
    account_of(lin)
    said = {"reach": [province], "by": zhao_calls}
    death = actions.record_death(lin, died_on=localdate(now) - DAY, proof="证明", **said, now=now)
    ended(how)
    actions.undo_death(death, **said, now=now)
    held = lin.memberships.get(ends_on=None)
    assert (held.union.code, held.union.closed_at) == (home, None)
    assert list(held.standings.values_list("kind", flat=True)) == standing
    assert lin.memberships.get(union=works).ends_on == held.starts_on == localdate(works.closed_at)
    assert Account.objects.get(person=lin).is_active


def test_what_others_keep_of_the_dead_ends_with_them(zhao, enrol, by, now, monkeypatch):
    heard = []

    class Keeper:
        def died(self, person, **_said):
            heard.append(person)

        def revived(self, person, **_said):
            heard.append(person)

    monkeypatch.setattr(departures, "_keepers", [Keeper()])
    nobody = enrol("古丽", 431)  # of no union
    said = {"died_on": now.date(), "proof": "死亡证明", "reach": [], "by": replace(by, person=zhao.pk), "now": now}
    death = actions.record_death(nobody, **said)
    assert heard == [nobody.pk]
    actions.undo_death(death, reach=[], by=said["by"], now=now)
    assert heard == [nobody.pk] * 2, "and goes on when it was somebody else"


def test_the_dead_are_not_told_what_ends_with_a_membership(lin, works, zhao_calls, now, monkeypatch):
    heard = []

    class Keeper:
        def left(self, person, **_said):
            heard.append(("left", person))

        def died(self, person, **_said):
            heard.append(("died", person))

    monkeypatch.setattr(departures, "_keepers", [Keeper()])
    actions.record_death(lin, died_on=localdate(now), proof="死亡证明", reach=[works], by=zhao_calls, now=now)
    assert heard == [("died", lin.pk), ("left", lin.pk)]
