"""What the API tells of a case, and what it takes."""

import uuid
from datetime import datetime

from ninja import Schema
from pydantic import Field

from gonghui.faces.api.shapes import Masked, Shape, of
from gonghui.primitives.casework import rules as limits
from gonghui.primitives.casework.dispatch import Words
from gonghui.primitives.casework.speaking import looks, messages
from gonghui.primitives.files.actions import name_of
from gonghui.primitives.people.models import Division, Trade

from .refusals import NoSuchPlace


class CaseOut(Shape):  # of a Case
    id: uuid.UUID = of("pk")
    code: str
    stage: str
    topic: str
    level: str
    union: str = of("union.name", description="the union that has it now")
    asked_at: datetime = of("created_at")
    due_at: datetime | None = of("due_at", description="none while it is paused, and once it is over")
    escalated_at: datetime | None
    closed_at: datetime | None
    outcome: str
    stars: int | None


class FileOut(Shape):  # of an Attachment
    id: uuid.UUID = of("pk")
    name: str = of(lambda one: name_of(one.file))
    kind: str = of("file.kind", description="jpeg, png, webp, pdf, docx, xlsx")


class MessageOut(Shape):  # of a speaking.Said
    what: str
    words: str
    at: datetime
    who: str = of("who", description="masked; empty for the asker themselves")
    from_asker: bool
    files: list[FileOut]


class LookOut(Shape):  # of a speaking.Looked
    at: datetime
    times: int = of("times", description="within the hour before")
    who: str = of(lambda entry: entry.by_name[:1] + "**", description="masked")


class WholeOut(CaseOut):  # of a Case, to its asker
    messages: list[MessageOut] = of(lambda case: messages(case, internal=False))
    looks: list[LookOut] = of(lambda case: looks(case), description="who has opened it")


class WaitingOut(CaseOut):  # of a Case in the queue; no word of it
    person: Masked | None
    assigned_to: Masked | None


class HandledOut(WaitingOut):  # of a Case, to who handles it
    messages: list[MessageOut] = of(lambda case: messages(case, internal=True))


class PublicOut(Shape):  # of a Case, to who has its code
    code: str
    stage: str
    union: str = of("union.name")
    due_at: datetime | None
    closed_at: datetime | None


class AskIn(Schema):
    topic: str = Field(max_length=20, description="a code of the kind: wages, injury, contract, …")
    words: str = Field(max_length=limits.LONGEST_WORDS)
    place: str = Field(max_length=6, description="code of the division where it happened")
    trade: str = Field("", max_length=20)

    def said(self) -> Words:
        """Raises NoSuchPlace."""
        place = Division.objects.filter(pk=self.place).first() if self.place.isascii() else None
        if place is None:
            raise NoSuchPlace()
        return Words(self.topic, self.words, place, self.trade if self.trade in Trade else "")


class WordsIn(Schema):
    words: str = Field(max_length=limits.LONGEST_WORDS)


class AnswerIn(WordsIn):
    done: bool = Field(False, description="it was dealt with: its asker is asked what they think")


class WhyIn(Schema):
    why: str = Field(max_length=limits.LONGEST_REASON)


class RateIn(Schema):
    stars: int = Field(ge=1, le=5)
    words: str = Field("", max_length=limits.LONGEST_REASON)


class AssignIn(Schema):
    to: uuid.UUID


class HandOverIn(WhyIn):
    union: str = Field(max_length=20, description="its code")


class CloseIn(WordsIn):
    outcome: str = Field(max_length=12)
