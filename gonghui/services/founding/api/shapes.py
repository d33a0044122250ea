"""What the API tells of cases and employers, and what it takes."""

import uuid
from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from gonghui.faces.api.shapes import Shape, of
from gonghui.faces.api.values import Day
from gonghui.primitives.files.actions import name_of
from gonghui.primitives.people.trades import Trade

from .. import rules

Count = Field(ge=0, le=1_000_000)
Name = Field(min_length=1, max_length=rules.LONGEST_NAME)
Chosen = Field(max_length=200)


class EmployerOut(Shape):  # of an Employer
    id: uuid.UUID = of("pk")
    name: str
    credit_code: str | None
    area: str = of("area.name")
    division: str | None = of("division_id")
    trade: str
    headcount: int | None


class EmployersLoadedOut(Schema):
    new: int
    known: int = Field(description="that were there already: their trade and head count are those of the list")


class StepOut(Shape):  # of a Step
    kind: str
    who: str
    due_on: date
    done_on: date | None
    number: str
    people: int | None


class CaseLineOut(Shape):  # of a Case
    id: uuid.UUID = of("pk")
    name: str
    way: str = of("way", description="party_led, key_firm, joint, federation, reelection")
    industry: str
    area: str = of("area.name")
    union: uuid.UUID | None = of("union_id", description="once it was approved")
    state: str = of("state", description="running, approved, done, stopped")
    opened_at: datetime = of("created_at")


class FoundingCaseOut(CaseLineOut):
    steps: list[StepOut] = of(lambda case: case.steps.order_by("place"))
    employer_count: int = of(lambda case: case.employers.count(), description="all of them: /employers")
    stopped_because: str
    brings_home: bool = of("brings_home", description="members wait at the union above to be moved")


class CandidateOut(Shape):  # of a Candidate
    id: uuid.UUID = of("pk")
    name: str
    post: str
    votes: int
    against: int
    abstained: int
    elected: bool
    relation: str


class ElectionOut(Shape):  # of an Election
    held_on: date
    leader: str
    electors: int
    present: int
    ballots_out: int
    ballots_in: int
    valid: int
    spoiled: int
    candidates: list[CandidateOut] = of(lambda election: election.candidates.order_by("created_at", "pk"))


class FoundingPaperOut(Shape):  # of a Paper
    id: uuid.UUID = of("pk")
    step: str
    name: str = of(lambda paper: name_of(paper.file))
    kind: str = of("file.kind", description="pdf, docx, xlsx, jpeg, png, webp")
    bytes: int = of("file.size")
    brought_at: datetime = of("created_at")


class PrintedOut(Schema):
    kind: str
    title: str


class HomeOut(Schema):
    moved: int


class EmployerIn(Schema):
    area: uuid.UUID = Field(description="the union above, in whose area it lies")
    name: str = Name
    credit_code: str = Field("", max_length=30)
    division: str = Field("", max_length=6, description="code of the place where it is")
    trade: Trade | None = None
    headcount: int | None = Field(None, ge=0, le=1_000_000)


class CaseIn(Schema):
    area: uuid.UUID = Field(description="the union above, which approves")
    way: Literal["party_led", "key_firm", "joint", "federation"]
    industry: Literal["", "logistics", "ecommerce", "ride_hailing", "food_delivery"] = ""
    name: str = Name
    employers: list[uuid.UUID] = Field([], max_length=200)


class TogetherIn(Schema):
    employers: list[uuid.UUID] = Chosen
    way: Literal["joint", "federation"]
    name: str = Name


class GatherIn(Schema):
    employers: list[uuid.UUID] = Field([], max_length=200)
    division: str = Field("", max_length=6, description="code of a place: all there without a union")
    trade: Trade | None = Field(None, description="all of this trade without a union")


class PlanIn(Schema):
    who: str = Field("", max_length=60)
    due_on: Day


class StepIn(Schema):
    done_on: Day
    note: str = Field("", max_length=rules.LONGEST_TEXT)
    number: str = Field("", max_length=60, description="of the document; needed for agree")
    people: int | None = Field(None, ge=0, le=1_000_000)


class VoteIn(Schema):
    name: str = Field(min_length=1, max_length=60)
    post: Literal["chair", "vice", "member", "audit", "women"]
    votes: int = Count
    against: int = Count
    abstained: int = Count
    elected: bool
    relation: Literal["none", "distant", "close"] = Field(description="to the enterprise's leader, as declared")


class BallotIn(Schema):
    held_on: Day
    leader: str = Field(min_length=1, max_length=60)
    electors: int = Count
    present: int = Count
    ballots_out: int = Count
    ballots_in: int = Count
    valid: int = Count
    spoiled: int = Count


class ElectionIn(BallotIn):
    candidates: list[VoteIn] = Field(max_length=100)


class ApprovalIn(Schema):
    number: str = Field(max_length=60)
    years: int = Field(ge=1, le=10)
    starts_on: Day
    code: str = Field("", max_length=20)


class CertificateIn(Schema):
    number: str = Field(max_length=30)
    issued_on: Day
    ends_on: Day
    authority: str = Name


class FoundingReasonIn(Schema):
    reason: str = Field(max_length=rules.LONGEST_REASON)
