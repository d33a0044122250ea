"""Calendars as other programs read them (RFC 5545): a feed of events, times in UTC."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

PRODUCT = "-//Gonghui//Gonghui//ZH"
LINE = 75  # octets of a line, its end not counted
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Event:
    """One stretch of time. `uid` never changes; `changed` is when it last did, `number` how often.

    `remind` minutes before it starts a calendar may ring; 0: it does not.
    """

    uid: str
    starts: datetime
    ends: datetime
    title: str
    changed: datetime
    where: str = ""
    about: str = ""
    url: str = ""
    number: int = 0
    cancelled: bool = False
    unsure: bool = False  # still to be confirmed
    remind: int = 0


def calendar(name: str, events: Iterable[Event]) -> str:
    """The text of a calendar file (text/calendar; charset=utf-8), lines ending in CRLF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    for event in events:
        lines += _lines(event)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) for line in lines)


def _lines(event: Event) -> list[str]:
    status = "CANCELLED" if event.cancelled else "TENTATIVE" if event.unsure else "CONFIRMED"
    lasts = event.ends > event.starts
    texts = {"SUMMARY": event.title, "LOCATION": event.where, "DESCRIPTION": event.about}
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{stamp(event.changed)}",
        f"LAST-MODIFIED:{stamp(event.changed)}",
        f"SEQUENCE:{event.number}",
        f"DTSTART:{stamp(event.starts)}",
        # A program that reads an end before or at the start refuses the whole feed; without an end it is a moment.
        *([f"DTEND:{stamp(event.ends)}"] if lasts else []),
        f"STATUS:{status}",
        *(f"{name}:{escaped(text)}" for name, text in texts.items() if text),
    ]
    if event.url:
        lines.append(f"URL:{event.url}")
    if event.remind and lasts and not event.cancelled:
        alarm = (f"TRIGGER:-PT{event.remind}M", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(event.title)}")
        lines += ["BEGIN:VALARM", *alarm, "END:VALARM"]
    return [*lines, "END:VEVENT"]


def stamp(moment: datetime) -> str:
    """ "20260601T040000Z". ValueError for a naive moment."""
    if moment.utcoffset() is None:
        raise ValueError("a moment of a calendar is aware")
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Text as a property holds it."""
    return text.translate(ESCAPES)


def folded(line: str) -> str:
    """A line with its end, broken where it is longer than 75 octets, never inside a character."""
    parts, current, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LINE:
            parts.append(current)
            current, size = " ", 1
        current, size = current + character, size + octets
    return "\r\n".join([*parts, current]) + "\r\n"
