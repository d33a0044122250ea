"""What a serial, an invoice, a price and a subsidy may be; whether a price rose before a fair. Amounts are fen."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from gonghui.kernel.money import Fen
from gonghui.kernel.text import fold, tidy

from . import refusals

SERIAL = re.compile(r"[A-Z0-9./-]{4,40}")
INVOICE = re.compile(r"[A-Z0-9]{8,20}")
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+\d+|\d\.\d+E\d+")
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
LONGEST_KEY = 80
GUARDED_DAYS = 30  # before a fair, in which no price may rise
MOST = Fen(10**13)  # a hundred billion yuan


class Priced(Protocol):
    """What the price rules need of a price row."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def list_price(self) -> int: ...
    @property
    def ex_factory_price(self) -> int: ...


P = TypeVar("P", bound=Priced)


def parse_serial(text: str) -> str:
    """The serial as stored: capitals, no spaces, plain hyphens. Raises BadSerial."""
    serial = _bare(text)
    if not serial:
        raise refusals.SerialMissing()
    if SCIENTIFIC.fullmatch(serial):
        raise refusals.SerialScientific(text=serial[:40])
    if not SERIAL.fullmatch(serial):
        raise refusals.BadSerial(text=serial[:40])
    return serial


def parse_invoice(text: str) -> str:
    """The invoice number as stored: capitals, no spaces. Raises BadInvoice."""
    invoice = _bare(text)
    if not invoice:
        raise refusals.InvoiceMissing()
    if SCIENTIFIC.fullmatch(invoice):
        raise refusals.InvoiceScientific(text=invoice[:40])
    if not INVOICE.fullmatch(invoice):
        raise refusals.BadInvoice(text=invoice[:40])
    return invoice


def parse_words(text: str, *, what: str, limit: int) -> str:
    """Folded text that a person must fill in. Raises Missing, TooLong."""
    return _filled(fold(text), what, limit)


def parse_prose(text: str, *, what: str, limit: int) -> str:
    """The same for what people will read, kept as it was typed."""
    return _filled(tidy(text), what, limit)


def _filled(words: str, what: str, limit: int) -> str:
    if not words:
        raise refusals.Missing(what=what)
    if len(words) > limit:
        raise refusals.TooLong(what=what, length=len(words), limit=limit)
    return words


def check_key(key: str) -> None:
    """Raises BadKey."""
    if not 1 <= len(key) <= LONGEST_KEY or not key.isprintable():
        raise refusals.BadKey(limit=LONGEST_KEY)


def check_prices(list_price: int, ex_factory_price: int) -> None:
    """Raises BadPrices."""
    if not 0 < ex_factory_price <= list_price <= MOST:
        raise refusals.BadPrices(list_price=Fen(list_price), ex_factory_price=Fen(ex_factory_price))


def check_subsidy(subsidy: int, ex_factory_price: int) -> None:
    """Raises BadSubsidy."""
    if not 0 < subsidy < ex_factory_price:
        raise refusals.BadSubsidy(subsidy=Fen(subsidy), ex_factory_price=Fen(ex_factory_price))


def check_claim(claimed: int) -> None:
    """Raises BadClaim."""
    if not 0 <= claimed <= MOST:
        raise refusals.BadClaim(most=MOST)


def in_force_during(history: Iterable[P], since: datetime, until: datetime) -> list[P]:
    """The prices in force at any moment from `since` to `until`, oldest first. `history` is oldest first.

    A price replaced at the very moment it began was never in force.
    """
    begun = [price for price in history if price.starts_at <= until]
    ends = [price.starts_at for price in begun[1:]]
    held = [price for price, end in zip(begun, ends, strict=False) if end > max(since, price.starts_at)]
    return held + begun[-1:]


def lowest(history: Iterable[Priced], since: datetime, until: datetime) -> Fen | None:
    """The lowest list price in force from `since` to `until`; None when there was no price yet."""
    prices = [price.list_price for price in in_force_during(history, since, until)]
    return Fen(min(prices)) if prices else None


def raised_before_fair(
    history: Sequence[Priced], ex_factory: Fen, opens_at: datetime, days: int = GUARDED_DAYS
) -> refusals.PriceRaised | None:
    """The price guard: did a price rise in the `days` before `opens_at`? The reason, or None when it did not.

    The list price at the opening, and the ex-factory price the subsidy is reckoned from, are held against the lowest
    the same merchant asked in those days, so that a price cannot be raised first and "reduced" afterwards. A first
    listing is no rise. `history` is oldest first; what begins after `opens_at` is left out.
    """
    seen = in_force_during(history, opens_at - timedelta(days=days), opens_at)
    if not seen:
        return None
    before = min(price.list_price for price in seen)
    if seen[-1].list_price > before:
        return refusals.PriceRaised(days=days, before=Fen(before), after=Fen(seen[-1].list_price))
    before = min(price.ex_factory_price for price in seen)
    if ex_factory > before:
        return refusals.ExFactoryRaised(days=days, before=Fen(before), after=ex_factory)
    return None


def _bare(text: str) -> str:
    return fold(text).translate(DASHES).replace(" ", "").upper()
