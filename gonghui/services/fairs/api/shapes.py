"""What the fairs' API takes and gives. Amounts are fen, rates basis points, times UTC."""

import uuid
from datetime import datetime

from ninja import Schema
from pydantic import Field

from gonghui.faces.api.shapes import Reasons, Shape, WhyNot, of
from gonghui.primitives.notices import actions as notices

from ..models import Offer
from ..pages.draw_page import why_of


class VenueOut(Shape):  # of a Venue
    id: uuid.UUID = of("pk")
    city: str = of("division.name")
    division: str = of("division_id")
    hall: str
    address: str
    hotline: str


class FairOut(Shape):  # of a browse.FairRow
    id: uuid.UUID = of("fair.pk")
    name: str = of("fair.name")
    union: str = of("fair.union.name")
    sign_up_opens_at: datetime = of("fair.sign_up_opens_at")
    sign_up_closes_at: datetime = of("fair.sign_up_closes_at")
    cities: list[str]
    near: bool = Field(description="one of its venues is in my union's city")
    free: int = Field(description="places left in sessions ahead")
    why_not: WhyNot = of("refusal", description="why I may not take part; null if I may, or if no token was sent")
    signed_up: bool = of(lambda row: row.place is not None)


class SessionOut(Shape):  # of a Session with its free places
    id: uuid.UUID = of("pk")
    venue: uuid.UUID = of("venue_id")
    starts_at: datetime
    ends_at: datetime
    capacity: int = of("pool.capacity")
    free: int
    waiting: int = of("pool.waiting")


class FairDetailOut(Shape):  # of {"fair", "why", "venues", "sessions"}
    id: uuid.UUID = of("fair.pk")
    name: str = of("fair.name")
    union: str = of("fair.union.name")
    about: str = of("fair.about")
    guarantee: str = of("fair.guarantee")
    funded_by: str = of("fair.funded_by")
    sign_up_opens_at: datetime = of("fair.sign_up_opens_at")
    sign_up_closes_at: datetime = of("fair.sign_up_closes_at")
    max_items: int = of("fair.max_items")
    max_subsidy: int = of("fair.max_subsidy")
    cancel_days: int = of("fair.cancel_days")
    after_sales_days: int = of("fair.after_sales_days")
    way: str = of("fair.way", description="first_come or draw")
    why: Reasons = Field(description="why I may take part or not; null if no token was sent")
    venues: list[VenueOut]
    sessions: list[SessionOut]


class OfferOut(Shape):  # of an Offer with what it gives
    id: uuid.UUID = of("pk")
    merchant: str = of("goods.merchant.name")
    brand: str = of("goods.brand")
    model: str = of("goods.model")
    name: str
    category: str
    list_price: int = of("price.list_price")
    ex_factory_price: int = of("price.ex_factory_price")
    rate: int
    subsidy: int = of("gives")
    pays: int


class ReceiptOut(Shape):  # of {"place", "session"}: a place just taken does not know its session
    code: str = of("place.code")
    fair: uuid.UUID = of("session.venue.fair_id")
    session: uuid.UUID = of("session.pk")
    venue: uuid.UUID = of("session.venue_id")
    city: str = of("session.venue.division.name")
    hall: str = of("session.venue.hall")
    address: str = of("session.venue.address")
    starts_at: datetime = of("session.starts_at")
    ends_at: datetime = of("session.ends_at")
    admitted_at: datetime | None = of(lambda had: getattr(getattr(had["place"], "check_in", None), "at", None))
    confirm_by: datetime | None = of(
        "place.confirm_by", description="an offer: lost if not confirmed by then; null: it is mine"
    )


class DrawOut(Shape):  # of a draw_page.DrawPage
    id: uuid.UUID = of("draw.pk")
    state: str = Field(description="before, open, closed (the draw is near), drawn, cancelled")
    opens_at: datetime = of("draw.opens_at")
    closes_at: datetime = of("draw.closes_at")
    rule: dict[str, int] = of(
        "draw.rule", description="base lots; past more for each draw missed in so many days, at most most; need more"
    )
    beacon_rule: str = of("draw.beacon_rule")
    beacon: str = of("draw.beacon")
    commitment: str = of("draw.commitment")
    list_hash: str = of("draw.list_hash")
    secret: str = of("draw.secret", description="empty until the draw")
    entries: int = of("draw.entries")
    lots: int = of("draw.lots")
    places: int
    my_weight: int = of("weight", description="the lots I have, or would have; 0 without a token")
    my_why: dict[str, int] = of(
        "why", description="base, past (for missed draws), need: together my weight; and missed"
    )


class LotIn(Schema):
    sessions: list[uuid.UUID] = Field(max_length=5, description="the most wanted first, 1 to 5")
    nonce: str = Field("", max_length=32, description="16 random bytes of mine in hex; empty: made by the server")


