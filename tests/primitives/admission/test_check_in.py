"""Coming in: once for each place, and the gate hears why not."""

from datetime import timedelta

import pytest

from gonghui.kernel.codes import BadCode
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission import refusals
from gonghui.primitives.admission.models import Place, Pool
from tests.crowd import NOON

from .conftest import WU

LATER = NOON + timedelta(minutes=5)


def test_the_holder_comes_in(pool, lin, take):
    place = take(pool, lin)
    inside = admission.check_in(place, by=WU, now=NOON, way="receipt")
    assert (inside.at, inside.by_name, inside.way) == (NOON, "吴", "receipt")
    assert Pool.objects.counts([pool.pk])[pool.pk] == (2, 1, 0, 1)
    assert not Place.objects.expected().exists()


def test_nobody_comes_in_twice_and_the_gate_hears_when(pool, lin, take):
    place = take(pool, lin)
    admission.check_in(place, by=WU, now=NOON, way="receipt")
    with pytest.raises(refusals.AlreadyIn, match="6月1日 12:00") as refusal:
        admission.check_in(place, by=WU, now=LATER, way="member_card")
    assert refusal.value.at == NOON
    assert Pool.objects.counts([pool.pk])[pool.pk].checked_in == 1


def test_a_released_place_lets_nobody_in(pool, lin, take):
    place = take(pool, lin)
    stale = Place.objects.get(pk=place.pk)
    admission.release(place, now=NOON)
    with pytest.raises(refusals.Released) as refusal:
        admission.check_in(stale, by=WU, now=LATER, way="receipt")
    assert refusal.value.facts["reason"] == "given_back"


def test_a_closed_pool_still_lets_its_holders_in(pool, lin, take):
    place = take(pool, lin)
    admission.close_pool(pool, now=NOON)
    assert admission.check_in(place, by=WU, now=LATER, way="receipt")


def test_a_place_is_found_by_its_code_as_people_type_it(pool, lin, take):
    place = take(pool, lin)
    assert Place.objects.by_code(f" {place.code[:4].lower()}-{place.code[4:]} ").first() == place
    place.delete()
    assert Place.objects.by_code(place.code).first() is None
    with pytest.raises(BadCode):
        Place.objects.by_code("nonsense")
