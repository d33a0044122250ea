"""Of every day at most one membership, of every transfer no gap: held by the database, each with its failing twin."""

import threading
from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Membership, Transfer
from gonghui.primitives.people.refusals import MembershipsOverlap
from gonghui.primitives.people.rules import EndsBeforeStart
from tests.cast import MEMBER_SINCE
from tests.primitives.people.constraints import without
from tests.rush import guards_off, rush

TODAY = date(2026, 5, 20)
DAY = timedelta(days=1)


def write(person, union, starts_on, ends_on):
    with transaction.atomic():
        return Membership.objects.create(person=person, union=union, starts_on=starts_on, ends_on=ends_on)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "free"),
    [
        (MEMBER_SINCE - 9 * DAY, MEMBER_SINCE, True),
        (MEMBER_SINCE - 9 * DAY, MEMBER_SINCE + DAY, False),
        (MEMBER_SINCE - 9 * DAY, None, False),
        (MEMBER_SINCE + DAY, TODAY - 9 * DAY, False),
        (TODAY - DAY, TODAY, False),
        (TODAY, None, True),
        (TODAY, TODAY, True),
    ],
)
def test_of_every_day_there_is_one_membership_whoever_writes_it(lin, motors, by, now, starts_on, ends_on, free):
    people.leave(lin, ends_on=TODAY, by=by, now=now)

    with nullcontext() if free else pytest.raises(IntegrityError, match="two unions on one day"):
        write(lin, motors, starts_on, ends_on)
    with guards_off("people_membership"):  # the twin: nothing else would say no to the closed ones
        write(lin, motors, starts_on + DAY, starts_on + 2 * DAY)


def test_a_transfer_has_no_gap_whoever_writes_it(lin, works, motors, by, now):
    people.transfer(lin, motors, on=TODAY - 9 * DAY, by=by, now=now)
    bond = Transfer.objects.get()

    assert (bond.old.union, bond.new.union, bond.old.ends_on) == (works, motors, bond.new.starts_on)
    for row, field in ((bond.old, "ends_on"), (bond.new, "starts_on")):
        with pytest.raises(IntegrityError, match=r"day of a transfer|two unions"), transaction.atomic():
            Membership.objects.filter(pk=row.pk).update(**{field: TODAY - 5 * DAY})
    with guards_off("people_membership"):
        Membership.objects.filter(pk=bond.new.pk).update(starts_on=TODAY - 5 * DAY)
    bond.delete()
    with pytest.raises(IntegrityError, match="has a gap"), transaction.atomic():
        Transfer.objects.create(old=bond.old, new=bond.new)


def test_the_transfer_of_one_person_is_not_of_two(lin, chen, motors, by, now):
    people.leave(lin, ends_on=TODAY, by=by, now=now)
    people.leave(chen, ends_on=TODAY, by=by, now=now)
    other = people.join(chen, motors, starts_on=TODAY, by=by, now=now)

    with pytest.raises(IntegrityError, match="has a gap"), transaction.atomic():
        Transfer.objects.create(old=lin.memberships.get(), new=other)


@pytest.mark.parametrize("days", [30, 3])
def test_a_corrected_day_of_a_transfer_moves_both_sides(lin, motors, by, now, days):
    new = people.transfer(lin, motors, on=TODAY - 9 * DAY, by=by, now=now)
    day = TODAY - days * DAY
    said = {"why": "日期录错", "by": by, "now": now}

    people.correct_membership(new, union=motors, starts_on=day, ends_on=None, **said)
    old = lin.memberships.get(ends_on=day)
    assert lin.memberships.get(ends_on=None).starts_on == day
    people.correct_membership(old, union=old.union, starts_on=old.starts_on, ends_on=day - DAY, **said)
    assert lin.memberships.get(ends_on=None).starts_on == day - DAY
    assert Transfer.objects.get().old.ends_on == day - DAY


def test_a_transfer_is_not_corrected_to_before_the_membership_that_it_ended(lin, motors, by, now):
    new = people.transfer(lin, motors, on=TODAY - 9 * DAY, by=by, now=now)
    old = lin.memberships.exclude(pk=new.pk).get()
    said = {"why": "日期录错", "by": by, "now": now}

    with pytest.raises(EndsBeforeStart):
        people.correct_membership(new, union=motors, starts_on=MEMBER_SINCE - DAY, ends_on=None, **said)
    with pytest.raises(MembershipsOverlap):
        people.correct_membership(old, union=old.union, starts_on=old.starts_on, ends_on=None, **said)
    assert Transfer.objects.get().new.starts_on == TODAY - 9 * DAY


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
class TestAtOnce:
    @pytest.mark.parametrize("guarded", [True, False])
    def test_two_closed_memberships_of_the_same_days_are_one_unless_the_guard_sleeps(
        self, qian, works, motors, by, now, guarded
    ):
        both_have_looked = threading.Barrier(2)

        def after_looking(number):
            assert not qian.memberships.exists()
            both_have_looked.wait(30)
            write(qian, (works, motors)[number], TODAY - 9 * DAY, TODAY - DAY)

        with nullcontext() if guarded else without("no_day_of_two_memberships"):
            rush(after_looking, 2)
            assert qian.memberships.count() == (1 if guarded else 2)

    def test_two_transfers_at_once_leave_one_open_membership_and_no_gap(self, lin, motors, datong, by, now):
        rush(lambda n: people.transfer(lin, (motors, datong)[n], on=TODAY, by=by, now=now), 2)

        rows = list(lin.memberships.order_by("starts_on", "pk"))
        assert [row.ends_on is None for row in rows].count(True) == 1
        assert all(bond.old.ends_on == bond.new.starts_on for bond in Transfer.objects.all())
        assert Transfer.objects.count() == len(rows) - 1
