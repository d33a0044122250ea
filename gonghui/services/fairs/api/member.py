"""A worker's acts: read the fairs, sign up, wait, move, give back; purchases and after-sales."""

import uuid
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from gonghui.faces.api.base import idempotency_key, optional_bearer
from gonghui.faces.api.lane import LANE_HEADERS, QueueAnswer
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.speech import speak
from gonghui.kernel.live_codes import STEP, starts, step_at
from gonghui.kernel.refusals import Refused
from gonghui.primitives.admission import live_codes as live
from gonghui.primitives.admission.models import Place, Waiter

from .. import actions
from ..models import Fair, Purchase, Session
from ..pages import browse, goods_page
from ..pages.eligibility import live_place, verdict
from . import shapes
from .scanned import LiveCodesOut

router = Router()


@router.get("/", response=list[shapes.FairOut], auth=optional_bearer, summary="Fairs that run or come")
def fairs(request: HttpRequest) -> list[dict[str, Any]]:
    """Those with a venue in my city first, each with why I may not take part. Works without a token."""
    near = browse.fairs_near(request.person, now=request.now)
    return [
        {
            "id": row.fair.pk,
            "name": row.fair.name,
            "union": row.fair.union.name,
            "sign_up_opens_at": row.fair.sign_up_opens_at,
            "sign_up_closes_at": row.fair.sign_up_closes_at,
            "cities": row.cities,
            "near": row.near,
            "free": row.free,
            "why_not": why(row.refusal),
            "signed_up": row.place is not None,
        }
        for row in browse.rows_of(near, request.person, now=request.now)
    ]


