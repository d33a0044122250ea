"""What the rooms' API takes and gives. Times UTC, lengths in minutes."""

import uuid
from datetime import datetime

from ninja import Schema
from pydantic import Field

from gonghui.faces.api.shapes import Masked, Shape, WhyNot, of
from gonghui.faces.api.values import AwareMoment

from .. import rules


class HouseOut(Shape):  # of {"house": Premises with its room_count, "free_now"}
    id: uuid.UUID = of("house.pk")
    name: str = of("house.name")
    address: str = of("house.address")
    phone: str = of("house.phone")
    lat: float = of("house.lat")
    lon: float = of("house.lon")
    rooms: int = of("house.room_count")
    free_now: int = Field(
        description="rooms that can be had in this quarter hour; after the house's hours, those open longer"
    )


class StretchOut(Shape):  # of an availability.Cell
    starts_at: datetime = of("window.starts")
    ends_at: datetime = of("window.ends")
    what: str = Field(
        description="free (can be had, as far as `why_not` does not say otherwise), busy, asked (waits for approval), "
        "around (put in order, before or after a booking), shut, closed, past, far (not yet), mine, "
        "elsewhere (I have another room of the house then)"
    )
    reason: str = Field("", description="of a closure")


class HubRoomOut(Shape):  # of a browse.RoomCard
    id: uuid.UUID = of("room.pk")
    name: str = of("room.name")
    kind: str = of("room.kind")
    floor: str = of("room.floor")
    seats: int | None = of("room.seats")
    equipment: list[str] = of("room.equipment")
    who: str | None = of(
        "open_terms.who", description="everyone, members, own_members, compatriots; null: not bookable"
    )
    longest_minutes: int | None = of("open_terms.longest_minutes")
    ahead_days: int | None = of("open_terms.ahead_days")
    asks: bool = of(
        lambda card: bool(card.open_terms and card.open_terms.asks),
        description="each booking waits for an officer's yes",
    )
    why_not: WhyNot = of("refusal", description="why I may not book it; null if I may, or if no token was sent")
    day: list[StretchOut] = of("day.cells")


class BookRoomIn(Schema):
    starts_at: AwareMoment
    ends_at: AwareMoment
    purpose: str = Field(max_length=rules.LONGEST_PURPOSE)
    people: int = Field(1, ge=1, le=rules.MOST_PEOPLE)
    layout: str = Field("", max_length=20)
    equipment: list[str] = Field([], max_length=40)


class BookingOut(Shape):  # of a RoomBooking, to its holder
    id: uuid.UUID = of("pk")
    room: uuid.UUID = of("room_id")
    room_name: str = of("room.name")
    house: str = of("room.premises.name")
    address: str = of("room.premises.address")
    starts_at: datetime = of("booking.starts")
    ends_at: datetime = of("booking.ends")
    purpose: str
    people: int
    code: str = of("booking.code")
    state: str = of(
        lambda held, request: held.state(request.now),
        description="asked, coming, here, over; or why it was let go: given_back, refused, lapsed, no_show, cancelled",
    )
    confirm_by: datetime | None = of("booking.confirm_by")


class DoorCodeIn(Schema):
    code: str = Field(max_length=60)


class ReceivedOut(Shape):  # of a RoomBooking, to the desk
    id: uuid.UUID = of("pk")
    room_name: str = of("room.name")
    holder: Masked = of("booking.holder", description="masked")
    people: int
    starts_at: datetime = of("booking.starts")
    ends_at: datetime = of("booking.ends")
    arrived_at: datetime = of("booking.arrived_at")
