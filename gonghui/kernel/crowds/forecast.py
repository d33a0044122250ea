"""What many simulated days of one plan have in common: medians, and how far the days differ."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from .day import Day, Hall, walk
from .people import Crowd, Habits, Slot, seated

STEP = 5  # minutes from one moment to the next
LONGEST_PICTURE = 24 * 60  # minutes; an impossible plan may take weeks to empty
MOST_DAYS, PEOPLE_DAYS = 20, 60_000  # a crowd of 3,000 gets 20 days; a larger one averages out by itself


@dataclass(frozen=True, slots=True)
class Figure:
    """Of the simulated days: the middle one, and the range that holds eight in ten."""

    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Moment:
    """How many wait where, and are inside, at one minute of the day."""

    minute: float
    gate: Figure
    door: Figure
    inside: Figure
    till: Figure


@dataclass(frozen=True, slots=True)
class Waits:
    """Minutes waited: by the middle person, by the 95th of 100, by the last."""

    median: float
    p95: float
    longest: float


@dataclass(frozen=True, slots=True)
class SlotWaits:
    """What the people of one slot wait, over all days: to get in (gate and door), at the tills, together."""

    starts: float
    booked: int
    entry: Waits
    till: Waits
    total: Waits


@dataclass(frozen=True, slots=True)
class Blame:
    """Where the slowest twentieth of the people wait: minutes a head."""

    gate: float
    door: float
    till: float

    @property
    def where(self) -> str | None:
        """ "gate", "door" or "till"; None when nobody waits a minute anywhere."""
        worst = max(("till", "door", "gate"), key=lambda name: float(getattr(self, name)))
        return worst if float(getattr(self, worst)) >= 1 else None


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a plan leads to. Waits are minutes in queues; the scan and the sale are not waiting."""

    booked: int
    came: Figure
    median: Figure
    p95: Figure
    longest: Figure
    most_inside: Figure
    last_leaves: Figure
    days: tuple[float, ...]  # each day's 95th percentile
    blame: Blame
    slots: list[SlotWaits]
    moments: list[Moment]

    def kept(self, bound: float) -> int:
        """On how many days the 95th percentile of the waits is within `bound` minutes."""
        return sum(p95 <= bound for p95 in self.days)


def forecast(slots: Sequence[Slot], habits: Habits, hall: Hall, *, seed: int = 1, days: int | None = None) -> Forecast:
    """Simulate the plan on several days; how many is chosen by the size of the crowd unless said."""
    seating = seated(slots)
    count = days or days_for(len(seating))
    crowds = [Crowd(habits, seed=seed, day=number) for number in range(count)]
    walked = [walk(crowd.visits(slots, seating), hall) for crowd in crowds]
    totals = [sorted(day.totals()) for day in walked]
    moments = list(_moments(walked))
    p95s = tuple(percentile(waits, 95) for waits in totals)
    return Forecast(
        booked=len(seating),
        came=_figure(len(waits) for waits in totals),
        median=_figure(percentile(waits, 50) for waits in totals),
        p95=_figure(p95s),
        longest=_figure(waits[-1] if waits else 0.0 for waits in totals),
        most_inside=_figure(most_inside(day) for day in walked),
        last_leaves=_figure(day.left[-1] if day.left else 0.0 for day in walked),
        days=p95s,
        blame=_blame(walked, p95s),
        slots=_by_slot(walked, slots),
        moments=moments,
    )


def p95_with(slots: Sequence[Slot], habits: Habits, halls: Sequence[Hall], *, seed: int = 1) -> list[float]:
    """The same plan and the same people in other halls: the 95th percentile of the waits in each, of the middle day."""
    seating = seated(slots)
    p95s: list[list[float]] = [[] for _ in halls]
    for number in range(days_for(len(seating))):
        visits = Crowd(habits, seed=seed, day=number).visits(slots, seating)
        for hall, seen in zip(halls, p95s, strict=True):
            seen.append(percentile(sorted(walk(visits, hall).totals()), 95))
    return [_figure(seen).median for seen in p95s]


def days_for(people: int) -> int:
    """How many days to simulate: enough to see how they differ, few enough to answer at once."""
    return max(5, min(MOST_DAYS, PEOPLE_DAYS // max(1, people)))


def percentile(ordered: Sequence[float], percent: int) -> float:
    """The value that `percent` in 100 do not exceed (nearest rank); 0 of nothing."""
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)] if ordered else 0.0


def most_inside(day: Day) -> int:
    """The most people who were in the hall at one time: after the n-th entered, n less those who had left."""
    return max((n - bisect_right(day.left, moment) for n, moment in enumerate(day.entered, 1)), default=0)


def _figure(values: Iterable[float]) -> Figure:
    ordered = sorted(values)
    return Figure(percentile(ordered, 50), percentile(ordered, 10), percentile(ordered, 90))


def _waits(values: list[float]) -> Waits:
    values.sort()
    return Waits(percentile(values, 50), percentile(values, 95), values[-1] if values else 0.0)


def _by_slot(days: Sequence[Day], slots: Sequence[Slot]) -> list[SlotWaits]:
    entry: list[list[float]] = [[] for _ in slots]
    till: list[list[float]] = [[] for _ in slots]
    total: list[list[float]] = [[] for _ in slots]
    for day in days:
        for slot, gate, door, sale in zip(day.slots, day.gate, day.door, day.till, strict=True):
            entry[slot].append(gate + door)
            total[slot].append(gate + door + (sale if sale > 0 else 0.0))
            if sale >= 0:
                till[slot].append(sale)
    return [
        SlotWaits(slot.starts, slot.booked, _waits(entry[i]), _waits(till[i]), _waits(total[i]))
        for i, slot in enumerate(slots)
    ]


def _blame(days: Sequence[Day], p95s: Sequence[float]) -> Blame:
    slowest = [
        (gate, door, max(0.0, till))
        for day, p95 in zip(days, p95s, strict=True)
        for gate, door, till, total in zip(day.gate, day.door, day.till, day.totals(), strict=True)
        if total >= p95
    ]
    return Blame(*(sum(column) / len(slowest) for column in zip(*slowest, strict=True))) if slowest else Blame(0, 0, 0)


def _moments(days: Sequence[Day]) -> Iterable[Moment]:
    """Every STEP minutes from the first arrival until all have left on most days."""
    full = [day for day in days if day.arrived]
    if not full:
        return
    first = floor(min(day.arrived[0] for day in full) / STEP) * STEP
    last = min(ceil(_figure(day.left[-1] for day in full).high / STEP) * STEP, first + LONGEST_PICTURE)
    for minute in range(first, last + 1, STEP):
        yield Moment(
            minute=minute,
            gate=_figure(_between(day.arrived, day.scanned, minute) for day in days),
            door=_figure(_between(day.passed, day.entered, minute) for day in days),
            inside=_figure(_between(day.entered, day.left, minute) for day in days),
            till=_figure(_between(day.queued, day.served, minute) for day in days),
        )


def _between(came: list[float], went: list[float], minute: float) -> int:
    return bisect_right(came, minute) - bisect_right(went, minute)
