"""A worker's acts: read the fairs, sign up, wait, move, give back; purchases and after-sales."""

import uuid
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from gonghui.faces.api.base import idempotency_key, optional_bearer
from gonghui.faces.api.lane import LANE_HEADERS, QueueAnswer
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page
from gonghui.kernel.live_codes import STEP, starts, step_at
from gonghui.primitives.admission import live_codes as live
from gonghui.primitives.admission.models import Waiter

from .. import actions
from ..models import Fair, Purchase, Session
from ..pages import browse, goods_page
from ..pages.eligibility import live_place, membership_of, reasons
from . import shapes
from .gate_scans import LiveCodesOut

router = Router()


@router.get("/", response=list[shapes.FairOut], auth=optional_bearer, summary="Fairs that run or come")
def fairs(request: HttpRequest) -> list[browse.FairRow]:
    """Those with a venue in my city first, each with why I may not take part. Works without a token."""
    near = browse.fairs_near(request.person, now=request.now)
    return browse.rows_of(near, request.person, now=request.now)


@router.get("/purchases", response=Page[shapes.PurchaseOut], summary="What I bought")
def purchases(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Newest first."""
    return page_after(Purchase.objects.of(request.person).for_page(), asked)


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
    return {"place": taken, "session": session}


@router.post(
    "/sessions/{uuid:pk}/move", response=shapes.ReceiptOut, summary="Exchange my place for one in this session"
)
def move(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Needs an Idempotency-Key. On any refusal the old place stands."""
    session = _session(pk)
    key = idempotency_key(request)
    taken = actions.move(session, request.person, key=key, by=request.caller, now=request.now)
    return {"place": taken, "session": session}


@router.post(
    "/sessions/{uuid:pk}/line", response=shapes.FairWaitingOut, summary="Join the waiting line of a full session"
)
def wait(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Whoever already waits keeps their turn."""
    waiter = actions.wait(_session(pk), request.person, by=request.caller, now=request.now)
    return {"session": pk, "position": Waiter.objects.position_of(waiter)}


@router.delete("/sessions/{uuid:pk}/line", response={204: None}, summary="Leave the waiting line")
def leave_line(request: HttpRequest, pk: uuid.UUID) -> Status[None]:
    """Not waiting is no error."""
    actions.leave_line(_session(pk), request.person, by=request.caller, now=request.now)
    return Status(204, None)


@router.get("/{uuid:pk}", response=shapes.FairDetailOut, auth=optional_bearer, summary="One fair")
def fair(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Its terms, venues and the sessions ahead. Works without a token."""
    found = get_object_or_404(Fair.objects.public().select_related("union"), pk=pk)
    sessions = Session.objects.ahead(now=request.now).filter(venue__fair=found)
    return {
        "fair": found,
        "why": reasons(found, membership_of(request.person), now=request.now) if request.person else None,
        "venues": found.venues.select_related("division").order_by("created_at", "pk"),
        "sessions": sessions.order_by("venue__created_at", "venue", "starts_at", "pk"),
    }


@router.get("/{uuid:pk}/offers", response=Page[shapes.OfferOut], auth=optional_bearer, summary="Goods on offer")
def offers(request: HttpRequest, pk: uuid.UUID, asked: Query[After], q: str = "", category: str = "") -> dict[str, Any]:
    """What the till will ask for each model. Works without a token."""
    found = get_object_or_404(Fair.objects.public(), pk=pk)
    return page_after(goods_page.offers_of(found, words=q, category=category), asked)


@router.get("/{uuid:pk}/place", response=shapes.ReceiptOut, summary="My receipt")
def my_place(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """404 when I hold no place in this fair."""
    found = get_object_or_404(Fair.objects.public(), pk=pk)
    mine = live_place(found, request.person)
    return {"place": mine, "session": mine.pool.session}


@router.get("/{uuid:pk}/place/codes", response=LiveCodesOut, summary="The QR codes of my receipt")
def my_codes(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """One for each half minute of the next 20. An older one admits nobody."""
    found = get_object_or_404(Fair.objects.public(), pk=pk)
    codes = live.codes_ahead(live_place(found, request.person), request.now)
    first, seconds = starts(step_at(request.now)), int(STEP.total_seconds())
    return {"first": first, "seconds": seconds, "codes": codes}


@router.delete("/{uuid:pk}/place", response={204: None}, summary="Give my place back")
def give_back(request: HttpRequest, pk: uuid.UUID) -> Status[None]:
    """Who waits gets it."""
    found = get_object_or_404(Fair.objects.public(), pk=pk)
    actions.give_back(found, request.person, by=request.caller, now=request.now)
    return Status(204, None)


def _session(pk: uuid.UUID) -> Session:
    sessions = Session.objects.public().to_act_on()
    return get_object_or_404(sessions, pk=pk)
