"""The shapes of the open API of reading rooms."""

import uuid
from datetime import UTC, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from ..models import Hold, Loan, SeatBooking, Title
from ..pages.browse import RoomRow, Square
from ..pages.finding import Standing


class RoomOut(Schema):
    id: uuid.UUID
    name: str
    address: str
    lat: float
    lon: float
    open: bool
    says: str = Field(description="the state in words, with its age")
    seats: int
    free: int = Field(description="seats nobody has this quarter hour")
    metres: float | None = Field(description="from where the asker is")


class TitleOut(Schema):
    id: uuid.UUID
    isbn: str | None
    name: str
    author: str
    publisher: str
    year: int | None
    free: int = Field(description="copies on the shelf")
    copies: int
    rooms: dict[str, int] = Field(description="room: copies on its shelf")


class FoundOut(Schema):
    items: list[TitleOut]
    more: bool = Field(description="others answer too; one more word narrows them")


class LoanOut(Schema):
    id: uuid.UUID
    title: uuid.UUID
    name: str
    code: str
    lent_at: datetime
    due: datetime
    renewed: int
    ended_at: datetime | None
    lost: bool


class LoansOut(Schema):
    items: list[LoanOut]
    next: uuid.UUID | None


class HoldIn(Schema):
    pick_up: uuid.UUID = Field(description="the room to fetch it from")


class HoldOut(Schema):
    id: uuid.UUID
    title: uuid.UUID
    name: str
    pick_up: uuid.UUID
    position: int
    ready_at: datetime | None
    until: datetime | None


class SeatOut(Schema):
    id: uuid.UUID
    label: str
    hall: str
    x: int
    y: int
    kind: str
    socket: bool
    free: bool
    mine: bool


class BookingIn(Schema):
    starts: datetime
    ends: datetime


class SeatBookingOut(Schema):
    id: uuid.UUID
    seat: uuid.UUID
    label: str
    room: uuid.UUID
    code: str
    starts: datetime
    ends: datetime
    arrived_at: datetime | None
    left_at: datetime | None


class DeskOut(Schema):
    id: uuid.UUID
    room: uuid.UUID
    name: str


class ScanIn(Schema):
    code: str = Field(max_length=60, description="a barcode, a member code, or a mobile number")
    reader: str = Field("", max_length=30, description="the member code of who stands at the desk")


class AnswerOut(Schema):
    says: str
    note: str
    title: str
    reader: str = Field(description="the member code to go on with, when a reader was shown")


class ListOut(Schema):
    list: str = Field(description="JSON text; verify the signature before reading it")
    signature: str = Field(description="ECDSA P-256, SHA-256, r and s of 32 bytes each, base64url")
    public_key: str = Field(description="the uncompressed point, base64url")


def room_out(row: RoomRow) -> dict[str, Any]:
    premises = row.premises
    same = {name: getattr(premises, name) for name in ("name", "address", "lat", "lon")}
    told = {"open": row.state.open, "says": row.state.says, "seats": row.seats, "free": row.free}
    return same | told | {"id": premises.pk, "metres": premises.distance_m}


def title_out(title: Title, standing: Standing) -> dict[str, Any]:
    same = {name: getattr(title, name) for name in ("isbn", "name", "author", "publisher", "year")}
    rooms = {str(room): free for room, free in standing.places.items()}
    return same | {"id": title.pk, "free": standing.free, "copies": standing.copies, "rooms": rooms}


def loan_out(loan: Loan) -> dict[str, Any]:
    same = {name: getattr(loan, name) for name in ("lent_at", "due", "renewed", "ended_at", "lost")}
    copy = loan.copy
    return same | {"id": loan.pk, "title": copy.title_id, "name": copy.title.name, "code": copy.code}


def hold_out(hold: Hold, position: int) -> dict[str, Any]:
    told = {"ready_at": hold.ready_at, "until": hold.until, "position": position}
    return told | {"id": hold.pk, "title": hold.title_id, "name": hold.title.name, "pick_up": hold.pick_up_id}


def seat_out(square: Square) -> dict[str, Any]:
    seat = square.seat
    same = {name: getattr(seat, name) for name in ("label", "x", "y", "kind", "socket")}
    return same | {"id": seat.pk, "hall": seat.room.name, "free": square.free, "mine": square.mine}


def booking_out(booked: SeatBooking) -> dict[str, Any]:
    same = {name: getattr(booked.booking, name) for name in ("code", "starts", "ends", "arrived_at", "left_at")}
    return same | {"id": booked.pk, "seat": booked.seat_id, "label": booked.seat.label, "room": booked.premises_id}


def aware(*moments: datetime) -> list[datetime]:
    """Moments without a zone are UTC, as every other time of the API."""
    return [moment if moment.tzinfo else moment.replace(tzinfo=UTC) for moment in moments]
