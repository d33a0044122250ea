"""What aid takes from programs, and what it tells them."""

import uuid
from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from gonghui.faces.api.shapes import Masked, Reasons, Shape, of
from gonghui.faces.api.values import Day
from gonghui.faces.cases.shapes import WholeOut, WordsIn
from gonghui.kernel.identity import parse_document
from gonghui.kernel.money import Fen
from gonghui.primitives.casework import rules as limits
from gonghui.primitives.people import keys
from gonghui.primitives.people.models import Division

from ..models import LONGEST
from ..pages.cases import claim_of
from ..pages.homes import judged
from ..refusals import standards as standard_refusals
from ..rules.household import AMOUNTS, MOST_PEOPLE, Household, Member

LARGEST = 10**12


class MemberIn(Schema):
    relation: str = Field(max_length=10, description="self, spouse, child, parent, sibling, other")
    income: int = Field(ge=-LARGEST, le=LARGEST, description="a year, in fen")
    name: str = Field("", max_length=60)
    number: str = Field("", max_length=60, description="of a document: only a blind index of it is kept")
    born_on: Day | None = None

    def member(self) -> Member:
        paper = parse_document(None, self.number) if self.number else None
        born = self.born_on or getattr(paper, "birth_date", None)
        index = keys.document_index(paper.kind, paper.number).hex() if paper else ""
        return Member(self.relation, Fen(self.income), self.name, born, index)


class HomeIn(Schema):
    members: list[MemberIn] = Field(max_length=MOST_PEOPLE)
    medical: int = Field(0, ge=-LARGEST, le=LARGEST, description="rigid expenses of a year, in fen; the others alike")
    schooling: int = Field(0, ge=-LARGEST, le=LARGEST)
    care: int = Field(0, ge=-LARGEST, le=LARGEST)
    work: int = Field(0, ge=-LARGEST, le=LARGEST)
    relief: int = Field(0, ge=-LARGEST, le=LARGEST, description="given by the state")
    sudden: int = Field(0, ge=-LARGEST, le=LARGEST, description="spent at a blow, after insurance")
    hurt: bool | None = None
    private_school: bool | None = None
    study_abroad: bool | None = None
    guardian: bool = Field(False, description="consents for children under fourteen")

    def home(self) -> Household:
        flags = {name: getattr(self, name) for name in ("hurt", "private_school", "study_abroad")}
        amounts = {name: Fen(getattr(self, name)) for name in AMOUNTS}
        return Household(tuple(one.member() for one in self.members), **amounts, **flags)


class TestIn(HomeIn):
    place: str = Field(max_length=6, description="code of the division")
    works: bool | None = None
    migrant: bool | None = None
    employed_since: Day | None = None


class ApplyIn(HomeIn):
    place: str = Field(max_length=6, description="code of the division")
    topic: str = Field(max_length=20, description="illness, accident, income, schooling, other")
    words: str = Field(max_length=limits.LONGEST_WORDS)
    account: str = Field(max_length=30, description="of the bank card it is paid to")
    migrant: bool = False
    employed_since: Day | None = None
    consents: bool = Field(description="to the use of incomes and documents, and to the masked public notice")


class TestOut(Shape):  # of {"why"}
    why: Reasons


class OwnOut(WholeOut):  # of a Case, to its asker
    why: Reasons = of(lambda case, request: judged(claim_of(case), now=request.now))
    listed_as: str = of("claim.listed_as", description="deep, relative, accident; empty before it was granted")
    review_on: date | None = of("claim.review_on")


class StandardOut(Shape):  # of a Standard
    place: str = of("division.with_city")
    code: str = of("division_id")
    since: date
    monthly: int = Field(description="the line a head a month, in fen")
    deep: int = Field(description="what a household of the class is given at most, in fen")
    relative: int
    accident: int
    source: str
    weak: bool = Field(description="the source itself was not seen")


class NoticeOut(Shape):  # of a Ruling
    id: uuid.UUID = of("pk")
    name: Masked = of("claim.person")
    place: str = of("claim.division.with_city")
    union: str = of("claim.case.union.name")
    listed_as: str = of("listed_as", description="deep, relative, accident")
    amount: int
    until: datetime = of("shown_until")


class AidWhyIn(Schema):
    why: str = Field(max_length=LONGEST)


class VisitIn(WordsIn):
    on: Day


class RulingIn(AidWhyIn):
    listed_as: str = Field("", max_length=10, description="deep, relative, accident; empty for a no")
    amount: int = Field(0, ge=0, le=LARGEST)


class ObjectionIn(AidWhyIn):
    upheld: bool


class ToPayOut(Shape):  # of a Claim with its amount
    id: uuid.UUID = of("pk")
    code: str = of("case.code")
    name: Masked = of("person")
    amount: int = of("granted", description="in fen")
    union: str = of("case.union.name", description="whose fund pays")
    account_tail: str
    due_at: datetime | None = of("case.due_at")


class PayingOut(ToPayOut):  # of a Claim with its amount, account and what is left
    account: str = of("whole", description="whole: that it was read is written down, and its owner reads it")
    left: int | None = of("left", description="in the fund, in fen; null while there is none")


class PaidOut(Shape):  # of a Payment
    id: uuid.UUID = of("pk")
    code: str = of("claim.case.code")
    amount: int
    receipt: str
    paid_at: datetime = of("created_at")


def place_of(code: str) -> Division:
    """Raises UnknownPlace."""
    found = Division.objects.filter(pk=code).first() if code.isascii() else None
    if found is None:
        raise standard_refusals.UnknownPlace(place=code[:30])
    return found
