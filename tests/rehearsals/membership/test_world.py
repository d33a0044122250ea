"""The county of the story, and what an auditor finds in its books."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Employer, Employment, Membership, Role, Union
from gonghui.rehearsals import cast
from gonghui.rehearsals.membership import auditing, world
from tests.rush import guards_off


@pytest.fixture
def county(db, now):
    return world.set_up(0.001, now)


def test_the_county_has_forty_unions_and_workers_of_three_trades_in_none_of_them(county):
    assert Union.objects.count() == 40
    assert {one.plan.trade for one in county.workers} == {plan.trade for plan in world.TRADES}
    assert len({one.document for one in county.workers}) == len(county.workers)
    known = [one for one in county.workers if not one.comes]
    there = world.persons(known)
    assert Employment.objects.count() == len(known) < len(county.workers)
    assert not Membership.objects.filter(person__in=there).exists()
    assert [one.name for one in there] == [one.name for one in known]
    assert [one.documents.count() for one in there] == [int(one.rostered) for one in known]


def test_every_grassroots_union_has_members_and_no_firm_of_the_trades_has_a_union(county):
    assert all(union.memberships.exists() for union in county.grassroots)
    assert Employer.objects.filter(union=None, headcount__gte=25).count() == 2 * len(world.TRADES)
    assert county.top.offices.filter(role=Role.OFFICER).count() == 2


@pytest.fixture
def moved(county, now):
    """Somebody who joined ten days ago and moves today."""
    (person, _home), today = county.members[0], localdate(now)
    return people.transfer(person, county.grassroots[1], on=today, by=cast.BY, now=now)


def test_a_transfer_leaves_no_day_and_no_double(moved):
    assert auditing.audit() == auditing.Found(gaps_days=0, doubles=0, transfers=1)


def test_the_auditor_finds_days_without_a_union(county, now):
    (person, _home), today = county.members[0], localdate(now)
    people.leave(person, ends_on=today - timedelta(days=3), by=cast.BY, now=now)
    people.join(person, county.grassroots[1], starts_on=today, by=cast.BY, now=now)
    assert auditing.audit() == auditing.Found(gaps_days=3, doubles=0, transfers=0)


def test_the_auditor_finds_a_day_of_two_where_the_database_does_not_forbid_it(moved):
    day = moved.starts_on - timedelta(days=1)
    with guards_off("people_membership"):
        Membership.objects.filter(pk=moved.pk).update(starts_on=day)
    assert auditing.audit().doubles == 1
