"""The shapes of the open API of reading rooms."""

import uuid
from datetime import UTC, datetime

from ninja import Schema
from pydantic import Field

from gonghui.faces.api.shapes import Shape, of
from gonghui.faces.api.values import Moment


class ReadingRoomOut(Shape):  # of a browse.RoomRow
    id: uuid.UUID = of("premises.pk")
    name: str = of("premises.name")
    address: str = of("premises.address")
    lat: float = of("premises.lat")
    lon: float = of("premises.lon")
    open: bool = of("state.open")
    says: str = of("state.says", description="the state in words, with its age")
    seats: int
    free: int = Field(description="seats nobody has this quarter hour")
    metres: float | None = of("premises.distance_m", description="from where the asker is")


class TitleOut(Shape):  # of {"title": Title, "standing": finding.Standing}
    id: uuid.UUID = of("title.pk")
    isbn: str | None = of("title.isbn")
    name: str = of("title.name")
    author: str = of("title.author")
    publisher: str = of("title.publisher")
    year: int | None = of("title.year")
    free: int = of("standing.free", description="copies on the shelf")
    copies: int = of("standing.copies")
    rooms: dict[str, int] = of(
        lambda found: {str(room): free for room, free in found["standing"].places.items()},
        description="room: copies on its shelf",
    )


class FoundOut(Schema):
    items: list[TitleOut]
    more: bool = Field(description="others answer too; one more word narrows them")


class LoanOut(Shape):  # of a Loan
    id: uuid.UUID = of("pk")
    title: uuid.UUID = of("copy.title_id")
    name: str = of("copy.title.name")
    code: str = of("copy.code")
    lent_at: datetime
    due: datetime
    renewed: int
    ended_at: datetime | None
    lost: bool


class HoldIn(Schema):
    pick_up: uuid.UUID = Field(description="the room to fetch it from")


class HoldOut(Shape):  # of {"hold": Hold, "position"}
    id: uuid.UUID = of("hold.pk")
    title: uuid.UUID = of("hold.title_id")
    name: str = of("hold.title.name")
    pick_up: uuid.UUID = of("hold.pick_up_id")
    position: int
    ready_at: datetime | None = of("hold.ready_at")
    until: datetime | None = of("hold.until")


class SeatOut(Shape):  # of a seating.Square
    id: uuid.UUID = of("seat.pk")
    label: str = of("seat.label")
    hall: str = of("seat.room.name")
    x: int = of("seat.x")
    y: int = of("seat.y")
    kind: str = of("seat.kind")
    socket: bool = of("seat.socket")
    free: bool
    mine: bool


class BookingIn(Schema):
    starts: Moment
    ends: Moment


class ArrivalIn(Schema):
    code: str = Field(max_length=30, description="of the room, as the plate at its door has it")


class SeatBookingOut(Shape):  # of a SeatBooking
    id: uuid.UUID = of("pk")
    seat: uuid.UUID = of("seat_id")
    label: str = of("seat.label")
    room: uuid.UUID = of("premises_id")
    code: str = of("booking.code")
    starts: datetime = of("booking.starts")
    ends: datetime = of("booking.ends")
    arrived_at: datetime | None = of("booking.arrived_at")
    left_at: datetime | None = of("booking.left_at")


class DeskOut(Shape):  # of a ReadingRoom
    id: uuid.UUID = of("pk")
    room: uuid.UUID = of("premises_id")
    name: str = of("premises.name")


class ReadingScanIn(Schema):
    code: str = Field(max_length=200, description="a barcode, what a member card shows, or a mobile number")
    reader: str = Field("", max_length=30, description="the member code of who stands at the desk")


class ReadingAnswerOut(Schema):
    says: str
    note: str
    title: str
    reader: str = Field(description="the member code to go on with, when a reader was shown")


class ReadingListOut(Schema):
    list: str = Field(description="JSON text; verify the signature before reading it")
    signature: str = Field(description="ECDSA P-256, SHA-256, r and s of 32 bytes each, base64url")
    public_key: str = Field(description="the uncompressed point, base64url")


def aware(*moments: datetime) -> list[datetime]:
    """Moments without a zone are UTC, as every other time of the API."""
    return [moment if moment.tzinfo else moment.replace(tzinfo=UTC) for moment in moments]
