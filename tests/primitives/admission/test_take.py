"""Taking a place: one each, never more than there are, and every no says why."""

from datetime import timedelta

import pytest

from gonghui.kernel.codes import parse_code
from gonghui.kernel.scarcity import BadKey
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission import refusals
from gonghui.primitives.admission.models import Place
from gonghui.primitives.admission.rules import Claim
from gonghui.primitives.rows import new_id
from tests.crowd import NOON, crowd

HOUR = timedelta(hours=1)


def test_it_gives_a_place_with_a_receipt_code(pool, lin, take):
    place = take(pool, lin)
    assert parse_code(place.code) == place.code
    assert place == Place.objects.get(pk=place.pk)
    assert {field: getattr(place, field) for field in ("pool_id", "scope", "holder_id", "taken_at", "released_at")} == {
        "pool_id": pool.pk,
        "scope": pool.scope,
        "holder_id": lin.pk,
        "taken_at": NOON,
        "released_at": None,
    }
    pool.refresh_from_db()
    assert pool.taken == 1


def test_it_refuses_when_the_pool_is_full(open_pool, lin, chen, take):
    pool = open_pool(1)
    take(pool, lin)
    with pytest.raises(refusals.Full) as refusal:
        take(pool, chen)
    assert refusal.value.facts == {"capacity": 1, "waiting": 0}


def test_it_refuses_a_second_place_in_the_same_scope_and_names_the_first(open_pool, lin, take):
    first = take(open_pool(), lin)
    with pytest.raises(refusals.AlreadyHolds) as refusal:
        take(open_pool(), lin)
    assert refusal.value.facts["code"] == first.code
    assert refusal.value.facts["pool"] == first.pool_id


def test_it_gives_a_place_in_another_scope(open_pool, lin, take):
    take(open_pool(), lin)
    assert take(open_pool(scope=new_id()), lin)


def test_the_same_key_answers_the_same_place(pool, lin, take):
    first = take(pool, lin, key="click")
    again = take(pool, lin, key="click", now=NOON + timedelta(minutes=1))
    assert again == first
    assert again.taken_at == NOON
    pool.refresh_from_db()
    assert pool.taken == 1


def test_the_same_key_answers_even_when_the_pool_has_closed_or_the_place_was_given_back(pool, lin, take):
    first = take(pool, lin, key="click")
    admission.release(first, now=NOON)
    admission.close_pool(pool, now=NOON)
    again = take(pool, lin, key="click")
    assert again == first
    assert again.released_at == NOON


def test_two_people_may_use_the_same_key(pool, lin, chen, take):
    assert take(pool, lin, key="click") != take(pool, chen, key="click")


def test_a_key_stands_for_one_pool_only(open_pool, lin, take):
    take(open_pool(), lin, key="click")
    with pytest.raises(refusals.KeyReused):
        take(open_pool(), lin, key="click")


@pytest.mark.parametrize("key", ["", "x" * 81, "a\x00b", "two\nlines", "\ud800"])
def test_it_refuses_a_key_that_cannot_be_kept(pool, lin, key):
    with pytest.raises(BadKey):
        admission.take(pool, lin, key=key, now=NOON)


@pytest.mark.parametrize(
    ("at", "refusal"),
    [
        (-HOUR - timedelta(seconds=1), refusals.NotOpenYet),
        (-HOUR, None),
        (HOUR - timedelta(microseconds=1), None),
        (HOUR, refusals.Closed),
    ],
)
def test_it_gives_places_from_opening_until_closing(pool, lin, take, at, refusal):
    if refusal is None:
        assert take(pool, lin, now=NOON + at)
    else:
        with pytest.raises(refusal):
            take(pool, lin, now=NOON + at)


def test_the_refusals_name_the_time_as_people_read_it(pool, lin, take):
    with pytest.raises(refusals.NotOpenYet, match="6月1日 11:00"):
        take(pool, lin, now=NOON - 2 * HOUR)
    with pytest.raises(refusals.Closed, match="6月1日 13:00"):
        take(pool, lin, now=NOON + 2 * HOUR)


def test_it_refuses_what_is_not_there(pool, lin):
    [no_pool, no_person] = admission.take_many([Claim(new_id(), lin.pk, "a"), Claim(pool.pk, new_id(), "b")], now=NOON)
    assert isinstance(no_pool, refusals.UnknownPool)
    assert isinstance(no_person, refusals.UnknownPerson)


def test_many_are_decided_in_order_of_arrival(open_pool):
    people, pool = crowd(5), open_pool(3)
    answers = admission.take_many([Claim(pool.pk, person.pk, "k") for person in people], now=NOON)
    assert [type(answer) for answer in answers] == [Place] * 3 + [refusals.Full] * 2
    assert [answer.holder_id for answer in answers[:3]] == [person.pk for person in people[:3]]
    pool.refresh_from_db()
    assert pool.taken == 3


def test_nothing_asked_is_nothing_answered(db):
    assert admission.take_many([], now=NOON) == []
