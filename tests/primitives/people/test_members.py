"""会籍: at most one at any time, no day lost in a transfer."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Membership, Union
from gonghui.primitives.people.refusals import AlreadyMember, NotAMember, SameUnion, UnionClosed, UnionHasMembers
from gonghui.primitives.people.rules import BadDates, EndsBeforeStart, StartsBeforeEnd
from tests.cast import MEMBER_SINCE
from tests.primitives.people.constraints import without
from tests.races.admission_world import until_it_waits
from tests.rush import rush

TODAY = date(2026, 5, 20)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def test_a_person_joins(qian, works, by, now):
    membership = people.join(qian, works, starts_on=TODAY, by=by, now=now)

    assert Membership.objects.active().get() == membership
    assert journal.entries_of(membership).get().facts == {"union": "晋源机械厂工会", "on": "2026-05-20"}


def test_a_member_cannot_join_a_second_union(lin, motors, by, now):
    with pytest.raises(AlreadyMember) as refusal:
        people.join(lin, motors, starts_on=TODAY, by=by, now=now)

    assert refusal.value.sentence() == "已是“晋源机械厂工会”的会员"


def test_nobody_joins_from_tomorrow(qian, works, by, now):
    with pytest.raises(BadDates):
        people.join(qian, works, starts_on=TOMORROW, by=by, now=now)


def test_today_is_the_day_in_china(qian, works, by, now):
    half_past_midnight = now.replace(hour=0, minute=30)  # still the 19th in UTC

    assert people.join(qian, works, starts_on=TODAY, by=by, now=half_past_midnight)


def test_who_left_may_join_again_from_that_day_on(lin, works, motors, by, now):
    people.leave(lin, ends_on=YESTERDAY, by=by, now=now)

    with pytest.raises(StartsBeforeEnd):
        people.join(lin, motors, starts_on=YESTERDAY - timedelta(days=1), by=by, now=now)
    assert people.join(lin, motors, starts_on=YESTERDAY, by=by, now=now)


@pytest.mark.parametrize(
    ("day", "refusal"), [(TOMORROW, BadDates), (MEMBER_SINCE - timedelta(days=1), EndsBeforeStart)]
)
def test_a_membership_ends_between_its_start_and_today(lin, by, now, day, refusal):
    with pytest.raises(refusal):
        people.leave(lin, ends_on=day, by=by, now=now)
    assert people.leave(lin, ends_on=MEMBER_SINCE, by=by, now=now).ends_on == MEMBER_SINCE


def test_who_is_no_member_can_neither_leave_nor_transfer(qian, works, by, now):
    with pytest.raises(NotAMember):
        people.leave(qian, ends_on=TODAY, by=by, now=now)
    with pytest.raises(NotAMember):
        people.transfer(qian, works, on=TODAY, by=by, now=now)


def test_a_transfer_leaves_no_day_between(lin, works, motors, by, now):
    people.transfer(lin, motors, on=YESTERDAY, by=by, now=now)

    old, new = lin.memberships.order_by("starts_on")
    assert (old.union, old.ends_on) == (works, YESTERDAY)
    assert (new.union, new.starts_on, new.ends_on) == (motors, YESTERDAY, None)


def test_a_transfer_to_the_same_union_changes_nothing(lin, works, by, now):
    with pytest.raises(SameUnion):
        people.transfer(lin, works, on=TODAY, by=by, now=now)

    assert lin.memberships.get().ends_on is None


def test_a_closed_union_takes_nobody(lin, qian, motors, by, now):
    people.close_union(motors, by=by, now=now)

    with pytest.raises(UnionClosed):
        people.join(qian, motors, starts_on=TODAY, by=by, now=now)
    with pytest.raises(UnionClosed):
        people.transfer(lin, motors, on=TODAY, by=by, now=now)
    assert lin.memberships.get().ends_on is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
class TestAtOnce:
    def test_two_unions_at_once_get_one_member(self, qian, works, motors, by, now):
        unions = [works, motors] * 5
        answers = rush(lambda n: people.join(qian, unions[n], starts_on=TODAY, by=by, now=now), 10)

        assert sum(isinstance(answer, Membership) for answer in answers) == 1
        assert sum(isinstance(answer, AlreadyMember) for answer in answers) == 9

    def test_without_the_constraint_looking_first_lets_both_unions_have_the_member(self, qian, works, motors, by, now):
        both_have_looked = threading.Barrier(2)

        def join_after_looking(number: int) -> None:
            nobody = not qian.memberships.active().exists()
            both_have_looked.wait(30)
            if nobody:
                people.join(qian, [works, motors][number], starts_on=TODAY, by=by, now=now)

        with without("one_active_membership"), without("no_day_of_two_memberships"):
            assert rush(join_after_looking, 2) == [None, None]
            assert qian.memberships.active().count() == 2

    def test_who_leaves_while_the_union_is_corrected_leaves_the_right_one(self, lin, motors, by, now):
        def leave():
            try:
                return people.leave(lin, ends_on=TODAY, by=by, now=now)
            finally:
                connection.close()

        said = {"union": motors, "starts_on": MEMBER_SINCE, "ends_on": None, "why": "录错了工会"}
        with ThreadPoolExecutor(1) as pool, transaction.atomic():
            people.correct_membership(lin.memberships.get(), **said, by=by, now=now)
            answer = pool.submit(leave)
            until_it_waits(answer)

        assert (answer.result().union, answer.result().ends_on) == (motors, TODAY)

    def test_a_union_is_never_closed_over_a_new_member(self, qian, enrol, works, motors, by, now):
        crowd = [enrol("新会员", 200 + n) for n in range(6)]

        def act(number: int) -> object:
            if number == 3:
                return people.close_union(motors, by=by, now=now)
            return people.join(crowd[number], motors, starts_on=TODAY, by=by, now=now)

        answers = rush(act, 6)

        closed = Union.objects.get(pk=motors.pk).closed_at is not None
        assert closed == (answers[3] is None)
        assert closed == (not motors.memberships.exists())
        for answer in answers[:3] + answers[4:]:
            assert isinstance(answer, UnionClosed if closed else Membership)
        assert closed or isinstance(answers[3], UnionHasMembers)
