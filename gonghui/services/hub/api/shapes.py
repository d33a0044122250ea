"""What the rooms' API takes and gives. Times UTC, lengths in minutes."""

import uuid
from datetime import datetime

from ninja import Schema
from pydantic import Field

from ..models import RoomBooking


class Why(Schema):
    code: str
    says: str
    mend: str
    rule: str


class HouseOut(Schema):
    id: uuid.UUID
    name: str
    address: str
    phone: str
    lat: float
    lon: float
    rooms: int
    free_now: int = Field(description="rooms nobody has in this quarter hour; 0 while the house is shut")


class StretchOut(Schema):
    starts_at: datetime
    ends_at: datetime
    what: str = Field(description="free, busy, asked (waits for approval), around, shut, closed, past, mine")
    reason: str = Field("", description="of a closure")


class RoomOut(Schema):
    id: uuid.UUID
    name: str
    kind: str
    floor: str
    seats: int | None
    equipment: list[str]
    who: str | None = Field(description="everyone, members, own_members, compatriots; null: not bookable")
    longest_minutes: int | None
    ahead_days: int | None
    asks: bool = Field(description="each booking waits for an officer's yes")
    why_not: Why | None = Field(description="why I may not book it; null if I may, or if no token was sent")
    day: list[StretchOut]


class BookIn(Schema):
    starts_at: datetime
    ends_at: datetime
    purpose: str = Field(max_length=60)
    people: int = Field(1, ge=1, le=10_000)
    layout: str = Field("", max_length=20)
    equipment: list[str] = Field([], max_length=40)


class BookingOut(Schema):
    id: uuid.UUID
    room: uuid.UUID
    room_name: str
    house: str
    address: str
    starts_at: datetime
    ends_at: datetime
    purpose: str
    people: int
    code: str
    state: str = Field(
        description="asked, coming, here, over; or why it was let go: given_back, refused, lapsed, no_show, cancelled"
    )
    confirm_by: datetime | None


class BookingsOut(Schema):
    items: list[BookingOut]
    next: uuid.UUID | None


class CodeIn(Schema):
    code: str = Field(max_length=60)


class ReceivedOut(Schema):
    id: uuid.UUID
    room_name: str
    holder: str = Field(description="masked")
    people: int
    starts_at: datetime
    ends_at: datetime
    arrived_at: datetime


def booking_out(held: RoomBooking, now: datetime) -> dict[str, object]:
    """A booking as the API tells it to its holder."""
    booking, house = held.booking, held.room.premises
    return {
        "id": held.pk,
        "room": held.room_id,
        "room_name": held.room.name,
        "house": house.name,
        "address": house.address,
        "starts_at": booking.starts,
        "ends_at": booking.ends,
        "purpose": held.purpose,
        "people": held.people,
        "code": booking.code,
        "state": held.state(now),
        "confirm_by": booking.confirm_by,
    }
