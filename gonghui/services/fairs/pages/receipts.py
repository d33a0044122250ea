"""A session, a receipt and a purchase as one worker sees them, in a constant number of queries. Reads only."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from gonghui.faces.live_drawings import drawn
from gonghui.faces.routes import Route, to_words
from gonghui.kernel.benefits import Answer, Judgement
from gonghui.kernel.window import Window
from gonghui.primitives.admission import live_codes as live
from gonghui.primitives.admission.models import Place, Waiter
from gonghui.primitives.people.lookups import membership_of
from gonghui.primitives.planned import planned

from .. import rules
from ..models import AfterSales, Fair, Purchase, Session
from .browse import sign_up_state
from .eligibility import reasons
from .standing import live_places, place_and_line

MOST_LINES = 5  # waiting lines shown on a receipt's page


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One session as one person sees it.

    `act` is the one thing they can do: sign_in, sign_up, wait, move; or why there is nothing to do: mine, waiting,
    full (and I hold another), refused, before, closed (sign-up), over, cancelled; draw and drawing before a draw.
    """

    fair: Fair
    session: Session
    free: int
    why: Judgement | None  # I may come or not; None for visitors
    mine: Place | None  # my live place in this fair, if any
    waiter: Waiter | None
    position: int
    act: str
    waits: Session | None = None  # another of the fair, in whose line I stand: I leave it with a place here

    @property
    def to_come(self) -> bool:
        return self.act not in ("cancelled", "over")

    @property
    def others(self) -> str:
        """What leads, on the fair's page, to the sessions of the same hall and day."""
        return f"?city={self.session.venue.pk}&day={localdate(self.session.starts_at)}#sessions"


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """My newest place in a fair. `state`: none, offered, live, missed, admitted, void; `lines` are those I stand in."""

    state: str
    place: Place | None = None
    session: Session | None = None
    admitted_at: datetime | None = None
    gate: Window | None = None
    lines: list[tuple[Session, int]] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)  # fields of the give-back form
    live: str = ""  # the text of the QR code just now

    @property
    def routes(self) -> list[Route]:
        """The way to the hall, which a map finds by its address; none to a session that is past or given back."""
        if self.session is None or self.state not in {"offered", "live"}:
            return []
        venue = self.session.venue
        return to_words(f"{venue.full_address} {venue.hall}", venue.division.name)


@dataclass(frozen=True, slots=True)
class PurchasePage:
    """What a purchase's page adds to the purchase; requests newest first."""

    requests: list[AfterSales]
    cancel_until: datetime
    may_cancel: bool
    after_sales_until: datetime
    may_ask: bool


def session_page(session: Session, person: Any, *, now: datetime) -> SessionPage:
    """One session as somebody stands with it; nothing of the session itself is written to, others may be shown it."""
    fair = session.venue.fair
    mine, waits = place_and_line(fair, person, now)
    waiter = next(iter(_waiting_for(session.pool_id, person.pk)), None) if waits else None
    why = reasons(fair, membership_of(person), now=now) if person else None
    return SessionPage(
        fair=fair,
        session=session,
        free=session.pool.capacity - session.pool.taken,
        why=why,
        mine=mine,
        waiter=waiter,
        position=Waiter.objects.position_of(waiter) if waiter else 0,
        act=_standing(session, mine, waiter, now) or _shut(fair, why, now) or _open(session, mine),
        waits=waits,
    )


@planned
def _waiting_for(pool: Any, person: Any) -> QuerySet[Waiter]:
    return Waiter.objects.filter(pool=pool, holder=person, left_at=None)


def receipt_page(fair: Fair, person: Any, *, now: datetime) -> ReceiptPage:
    """My receipt of a fair, a void one when I hold no other, and the lines I wait in."""
    waiters = Waiter.objects.filter(scope=fair.pk, holder=person, left_at=None).select_related("pool__session__venue")
    lines = [
        (waiter.pool.session, Waiter.objects.position_of(waiter)) for waiter in waiters.order_by("pk")[:MOST_LINES]
    ]
    mine = Place.objects.filter(scope=fair.pk, holder=person).order_by(F("released_at").desc(nulls_first=True))
    place = mine.select_related("pool__session__venue__division", "check_in").first()
    if place is None:
        return ReceiptPage("none", lines=lines)
    session, check_in = place.pool.session, getattr(place, "check_in", None)
    gate = rules.gate_opens(Window(session.starts_at, session.ends_at), fair.early_minutes, fair.late_minutes)
    state = "live" if now <= gate.ends else "missed"
    if place.confirm_by is not None:
        state = "offered"
    if check_in is not None:
        state = "admitted"
    if place.released_at is not None:
        state = "void"
    admitted_at = check_in.at if check_in else None
    shown = "" if state in ("void", "offered") else live.code_at(place, now)
    return ReceiptPage(state, place, session, admitted_at, gate, lines, [("code", place.code)], shown)


def codes_to_come(fair: Fair, person: Any, *, now: datetime) -> dict[str, Any]:
    """The next minutes' QR codes of my live place, drawn; none for who holds no place."""
    place = next(iter(live_places(person, [fair.pk])), None)
    texts = live.codes_ahead(place, now) if place and place.confirm_by is None else []
    return drawn(texts, now=now)


def purchase_page(purchase: Purchase, *, now: datetime) -> PurchasePage:
    """What a purchase cost me, until when it may be cancelled, and its after-sales side."""
    sale, fair = purchase.sale, purchase.venue.fair
    until = sale.sold_at + timedelta(days=fair.after_sales_days)
    standing = sale.cancelled_at is None
    return PurchasePage(
        requests=list(purchase.requests.order_by("-asked_at", "-pk")),
        cancel_until=sale.sold_at + timedelta(days=fair.cancel_days),
        may_cancel=standing and sale.batch_id is None and rules.may_cancel_sale(sale.sold_at, now, fair.cancel_days),
        after_sales_until=until,
        may_ask=standing and now <= until,
    )


def _standing(session: Session, mine: Place | None, waiter: Waiter | None, now: datetime) -> str:
    """How it stands with this session itself, before anyone asks for a place in it."""
    if session.cancelled_at is not None or session.venue.fair.cancelled_at is not None:
        return "cancelled"
    if mine is not None and mine.pool_id == session.pool_id:
        return "mine"
    if session.ends_at <= now:
        return "over"
    return "waiting" if waiter is not None else ""


def _shut(fair: Fair, why: Judgement | None, now: datetime) -> str:
    """Why this person cannot sign up for any session now."""
    state = sign_up_state(fair, now)
    if state != "open":
        return {"over": "closed"}.get(state, state)  # before, draw, drawing as they are
    if why is None:
        return "sign_in"
    return "" if why.answer is Answer.YES else "refused"


def _open(session: Session, mine: Place | None) -> str:
    # Who waits in line has the first free place: with a line, a new one may only join it.
    free = session.pool.capacity - session.pool.taken - session.pool.waiting
    if mine is not None:
        return "move" if free > 0 and getattr(mine, "check_in", None) is None else "full"
    return "sign_up" if free > 0 else "wait"
