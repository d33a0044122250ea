"""The month of care as it is planned: who asks for what, by which channel, on which day, and what comes of it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

REQUESTS = {"hotline": 900, "legal": 400, "aid": 200, "clinic": 300, "talk": 120, "call": 80}
DAYS = 20  # of work, in four weeks
# The last three as the hotline's desk names them.
API, PAGE, PHONE, WINDOW, SLIP = "api", "page", "phone", "window", "letter"
CHANNELS: dict[str, tuple[str, ...]] = {
    "hotline": (API, PHONE, PAGE, API, WINDOW, PHONE, API, PAGE, SLIP, API, PHONE, API),
    "legal": (API, API, PAGE),
    "aid": (API, PAGE, API),
    "clinic": (API, API, PAGE),
    "talk": (API, PAGE),
    "call": (PAGE, API),
}
LAST_ASKED = {"aid": 12}  # its public notice takes days; of others the last day is for what was asked before
OWN = frozenset({API, PAGE})
NAMELESS = 3  # of so many calls and slips one says no name


class Fate(StrEnum):
    """What happens to a request, beside being answered."""

    PLAIN = "plain"
    LATE = "late"  # nobody looks at it before its limit is over
    WITHDRAWN = "withdrawn"  # taken back, or given back
    MOVED = "moved"  # handed over to another union, or to another hour
    PAUSED = "paused"
    AGAIN = "again"  # it was not solved, or is sent back: handled once more
    CALLED = "called"  # the union calls back
    REFUSED = "refused"
    WAITS = "waits"  # in a line, for what somebody gives back


FATES: dict[str, tuple[Fate, ...]] = {  # of the first so many in twenty; others are plain
    "hotline": (Fate.LATE, Fate.WITHDRAWN, Fate.MOVED, Fate.PAUSED, Fate.CALLED, Fate.AGAIN),
    "legal": (Fate.LATE, Fate.WITHDRAWN, Fate.PAUSED, Fate.AGAIN, Fate.CALLED),
    "aid": (Fate.LATE, Fate.REFUSED, Fate.AGAIN, Fate.PLAIN, Fate.PLAIN, Fate.REFUSED),
    "clinic": (Fate.WITHDRAWN, Fate.WAITS),
    "talk": (Fate.WITHDRAWN, Fate.MOVED),
    "call": (Fate.LATE,),
}
ROUND = {"hotline": 20, "legal": 20, "aid": 10, "clinic": 10, "talk": 10, "call": 8}


@dataclass(frozen=True, slots=True)
class Wish:
    """One request: its number among those of its kind, and that of who asks among all."""

    kind: str
    number: int
    asker: int
    channel: str
    day: int
    fate: Fate

    @property
    def nameless(self) -> bool:
        """Whoever calls or writes does not say who they are."""
        return self.channel in (PHONE, SLIP) and self.number % NAMELESS == 1


def wishes(scale: float) -> list[Wish]:
    """All of the month; of each kind at least two. Each is of somebody else."""
    asked = [
        (kind, number) for kind, many in REQUESTS.items() for number in range(max(2, round(many * scale)))
    ]  # fmt: skip
    return [_wish(kind, number, asker) for asker, (kind, number) in enumerate(asked)]


def _wish(kind: str, number: int, asker: int) -> Wish:
    channels, fates, nth = CHANNELS[kind], FATES[kind], number % ROUND[kind]
    channel = channels[number % len(channels)]
    fate = fates[nth] if nth < len(fates) else Fate.PLAIN
    if channel not in OWN and fate in (Fate.WITHDRAWN, Fate.AGAIN):  # by a code nobody takes back or asks again
        fate = Fate.PLAIN
    day = clinic_wish(number)[0] if kind == "clinic" else number % LAST_ASKED.get(kind, DAYS - 1)
    return Wish(kind, number, asker, channel, day, fate)


# Clinics: three, each on the last day of each week; of ten who ask together each comes to one of them, to another slot.
CLINICS, WEEKS, TOGETHER = 3, 4, 10


def clinic_wish(number: int) -> tuple[int, int, int]:
    """On which day somebody asks, of which clinic day (0 to 11), for which of its slots.

    The second of ten wants the slot of the first, who gives it back the day after.
    """
    group, nth = divmod(number, TOGETHER)
    clinic_day, round_ = group % (CLINICS * WEEKS), group // (CLINICS * WEEKS)
    week = clinic_day // CLINICS
    slot = round_ * TOGETHER + (0 if nth == 1 else nth)
    return week * 5 + min(nth, 2), clinic_day, slot


def of_day(asked: Sequence[Wish], day: int) -> Iterator[Wish]:
    return (one for one in asked if one.day == day)
