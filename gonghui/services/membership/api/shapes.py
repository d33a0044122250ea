"""What several operations tell and are told: a membership, and why something is done."""

import uuid
from datetime import date

from ninja import Schema
from pydantic import Field

from gonghui.faces.api.shapes import Masked, Shape, of

from ..life.shown import standing_of

Why = Field(min_length=1, max_length=200)


class MemberOut(Shape):  # of a Membership
    id: uuid.UUID = of("pk", description="of the membership")
    person: uuid.UUID = of("person_id")
    name: Masked = of("person")
    mobile: str = of("person.masked_mobile", description="masked")
    union: str = of("union.name")
    union_code: str = of("union.code")
    starts_on: date
    ends_on: date | None
    standing: str = of(standing_of, description="regular, retired, unemployed, unit_closed, early_retired")


class MembershipWhyIn(Schema):
    why: str = Why
