"""What is asked and told of applications."""

import uuid
from datetime import date, datetime

from django.urls import reverse
from ninja import Schema
from pydantic import Field

from gonghui.faces.api.shapes import Masked, Reasons, Shape, WhyNot, of
from gonghui.faces.templatetags.kit import doer

from .. import rules
from ..pages import shown


class FoundUnionOut(Shape):  # of a finding.Found
    id: uuid.UUID = of("union.pk")
    code: str = of("union.code")
    name: str = of("union.name")
    kind: str = of("union.kind")
    place: str = of(lambda found: found.union.division.with_city if found.union.division else "")
    why: str = Field(description="own, employer (it has a union), above (none), home (网上会员之家 of the place)")
    employer: uuid.UUID | None = of("employer.pk")


class GroundOut(Shape):  # of a rules.grounds.Ground
    code: str
    says: str
    rule: str
    source: str
    mend: str = Field(description="what would make it a yes")
    explained: bool = Field(description="who gives it says which facts")
    kinds: list[str] = Field(description="join, transfer")


class ApplicationOut(Shape):  # of an Application
    id: uuid.UUID = of("pk")
    code: str
    kind: str = of("kind", description="join, transfer")
    state: str = of("state", description="draft, waiting, returned, approved, refused, withdrawn")
    union: str | None = of("union.name", description="none in a draft that names none yet")
    before: str | None = of("before.name", description="the union that decides now")
    sent_at: datetime | None
    due_at: datetime | None
    decided_at: datetime | None
    ground: GroundOut | None = of(shown.ground_of, description="of a no: why, by which rule, what would make it a yes")
    reason: str = Field(description="what to mend; of a no, the facts")
    via: str
    met: bool = of("met", description="was a member already, by a roster")


class JoiningCaseOut(ApplicationOut):  # the same, for officers
    name: str
    document: str = of("masked_number")
    mobile_tail: str
    trade: str
    platforms: str
    why: Reasons = of(lambda row, request: shown.judged(row, now=request.now), description="what the rules say of it")


class WrittenOut(Shape):  # of an Entry of the journal
    act: str
    at: datetime
    by: str = of(doer)


class KnownDocumentOut(Shape):  # of a Document
    kind: str
    number: str = of("masked_number")


class WorksOut(Shape):  # of an Employment
    employer: str | None = of("employer.name")
    platform: str
    trade: str
    starts_on: date


class OpenedOut(JoiningCaseOut):  # the same, opened
    mobile: str = of("person.masked_mobile")
    document_kind: str
    documents: list[KnownDocumentOut] = of(lambda row: row.person.documents.order_by("pk"), description="known already")
    employer: str | None = of("employer.name")
    works: list[WorksOut] = of(lambda row: shown.works_of(row.person), description="where they work by what is known")
    leaves: str | None = of("leaves.name", description="of a transfer")
    entered_by: Masked | None = of("entered_by")
    relation: str = of("relation", description="of a helper to the person")
    consented_at: datetime | None
    raised_at: datetime | None = of("raised_at", description="to the union above, as nobody had decided in time")
    appealed_at: datetime | None
    appeal: str
    history: list[WrittenOut] = of(shown.history, description="the last twenty acts, the latest first")
    may_decide: bool = of(shown.decides, description="whether the asker may, now")


class SlipOut(Shape):  # of an Application, as its paper slip says it
    code: str
    kind: str
    union: str | None = of("union.name")
    applicant: Masked = of("person")
    mobile_tail: str
    sent_at: datetime | None
    due_at: datetime | None


class PosterOut(Shape):  # of a Union
    id: uuid.UUID = of("pk")
    code: str
    name: str
    kind: str
    door: str = of(
        lambda union, request: request.build_absolute_uri(reverse("joining:preselect", args=[union.code])),
        description="the address in the union's own QR",
    )


class JoinIn(Schema):
    name: str = Field("", max_length=60)
    document_kind: str = Field("", max_length=20)
    number: str = Field("", max_length=60, description="may be empty where a document is known already")
    trade: str = Field("", max_length=20)
    platforms: str = Field("", max_length=200, description="where I work, parted by 、")
    union: uuid.UUID
    employer: uuid.UUID | None = Field(None, description="where I work, as /unions names it")
    consents: bool = Field(description="that the document's number is kept and checked: PIPL art. 29")


class TransferIn(Schema):
    union: uuid.UUID
    employer: uuid.UUID | None = Field(None, description="where I work now, as /unions names it")


class EnterIn(JoinIn):
    mobile: str = Field(max_length=20)
    via: str = Field("officer", description="officer, hotline", pattern="^(officer|hotline)$")


class HelpIn(JoinIn):
    mobile: str = Field(max_length=20, description="the person's own: they are told, and may undo it")
    relation: str = Field(max_length=20, description="what I am to them; they read it")


class JoiningReasonIn(Schema):
    reason: str = Field(max_length=rules.LONGEST_REASON)


class RefusalIn(Schema):
    ground: str = Field(max_length=20, description="the code of one of /joining/grounds")
    reason: str = Field("", max_length=rules.LONGEST_REASON, description="the facts, where they explain it")


class DecideIn(Schema):
    ids: list[uuid.UUID] = Field(min_length=1, max_length=1_000, description="of applications in the queue")
    decision: str = Field(description="approved, returned, refused", pattern="^(approved|returned|refused)$")
    ground: str = Field("", max_length=20, description="of a no: the code of one of /joining/grounds")
    reason: str = Field("", max_length=rules.LONGEST_REASON, description="not asked for of a yes")


class LeftOut(Schema):
    id: uuid.UUID
    why: WhyNot


class DecidedOut(Schema):
    done: list[uuid.UUID]
    left: list[LeftOut] = Field(description="those that stay as they are, each with the reason")
    unknown: list[uuid.UUID] = Field(description="those that are none of yours to decide")


class SlipIn(Schema):
    code: str = Field(max_length=20)
    tail: str = Field(max_length=4, description="the last four of the mobile number")
