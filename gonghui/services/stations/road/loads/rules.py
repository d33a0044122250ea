"""What a load must say before drivers see it. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from gonghui.kernel import dates

from . import refusals

AHEAD_DAYS = 60
# A telephone number, mobile or of a town, with or without gaps: who reads one in the text is not written down.
NUMBER = re.compile(r"(?<!\d)(?:1[3-9](?:[ -]?\d){9}|0\d{2,3}[ -]?\d{7,8}|[48]00(?:[ -]?\d){7})(?!\d)")
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
        if NUMBER.search(text):
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
