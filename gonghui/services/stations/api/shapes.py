"""What the stations' API takes and gives. Amounts in fen, times in UTC, positions in degrees WGS-84."""

import datetime as dt
import uuid

from ninja import Schema
from pydantic import Field

from gonghui.faces.api.shapes import Shape, of
from gonghui.faces.api.values import AwareMoment, Day
from gonghui.primitives.lending import actions as lending

from ..road.repair.pages import offers_on, progress

ShortText = Field(max_length=300)


class StationOut(Shape):  # of a browse.Found
    id: uuid.UUID = of("premises.pk")
    code: str = of("premises.code", description="on the plate at the door")
    kind: str = of("premises.kind", description="station or truckers_home")
    name: str = of("premises.name")
    address: str = of("premises.address")
    phone: str = of("premises.phone")
    lat: float = of("premises.lat")
    lon: float = of("premises.lon")
    star: int = of("premises.star")
    facilities: list[str] = of("premises.facilities")
    open: bool = of("state.open")
    says: str = of("state.says", description="why, and how sure: 值守人员20分钟前确认开着")
    confidence: str = of("state.confidence", description="sure, expected or doubted")
    inside: int
    capacity: int = of(lambda row: row.premises.capacity or 0)
    metres: int | None = Field(description="from the position asked from")


class StationVisitIn(Schema):
    trade: str = Field(max_length=20)


class StationCodeIn(Schema):
    digits: str = Field(max_length=12)


class VisitOut(Shape):  # of {"key", "room": presence.Inside}
    key: str = Field(description="names this visit and nobody: needed to leave")
    inside: int = of("room.inside")
    capacity: int = of("room.capacity")


class StationSignIn(Schema):
    way: str = Field(description="door, heartbeat or tap", max_length=12)


class StayIn(Schema):
    kind: str = Field(description="bed or parking", max_length=10)
    starts: AwareMoment
    hours: int = Field(ge=1, le=999)


class StayOut(Shape):  # of a Stay
    id: uuid.UUID = of("pk")
    kind: str
    room: str = of("room.name")
    starts: dt.datetime = of("booking.starts")
    ends: dt.datetime = of("booking.ends")
    code: str = of("booking.code")


class TurnOut(Shape):  # of a Turn
    id: uuid.UUID = of("pk")
    number: int
    position: int = of(lending.position, description="1 for the next; 0 for one called or over")
    called_until: dt.datetime | None = of("offered_until")
    over: bool = of(lambda turn: turn.left_at is not None)


class UseOut(Shape):  # of a Use
    id: uuid.UUID = of("pk")
    room: str = of("room.name")
    until: dt.datetime = of("keeping.due")


class RepairIn(Schema):
    plate: str = Field(max_length=20)
    trouble: str = ShortText
    near: str = Field("", max_length=160)
    lat: str = Field("", max_length=20)
    lon: str = Field("", max_length=20)
    datum: str = Field("wgs84", max_length=20, description="wgs84, gcj02 (高德, 腾讯) or bd09 (百度)")


class RepairQuoteOut(Shape):  # of a repair.pages.Offered
    id: uuid.UUID = of("quote.pk")
    workshop: str = of("quote.provider.name")
    minutes: int = of("quote.minutes")
    price: int = of("quote.price")
    note: str = of("quote.note")
    metres: int
    jobs: int
    mark: float | None


class RepairOut(Shape):  # of a Call, as its driver sees it
    id: uuid.UUID = of("pk")
    code: str
    state: str = of(lambda call: progress(call).state, description="asked, coming, there, done, rated or cancelled")
    trouble: str
    exact: bool = of("exact", description="false: the position was guessed from `near`")
    plate: str
    asked_at: dt.datetime
    chosen: uuid.UUID | None = of("chosen_id")
    charged: int | None
    stars: int | None
    quotes: list[RepairQuoteOut] = of(offers_on)


class ChoiceIn(Schema):
    quote: uuid.UUID


class RatingIn(Schema):
    stars: int = Field(ge=-100, le=100)
    rating: str = Field("", max_length=200)


class StationReasonIn(Schema):
    reason: str = Field("", max_length=200)


class JobOut(Shape):  # of {"call": Call, "metres"}
    id: uuid.UUID = of("call.pk")
    code: str = of("call.code")
    state: str = of(lambda job: progress(job["call"]).state)
    trouble: str = of("call.trouble")
    near: str = of("call.near")
    metres: int


class OfferIn(Schema):
    minutes: int = Field(ge=-1_000_000, le=1_000_000)
    price: int = Field(ge=0, le=10_000_000)
    note: str = Field("", max_length=200)


class ChargeIn(Schema):
    charged: int = Field(ge=0, le=10_000_000)


class LoadOut(Shape):  # of a Load
    id: uuid.UUID = of("pk")
    origin: str = of("origin.with_city")
    target: str = of("target.with_city")
    goods: str
    weight_kg: int
    lorry: str
    loads_on: dt.date
    price: int | None
    shipper: str = of("shipper.name")
    note: str


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


class ReportOut(Shape):  # of a FraudReport
    id: uuid.UUID = of("pk")
