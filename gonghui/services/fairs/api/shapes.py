"""What the fairs' API takes and gives. Amounts are fen, rates basis points, times UTC."""

import uuid
from datetime import datetime

from ninja import Schema
from pydantic import Field


class Why(Schema):
    code: str
    says: str
    mend: str
    rule: str


class VenueOut(Schema):
    id: uuid.UUID
    city: str
    division: str
    hall: str
    address: str
    hotline: str


class FairOut(Schema):
    id: uuid.UUID
    name: str
    union: str
    sign_up_opens_at: datetime
    sign_up_closes_at: datetime
    cities: list[str]
    near: bool = Field(description="one of its venues is in my union's city")
    free: int = Field(description="places left in sessions ahead")
    why_not: Why | None = Field(description="why I may not take part; null if I may, or if no token was sent")
    signed_up: bool


class SessionOut(Schema):
    id: uuid.UUID
    venue: uuid.UUID
    starts_at: datetime
    ends_at: datetime
    capacity: int
    free: int
    waiting: int


class FairDetailOut(Schema):
    id: uuid.UUID
    name: str
    union: str
    about: str
    guarantee: str
    funded_by: str
    sign_up_opens_at: datetime
    sign_up_closes_at: datetime
    max_items: int
    max_subsidy: int
    cancel_days: int
    after_sales_days: int
    way: str = Field(description="first_come or draw")
    why_not: Why | None
    venues: list[VenueOut]
    sessions: list[SessionOut]


class OfferOut(Schema):
    id: uuid.UUID
    merchant: str
    brand: str
    model: str
    name: str
    category: str
    list_price: int
    ex_factory_price: int
    rate: int
    subsidy: int
    pays: int


class OffersOut(Schema):
    items: list[OfferOut]
    next: uuid.UUID | None


class ReceiptOut(Schema):
    code: str
    fair: uuid.UUID
    session: uuid.UUID
    venue: uuid.UUID
    city: str
    hall: str
    address: str
    starts_at: datetime
    ends_at: datetime
    admitted_at: datetime | None
    confirm_by: datetime | None = Field(description="an offer: lost if not confirmed by then; null: it is mine")


class DrawOut(Schema):
    id: uuid.UUID
    state: str = Field(description="before, open, closed (the draw is near), drawn, cancelled")
    opens_at: datetime
    closes_at: datetime
    rule: dict[str, int] = Field(
        description="base lots; past more for each draw missed in so many days, at most most; need more"
    )
    beacon_rule: str
    beacon: str
    commitment: str
    list_hash: str
    secret: str = Field(description="empty until the draw")
    entries: int
    lots: int
    places: int
    my_weight: int = Field(description="the lots I have, or would have; 0 without a token")
    my_why: dict[str, int] = Field(description="base, past (for missed draws), need: together my weight; and missed")


class LotIn(Schema):
    sessions: list[uuid.UUID] = Field(max_length=5, description="the most wanted first, 1 to 5")
    nonce: str = Field("", max_length=32, description="16 random bytes of mine in hex; empty: made by the server")


class ChoiceOut(Schema):
    session: uuid.UUID
    position: int = Field(description="turns until mine in its line after the draw; 0: not in it")
    won: bool


class LotOut(Schema):
    code: str
    weight: int
    why: dict[str, int]
    nonce: str
    entered_at: datetime
    rank: int | None
    choices: list[ChoiceOut]


class WaitingOut(Schema):
    session: uuid.UUID
    position: int = Field(description="1 is next; 0 when not waiting any more")


class PurchaseOut(Schema):
    id: uuid.UUID
    code: str
    fair: str
    goods: str
    serial: str
    invoice: str
    list_price: int
    ex_factory_price: int
    subsidy: int
    pays: int
    sold_at: datetime
    cancelled_at: datetime | None


class PurchasesOut(Schema):
    items: list[PurchaseOut]
    next: uuid.UUID | None


class AfterSalesIn(Schema):
    trouble: str = Field(max_length=500)


class AfterSalesOut(Schema):
    id: uuid.UUID
    trouble: str
    asked_at: datetime
    answer_due_at: datetime
    answer: str
    answered_at: datetime | None


class ShownIn(Schema):
    code: str = Field(max_length=60, description="text of a receipt's QR; receipt code, member code or mobile number")
    name: str = Field("", max_length=60, description="the holder's, in full or masked; needed with all but the QR")
    scan: uuid.UUID | None = Field(None, description="made by the device; the same again answers the same")
    device: uuid.UUID | None = None


class AdmittedOut(Schema):
    code: str
    name: str
    starts_at: datetime
    ends_at: datetime
    admitted_at: datetime
    way: str


class TillOut(Schema):
    venue: uuid.UUID
    city: str
    hall: str
    merchant: uuid.UUID
    merchant_name: str


class QuoteIn(Schema):
    buyer: str = Field(max_length=60, description="receipt code, member code or mobile number")
    offer: uuid.UUID


class QuoteOut(Schema):
    list_price: int
    ex_factory_price: int
    rate: int
    subsidy: int
    pays: int
    why_not: Why | None


class SaleIn(QuoteIn):
    serial: str = Field(max_length=60)
    invoice: str = Field(max_length=60)


class CancelIn(Schema):
    reason: str = Field(max_length=200)


class VenueFiguresOut(Schema):
    venue: uuid.UUID
    city: str
    hall: str
    signed_up: int
    admitted: int
    sales_count: int
    sales: int = Field(description="fen, at ex-factory price")
    pool: int
    subsidy: int
    pool_left: int
    unsettled: int


class SessionFiguresOut(Schema):
    session: uuid.UUID
    venue: uuid.UUID
    starts_at: datetime
    ends_at: datetime
    capacity: int
    signed_up: int
    waiting: int
    admitted: int


class TurnedOut(Schema):
    desk: str
    code: str
    count: int


class BoardOut(Schema):
    fair: uuid.UUID
    signed_up: int
    admitted: int
    sales_count: int
    sales: int
    pool: int
    subsidy: int
    pool_left: int
    unsettled: int
    oversold: int
    unsent_notices: int = Field(description="messages of the whole site that wait to be sent")
    venues: list[VenueFiguresOut]
    sessions: list[SessionFiguresOut]
    turned: list[TurnedOut]
