"""What a person sees of their own: results in words, talks in their state."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gonghui.faces.cases.shown import Shown as Said
from gonghui.primitives.casework import speaking
from gonghui.primitives.casework.models import Case
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Room

from ..actions.scales import answers_of, score_of
from ..models import Consent, Counsellor, Note, Result, Talk
from ..models.sealing import unsealed
from ..rules.scales import DANGER, Band, Scale, scale

LAST = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """A result, opened. `danger`: an answer told of it; however low the score is, nobody reads that all is well."""

    result: Result
    scale: Scale
    score: int
    band: Band
    danger: bool

    @property
    def tone(self) -> str:
        return "warn" if self.danger else self.band.tone

    @property
    def advice(self) -> str:
        return DANGER if self.danger else self.band.advice


@dataclass(frozen=True, slots=True)
class Noted:
    """A note, opened for its author."""

    at: datetime
    words: str


def results(rows: Any) -> list[Shown]:
    """The newest first; rows that somebody may see."""
    found = []
    for one in rows.select_related("shown_to__person").order_by("-pk")[:LAST]:
        asked = scale(one.scale, one.since)
        if asked is not None:
            score = score_of(one)
            found.append(Shown(one, asked, score, asked.band(score), asked.risks(answers_of(one))))
    return found


def notes(author: Person, person: Person) -> list[Noted]:
    """What this counsellor noted of a person, the newest first."""
    rows = Note.objects.by(author).filter(person=person)[:LAST]
    return [Noted(one.created_at, unsealed(one, "words")) for one in rows]


def thread(case: Case) -> list[Said]:
    """What was said of a call, for templates/cases/thread.html; it has no files."""
    return [Said(one, []) for one in speaking.messages(case, internal=False)]


def has_consented(person: Person | None) -> bool:
    return person is not None and Consent.objects.to_statement(person).exists()


def state(talk: Talk, now: datetime) -> str:
    """ahead, over, off."""
    if talk.booking.released_at:
        return "off"
    return "over" if talk.booking.ends <= now else "ahead"


def room_of(talk: Talk) -> Room | None:
    """Where it is, face to face: the room that was booked with it, whichever the counsellor has today."""
    if talk.room_booking is None:
        return None
    return Room.objects.select_related("premises").filter(pk=talk.room_booking.resource).first()


def counsellors(now: datetime) -> Any:
    """Who may be booked, by name."""
    found = Counsellor.objects.in_office(now).select_related("person", "union", "room__premises")
    return found.order_by("person__sort_key", "pk")
