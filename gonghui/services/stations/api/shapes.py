"""What the stations' API takes and gives. Amounts in fen, times in UTC, positions in degrees WGS-84."""

import datetime as dt
import uuid

from ninja import Schema
from pydantic import Field

from gonghui.faces.api.values import AwareMoment, Day

ShortText = Field(max_length=300)


class StationOut(Schema):
    id: uuid.UUID
    code: str = Field(description="on the plate at the door")
    kind: str = Field(description="station or truckers_home")
    name: str
    address: str
    phone: str
    lat: float
    lon: float
    star: int
    facilities: list[str]
    open: bool
    says: str = Field(description="why, and how sure: 值守人员20分钟前确认开着")
    confidence: str = Field(description="sure, expected or doubted")
    inside: int
    capacity: int
    metres: int | None = Field(description="from the position asked from")


class VisitIn(Schema):
    trade: str = Field(max_length=20)


class CodeIn(Schema):
    digits: str = Field(max_length=12)


class VisitOut(Schema):
    key: str = Field(description="names this visit and nobody: needed to leave")
    inside: int
    capacity: int


class SignIn(Schema):
    way: str = Field(description="door, heartbeat or tap", max_length=12)


class StayIn(Schema):
    kind: str = Field(description="bed or parking", max_length=10)
    starts: AwareMoment
    hours: int = Field(ge=1, le=999)


class StayOut(Schema):
    id: uuid.UUID
    kind: str
    room: str
    starts: dt.datetime
    ends: dt.datetime
    code: str


class TurnOut(Schema):
    id: uuid.UUID
    number: int
    position: int = Field(description="1 for the next; 0 for one called or over")
    called_until: dt.datetime | None
    over: bool


class UseOut(Schema):
    id: uuid.UUID
    room: str
    until: dt.datetime


class RepairIn(Schema):
    plate: str = Field(max_length=20)
    trouble: str = ShortText
    near: str = Field("", max_length=160)
    lat: str = Field("", max_length=20)
    lon: str = Field("", max_length=20)
    datum: str = Field("wgs84", max_length=20, description="wgs84, gcj02 (高德, 腾讯) or bd09 (百度)")


class QuoteOut(Schema):
    id: uuid.UUID
    workshop: str
    minutes: int
    price: int
    note: str
    metres: int
    jobs: int
    mark: float | None


class RepairOut(Schema):
    id: uuid.UUID
    code: str
    state: str = Field(description="asked, coming, there, done, rated or cancelled")
    trouble: str
    plate: str
    asked_at: dt.datetime
    chosen: uuid.UUID | None
    charged: int | None
    stars: int | None
    quotes: list[QuoteOut]


class ChoiceIn(Schema):
    quote: uuid.UUID


class RatingIn(Schema):
    stars: int = Field(ge=-100, le=100)
    rating: str = Field("", max_length=200)


class ReasonIn(Schema):
    reason: str = Field("", max_length=200)


class JobOut(Schema):
    id: uuid.UUID
    code: str
    state: str
    trouble: str
    near: str
    metres: int


class OfferIn(Schema):
    minutes: int = Field(ge=-1_000_000, le=1_000_000)
    price: int = Field(ge=0, le=10_000_000)
    note: str = Field("", max_length=200)


class ChargeIn(Schema):
    charged: int = Field(ge=0, le=10_000_000)


class LoadOut(Schema):
    id: uuid.UUID
    origin: str
    target: str
    goods: str
    weight_kg: int
    lorry: str
    loads_on: dt.date
    price: int | None
    shipper: str
    note: str


class LoadsOut(Schema):
    items: list[LoadOut]
    next: str | None


class LoadIn(Schema):
    origin: str = Field(description="division code or name", max_length=30)
    target: str = Field(max_length=30)
    goods: str = Field(max_length=60)
    weight_kg: int = Field(ge=-1_000_000, le=1_000_000)
    lorry: str = Field("any", max_length=8)
    loads_on: Day
    price: int | None = Field(None, ge=1, le=100_000_000)
    note: str = Field("", max_length=200)


class ContactOut(Schema):
    phone: str


class ReportIn(Schema):
    what: str = Field(max_length=500)


class ReportOut(Schema):
    id: uuid.UUID
