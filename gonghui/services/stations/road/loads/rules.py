"""What a load must say before drivers see it. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from gonghui.kernel import dates
from gonghui.kernel.contacts import holds_contact

from . import refusals

AHEAD_DAYS = 60
DECIDE_DAYS = 3  # a report of fraud waits no longer
HEAVIEST_KG = 100_000
TOUCHES_A_DAY = 60  # telephone numbers one driver sees in a day: a driver needs a few, a harvester all


@dataclass(frozen=True, slots=True)
class Terms:
    """A load as a shipper types it: division codes, kilograms, the day of loading."""

    origin: str
    target: str
    goods: str
    weight_kg: int
    loads_on: date
    note: str = ""


def check_terms(terms: Terms, *, today: date) -> Terms:
    """`terms`, if a driver can rely on them.

    Raises NoGoods, NumberInText, SameTown, BadWeight, LoadDayPast, LoadDayFar.
    """
    if not terms.goods:
        raise refusals.NoGoods()
    for text in (terms.goods, terms.note):
        if holds_contact(text):  # who reads one in the text is not written down
            raise refusals.NumberInText()
    if terms.origin == terms.target:
        raise refusals.SameTown()
    if not 1 <= terms.weight_kg <= HEAVIEST_KG:
        raise refusals.BadWeight()
    if terms.loads_on < today:
        raise refusals.LoadDayPast(day=dates.day(terms.loads_on))
    if terms.loads_on > today + timedelta(days=AHEAD_DAYS):
        raise refusals.LoadDayFar(day=dates.day(terms.loads_on), days=AHEAD_DAYS)
    return terms


def tonnes(kilograms: int) -> str:
    """28000 -> "28 吨", 800 -> "800 公斤", 28500 -> "28.5 吨"."""
    if kilograms < 1000:
        return f"{kilograms} 公斤"
    whole, rest = divmod(kilograms, 1000)
    return f"{whole}.{rest:03}".rstrip("0").rstrip(".") + " 吨"