class ChoiceOut(Shape):  # of a draw_page.Choice
    session: uuid.UUID = of("session.pk")
    position: int = Field(description="turns until mine in its line after the draw; 0: not in it")
    won: bool


class LotOut(Shape):  # of {"lot", "choices"}
    code: str = of("lot.code")
    weight: int = of("lot.weight")
    why: dict[str, int] = of(lambda entered: why_of(entered["lot"]))
    nonce: str = of("lot.nonce")
    entered_at: datetime = of("lot.created_at")
    rank: int | None = of("lot.rank")
    choices: list[ChoiceOut]


class FairWaitingOut(Schema):
    session: uuid.UUID
    position: int = Field(description="1 is next; 0 when not waiting any more")


def in_a_line(offer: Offer) -> str:
    return f"{offer.goods.brand} {offer.name} {offer.goods.model}"


class PurchaseOut(Shape):  # of a Purchase
    id: uuid.UUID = of("pk")
    code: str = of("sale.code")
    fair: str = of("venue.fair.name")
    goods: str = of(lambda bought: in_a_line(bought.offer))
    serial: str = of("sale.serial")
    invoice: str = of("sale.invoice")
    list_price: int = of("sale.list_price")
    ex_factory_price: int = of("sale.ex_factory_price")
    subsidy: int = of("sale.subsidy")
    pays: int = of(lambda bought: bought.sale.ex_factory_price - bought.sale.subsidy)
    sold_at: datetime = of("sale.sold_at")
    cancelled_at: datetime | None = of("sale.cancelled_at")


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
    code: str = Field(
        max_length=200, description="text of a receipt's or a card's QR; receipt code, member code or mobile number"
    )
    name: str = Field("", max_length=60, description="the holder's, in full or masked; needed with all but the QR")
    scan: uuid.UUID | None = Field(None, description="made by the device; the same again answers the same")
    device: uuid.UUID | None = None


class AdmittedOut(Shape):  # of a CheckIn
    code: str = of("place.code")
    name: str = of("place.holder.name")
    starts_at: datetime = of("place.pool.session.starts_at")
    ends_at: datetime = of("place.pool.session.ends_at")
    admitted_at: datetime = of("at")
    way: str


class TillOut(Shape):  # of a Stall
    venue: uuid.UUID = of("venue_id")
    city: str = of("venue.division.name")
    hall: str = of("venue.hall")
    merchant: uuid.UUID = of("merchant_id")
    merchant_name: str = of("merchant.name")


class BuyerIn(Schema):
    buyer: str = Field(
        max_length=200, description="text of a receipt's or a card's QR; receipt code, member code or mobile number"
    )


class AskedOut(Schema):
    sent_to: str = Field(description="masked")
    minutes: int = Field(description="how long the digits may be told")


class QuoteIn(BuyerIn):
    offer: uuid.UUID


class QuoteOut(Shape):  # of a quotes.Quote
    list_price: int
    ex_factory_price: int
    rate: int = of("rate.basis_points")
    subsidy: int
    pays: int
    why_not: WhyNot = of("refusal")


class SaleIn(QuoteIn):
    serial: str = Field(max_length=60)
    invoice: str = Field(max_length=60)
    word: str = Field("", max_length=60, description="digits sent to the buyer, where the QR is not shown")


class CancelIn(Schema):
    reason: str = Field(max_length=200)


class VenueFiguresOut(Shape):  # of a board.VenueRow
    venue: uuid.UUID = of("venue.pk")
    city: str = of("venue.division.name")
    hall: str = of("venue.hall")
    signed_up: int
    admitted: int
    sales_count: int
    sales: int = Field(description="fen, at ex-factory price")
    pool: int = of("funded")
    subsidy: int
    pool_left: int = of("left")
    unsettled: int


class SessionFiguresOut(Shape):  # of a board.SessionRow
    session: uuid.UUID = of("session.pk")
    venue: uuid.UUID = of("session.venue_id")
    starts_at: datetime = of("session.starts_at")
    ends_at: datetime = of("session.ends_at")
    capacity: int
    signed_up: int = of("taken")
    waiting: int
    admitted: int


class TurnedOut(Schema):
    desk: str
    code: str
    count: int


class BoardOut(Shape):  # of a board.Board
    fair: uuid.UUID = of("fair.pk")
    signed_up: int
    admitted: int
    sales_count: int
    sales: int = of(lambda board: board.money("sales"))
    pool: int = of(lambda board: board.money("funded"))
    subsidy: int = of(lambda board: board.money("subsidy"))
    pool_left: int = of(lambda board: board.money("left"))
    unsettled: int = of(lambda board: board.money("unsettled"))
    oversold: int
    unsent_notices: int = of(
        lambda board: notices.unsent(), description="messages of the whole site that wait to be sent"
    )
    venues: list[VenueFiguresOut]
    sessions: list[SessionFiguresOut]
    turned: list[TurnedOut]
