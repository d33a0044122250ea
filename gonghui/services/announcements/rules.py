"""What an announcement is at a moment, what its text holds, and how much is told of who read it. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from gonghui.kernel.refusals import Refused
from gonghui.primitives.people.powers import Act, Power

from . import refusals

MANAGE = Act("announcements.manage", Power.MANAGE)
WATCH = Act("announcements.watch", Power.WATCH)

DRAFT, SCHEDULED, SHOWN, OVER, WITHDRAWN = "draft", "scheduled", "shown", "over", "withdrawn"
LONGEST_TITLE, LONGEST_TEXT, LONGEST_REASON = 80, 10_000, 200
MOST_FILES = 6  # of one announcement
FEWEST_TOLD = 5  # readers of a group that is told apart
UNREAD = timedelta(days=90)  # so long after it is out, or corrected, an announcement can be new to somebody
SOON = timedelta(days=1)  # before its end officers hear of a pinned one
ADDRESS = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::\d+)?(?:/[\w!#$%&*+,./:;=?@~-]*)?", re.ASCII)
AT_ITS_END = ".,;:!?"  # belongs to the sentence, not to the address


@dataclass(frozen=True, slots=True)
class Content:
    """What an officer writes. Times are moments; no start: at once, no end: for good."""

    title: str
    text: str
    kind: str = "notice"
    audience: str = "members"
    pinned: bool = False
    tells: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None


WRITTEN = tuple(field.name for field in fields(Content))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph; with `url`, a link."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Readers:
    """How many read it, by union: the groups told, how many more there are in small ones, and all, where it is told.

    `rest` and `total` are None where they would tell a group of fewer than FEWEST_TOLD by subtraction.
    """

    groups: list[tuple[str, int]]
    small: int  # groups that are not told apart
    rest: int | None
    total: int | None


def state(
    *,
    published_at: datetime | None,
    withdrawn_at: datetime | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
    now: datetime,
) -> str:
    """Which of the five it is in now."""
    if withdrawn_at:
        return WITHDRAWN
    if published_at is None or starts_at is None:
        return DRAFT
    if ends_at and ends_at <= now:
        return OVER
    return SCHEDULED if starts_at > now else SHOWN


def refuse_times(starts_at: datetime | None, ends_at: datetime | None, now: datetime) -> Refused | None:
    """Why it cannot be shown from then to then, or None."""
    if ends_at and ends_at <= now:
        return refusals.AlreadyOver()
    return refusals.EndsBeforeStart() if ends_at and starts_at and ends_at <= starts_at else None


def paragraphs(text: str) -> list[list[list[Piece]]]:
    """Paragraphs of lines of pieces; addresses of the web, and nothing else, are links.

    Text that stands right beside an address, as Chinese does, is no part of it: it begins at the first sign that none
    has.
    """
    return [[_pieces(line) for line in part.split("\n")] for part in text.split("\n\n") if part]


def _pieces(line: str) -> list[Piece]:
    found, at = [], 0
    for match in ADDRESS.finditer(line):
        url = match[0].rstrip(AT_ITS_END)
        found += [Piece(line[at : match.start()]), Piece(url, url)]
        at = match.start() + len(url)
    return [piece for piece in [*found, Piece(line[at:])] if piece.text]


def readers(counts: Iterable[tuple[str, int]]) -> Readers:
    """What officers are told of who read it: groups of FEWEST_TOLD and more, the others together.

    A smaller group would tell who: in a union of three, "two have read it" names the third to whoever asks the others.
    So it is not told apart, nor can it be found by subtracting what is told from all.
    """
    known = sorted((one for one in counts if one[1]), key=lambda one: -one[1])
    told = [one for one in known if one[1] >= FEWEST_TOLD]
    few = [many for _name, many in known if many < FEWEST_TOLD]
    if few and (len(few) == 1 or sum(few) < FEWEST_TOLD):
        return Readers(told, len(few), rest=None, total=None)
    return Readers(told, len(few), rest=sum(few), total=sum(many for _name, many in known))
