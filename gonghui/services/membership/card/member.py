"""The card with its changing code on a phone, and the page on which anybody checks one."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from gonghui.faces.acting import page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import signed_in
from gonghui.faces.live_drawings import drawn
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.faces.speech import speak
from gonghui.primitives.people.card_codes import codes_ahead
from gonghui.primitives.people.lookups import membership_of

from . import actions


def address_of(request: Request, code: str) -> str:
    """What the QR says: a phone's own camera opens the check page."""
    return request.build_absolute_uri(f"{reverse('membership-member:checked')}?{urlencode({'code': code})}")


@page("membership-member:card", "membership/card/card.html", signed_in)
def card(request: PersonalRequest) -> dict[str, Any]:
    """My card for merchants and doors; kept on the phone once it was opened."""
    membership = membership_of(request.person)
    now_shown = codes_ahead(request.person, membership, request.now)[0] if membership else ""
    return {"membership": membership, "live": address_of(request, now_shown)}


@signed_in
@require_safe
def card_codes(request: PersonalRequest) -> HttpResponse:
    """The next minutes' codes, drawn."""
    membership = membership_of(request.person)
    texts = codes_ahead(request.person, membership, request.now) if membership else []
    answer = JsonResponse(drawn([address_of(request, text) for text in texts], now=request.now))
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def card_worker(request: Request) -> HttpResponse:
    """The service worker that opens the card without a network; it stands here because it rules what is below."""
    return render(request, "membership/card/worker.js", content_type="text/javascript")


@for_visitors()
@page("membership-member:check", "membership/card/check.html")
def check(request: Request) -> dict[str, Any]:
    """Where a number is typed."""
    return {}


@page("membership-member:checked", "membership/card/checked.html")
def checked(request: Request) -> dict[str, Any]:
    """A card that was scanned, or the number that was typed; counted by who asks. Raises TooManyChecks."""
    text = request.GET.get("code", "").strip()
    answer = actions.check(text, by=request.caller, now=request.now) if text else None
    return {"answer": answer, "why": speak(answer.why) if answer and answer.why else None}
