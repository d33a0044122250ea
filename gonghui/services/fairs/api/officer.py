"""The board of a fair, for those who watch it."""

import uuid

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from gonghui.faces.api.offices import check_office

from .. import rules
from ..models import Fair
from ..pages.board import Board, board_of
from . import shapes

router = Router()


@router.get("/{uuid:pk}/board", response=shapes.BoardOut, summary="The live board of a fair")
def board(request: HttpRequest, pk: uuid.UUID) -> Board:
    """Sign-ups, arrivals by session, sales, money and refusals by reason. For officers, finance and auditors."""
    check_office(request, rules.WATCH)
    return board_of(get_object_or_404(Fair.objects.for_act(request.offices, rules.WATCH), pk=pk))
