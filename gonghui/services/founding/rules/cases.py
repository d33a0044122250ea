"""The ways to a union and their steps: which comes next, who may decide it, which kind of union comes of it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from gonghui.kernel.refusals import Refused

from .. import refusals
from .standards import standard

PARTY_LED, KEY_FIRM, JOINT, FEDERATION, REELECTION = "party_led", "key_firm", "joint", "federation", "reelection"
PREPARE, AGREE, RECRUIT, ELECT, APPROVE = "prepare", "agree", "recruit", "elect", "approve"
INDUSTRY = "industry"  # the kind of union that a federation is
REGISTER, SEAL, ACCOUNT = "register", "seal", "account"
FOUNDING = (PREPARE, AGREE, RECRUIT, ELECT, APPROVE, REGISTER, SEAL, ACCOUNT)
RENEWING = (PREPARE, AGREE, ELECT, APPROVE, REGISTER)
BY_ANOTHER = frozenset({AGREE, APPROVE})  # the union above decides: never who prepared it
OUT = frozenset({APPROVE, REGISTER})  # has gone out: a union, a certificate; not undone here
INDUSTRY_OF = {"lorry_driver": "logistics", "courier": "logistics", "ecommerce": "ecommerce",
               "ride_hailing": "ride_hailing", "food_rider": "food_delivery"}  # fmt: skip
DAYS = {PREPARE: 7, AGREE: 14, RECRUIT: 44, ELECT: 59, APPROVE: 69, REGISTER: 99, SEAL: 109, ACCOUNT: 119}


def steps_of(way: str) -> tuple[str, ...]:
    return RENEWING if way == REELECTION else FOUNDING


def planned(way: str, from_day: date) -> list[tuple[str, date]]:
    """Each step with the day that is proposed for it; officers move it."""
    return [(step, from_day + timedelta(days=DAYS[step])) for step in steps_of(way)]


def next_step(done: Collection[str], way: str) -> str:
    """The first step that is not done; "" after the last."""
    return next((step for step in steps_of(way) if step not in done), "")


def refuse_step(step: str, done: Collection[str], way: str, by: UUID, prepared_by: Collection[UUID]) -> Refused | None:
    """Why this step cannot be taken now, by this officer, or None."""
    if step not in steps_of(way):
        return refusals.NoSuchStep()
    if step in done:
        return refusals.StepDone()
    if step != next_step(done, way):
        return refusals.StepsBefore(missing=next_step(done, way))
    if step in BY_ANOTHER and by in prepared_by:
        return refusals.PreparedByYou()
    return None


def industry_of(trades: Iterable[str]) -> str:
    """The industry that employers of these trades make up together. Raises OneIndustry."""
    found = {INDUSTRY_OF.get(trade, "") for trade in trades}
    if len(found) != 1 or "" in found:
        raise refusals.OneIndustry()
    return found.pop()


def refuse_employers(way: str, many: int) -> Refused | None:
    """Why a case cannot go on with so many employers, or None."""
    if way == JOINT and many < 2:
        return refusals.JointOfOne()
    if way == KEY_FIRM and many != 1:
        return refusals.KeyFirmIsOne()
    return refusals.NoEmployers() if way != REELECTION and many < 1 else None


def kind_of_union(way: str, employers: int) -> str:
    """Which kind of union a case founds."""
    if way == FEDERATION:
        return INDUSTRY
    return "joint" if employers > 1 else "grassroots"


def refuse_term(years: int, starts_on: date, held_on: date | None, today: date) -> Refused | None:
    """Why a term cannot be that, or None."""
    allowed = (standard("years_short", today).value, standard("years_long", today).value)
    if years not in allowed:
        return refusals.TermOfOtherYears(years=years)
    if starts_on > today or (held_on and starts_on < held_on):
        return refusals.TermStarts(day=starts_on)
    return None


def years_on(day: date, years: int) -> date:
    """The same day so many years later; of a leap day the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def alarms(ends_on: date) -> Sequence[tuple[int, date]]:
    """(days before, the day from which it counts), the earliest first."""
    days = (standard("first_alarm", ends_on).value, standard("second_alarm", ends_on).value, 0)
    return [(before, ends_on - timedelta(days=before)) for before in days]


def level(ends_on: date, today: date) -> int | None:
    """Which alarm is on: 90, 30, 0 days; None for none yet."""
    return next((before for before, day in reversed(alarms(ends_on)) if day <= today), None)


def names(people: Iterable[str]) -> str:
    return "、".join(people)
