"""The gate: one screen that says yes or no; with a network it asks us, without one it asks the list it keeps."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from gonghui.faces import devices
from gonghui.faces.acting import page
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest, parse_id
from gonghui.faces.speech import speak
from gonghui.kernel.text import fold

from .. import actions
from ..api.gate_scans import ScansIn, ToldsOut, seen_of, told_of
from ..models import Venue
from ..pages import board, gate_list
from ..pages.desks import gates_of
from ..pages.shown import read_out
from ..refusals.gate import CompareName

MOST_WAITING = 8  # codes at one gate whose names are still to be compared
LONGEST = 200  # of what is shown: a member card may be a whole address


@page("fairs-counter:gate", "fairs/counter/gate.html", signed_in, part="fairs/counter/gate_answer.html")
def gate(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One field for whatever is shown, and today's sessions."""
    venue = _venue(request, pk)
    typed, slots = fold(request.POST.get("code", ""))[:LONGEST], board.slots_today(venue, now=request.now)
    context = {"venue": venue, "now": request.now, "slots": slots, "typed": typed, "waiting": _waiting(request)}
    if request.htmx:
        return context
    return context | {
        "words": gate_list.words(),
        "most": gate_list.MOST_SCANS,
        **devices.kept_by(request),
    }


@gate.post()
def admit(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """Admit by the changing QR at once; by receipt code, member card or mobile number after the name is compared."""
    asked, typed = request.POST, request.POST.get("code", "")
    if "differs" in asked:  # the steward has compared: it is somebody else
        return {"typed": ""}
    outcome = actions.admit_or_compare(
        _venue(request, pk),
        typed,
        name=asked.get("name", "")[:60],
        scan=parse_id(asked.get("scan", "")),
        device=parse_id(asked.get("device", "")),
        by=request.caller,
        now=request.now,
    )
    if isinstance(outcome, CompareName):
        return {"compare": speak(outcome), "shown": typed, "typed": ""}
    return {"check_in": outcome, "typed": ""}


@require_GET
@signed_in
def admission_list(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The signed list of this gate's sessions, for the device; with it the time, and a token to report under."""
    venue = _venue(request, pk)
    made = gate_list.list_of(venue, sign_in=devices.sign_in_of(request), now=request.now)
    return devices.list_answer(request, made)


@devices.reports
def scans(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """What the device let in on its own, in order; the same scans again change nothing."""
    venue, asked = _venue(request, pk), devices.sent(request, ScansIn)
    seen = [seen_of(one) for one in asked.scans]
    told = actions.record_scans(venue, seen, device=asked.device, by=request.caller, now=request.now)
    return ToldsOut.model_validate(told_of(asked, told)).model_dump(mode="json")


def _waiting(request: PersonalRequest) -> list[tuple[str, str]]:
    """What was shown before and still waits for its name to be compared, and how it is read; not what is shown now."""
    shown = dict.fromkeys(fold(code)[:LONGEST] for code in request.POST.getlist("waiting")[-MOST_WAITING:])
    now = fold(request.POST.get("code", ""))[:LONGEST]
    return [(code, read_out(code)) for code in shown if code and code != now]


def _venue(request: PersonalRequest, pk: UUID) -> Venue:
    return get_object_or_404(gates_of(request.offices, now=request.now), pk=pk)
