"""What follows from hours, signs and reports; pure functions, no database and no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from gonghui.kernel.attachments import Caps
from gonghui.kernel.attachments.caps import PICTURES
from gonghui.kernel.hours import Session
from gonghui.kernel.text import fold
from gonghui.kernel.window import Window
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people.powers import Act, Power

from . import refusals
from .facilities import BY_CODE

MANAGE = Act("places.manage", Power.MANAGE)
KEEP = Act("places.keep", Power.RECEIVE)  # tap it open, answer its troubles
CALENDAR = Act("places.calendar", Power.CONFIGURE)

PICTURE = Caps(kinds=PICTURES, least_side=200)  # a photograph of a place
MOST_PERSONS = 100_000
MOST_AREA = 10_000_000


@dataclass(frozen=True, slots=True)
class Shut:
    """A closure of premises, or of one room."""

    window: Window
    reason: str


@dataclass(frozen=True, slots=True)
class Opening:
    """The openings that a day has, as moments and as people read them."""

    windows: Sequence[Window]
    text: str


def words(text: str, *, what: str, limit: int, needed: bool = False) -> str:
    """Folded text. Raises PlaceMissing, PlaceTooLong."""
    folded = fold(text)
    if needed and not folded:
        raise refusals.PlaceMissing(what=Word(what))
    if len(folded) > limit:
        raise refusals.PlaceTooLong(what=Word(what), length=len(folded), limit=limit)
    return folded


def facility_codes(codes: Iterable[str]) -> list[str]:
    """Known codes, each once, in the order of the table. Raises UnknownFacility."""
    wanted = set(codes)
    for code in wanted:
        if code not in BY_CODE:
            raise refusals.UnknownFacility(text=str(code)[:24])
    return [code for code in BY_CODE if code in wanted]


def count(number: int | None, *, what: str = _("容纳人数"), most: int = MOST_PERSONS) -> int | None:
    """A whole number from 1, or None for not counted. Raises BadCapacity."""
    if number is not None and not 1 <= number <= most:
        raise refusals.BadCapacity(what=Word(what), number=number, most=most)
    return number


def star(number: int) -> int:
    """0 to 5. Raises BadStar."""
    if not 0 <= number <= 5:
        raise refusals.BadStar(star=number)
    return number


class Why(Enum):
    """What the answer "open" or "not open" rests on."""

    CONFIRMED = "confirmed"  # open, and something lately told so
    EXPECTED = "expected"  # open by the hours, nobody has confirmed it
    DOUBTED = "doubted"  # open by the hours, but one worker found it locked since
    LOCKED = "locked"  # found locked twice, nobody has confirmed that it is open since
    SHUT = "shut"  # within its hours, but told shut
    CLOSED = "closed"  # outside its hours
    CLOSURE = "closure"  # shut for a time with a reason
    NOT_YET = "not_yet"  # opens for the first time on a later day
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Heard:
    """A sign: of which way, open or shut, and when it was last told."""

    way: str
    is_open: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """All that a state follows from. `session` is what the hours say now; None: closed by them."""

    session: Session | None
    opens_next: datetime | None
    heard: Heard | None = None
    open_until: datetime | None = None
    shut_until: datetime | None = None
    found_locked_at: datetime | None = None
    locked_report_at: datetime | None = None  # the latest that nobody has answered
    closure_until: datetime | None = None
    closure_says: str = ""
    starts_on: date | None = None  # when that is a later day
    given_up: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """Whether premises are shown as open, and how sure that is.

    `since` is when what it rests on was told or began; `until` when it closes, `opens` when it opens next (None: not
    known, or never). `says` is the sentence for people, filled in by `standing`.
    """

    open: bool
    why: Why
    since: datetime | None = None
    until: datetime | None = None
    opens: datetime | None = None
    way: str = ""
    reason: str = ""
    says: str = ""

    @property
    def confidence(self) -> str:
        """ "sure", "expected" or "doubted"."""
        if self.why is Why.EXPECTED:
            return "expected"
        return "doubted" if self.why in {Why.DOUBTED, Why.LOCKED} else "sure"


# For how long a sign tells that a door is open; never longer than until it closes.
FRESH: dict[str, timedelta] = {
    "tap": timedelta(hours=12),
    "inspection": timedelta(hours=12),
    "door": timedelta(hours=4),
    "visit": timedelta(hours=4),
    "report": timedelta(hours=4),
    "heartbeat": timedelta(minutes=30),
}
# For how long a sign outside the hours keeps a place open.
BEYOND_HOURS: dict[str, timedelta] = {
    "tap": timedelta(hours=1),
    "inspection": timedelta(hours=1),
    "door": timedelta(minutes=30),
    "visit": timedelta(minutes=30),
    "report": timedelta(minutes=30),
    "heartbeat": timedelta(minutes=30),
}
EARLY = timedelta(minutes=30)  # a host unlocks a little before the hour
UNLOCKS = frozenset(FRESH) - {"heartbeat"}  # a device may well go on beating behind a locked door
RIPE = timedelta(hours=1)  # two reports of one person so far apart are two times
ANSWER_HOURS = 24  # a worker's report is answered within them
RECENT = timedelta(days=7)  # how long a report of a lock may wait for the second
SAME_SIGN = timedelta(hours=1)  # a sign repeated within it is the same sign, told again


def state(known: Known, now: datetime) -> State:
    """What a page says about premises at this moment."""
    opens = known.opens_next
    if known.given_up:
        return State(False, Why.GIVEN_UP)
    if known.starts_on:
        return State(False, Why.NOT_YET, opens=opens)
    if known.closure_until:
        return State(False, Why.CLOSURE, until=known.closure_until, reason=known.closure_says)
    if known.found_locked_at:
        return State(False, Why.LOCKED, since=known.found_locked_at)
    beyond = known.open_until is not None and known.open_until > now
    if known.session is None and not beyond:
        return State(False, Why.CLOSED, opens=opens)
    if known.shut_until and known.shut_until > now and not beyond:
        since, way = (known.heard.at, known.heard.way) if known.heard else (None, "")
        closes = known.session.closes if known.session else known.shut_until
        goes_on = closes is None or closes > known.shut_until  # told shut for less than its opening lasts
        return State(False, Why.SHUT, since=since, opens=known.shut_until if goes_on else opens, way=way)
    return _open(known, now)


def _open(known: Known, now: datetime) -> State:
    session = known.session
    until = session.closes if session else known.open_until
    heard = known.heard if known.heard and known.heard.is_open else None
    if known.locked_report_at and (heard is None or heard.at < known.locked_report_at):
        return State(True, Why.DOUBTED, since=known.locked_report_at, until=until)
    begun = session.opens - EARLY if session and session.opens else None
    if heard and now - heard.at <= FRESH[heard.way] and (begun is None or heard.at >= begun):
        return State(True, Why.CONFIRMED, since=heard.at, until=until, way=heard.way)
    return State(True, Why.EXPECTED, since=session.opens if session else None, until=until)


def found_locked(reports: Iterable[tuple[str, datetime]]) -> bool:
    """Two persons, or one at two times: (reporter, when) of each report since somebody last confirmed it open."""
    seen = sorted(reports, key=lambda report: report[1])
    if len({reporter for reporter, _at in seen}) > 1:
        return True
    return len(seen) > 1 and seen[-1][1] - seen[0][1] >= RIPE
