"""Many claims in one statement give the very answers that one claim after the other would get."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission import refusals
from gonghui.primitives.admission.models import Place, Pool
from gonghui.primitives.admission.rules import Claim
from gonghui.primitives.rows import new_id
from tests.crowd import NOON, crowd

HOUR = timedelta(hours=1)


def said(answers):
    """The answers, comparable: refusals by their code, places by holder and pool."""
    return [
        (answer.holder_id, answer.pool_id) if isinstance(answer, Place) else answer.code if answer else None
        for answer in answers
    ]


def one_by_one(claims):
    """What the claims would get if each came alone."""
    answers = []
    for claim in claims:
        answers += admission.take_many([claim], now=NOON)
    return said(answers)


def some_pools(dice, open_pool, people):
    """Pools of two scopes: roomy, tight, full with a line, not open yet, closed; some people hold places already."""
    scopes = new_id(), new_id()
    pools = [open_pool(dice.randint(1, 6), scope=scope) for scope in scopes for _ in range(3)]
    pools.append(open_pool(9, scope=scopes[0], opens_at=NOON + HOUR, closes_at=NOON + 2 * HOUR))
    pools.append(open_pool(9, scope=scopes[0], opens_at=NOON - 2 * HOUR, closes_at=NOON - HOUR))
    pools.append(open_pool(0, scope=scopes[1]))
    admission.wait(pools[-1], people[0], now=NOON)
    for person in people[1:6]:
        admission.take_many([Claim(dice.choice(pools).pk, person.pk, "earlier")], now=NOON)
    return pools


def some_claims(dice, pools, people):
    """One wish for each person and scope, a few of them clicked twice, a few for nothing that exists."""
    wishes = {(person.pk, pool.scope): pool for person in people for pool in dice.choices(pools, k=2)}
    keys = {pools[0].scope: "earlier"}
    claims = [Claim(pool.pk, person, keys.get(scope, "new")) for (person, scope), pool in wishes.items()]
    claims += dice.choices(claims, k=3)
    claims += [Claim(new_id(), people[0].pk, "no pool"), Claim(pools[0].pk, people[1].pk, "")]
    dice.shuffle(claims)
    return claims


@pytest.mark.parametrize("seed", range(12))
def test_a_batch_is_decided_as_one_after_the_other(open_pool, seed):
    dice, people = random.Random(seed), crowd(25)
    pools = some_pools(dice, open_pool, people)
    claims = some_claims(dice, pools, people)
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT before")
        expected, counts = one_by_one(claims), Pool.objects.counts([pool.pk for pool in pools])
        cursor.execute("ROLLBACK TO SAVEPOINT before")
    assert said(admission.take_many(claims, now=NOON)) == expected
    assert Pool.objects.counts([pool.pk for pool in pools]) == counts
    assert {type(answer) for answer in expected} == {str, tuple}


def test_a_second_wish_keeps_its_turn_before_those_who_came_later(open_pool):
    (lin, chen), full, last = crowd(2), open_pool(0), open_pool(1)
    wishes = [Claim(full.pk, lin.pk, "a"), Claim(last.pk, lin.pk, "b"), Claim(last.pk, chen.pk, "c")]
    no_place, place, too_late = admission.take_many(wishes, now=NOON)
    assert isinstance(no_place, refusals.Full)
    assert place.holder_id == lin.pk
    assert isinstance(too_late, refusals.Full)


def test_of_two_wishes_in_one_scope_the_first_is_granted(open_pool, lin):
    pools = [open_pool(1), open_pool(1)]
    first, second = admission.take_many([Claim(pool.pk, lin.pk, str(pool.pk)) for pool in pools], now=NOON)
    assert first.pool_id == pools[0].pk
    assert second.facts["code"] == first.code


def test_one_key_for_two_pools_in_one_batch_is_granted_once(open_pool, lin):
    pools = [open_pool(1), open_pool(1, scope=new_id())]
    answers = admission.take_many([Claim(pool.pk, lin.pk, "click") for pool in pools], now=NOON)
    assert {type(answer) for answer in answers} == {Place, refusals.KeyReused}


def test_a_code_that_exists_already_is_drawn_again(open_pool, monkeypatch):
    lin, chen = crowd(2)
    pool, codes = open_pool(2), iter(["K7M2PX9QR4", "K7M2PX9QR4", "ABCDEFGHJK"])
    monkeypatch.setattr("gonghui.primitives.admission.statement.new_code", lambda: next(codes))
    claims = [Claim(pool.pk, person.pk, "click") for person in (lin, chen)]
    first, second = (admission.take_many([claim], now=NOON)[0] for claim in claims)
    assert (first.code, second.code) == ("K7M2PX9QR4", "ABCDEFGHJK")


def test_who_waits_for_one_pool_and_asks_for_it_and_another_at_once_gets_the_other(open_pool, lin):
    """Their line is locked for whoever gets a place, and its pool is still full: that is an answer, no round."""
    full, free = open_pool(0), open_pool(1)
    admission.wait(full, lin, now=NOON)
    with CaptureQueriesContext(connection) as asked:
        answers = admission.take_many([Claim(full.pk, lin.pk, "a"), Claim(free.pk, lin.pk, "b")], now=NOON)
    assert said(answers) == ["admission.full", (lin.pk, free.pk)]
    assert len([query for query in asked if "WITH asked" in query["sql"]]) == 2


def test_two_hundred_claims_cost_as_many_statements_as_one(open_pool):
    pool, people = open_pool(500), crowd(201)
    with CaptureQueriesContext(
        connection,
    ) as one:
        admission.take_many([Claim(pool.pk, people[0].pk, "click")], now=NOON)
    with CaptureQueriesContext(connection) as many:
        admission.take_many([Claim(pool.pk, person.pk, "click") for person in people[1:]], now=NOON)
    assert len(many) == len(one)
    assert len([query for query in one if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]) == 3


def test_a_full_pool_refuses_without_a_lock(open_pool, lin):
    pool = open_pool(0)
    before = pool_version(pool)
    admission.take_many([Claim(pool.pk, lin.pk, "click")], now=NOON)
    assert pool_version(pool) == before


def pool_version(pool):
    """What a lock on the row would change."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin, xmax FROM admission_pool WHERE id = %s", [pool.pk])
        return cursor.fetchone()


def test_what_is_answered_is_whole_and_asks_the_database_for_nothing_more(pool, lin, django_assert_num_queries):
    [place] = admission.take_many([Claim(pool.pk, lin.pk, "k")], now=NOON)
    [again] = admission.take_many([Claim(pool.pk, lin.pk, "k")], now=NOON)
    with django_assert_num_queries(0):
        for one in (place, again):
            assert {field.attname for field in Place._meta.concrete_fields} <= one.__dict__.keys()
        assert getattr(place, "check_in", None) is None  # nobody comes in before the answer
