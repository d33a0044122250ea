"""The story's plan meets the page's figures to the fen, at any scale."""

from collections import Counter
from datetime import UTC, date

import pytest

from gonghui.rehearsals.fairs.plan import MAX_ITEMS, POOL, SALES, WORKERS, make_plan


@pytest.mark.parametrize("scale", [0.002, 0.02, 0.1, 1])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_plan_spends_the_pool_and_reaches_the_sales_exactly(scale, seed):
    plan = make_plan(scale, first_day=date(2026, 5, 20), zone=UTC, seed=seed)
    bought = [plan.offers[sale.offer] for city in plan.cities for sale in city.sales]
    assert plan.workers == round(WORKERS * scale)
    assert sum(offer.ex_factory_price for offer in bought) == round(int(SALES) * scale)
    assert sum(offer.subsidy for offer in bought) == round(int(POOL) * scale)


def test_every_worker_has_one_session_and_no_session_more_than_its_capacity():
    plan = make_plan(0.02, first_day=date(2026, 5, 20), zone=UTC)
    for city in plan.cities:
        come = [worker for session in city.sessions for worker in session.workers]
        assert sorted(come) == list(city.workers)
        assert max(len(session.workers) for session in city.sessions) <= city.capacity


def test_nobody_buys_more_than_the_limit_and_the_late_buyers_bought_nothing():
    plan = make_plan(0.02, first_day=date(2026, 5, 20), zone=UTC)
    for city in plan.cities:
        pieces = Counter(sale.worker for sale in city.sales)
        assert max(pieces.values()) <= MAX_ITEMS
        assert not pieces.keys() & {late.worker for late in city.late_buyers}


def test_rates_are_within_the_agreed_range_and_over_a_hundred_brands_take_part():
    plan = make_plan(1, first_day=date(2026, 5, 20), zone=UTC)
    assert {500 <= offer.rate <= 3000 for offer in plan.offers} == {True}
    assert len({offer.brand for offer in plan.offers}) > 100
