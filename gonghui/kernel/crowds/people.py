"""Who comes and when: the habits of booked people, drawn once per simulated day and used for every plan compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from random import Random

from .day import Visit


@dataclass(frozen=True, slots=True)
class Slot:
    """So many people booked to come at `starts`."""

    starts: float
    booked: int


@dataclass(frozen=True, slots=True)
class Habits:
    """What people do. Minutes, but `scan_seconds`; shares from 0 to 1.

    They arrive between `early` before and `late` after the start of their slot, most at the start (a triangle).
    Durations are lognormal around their mean: a few people take much longer than most. `spread` is the standard
    deviation as a share of the mean.
    """

    absent: float
    early: float
    late: float
    stay: float
    buys: float
    scan_seconds: float
    sale: float
    spread: float = 0.5


Guest = tuple[float, float, float, float] | None  # offset to the slot, scan, stay, sale (-1: buys nothing); absent


class Crowd:
    """The people of one simulated day, in a fixed order, drawn as far as they are asked for.

    Plans are compared on the same people (common random numbers): a plan with one place more in every slot meets the
    same people and some more, so that the difference of two plans is the plans' and not chance's.
    """

    def __init__(self, habits: Habits, *, seed: int, day: int) -> None:
        self.habits = habits
        self._random = Random(f"{seed}/{day}")  # noqa: S311  # a model, no secret
        self._guests: list[Guest] = []

    def visits(self, slots: Sequence[Slot], seating: Sequence[int]) -> list[Visit]:
        """Who comes to these slots, by time of arrival; `seating` is `seated(slots)`."""
        self._draw(len(seating))
        starts = [slot.starts for slot in slots]
        came = zip(seating, self._guests, strict=False)
        return sorted((starts[i] + g[0], g[1], g[2], g[3], i) for i, g in came if g is not None)

    def _draw(self, people: int) -> None:
        """Every person costs the same six draws, whatever the habits: other habits, same dice."""
        habits, uniform, normal = self.habits, self._random.random, self._random.gauss
        sigma = sqrt(log(1 + habits.spread**2))
        factor = exp(-sigma * sigma / 2)
        scan, stay, sale = habits.scan_seconds / 60 * factor, habits.stay * factor, habits.sale * factor
        for _ in range(people - len(self._guests)):
            shows, comes, buys = uniform(), uniform(), uniform()
            a, b, c = normal(0.0, sigma), normal(0.0, sigma), normal(0.0, sigma)
            if shows < habits.absent:
                self._guests.append(None)
                continue
            spent = sale * exp(c) if buys < habits.buys else -1.0
            self._guests.append((offset(comes, habits.early, habits.late), scan * exp(a), stay * exp(b), spent))


def offset(draw: float, early: float, late: float) -> float:
    """Minutes after the start of the slot for a draw from 0 to 1: a triangle from `-early` over 0 to `late`."""
    width = early + late
    if draw * width < early:
        return sqrt(draw * width * early) - early
    return late - sqrt((1 - draw) * width * late)


def seated(slots: Sequence[Slot]) -> list[int]:
    """Which slot each person of a crowd is booked for: the first of every slot, then the second of every slot …"""
    widest = max((slot.booked for slot in slots), default=0)
    return [i for seat in range(widest) for i, slot in enumerate(slots) if slot.booked > seat]
