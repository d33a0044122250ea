"""Exchanging a place: never both, never neither."""

import pytest

from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission import refusals
from gonghui.primitives.admission.models import Place, Pool
from gonghui.primitives.rows import new_id
from tests.crowd import NOON, crowd

from .conftest import WU


def live_places(person):
    return list(Place.objects.live().of(person))


def test_a_move_takes_the_new_place_and_gives_the_old_one_back(open_pool, lin, take):
    morning, evening = open_pool(1), open_pool(1)
    old = take(morning, lin)
    new = admission.move(old, evening, key="move", now=NOON)
    assert live_places(lin) == [new]
    assert (new.pool_id, old.release_reason) == (evening.pk, "moved")
    assert Pool.objects.counts([morning.pk])[morning.pk].taken == 0
    assert Pool.objects.counts([evening.pk])[evening.pk].taken == 1


def test_the_same_key_moves_once(open_pool, lin, take):
    morning, evening = open_pool(1), open_pool(1)
    old = take(morning, lin)
    new = admission.move(old, evening, key="move", now=NOON)
    assert admission.move(Place.objects.get(pk=old.pk), evening, key="move", now=NOON) == new
    assert Pool.objects.counts([evening.pk])[evening.pk].taken == 1


def test_the_old_place_stands_when_the_new_pool_is_full(open_pool, lin, chen, take):
    morning, evening = open_pool(1), open_pool(1)
    old = take(morning, lin)
    take(evening, chen)
    with pytest.raises(refusals.Full):
        admission.move(old, evening, key="move", now=NOON)
    assert live_places(lin) == [old]
    assert Pool.objects.counts([morning.pk])[morning.pk].taken == 1


def test_the_old_place_stands_when_people_wait_for_the_new_pool(open_pool, lin, chen, take):
    morning, evening = open_pool(1), open_pool(0)
    old = take(morning, lin)
    admission.wait(evening, chen, now=NOON)
    with pytest.raises(refusals.Full):
        admission.move(old, evening, key="move", now=NOON)
    assert live_places(lin) == [old]


def test_the_old_place_stands_when_the_new_pool_is_closed(open_pool, lin, take):
    morning, evening = open_pool(1), open_pool(1)
    old = take(morning, lin)
    admission.close_pool(evening, now=NOON)
    with pytest.raises(refusals.Closed):
        admission.move(old, evening, key="move", now=NOON)
    assert live_places(lin) == [old]


def test_the_old_place_stands_when_the_person_holds_one_in_the_other_scope(open_pool, lin, take):
    elsewhere = new_id()
    old, other = take(open_pool(), lin), take(open_pool(scope=elsewhere), lin)
    with pytest.raises(refusals.AlreadyHolds):
        admission.move(old, open_pool(scope=elsewhere), key="move", now=NOON)
    assert set(live_places(lin)) == {old, other}


def test_the_old_place_stands_when_the_key_was_used_elsewhere(open_pool, lin, take):
    morning, evening = open_pool(1), open_pool(1)
    old = take(morning, lin, key="click")
    with pytest.raises(refusals.KeyReused):
        admission.move(old, evening, key="click", now=NOON)
    assert live_places(lin) == [old]
    assert Pool.objects.counts([morning.pk])[morning.pk].taken == 1


def test_the_line_of_the_old_pool_gets_the_place(open_pool, lin, chen, take):
    morning, evening = open_pool(1), open_pool(1)
    old = take(morning, lin)
    admission.wait(morning, chen, now=NOON)
    new = admission.move(old, evening, key="move", now=NOON)
    [promoted] = new.promoted
    assert promoted.holder_id == chen.pk
    assert promoted.pool_id == morning.pk


def test_a_move_to_the_same_pool_changes_nothing(pool, lin, take):
    place = take(pool, lin)
    assert admission.move(place, pool, key="move", now=NOON) == place
    assert live_places(lin) == [place]


def test_who_came_in_or_gave_back_has_nothing_to_move(open_pool, take):
    morning, evening, (lin, chen) = open_pool(2), open_pool(2), crowd(2)
    inside, gone = take(morning, lin), take(morning, chen)
    admission.check_in(inside, by=WU, now=NOON, way="receipt")
    admission.release(gone, now=NOON)
    with pytest.raises(refusals.AlreadyIn):
        admission.move(inside, evening, key="move", now=NOON)
    with pytest.raises(refusals.Released):
        admission.move(gone, evening, key="move", now=NOON)
