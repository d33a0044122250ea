"""How often something may be done, decided by one statement."""

from datetime import timedelta

import pytest
from django.db import connection

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import RateCount
from tests.rush import rush


def test_so_many_uses_and_no_more(db, now):
    assert [people.count_use("k", limit=3, seconds=60, now=now) for _ in range(5)] == [True] * 3 + [False] * 2


def test_the_window_begins_with_the_first_use_and_refusals_do_not_lengthen_it(db, now):
    assert people.count_use("k", limit=1, seconds=60, now=now)
    assert not people.count_use("k", limit=1, seconds=60, now=now + timedelta(seconds=59))
    assert people.count_use("k", limit=1, seconds=60, now=now + timedelta(seconds=60))
    assert not people.count_use("k", limit=1, seconds=60, now=now + timedelta(seconds=61))


def test_keys_are_counted_apart_and_together_in_one_statement(db, now, django_assert_num_queries):
    limits = [people.Limit("b", 1, 60), people.Limit("a", 2, 60)]

    with django_assert_num_queries(1 + 2):  # and the savepoint that stands for the transaction in tests
        assert people.count_uses(limits, now=now)
    assert not people.count_uses(limits, now=now)
    assert {row.key: row.count for row in RateCount.objects.all()} == {"a": 2, "b": 2}


def test_counts_that_are_over_are_forgotten(db, now):
    people.count_use("old", limit=1, seconds=60, now=now)
    people.count_use("young", limit=1, seconds=600, now=now)

    assert people.forget_counts(now=now + timedelta(seconds=61)) == 1
    assert RateCount.objects.get().key == "young"


def test_the_table_of_counts_is_unlogged(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE oid = 'people_ratecount'::regclass")
        assert cursor.fetchone()[0] in ("u", b"u")


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_twenty_at_once_share_the_limit(now):
    answers = rush(lambda _: people.count_use("k", limit=7, seconds=60, now=now), 20)

    assert answers.count(True) == 7
    assert answers.count(False) == 13
