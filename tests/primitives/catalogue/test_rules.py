from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel.money import Fen
from gonghui.primitives.catalogue import refusals, rules

OPENS = datetime(2026, 6, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Listed:
    starts_at: datetime
    list_price: int
    ex_factory_price: int = 100


def history(*prices):
    """(days before the opening, list price[, ex-factory price]), oldest first."""
    return [Listed(OPENS - timedelta(days=days), *amounts) for days, *amounts in prices]


@pytest.mark.parametrize(
    ("text", "serial"),
    [
        ("sn-000123", "SN-000123"),
        (" ＡＢ１２ 34 ", "AB1234"),
        ("AB–12/3.4", "AB-12/3.4"),
        ("12E45", "12E45"),
        ("X" * 40, "X" * 40),
    ],
)
def test_a_serial_is_folded(text, serial):
    assert rules.parse_serial(text) == serial


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", refusals.SerialMissing),
        (" \u200b ", refusals.SerialMissing),
        ("ABC", refusals.BadSerial),
        ("X" * 41, refusals.BadSerial),
        ("序列号123", refusals.BadSerial),
        ("AB_1234", refusals.BadSerial),
        ("AB12'; --", refusals.BadSerial),
        ("1.1E+17", refusals.SerialScientific),
        ("1.23456e17", refusals.SerialScientific),
    ],
)
def test_a_serial_that_cannot_be_meant_is_refused(text, refusal):
    with pytest.raises(refusal) as refused:
        rules.parse_serial(text)
    assert type(refused.value) is refusal


@pytest.mark.parametrize(
    ("text", "invoice"), [("00012345", "00012345"), ("2414 2000 0000 1234 5678", "24142000000012345678")]
)
def test_an_invoice_is_folded(text, invoice):
    assert rules.parse_invoice(text) == invoice


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", refusals.InvoiceMissing),
        ("1234567", refusals.BadInvoice),
        ("1" * 21, refusals.BadInvoice),
        ("12345-678", refusals.BadInvoice),
        ("2.4142E+19", refusals.InvoiceScientific),
    ],
)
def test_an_invoice_that_cannot_be_meant_is_refused(text, refusal):
    with pytest.raises(refusal) as refused:
        rules.parse_invoice(text)
    assert type(refused.value) is refusal


@given(st.text(max_size=60))
def test_whatever_a_till_sends_is_folded_or_refused(text):
    for parse, shape in ((rules.parse_serial, rules.SERIAL), (rules.parse_invoice, rules.INVOICE)):
        with suppress(refusals.BadSerial, refusals.BadInvoice):
            number = parse(text)
            assert shape.fullmatch(number)
            assert parse(number) == number


@pytest.mark.parametrize("prices", [(100, 101), (100, 0), (-1, -2), (rules.MOST + 1, 1)])
def test_prices_the_wrong_way_round_are_refused(prices):
    with pytest.raises(refusals.BadPrices):
        rules.check_prices(*prices)


@pytest.mark.parametrize(
    ("prices", "lowest"),
    [
        ([], None),
        ([(40, 900)], 900),
        ([(40, 900), (10, 1000)], 900),  # 900 was in force until ten days before
        ([(40, 900), (30, 1000)], 1000),  # it ended as the days began
        ([(5, 700)], 700),
        ([(20, 900), (10, 600), (10, 1000)], 900),  # 600 was replaced at once
        ([(20, 900), (-1, 600)], 900),  # not yet
    ],
)
def test_the_lowest_price_counts_what_was_in_force(prices, lowest):
    assert rules.lowest(history(*prices), OPENS - timedelta(days=30), OPENS) == lowest


@pytest.mark.parametrize(
    ("prices", "raised"),
    [
        ([], None),
        ([(100, 1000)], None),
        ([(3, 1000)], None),  # a first listing is no rise
        ([(100, 1000), (10, 900)], None),  # it fell
        ([(100, 900), (31, 1000)], None),  # it rose before the thirty days
        ([(100, 900), (30, 1000)], None),
        ([(100, 900), (29, 1000)], (900, 1000)),
        ([(100, 1000), (20, 900), (1, 1000)], (900, 1000)),  # down and up again
        ([(100, 900), (20, 1100), (10, 1000)], (900, 1000)),
        ([(100, 900), (0, 1000)], (900, 1000)),  # at the very opening
        ([(100, 900), (-1, 1000)], None),  # after the opening: the fair's price is frozen
    ],
)
def test_the_price_guard_sees_a_list_price_that_rose(prices, raised):
    reason = rules.raised_before_fair(history(*prices), Fen(100), OPENS)
    assert (reason and (reason.facts["before"], reason.facts["after"])) == raised


def test_the_price_guard_sees_an_ex_factory_price_that_rose():
    prices = history((100, 1000, 700), (10, 1000, 800))
    assert isinstance(rules.raised_before_fair(prices, Fen(800), OPENS), refusals.ExFactoryRaised)
    assert rules.raised_before_fair(prices, Fen(700), OPENS) is None


def test_the_price_guard_says_what_rose_and_how_to_mend_it():
    reason = rules.raised_before_fair(history((100, 90_000), (10, 100_000)), Fen(100), OPENS)
    assert reason.sentence() == "市场价在开场前 30 天内从 900.00 元涨到了 1,000.00 元"
    assert reason.mend % reason.facts == "请恢复为不高于 900.00 元，或提供涨价证明由工会审核"


def test_another_number_of_days_can_be_asked_for():
    prices = history((100, 900), (29, 1000))
    assert rules.raised_before_fair(prices, Fen(100), OPENS, days=7) is None


changes = st.lists(st.tuples(st.integers(-20, 200), st.integers(100, 5000)), min_size=1, max_size=8).map(
    lambda rows: history(*sorted(rows, reverse=True))
)


@given(changes, st.integers(1, 5000), st.integers(1, 29))
def test_every_planted_rise_is_found(prices, rise, days):
    """Whatever went before: whoever lifts the price in force within the days is found out, unless it falls again."""
    planted = OPENS - timedelta(days=days)
    before = [price for price in prices if price.starts_at < planted]
    if before:
        lifted = [*before, Listed(planted, before[-1].list_price + rise)]
        assert rules.raised_before_fair(lifted, Fen(100), OPENS)


@given(changes)
def test_a_price_that_only_falls_is_never_accused(prices):
    falling, least = [], 10_000
    for price in prices:
        least = min(least, price.list_price)
        falling.append(Listed(price.starts_at, least))
    assert rules.raised_before_fair(falling, Fen(100), OPENS) is None
