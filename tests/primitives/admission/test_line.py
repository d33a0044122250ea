"""The waiting line: for a full pool only, in order, and nobody passes it."""

import pytest

from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission import refusals
from gonghui.primitives.admission.models import Place, Pool, Waiter
from gonghui.primitives.rows import new_id
from tests.crowd import NOON, crowd


@pytest.fixture
def full(open_pool, take):
    """A pool of two whose places are taken."""
    pool = open_pool(2)
    pool.held = [take(pool, person) for person in crowd(2)]
    return pool


def test_it_refuses_to_wait_while_places_are_free(pool, lin):
    with pytest.raises(refusals.MayTakeNow):
        admission.wait(pool, lin, now=NOON)


def test_who_waits_knows_the_position_and_keeps_it(full, lin, chen):
    first = admission.wait(full, lin, now=NOON)
    second = admission.wait(full, chen, now=NOON)
    assert admission.wait(full, lin, now=NOON) == first
    assert (Waiter.objects.position_of(first), Waiter.objects.position_of(second)) == (1, 2)
    full.refresh_from_db()
    assert full.waiting == 2


def test_leaving_the_line_moves_the_others_up(full, lin, chen):
    first = admission.wait(full, lin, now=NOON)
    second = admission.wait(full, chen, now=NOON)
    admission.leave_line(first, now=NOON)
    admission.leave_line(first, now=NOON)
    assert (Waiter.objects.position_of(first), Waiter.objects.position_of(second)) == (0, 1)
    assert first.left_at == NOON
    full.refresh_from_db()
    assert full.waiting == 1


def test_who_left_and_comes_back_stands_at_the_end(full, lin, chen):
    admission.leave_line(admission.wait(full, lin, now=NOON), now=NOON)
    admission.wait(full, chen, now=NOON)
    assert Waiter.objects.position_of(admission.wait(full, lin, now=NOON)) == 2


def test_it_refuses_to_wait_who_holds_a_place_in_the_scope(full, open_pool, lin, take):
    place = take(open_pool(), lin)
    with pytest.raises(refusals.AlreadyHolds) as refusal:
        admission.wait(full, lin, now=NOON)
    assert refusal.value.facts["code"] == place.code


def test_it_refuses_to_wait_out_of_hours(full, lin):
    with pytest.raises(refusals.Closed):
        admission.wait(full, lin, now=full.closes_at)
    with pytest.raises(refusals.NotOpenYet):
        admission.wait(full, lin, now=full.opens_at.replace(year=2025))


def test_a_newcomer_does_not_pass_the_line(full, lin, chen, take):
    admission.wait(full, lin, now=NOON)
    admission.release(full.held[0], now=full.closes_at)  # after closing: nobody is promoted, the line stands
    with pytest.raises(refusals.Full) as refusal:
        take(full, chen)
    assert refusal.value.facts == {"capacity": 2, "waiting": 1}
    with pytest.raises(refusals.Full):
        take(full, lin)  # nor does one of the line pass the others


def test_who_gets_a_place_elsewhere_leaves_the_other_lines_of_the_scope_only(full, open_pool, lin, chen, take):
    other = open_pool(1)
    take(other, crowd(1)[0])
    here, there = admission.wait(full, lin, now=NOON), admission.wait(other, lin, now=NOON)
    behind = admission.wait(full, chen, now=NOON)
    take(open_pool(), lin)
    assert [Waiter.objects.position_of(waiter) for waiter in (here, there, behind)] == [0, 0, 1]
    full.refresh_from_db()
    other.refresh_from_db()
    assert (full.waiting, other.waiting) == (1, 0)


def test_a_promoted_person_leaves_the_other_lines(full, open_pool, lin, take):
    other = open_pool(1)
    held = take(other, crowd(1)[0])
    here, there = admission.wait(full, lin, now=NOON), admission.wait(other, lin, now=NOON)
    [given] = admission.release(held, now=NOON)
    here.refresh_from_db()
    there.refresh_from_db()
    assert there.place == given
    assert here.left_at == NOON
    assert here.place is None


def test_one_in_the_line_who_holds_a_place_is_passed_over_and_leaves(full, open_pool, lin, chen, take):
    waiter = admission.wait(full, lin, now=NOON)
    admission.wait(full, chen, now=NOON)
    place = take(open_pool(scope=new_id()), lin)
    Place.objects.filter(pk=place.pk).update(scope=full.scope)  # stored by some other hand
    [given] = admission.release(full.held[0], now=NOON)
    assert given.holder_id == chen.pk
    waiter.refresh_from_db()
    assert (waiter.left_at, waiter.place) == (NOON, None)
    full.refresh_from_db()
    assert (full.taken, full.waiting) == (2, 0)


def test_positions_of_many_lines_cost_one_query(full, lin, chen, django_assert_num_queries):
    admission.wait(full, lin, now=NOON)
    admission.wait(full, chen, now=NOON)
    with django_assert_num_queries(1):
        assert [waiter.position for waiter in Waiter.objects.with_position().in_order()] == [1, 2]


def test_a_long_line_is_served_at_once_and_in_order(open_pool, take):
    pool, people = open_pool(0), crowd(30)
    for person in people:
        admission.wait(pool, person, now=NOON)
    given = admission.change_pool(pool, capacity=20, now=NOON)
    assert [place.holder_id for place in given] == [person.pk for person in people[:20]]
    pool.refresh_from_db()
    assert (pool.taken, pool.waiting) == (20, 10)


def test_the_figures_of_many_pools_cost_one_query(full, open_pool, lin, django_assert_num_queries):
    admission.wait(full, lin, now=NOON)
    pools = [full, open_pool(7)]
    with django_assert_num_queries(1):
        figures = Pool.objects.counts([pool.pk for pool in pools])
    assert figures == {pools[0].pk: (2, 2, 1, 0), pools[1].pk: (7, 0, 0, 0)}
    assert [figures[pool.pk].free for pool in pools] == [0, 7]
