"""The slot planner's answers: how a plan of slots would go at a venue, and which plan keeps the waits short."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from gonghui.kernel import crowds
from gonghui.kernel.percent import WHOLE, Percent

from .. import refusals, rules
from ..models import Fair, Purchase, Session, Venue

SEED = 1  # the same question gets the same answer
ENOUGH_SEEN = 100  # people; a share of fewer says little
ANY_DAY = date(2000, 1, 1)
ASSUMED = {  # what nobody has measured yet; the officer's own experience is better
    "hall": 300,
    "stewards": 2,
    "tills": 2,
    "scan_seconds": 10,
    "sale": 5,
    "stay": 40,
    "buys": Percent(6000),
    "absent": Percent(1000),
    "late": 20,
    "bound": 10,
}


class What(StrEnum):
    """What the officer wants to know."""

    BEST = "best"  # a plan that keeps the bound
    PLAN = "plan"  # how their own plan would go
    BOOKED = "booked"  # how a day would go as it is booked so far


@dataclass(frozen=True, slots=True)
class Question:
    what: What
    hall: crowds.Hall
    habits: crowds.Habits
    bound: int
    opens: time
    closes: time
    pauses: list[tuple[time, time]]
    minutes: int | None
    capacity: int | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Answer:
    """How it would go; `option` is what sessions could be made of, `proposal` only when one was asked for."""

    forecast: crowds.Forecast
    kept: int  # days on which the bound held
    holds: bool
    option: crowds.Option | None = None
    proposal: crowds.Proposal | None = None
    with_steward: float | None = None  # the 95th percentile with one more
    with_till: float | None = None


def answer(venue: Venue, question: Question) -> Answer | None:
    """The planner's answer; None if no plan keeps the bound. Raises NothingFits, NobodyBooked, TooManyToSimulate."""
    if question.what == What.BEST:
        return _best(question)
    if question.what == What.PLAN:
        minutes, capacity = question.minutes or 0, question.capacity or 0
        option = crowds.Option(minutes, starts_of(question, minutes), capacity)
        return _seen(question, option.slots, option)
    return _seen(question, booked_on(venue, question.day or ANY_DAY), None)


def _best(question: Question) -> Answer | None:
    lengths = {}
    for minutes in crowds.LENGTHS:
        try:
            lengths[minutes] = starts_of(question, minutes)
        except refusals.NothingFits:
            continue
    if not lengths:
        raise refusals.NothingFits(minutes=crowds.LENGTHS[0])
    proposal = crowds.propose(lengths, question.habits, question.hall, bound=question.bound, seed=SEED)
    if proposal is None:
        return None
    return _answer(question, proposal.forecast, option=proposal.best, proposal=proposal)


def _seen(question: Question, slots: list[crowds.Slot], option: crowds.Option | None) -> Answer:
    people = sum(slot.booked for slot in slots)
    if people > crowds.MOST_PEOPLE:
        raise refusals.TooManyToSimulate(people=people, most=crowds.MOST_PEOPLE)
    seen = crowds.forecast(slots, question.habits, question.hall, seed=SEED)
    more = [
        replace(question.hall, stewards=question.hall.stewards + 1),
        replace(question.hall, tills=question.hall.tills + 1),
    ]
    with_steward, with_till = crowds.p95_with(slots, question.habits, more, seed=SEED)
    return _answer(question, seen, option=option, with_steward=with_steward, with_till=with_till)


def _answer(question: Question, seen: crowds.Forecast, **more: Any) -> Answer:
    kept = seen.kept(question.bound)
    return Answer(forecast=seen, kept=kept, holds=kept >= crowds.SURE * len(seen.days), **more)


def starts_of(question: Question, minutes: int) -> tuple[float, ...]:
    """Minutes of the day at which slots of this length start. Raises NothingFits."""
    windows = rules.plan_sessions([ANY_DAY], question.opens, question.closes, minutes, UTC, question.pauses)
    return tuple(float(window.starts.hour * 60 + window.starts.minute) for window in windows)


def booked_on(venue: Venue, day: date) -> list[crowds.Slot]:
    """The standing sessions of a day with the people who hold places in them. Raises NobodyBooked."""
    sessions = venue.sessions.standing().filter(starts_at__date=day).select_related("pool").order_by("starts_at", "pk")
    slots = [crowds.Slot(_minute(session.starts_at), session.pool.taken) for session in sessions]
    if not any(slot.booked for slot in slots):
        raise refusals.NobodyBooked()
    return slots


def _minute(moment: datetime) -> float:
    local = timezone.localtime(moment)
    return float(local.hour * 60 + local.minute)


def defaults(venue: Venue, *, now: datetime) -> tuple[dict[str, Any], dict[str, str]]:
    """What the form begins with, and for what was measured, the words that say so."""
    values: dict[str, Any] = {**ASSUMED, "early": venue.fair.early_minutes}
    notes = {"early": _("专场规定可提前%(minutes)s分钟入场") % {"minutes": venue.fair.early_minutes}}
    if dealers := venue.stalls.count():
        values["tills"] = dealers
    first = venue.sessions.standing().select_related("pool").order_by("starts_at", "pk").first()
    if first:
        values |= _like(venue, first)
    measured, why = measure(venue.fair, now=now)
    return values | measured, notes | why


def _like(venue: Venue, first: Session) -> dict[str, Any]:
    """The hours and slots of the first day that is planned already."""
    starts = timezone.localtime(first.starts_at)
    day = venue.sessions.standing().filter(starts_at__date=starts.date())
    last = max(session.ends_at for session in day)
    return {
        "opens": starts.time(),
        "closes": timezone.localtime(last).time(),
        "minutes": (first.ends_at - first.starts_at).seconds // 60,
        "capacity": first.pool.capacity,
        "day": starts.date().isoformat(),
    }


def measure(fair: Fair, *, now: datetime) -> tuple[dict[str, Percent], dict[str, str]]:
    """Shares seen at this union's fairs: who did not come, who bought; nothing from too few people."""
    ended = Session.objects.standing().filter(venue__fair__union=fair.union_id, ends_at__lt=now)
    seen = ended.filter(pool__checked_in__gt=0).aggregate(taken=Sum("pool__taken"), came=Sum("pool__checked_in"))
    taken, came = seen["taken"] or 0, seen["came"] or 0
    if came < ENOUGH_SEEN:
        return {}, {}
    sales = Purchase.objects.standing().filter(venue__fair__union=fair.union_id)
    buyers = sum(
        row["people"]
        for row in sales.values("venue__fair").annotate(people=Count("sale__buyer", distinct=True)).order_by()
    )
    words = _("本工会以往专场：报名%(taken)s人，到场%(came)s人，购买%(buyers)s人") % {
        "taken": taken,
        "came": came,
        "buyers": buyers,
    }
    shares = {
        "absent": Percent(min(9000, (taken - came) * WHOLE // taken)),
        "buys": Percent(min(WHOLE, buyers * WHOLE // came)),
    }
    return shares, dict.fromkeys(shares, words)
