"""One day, person by person: gate, door, hall, tills. Each queue is first come, first served."""

from dataclasses import dataclass
from heapq import heappop, heappush, heapreplace

Visit = tuple[float, float, float, float, int]  # arrives, minutes of scan, stay and sale (-1: no sale), slot
NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Hall:
    """What there is: people who may be inside at once, stewards at the gate, tills."""

    capacity: int
    stewards: int
    tills: int

    def __post_init__(self) -> None:
        if min(self.capacity, self.stewards, self.tills) < 1:
            raise ValueError("a hall has at least one place, one steward and one till")


@dataclass(frozen=True, slots=True)
class Day:
    """What happened. The moments are sorted; the waits (minutes) go by person in order of arrival."""

    slots: list[int]
    gate: list[float]
    door: list[float]
    till: list[float]  # -1 for who bought nothing
    arrived: list[float]
    scanned: list[float]  # when scans began
    passed: list[float]  # when scans ended
    entered: list[float]
    queued: list[float]  # came to the tills
    served: list[float]  # when sales began
    left: list[float]

    def totals(self) -> list[float]:
        """Each person's waiting: for the scan, for a place in the hall, for a till. Not the scan and the sale."""
        return [g + d + (t if t > 0 else 0.0) for g, d, t in zip(self.gate, self.door, self.till, strict=True)]


def walk(visits: list[Visit], hall: Hall) -> Day:
    """Let the visitors through, given in order of arrival."""
    scanned, passing = _gate(visits, hall.stewards)
    inside = _Inside(visits, hall.tills)
    entered = inside.admit(passing, hall.capacity)
    inside.empty()
    door = [0.0] * len(visits)
    for (passed, who), moment in zip(passing, entered, strict=True):
        door[who] = moment - passed
    return Day(
        slots=[visit[4] for visit in visits],
        gate=[began - visit[0] for began, visit in zip(scanned, visits, strict=True)],
        door=door,
        till=inside.waits,
        arrived=[visit[0] for visit in visits],
        scanned=scanned,
        passed=[moment for moment, _ in passing],
        entered=entered,
        queued=inside.queued,
        served=inside.served,
        left=inside.left,
    )


def _gate(visits: list[Visit], stewards: int) -> tuple[list[float], list[tuple[float, int]]]:
    """When each scan begins; and, in order of its end, when it ends and whose it is."""
    free = [-NEVER] * stewards  # when each steward is free; a heap
    scanned, passing = [], []
    for who, visit in enumerate(visits):
        begins = (
            visit[0] if visit[0] > free[0] else free[0]
        )  # max() takes twice as long, and this runs millions of times
        ends = begins + visit[1]
        heapreplace(free, ends)
        scanned.append(begins)
        passing.append((ends, who))
    passing.sort()
    return scanned, passing


class _Inside:
    """The hall and its tills. Who leaves next is worked out only when a place is needed."""

    def __init__(self, visits: list[Visit], tills: int) -> None:
        self._visits = visits
        self._tills = [-NEVER] * tills  # when each till is free; a heap
        self._looking: list[tuple[float, int]] = []  # who will come to the tills when; a heap
        self._going: list[float] = []  # when people will leave; a heap
        self.waits = [-1.0] * len(visits)
        self.queued: list[float] = []
        self.served: list[float] = []
        self.left: list[float] = []

    def admit(self, passing: list[tuple[float, int]], room: int) -> list[float]:
        """When each enters: at once while there is room, else as soon as somebody has left."""
        visits, looking, going, entered = self._visits, self._looking, self._going, []
        for moment, who in passing:
            if room:
                room -= 1
            elif (freed := self._next_leaves()) > moment:
                moment = freed
            entered.append(moment)
            visit = visits[who]
            if visit[3] < 0:
                heappush(going, moment + visit[2])
            else:
                heappush(looking, (moment + visit[2], who))
        return entered

    def _next_leaves(self) -> float:
        """When the next person leaves, after the sales to all who came to the tills before that."""
        looking, going = self._looking, self._going
        while looking and (not going or looking[0][0] <= going[0]):
            heappush(going, self._sell(*heappop(looking)))
        moment = heappop(going)
        self.left.append(moment)
        return moment

    def _sell(self, came: float, who: int) -> float:
        """When the sale to somebody who came to the tills is over."""
        tills = self._tills
        begins = came if came > tills[0] else tills[0]
        ends = begins + self._visits[who][3]
        heapreplace(tills, ends)
        self.waits[who] = begins - came
        self.queued.append(came)
        self.served.append(begins)
        return ends

    def empty(self) -> None:
        """The rest of the day."""
        self._going += [self._sell(*each) for each in sorted(self._looking)]
        self._looking.clear()
        self.left += sorted(self._going)
