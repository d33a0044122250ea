"""A worker's part in a draw: what it is, enter, my lot, leave, confirm an offer; and the published file."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from gonghui.faces.api.base import idempotency_key, optional_bearer

from .. import actions
from ..member.draw import published
from ..models import Fair, Session
from ..pages import draw_page
from ..pages.drawn import draw_of
from ..refusals import draw as draw_refusals
from . import shapes

router = Router()


@router.get("/{uuid:pk}/draw", response=shapes.DrawOut, auth=optional_bearer, summary="The draw of a fair")
def draw(request: HttpRequest, pk: uuid.UUID) -> draw_page.DrawPage:
    """What is public about it, and how many lots I would have. Works without a token."""
    return draw_page.draw_page(_fair(pk), request.person, now=request.now)


@router.get("/{uuid:pk}/draw/file", auth=optional_bearer, summary="The published file of a draw")
def file(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Everything needed to compute it again, JSON in gzip; 404 until the list is closed. Works without a token."""
    found = draw_of(_fair(pk))
    if found.closed_at is None:
        raise draw_refusals.NothingPublished()
    return published(request, found)


@router.get("/{uuid:pk}/draw/lot", response=shapes.LotOut, summary="My entry in the draw")
def my_lot(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """My number, lots and why; after the draw my rank and my turns in the lines. 404 when I did not enter."""
    page = draw_page.draw_page(_fair(pk), request.person, now=request.now)
    if page.lot is None:
        raise draw_refusals.NoLot()
    return {"lot": page.lot, "choices": page.choices}


@router.post("/{uuid:pk}/draw/lot", response=shapes.LotOut, summary="Enter the draw")
def enter(request: HttpRequest, pk: uuid.UUID, asked: shapes.LotIn) -> dict[str, Any]:
    """Needs an Idempotency-Key; the same key and sessions answer the same entry."""
    found, key = _fair(pk), idempotency_key(request)
    more = {"nonce": asked.nonce, "by": request.caller, "now": request.now}
    lot = actions.enter_draw(found, request.person, sessions=asked.sessions, key=key, **more)
    sessions = Session.objects.filter(pk__in=asked.sessions).in_bulk()
    return {"lot": lot, "choices": [draw_page.Choice(sessions[pk], 0, False) for pk in asked.sessions]}


@router.delete("/{uuid:pk}/draw/lot", response={204: None}, summary="Leave the draw")
def leave(request: HttpRequest, pk: uuid.UUID) -> Status[None]:
    """Before the close as if I had never entered; after the draw out of the drawn order."""
    actions.leave_draw(_fair(pk), request.person, by=request.caller, now=request.now)
    return Status(204, None)


@router.post("/{uuid:pk}/place/confirmation", response=shapes.ReceiptOut, summary="Confirm a place the line gave me")
def confirm(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Confirming again changes nothing; 410 when it came too late."""
    place = actions.confirm(_fair(pk), request.person, by=request.caller, now=request.now)
    return {"place": place, "session": place.pool.session}


def _fair(pk: uuid.UUID) -> Fair:
    return get_object_or_404(Fair.objects.public().select_related("union", "draw"), pk=pk)
