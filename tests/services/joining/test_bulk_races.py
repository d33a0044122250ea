"""Two workers at one decision by filter: one holds it, the other passes it over; without that, each counts the same."""

import contextlib
import threading

import pytest
from django.db.models import QuerySet

from gonghui.services.joining.bulk import actions
from gonghui.services.joining.bulk.models import BulkDecision
from tests.rush import rush

from .test_bulk import said

__all__ = ["said"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.rows_by_hand]


@pytest.fixture
def two(enrol, applied):
    return [applied(enrol(f"申请人{'甲乙'[n]}", 920 + n), document=None) for n in range(2)]


@pytest.fixture
def both_decide(monkeypatch):
    """Both have chosen their rows before either decides."""
    both, rest = threading.Barrier(2), actions._rest

    def chosen(held, *, now):
        rows = rest(held, now=now)
        found = list(rows)
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(2)
        return found

    monkeypatch.setattr(actions, "_rest", chosen)


def test_two_workers_count_each_once(two, said, now, both_decide):
    bulk = said()
    rush(lambda _n: actions.work(now), 2)
    bulk.refresh_from_db()

    assert (bulk.done, bulk.left) == (2, 0)


def test_without_holding_it_the_second_names_as_refused_what_the_first_decided(
    two, said, now, both_decide, monkeypatch
):
    monkeypatch.setattr(QuerySet, "select_for_update", _held_by_nobody(QuerySet.select_for_update))
    bulk = said()
    rush(lambda _n: actions.work(now), 2)

    assert BulkDecision.objects.get(pk=bulk.pk).refusals.count() == 2


def _held_by_nobody(held):
    return lambda rows, **how: rows.all() if rows.model is BulkDecision else held(rows, **how)
