"""The largest slots that keep the waits within a bound, by bisection on the same simulated people."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from .day import Hall, walk
from .forecast import Forecast, forecast
from .people import Crowd, Habits, Slot, seated

LENGTHS = (15, 20, 30, 45, 60, 90)  # minutes of a slot
MOST_PEOPLE = 20_000  # of one day
TRIALS = 4  # days a plan must pass while it is searched for; the one found is then simulated in full …
SURE = 0.9  # … and must pass on so many of those days
ENOUGH = 0.95  # a longer slot is easier to keep: it is proposed if it serves so much of what the best serves
FINE = 50  # the search stops at a fiftieth of the number of people


@dataclass(frozen=True, slots=True)
class Option:
    """For slots of `minutes`: the most people each may have."""

    minutes: int
    starts: tuple[float, ...]
    capacity: int

    @property
    def people(self) -> int:
        """Booked on the whole day."""
        return self.capacity * len(self.starts)

    @property
    def slots(self) -> list[Slot]:
        return [Slot(start, self.capacity) for start in self.starts]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to do, what it leads to, what other lengths of slots would about allow, what one more at work would add."""

    best: Option
    forecast: Forecast
    options: list[Option]
    steward_adds: int  # people a day
    till_adds: int


def propose(
    day: Mapping[int, Sequence[float]], habits: Habits, hall: Hall, *, bound: float, seed: int = 1
) -> Proposal | None:
    """The best slots for a day: `day` holds the starts of its slots by their length in minutes.

    The waits of 95 in 100 people stay within `bound` minutes on nine simulated days in ten. None if no slot of even one
    person does.
    """
    search = _Search(habits, hall, bound=bound, seed=seed)
    options = search.options(day)
    if not options:
        return None
    most = max(option.people for option in options)
    found = max((option for option in options if option.people >= ENOUGH * most), key=lambda option: option.minutes)
    best, seen = _sure(found, habits, hall, bound=bound, seed=seed)
    return Proposal(
        best=best,
        forecast=seen,
        # The others were tried on few days only; what the full look took from the best, it would take from them.
        options=[
            replace(option, capacity=max(1, option.capacity * best.capacity // found.capacity)) for option in options
        ],
        steward_adds=search.gain(found, replace(hall, stewards=hall.stewards + 1)),
        till_adds=search.gain(found, replace(hall, tills=hall.tills + 1)),
    )


def largest(fits: Callable[[int], bool], *, near: int, most: int) -> int:
    """The largest number up to `most` that fits, to a fiftieth; 0 if not even 1 does.

    Gallops away from `near` until it is between one that fits and one that does not, then halves.
    """
    low, high = 0, most + 1
    guess = min(max(1, near), most)
    step = max(1, guess // 16)
    while high - low > max(1, low // FINE):
        if fits(guess):
            low = guess
        else:
            high = guess
        if low and high <= most:
            guess = (low + high) // 2
        else:
            guess = min(most, guess + step) if low else max(1, guess - step)
            step *= 2
    return low


def rate(habits: Habits, hall: Hall) -> float:
    """People booked per minute that gate, tills and hall could just serve if all came evenly: where a search begins."""
    gate = hall.stewards / (habits.scan_seconds / 60)
    inside = hall.capacity / (habits.stay + habits.buys * habits.sale)
    tills = hall.tills / (habits.buys * habits.sale) if habits.buys else gate
    return min(gate, inside, tills) / max(0.05, 1 - habits.absent)


class _Search:
    """Tries plans on a few days, the same for all."""

    def __init__(self, habits: Habits, hall: Hall, *, bound: float, seed: int) -> None:
        self._hall, self._bound, self._rate = hall, bound, rate(habits, hall)
        self._crowds = [Crowd(habits, seed=seed, day=number) for number in range(TRIALS)]

    def options(self, day: Mapping[int, Sequence[float]]) -> list[Option]:
        """For each length of slots the most people, where there is a slot of one person at least."""
        options = []
        pace = 0.85 * self._rate
        for minutes, starts in day.items():
            option = self.largest(Option(minutes, tuple(starts), int(pace * minutes)), self._hall)
            if option.capacity:
                options.append(option)
                pace = option.capacity / minutes  # the next length begins where this one ended
        return options

    def largest(self, option: Option, hall: Hall) -> Option:
        """The option with the largest capacity that keeps the bound; its own is the first guess."""
        most = max(1, MOST_PEOPLE // len(option.starts))
        found = largest(
            lambda capacity: self.keeps(replace(option, capacity=capacity), hall), near=option.capacity, most=most
        )
        return replace(option, capacity=found)

    def keeps(self, option: Option, hall: Hall) -> bool:
        """Whether at most one in twenty waits longer than the bound on each trial day."""
        slots = option.slots
        seating = seated(slots)
        for crowd in self._crowds:
            waits = walk(crowd.visits(slots, seating), hall).totals()
            if sum(wait > self._bound for wait in waits) > len(waits) // 20:
                self._crowds.remove(crowd)
                self._crowds.insert(0, crowd)  # the day that was too hard is asked first the next time
                return False
        return True

    def gain(self, option: Option, hall: Hall) -> int:
        """People a day that `hall` could take more than `option` has; 0 for less than the search can tell."""
        more = replace(option, capacity=option.capacity + max(1, 2 * option.capacity // FINE))
        if more.people > MOST_PEOPLE or not self.keeps(more, hall):
            return 0
        return self.largest(more, hall).people - option.people


def _sure(option: Option, habits: Habits, hall: Hall, *, bound: float, seed: int) -> tuple[Option, Forecast]:
    """The option simulated in full, made smaller until it keeps the bound on enough days."""
    while True:
        seen = forecast(option.slots, habits, hall, seed=seed)
        if seen.kept(bound) >= SURE * len(seen.days) or option.capacity == 1:
            return option, seen
        option = replace(option, capacity=option.capacity - max(1, option.capacity // FINE))