@router.get("/purchases", response=shapes.PurchasesOut, summary="What I bought")
def purchases(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Newest first."""
    page = page_after(Purchase.objects.of(request.person).for_page(), asked)
    return page | {"items": [bought(purchase) for purchase in page["items"]]}


@router.post("/purchases/{uuid:pk}/requests", response=shapes.AfterSalesOut, summary="Ask for after-sales help")
def after_sales(request: HttpRequest, pk: uuid.UUID, asked: shapes.AfterSalesIn) -> Any:
    """The same words again while the first request waits answer that request."""
    purchase = get_object_or_404(Purchase.objects.of(request.person).for_page(), pk=pk)
    return actions.ask_after_sales(purchase, trouble=asked.trouble, by=request.caller, now=request.now)


@router.post(
    "/sessions/{uuid:pk}/place",
    response={200: shapes.ReceiptOut, 202: QueueAnswer},
    summary="Sign up for a session",
    openapi_extra={"parameters": LANE_HEADERS},
)
def place(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Needs an Idempotency-Key; the same key answers the same receipt. In a rush 202: ask again with the ticket."""
    session = _session(pk)
    key = idempotency_key(request)
    taken = actions.sign_up(session, request.person, key=key, by=request.caller, now=request.now)
    return receipt(taken, session)


@router.post(
    "/sessions/{uuid:pk}/move", response=shapes.ReceiptOut, summary="Exchange my place for one in this session"
)
def move(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Needs an Idempotency-Key. On any refusal the old place stands."""
    session = _session(pk)
    key = idempotency_key(request)
    taken = actions.move(session, request.person, key=key, by=request.caller, now=request.now)
    return receipt(taken, session)


@router.post("/sessions/{uuid:pk}/line", response=shapes.WaitingOut, summary="Join the waiting line of a full session")
def wait(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Whoever already waits keeps their turn."""
    waiter = actions.wait(_session(pk), request.person, by=request.caller, now=request.now)
    return {"session": pk, "position": Waiter.objects.position_of(waiter)}


@router.delete("/sessions/{uuid:pk}/line", response={204: None}, summary="Leave the waiting line")
def leave_line(request: HttpRequest, pk: uuid.UUID) -> tuple[int, None]:
    """Not waiting is no error."""
    actions.leave_line(_session(pk), request.person, by=request.caller, now=request.now)
    return 204, None


@router.get("/{uuid:pk}", response=shapes.FairDetailOut, auth=optional_bearer, summary="One fair")
def fair(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Its terms, venues and the sessions ahead. Works without a token."""
    found = get_object_or_404(Fair.objects.public().select_related("union"), pk=pk)
    refusal = verdict(found, request.person) if request.person else None
    sessions = Session.objects.ahead(now=request.now).filter(venue__fair=found)
    plain = ("about", "guarantee", "funded_by", "max_items", "max_subsidy", "cancel_days", "after_sales_days", "way")
    return {
        "id": found.pk,
        "name": found.name,
        "union": found.union.name,
        "sign_up_opens_at": found.sign_up_opens_at,
        "sign_up_closes_at": found.sign_up_closes_at,
        "why_not": why(refusal),
        "venues": [
            {
                "id": venue.pk,
                "city": venue.division.name,
                "division": venue.division_id,
                "hall": venue.hall,
                "address": venue.address,
                "hotline": venue.hotline,
            }
            for venue in found.venues.select_related("division").order_by("created_at", "pk")
        ],
        "sessions": [
            {
                "id": session.pk,
                "venue": session.venue_id,
                "starts_at": session.starts_at,
                "ends_at": session.ends_at,
                "capacity": session.pool.capacity,
                "free": session.free,
                "waiting": session.pool.waiting,
            }
            for session in sessions.order_by("venue__created_at", "venue", "starts_at", "pk")
        ],
    } | {name: getattr(found, name) for name in plain}


@router.get("/{uuid:pk}/offers", response=shapes.OffersOut, auth=optional_bearer, summary="Goods on offer")
def offers(request: HttpRequest, pk: uuid.UUID, asked: Query[After], q: str = "", category: str = "") -> dict[str, Any]:
    """What the till will ask for each model. Works without a token."""
    found = get_object_or_404(Fair.objects.public(), pk=pk)
    page = page_after(goods_page.offers_of(found, words=q, category=category), asked)
    return page | {"items": [offered(offer) for offer in page["items"]]}


@router.get("/{uuid:pk}/place", response=shapes.ReceiptOut, summary="My receipt")
def my_place(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """404 when I hold no place in this fair."""
    found = get_object_or_404(Fair.objects.public(), pk=pk)
    mine = live_place(found, request.person)
    return receipt(mine, mine.pool.session)


@router.get("/{uuid:pk}/place/codes", response=LiveCodesOut, summary="The QR codes of my receipt")
def my_codes(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """One for each half minute of the next 20. An older one admits nobody."""
    found = get_object_or_404(Fair.objects.public(), pk=pk)
    codes = live.codes_ahead(live_place(found, request.person), request.now)
    first, seconds = starts(step_at(request.now)), int(STEP.total_seconds())
    return {"first": first, "seconds": seconds, "codes": codes}


@router.delete("/{uuid:pk}/place", response={204: None}, summary="Give my place back")
def give_back(request: HttpRequest, pk: uuid.UUID) -> tuple[int, None]:
    """Who waits gets it."""
    found = get_object_or_404(Fair.objects.public(), pk=pk)
    actions.give_back(found, request.person, by=request.caller, now=request.now)
    return 204, None


def why(refusal: Refused | None) -> dict[str, str] | None:
    """A refusal as the API tells it."""
    if refusal is None:
        return None
    spoken = speak(refusal)
    return {"code": spoken.code, "says": spoken.says, "mend": spoken.mend, "rule": spoken.rule}


def receipt(place: Place, session: Session) -> dict[str, Any]:
    venue, check_in = session.venue, getattr(place, "check_in", None)
    return {
        "code": place.code,
        "fair": venue.fair_id,
        "session": session.pk,
        "venue": venue.pk,
        "city": venue.division.name,
        "hall": venue.hall,
        "address": venue.address,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "admitted_at": check_in.at if check_in else None,
        "confirm_by": place.confirm_by,
    }


def bought(purchase: Purchase) -> dict[str, Any]:
    sale, goods = purchase.sale, purchase.offer.goods
    same = ("code", "serial", "invoice", "list_price", "ex_factory_price", "subsidy", "sold_at", "cancelled_at")
    return {
        "id": purchase.pk,
        "fair": purchase.venue.fair.name,
        "goods": f"{goods.brand} {goods.name} {goods.model}",
        "pays": sale.ex_factory_price - sale.subsidy,
    } | {name: getattr(sale, name) for name in same}


def offered(offer: Any) -> dict[str, Any]:
    goods, price = offer.goods, offer.price
    return {
        "id": offer.pk,
        "merchant": goods.merchant.name,
        "brand": goods.brand,
        "model": goods.model,
        "name": goods.name,
        "category": goods.category,
        "list_price": price.list_price,
        "ex_factory_price": price.ex_factory_price,
        "rate": offer.rate,
        "subsidy": offer.gives,
        "pays": offer.pays,
    }


def _session(pk: uuid.UUID) -> Session:
    sessions = Session.objects.public().select_related("pool", "venue__fair__union", "venue__division")
    return get_object_or_404(sessions, pk=pk)
