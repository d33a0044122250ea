"""One way to write: all or nothing, repeated when the database asks, counted even when refused."""

import threading

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from gonghui.kernel.refusals import Refused
from gonghui.primitives import transactions
from gonghui.primitives.people.models import Division, RateCount
from gonghui.primitives.transactions import ATTEMPTS, action, attempt, inside_an_action, violated
from tests.cast import NOW
from tests.rush import rush


class No(Refused):
    says = "不行"


def write(key: str) -> None:
    RateCount.objects.create(key=key, window_ends=NOW, count=1)


def kept(key: str) -> bool:
    return RateCount.objects.filter(key=key).exists()


def test_an_action_that_refuses_writes_nothing(db):
    @action
    def act():
        write("a")
        raise No

    with pytest.raises(No):
        act()
    assert not kept("a")


def test_what_a_refusal_leaves_is_written_once_the_act_around_it_is_undone(db):
    @action
    def ask():
        write("asked")
        refusal = No()
        refusal.aftermath = lambda: write("counted")
        raise refusal

    @action
    def act():
        write("acted")
        ask()

    with pytest.raises(No):
        act()
    assert [kept("acted"), kept("asked"), kept("counted")] == [False, False, True]


def test_what_a_refusal_leaves_is_written_by_an_attempt_too(db):
    @attempt
    def act():
        refusal = No()
        refusal.aftermath = lambda: write("counted")
        raise refusal

    with pytest.raises(No):
        act()
    assert kept("counted")


def test_an_attempt_that_refuses_keeps_what_it_wrote(db):
    @attempt
    def act():
        write("a")
        raise No

    with pytest.raises(No):
        act()
    assert kept("a")


def test_an_attempt_that_fails_otherwise_writes_nothing(db):
    @attempt
    def act():
        write("a")
        raise LookupError

    with pytest.raises(LookupError):
        act()
    assert not kept("a")


def test_an_attempt_cannot_be_part_of_an_action(db):
    @attempt
    def act():
        write("a")

    with pytest.raises(RuntimeError, match="never a part of another action"):
        action(act)()


def test_an_inner_action_joins_the_outer_one(db):
    @action
    def inner():
        write("inner")

    @action
    def outer():
        inner()
        assert inside_an_action()
        raise No

    with pytest.raises(No):
        outer()
    assert not kept("inner")
    assert not inside_an_action()


def test_it_names_the_broken_constraint(db):
    write("a")

    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        write("a")

    assert violated(broken.value) == "people_ratecount_pkey"
    assert violated(IntegrityError()) == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
class TestRepeating:
    def test_a_serialization_failure_is_repeated_until_it_succeeds(self):
        write("a")

        @action
        def add(_: int) -> None:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
            row = RateCount.objects.get(key="a")
            row.count += 1
            row.save()

        assert rush(add, 4) == [None] * 4
        assert RateCount.objects.get(key="a").count == 5

    def test_without_repeating_a_concurrent_writer_fails(self):
        write("a")

        def add(number: int) -> None:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
                row = RateCount.objects.get(key="a")
                both_have_read.wait(30)
                row.count += 1
                row.save()

        both_have_read = threading.Barrier(2)
        failures = [error for error in rush(add, 2) if isinstance(error, OperationalError)]

        assert len(failures) == 1

    def test_it_gives_up_after_so_many_attempts(self, monkeypatch):
        monkeypatch.setattr(transactions, "LONGEST_PAUSE", 0.001)
        tries = []

        @action
        def never() -> None:
            tries.append(1)
            with connection.cursor() as cursor:
                cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")

        with pytest.raises(OperationalError):
            never()
        assert len(tries) == ATTEMPTS

    def test_another_error_of_the_database_is_not_repeated(self):
        tries = []

        @action
        def broken() -> None:
            tries.append(1)
            Division.objects.create(code="999999", name="无", level=1, parent_id="nobody")

        with pytest.raises(IntegrityError):
            broken()
        assert len(tries) == 1
