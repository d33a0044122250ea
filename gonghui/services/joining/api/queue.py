"""Officers read the queue, open an application, decide and enter."""

import uuid
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from gonghui.faces.api.offices import check_office
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page
from gonghui.primitives.people.models import Union
from gonghui.primitives.people.powers import Act

from .. import actions, rules
from ..bulk.api import Filters
from ..models import Application
from .shapes import (
    ApplicationOut,
    DecidedOut,
    DecideIn,
    EnterIn,
    JoiningCaseOut,
    JoiningReasonIn,
    OpenedOut,
    RefusalIn,
    SlipOut,
)
from .typed import entry_of

router = Router(tags=["joining"])


class QueueWanted(After, Filters):
    state: Literal["waiting", "returned", "approved", "refused", "withdrawn", "all"] = "waiting"


@router.get("/queue", response=Page[JoiningCaseOut], summary="What waits before my unions")
def queue(request: HttpRequest, asked: Query[QueueWanted]) -> dict[str, Any]:
    """The earliest deadline first; with `state` those that were decided, or all. None of it is opened by this."""
    check_office(request, rules.WATCH)
    rows = Application.objects.sent().for_act(request.offices, rules.WATCH).having(asked.asked)
    rows = rows if asked.state == "all" else rows.filter(state=asked.state)
    return page_after(rows.select_related("person", "union", "before"), asked, by=("due_at",), rising=True)


@router.post("/queue", response=ApplicationOut, summary="Enter an application for somebody")
def enter(request: HttpRequest, asked: EnterIn) -> Application:
    """For who comes or calls; they are told by SMS and may undo it for seven days."""
    check_office(request, rules.ENTER)
    union = get_object_or_404(Union.objects.for_act(request.offices, rules.ENTER), pk=asked.union)
    return actions.enter(entry_of(asked, union), via=asked.via, by=request.caller, now=request.now)


@router.post("/queue/decisions", response=DecidedOut, summary="Decide many applications with one word")
def decide(request: HttpRequest, asked: DecideIn) -> dict[str, Any]:
    """A hundred in one transaction; each that cannot be decided so is named, and the others are."""
    check_office(request, rules.DECIDE)
    rows = Application.objects.sent().for_act(request.offices, rules.DECIDE).filter(pk__in=asked.ids)
    cases = list(rows.order_by("due_at", "pk"))
    word = {"ground": asked.ground, "reason": asked.reason}
    told = actions.decide_many(cases, asked.decision, **word, by=request.caller, now=request.now)
    return {
        "done": [one.pk for one in told.done],
        "left": [{"id": pk, "why": why} for pk, why in told.refused.items()],
        "unknown": sorted(set(asked.ids) - {one.pk for one in cases}),
    }


@router.get("/queue/{uuid:pk}", response=OpenedOut, summary="Open an application")
def opened(request: HttpRequest, pk: uuid.UUID) -> Application:
    """All of it, what the rules say of it, what was done; whose it is can read who looked."""
    found = _get(request, pk, rules.WATCH)
    actions.look(found, by=request.caller, now=request.now)
    return found


@router.get("/queue/{uuid:pk}/slip", response=SlipOut, summary="The slip to take along")
def slip(request: HttpRequest, pk: uuid.UUID) -> Application:
    """What stands on paper for who has no smartphone. For officers and operators."""
    return _get(request, pk, rules.ENTER)


@router.post("/queue/{uuid:pk}/approval", response=ApplicationOut, summary="Approve an application")
def approve(request: HttpRequest, pk: uuid.UUID) -> Application:
    """The membership begins, or moves, today."""
    return actions.approve(_case(request, pk), by=request.caller, now=request.now)


@router.post("/queue/{uuid:pk}/return", response=ApplicationOut, summary="Return an application to be mended")
def give_back(request: HttpRequest, pk: uuid.UUID, asked: JoiningReasonIn) -> Application:
    """With what is to be mended."""
    return actions.give_back(_case(request, pk), reason=asked.reason, by=request.caller, now=request.now)


@router.post("/queue/{uuid:pk}/refusal", response=ApplicationOut, summary="Refuse an application")
def refuse(request: HttpRequest, pk: uuid.UUID, asked: RefusalIn) -> Application:
    """For one of the grounds that there are; sex, religion, household registration and education are none."""
    return actions.refuse(_case(request, pk), **asked.dict(), by=request.caller, now=request.now)


def _case(request: HttpRequest, pk: uuid.UUID) -> Application:
    return _get(request, pk, rules.DECIDE)


def _get(request: HttpRequest, pk: uuid.UUID, act: Act) -> Application:
    check_office(request, act)
    rows = Application.objects.sent().for_act(request.offices, act)
    beside = ("person", "union", "before", "entered_by", "leaves", "decided_by", "employer")
    return get_object_or_404(rows.select_related(*beside), pk=pk)
