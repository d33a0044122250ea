"""The board of a fair, for those who watch it."""

import uuid
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from gonghui.faces.guards import NotYourOffice
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.permissions import may_somewhere

from .. import rules
from ..models import Fair
from ..pages.board import board_of
from . import shapes

router = Router()


@router.get("/{uuid:pk}/board", response=shapes.BoardOut, summary="The live board of a fair")
def board(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Sign-ups, arrivals by session, sales, money and refusals by reason. For officers, finance and auditors."""
    if not may_somewhere(request.offices, rules.WATCH):
        raise NotYourOffice()
    fair = get_object_or_404(Fair.objects.for_act(request.offices, rules.WATCH), pk=pk)
    found = board_of(fair)
    return {
        "fair": fair.pk,
        "signed_up": found.signed_up,
        "admitted": found.admitted,
        "sales_count": found.sales_count,
        "sales": found.money("sales"),
        "pool": found.money("funded"),
        "subsidy": found.money("subsidy"),
        "pool_left": found.money("left"),
        "unsettled": found.money("unsettled"),
        "oversold": found.oversold,
        "unsent_notices": notices.unsent(),
        "venues": [_venue(row) for row in found.venues],
        "sessions": [_session(row) for row in found.sessions],
        "turned": [{"desk": row.desk, "code": row.code, "count": row.count} for row in found.turned],
    }


def _venue(row: Any) -> dict[str, Any]:
    return {
        "venue": row.venue.pk,
        "city": row.venue.division.name,
        "hall": row.venue.hall,
        "signed_up": row.signed_up,
        "admitted": row.admitted,
        "sales_count": row.sales_count,
        "sales": row.sales,
        "pool": row.funded,
        "subsidy": row.subsidy,
        "pool_left": row.left,
        "unsettled": row.unsettled,
    }


def _session(row: Any) -> dict[str, Any]:
    return {
        "session": row.session.pk,
        "venue": row.session.venue_id,
        "starts_at": row.session.starts_at,
        "ends_at": row.session.ends_at,
        "capacity": row.capacity,
        "signed_up": row.taken,
        "waiting": row.waiting,
        "admitted": row.admitted,
    }
