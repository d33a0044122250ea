"""Giving a place back, and who gets it then."""

from datetime import timedelta

import pytest

from gonghui.kernel.scarcity import BadCapacity
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission import refusals
from gonghui.primitives.admission.models import Place, Pool, Waiter
from tests.crowd import NOON, crowd

from .conftest import WU

LATER = NOON + timedelta(minutes=5)


def test_a_place_given_back_is_free_again(open_pool, lin, chen, take):
    pool = open_pool(1)
    place = take(pool, lin)
    assert admission.release(place, now=LATER) == []
    assert (place.released_at, place.release_reason) == (LATER, "given_back")
    assert take(pool, chen)


def test_a_place_given_back_goes_to_the_first_in_line(open_pool, lin, chen, su, take):
    pool = open_pool(1)
    place = take(pool, lin)
    first, second = admission.wait(pool, chen, now=NOON), admission.wait(pool, su, now=NOON)
    [given] = admission.release(place, now=LATER)
    assert given.holder_id == chen.pk
    assert given.taken_at == LATER
    first.refresh_from_db()
    assert (first.left_at, first.place) == (LATER, given)
    assert Waiter.objects.position_of(second) == 1
    pool.refresh_from_db()
    assert (pool.taken, pool.waiting) == (1, 1)


def test_giving_back_twice_gives_once(open_pool, lin, take):
    pool = open_pool(1)
    place = take(pool, lin)
    admission.wait(pool, crowd(1)[0], now=NOON)
    admission.wait(pool, crowd(1)[0], now=NOON)
    stale = Place.objects.get(pk=place.pk)
    assert len(admission.release(place, now=NOON)) == 1
    assert admission.release(stale, now=LATER) == []
    assert stale.released_at == NOON
    pool.refresh_from_db()
    assert (pool.taken, pool.waiting) == (1, 1)


def test_who_came_in_cannot_give_back(pool, lin, take):
    place = take(pool, lin)
    admission.check_in(place, by=WU, now=NOON, way="receipt")
    with pytest.raises(refusals.AlreadyIn) as refusal:
        admission.release(place, now=LATER)
    assert refusal.value.at == NOON
    place.refresh_from_db()
    assert place.released_at is None


def test_after_closing_nobody_is_promoted(open_pool, lin, chen, take):
    pool = open_pool(1)
    place = take(pool, lin)
    admission.wait(pool, chen, now=NOON)
    assert admission.release(place, now=pool.closes_at) == []


def test_a_cancelled_pool_releases_all_but_those_inside_and_promotes_nobody(open_pool, take):
    pool, (lin, chen, su, wang) = open_pool(3), crowd(4)
    places = [take(pool, person) for person in (lin, chen, su)]
    waiter = admission.wait(pool, wang, now=NOON)
    admission.check_in(places[0], by=WU, now=NOON, way="receipt")
    released = admission.release_all(pool, now=LATER, reason="cancelled")
    assert released == places[1:]
    assert {(place.released_at, place.release_reason) for place in released} == {(LATER, "cancelled")}
    pool.refresh_from_db()
    assert (pool.taken, pool.waiting, pool.checked_in, pool.closed_at) == (1, 0, 1, LATER)
    assert Waiter.objects.position_of(waiter) == 0
    with pytest.raises(refusals.Closed):
        take(pool, wang)


def test_closing_a_pool_keeps_its_places_and_names_who_waited(open_pool, lin, chen, take):
    pool = open_pool(1)
    place = take(pool, lin)
    waiter = admission.wait(pool, chen, now=NOON)
    assert admission.close_pool(pool, now=LATER) == [waiter]
    assert admission.close_pool(pool, now=LATER + timedelta(minutes=1)) == []
    assert pool.closed_at == LATER
    place.refresh_from_db()
    assert place.released_at is None
    assert not Waiter.objects.live().exists()


def test_more_places_go_to_the_line_in_order(open_pool, take):
    pool, people = open_pool(1), crowd(5)
    take(pool, people[0])
    for person in people[1:]:
        admission.wait(pool, person, now=NOON)
    given = admission.change_pool(pool, capacity=3, now=LATER)
    assert [place.holder_id for place in given] == [people[1].pk, people[2].pk]
    assert pool.capacity == 3
    pool.refresh_from_db()
    assert (pool.capacity, pool.taken, pool.waiting) == (3, 3, 2)


def test_a_pool_never_shrinks_below_what_is_taken(pool, lin, chen, take):
    take(pool, lin), take(pool, chen)
    with pytest.raises(refusals.BelowTaken) as refusal:
        admission.change_pool(pool, capacity=1, now=NOON)
    assert refusal.value.facts == {"taken": 2, "capacity": 1}
    assert admission.change_pool(pool, capacity=2, now=NOON) == []


@pytest.mark.parametrize("capacity", [-1, 1_000_001])
def test_it_refuses_a_senseless_capacity(pool, capacity):
    with pytest.raises(BadCapacity):
        admission.change_pool(pool, capacity=capacity, now=NOON)


def test_it_refuses_a_window_that_ends_before_it_starts(pool):
    with pytest.raises(refusals.BadWindow):
        admission.change_pool(pool, opens_at=NOON, closes_at=NOON, now=NOON)


def test_what_is_not_named_stays_as_it_is(pool):
    opens, closes = pool.opens_at, pool.closes_at
    admission.change_pool(pool, capacity=5, now=NOON)
    stored = Pool.objects.get(pk=pool.pk)
    assert (stored.capacity, stored.opens_at, stored.closes_at) == (5, opens, closes)
    later = closes + timedelta(hours=1)
    admission.change_pool(pool, closes_at=later, now=NOON)
    stored.refresh_from_db()
    assert (stored.capacity, stored.opens_at, stored.closes_at) == (5, opens, later)
    assert (pool.capacity, pool.closes_at) == (5, later)


def test_opening_longer_serves_the_line(open_pool, lin, chen, take):
    pool = open_pool(1)
    place = take(pool, lin)
    admission.wait(pool, chen, now=NOON)
    closing = pool.closes_at
    admission.release(place, now=closing)
    [given] = admission.change_pool(
        pool, opens_at=pool.opens_at, closes_at=closing + timedelta(hours=2), now=closing + timedelta(minutes=1)
    )
    assert given.holder_id == chen.pk
