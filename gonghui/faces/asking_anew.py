"""The password asked for again, where somebody acts: what they typed is carried along, and done once it is right."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render

from gonghui.kernel.callers import Caller
from gonghui.kernel.refusals import Refused
from gonghui.primitives.people import actions as people

from . import answers, duty, sign_ins
from .requests import Request
from .speech import speak

FIELD = "password_again"
DEVICE = "device"  # the cookie, and until it is set the place in the session
NOT_CARRIED = (FIELD, "csrfmiddlewaretoken")


def with_device(request: Request) -> Caller:
    """Who asks, and in which browser: strangers use up no tries but their own."""
    device = request.COOKIES.get(DEVICE) or request.session.get(DEVICE) or people.new_device()
    if DEVICE not in request.COOKIES:
        request.session[DEVICE] = device
    return replace(request.caller, device=device)


def answered(request: Request) -> bool:
    """Whether the form came back with the right password; then this session is on duty from now on, under a key that
    nobody had before, and its owner sees it as one by password.

    Raises WrongPassword, TooManyTries, TooManyFromHere.
    """
    if FIELD not in request.POST or not (request.account and request.account.username):
        return False
    request.sensitive_post_parameters = [FIELD]  # type: ignore[attr-defined]
    people.check_password(request.account.username, request.POST[FIELD], by=with_device(request), now=request.now)
    duty.begin(request)
    request.session.cycle_key()
    sign_ins.note(request, request.account, by_password=True)
    request.offices = request.held
    request.POST = carried(request.POST)  # type: ignore[assignment]
    return True


def told(request: Request) -> HttpResponse | None:
    """As `answered`, for a script: the no as JSON, None for none."""
    try:
        answered(request)
    except Refused as refusal:
        spoken = speak(refusal)
        return JsonResponse(answers.error_body(spoken), status=spoken.status)
    return None


def ask(request: Request, refusal: Refused | None = None) -> HttpResponse:
    """The page that asks, with what was typed in it; where nothing can be carried, the way to the sign-in."""
    by_script = bool(getattr(request, "htmx", False)) or request.content_type == "application/json"
    if request.method != "POST" or by_script or not (request.account and request.account.username):
        return answers.to_sign_in(request)
    context: dict[str, Any] = {
        "fields": [(name, value) for name, values in carried(request.POST).lists() for value in values],
        "files": bool(request.FILES),
        "field": FIELD,
        "username": request.account.username,
        "money": duty.ends(request) is not None,
        "frame": f"{answers.frame_of(request)}/base.html",
        "refusal": refusal and speak(refusal),
    }
    return render(request, "console/again.html", context, status=context["refusal"].status if refusal else 403)


def carried(sent: QueryDict) -> QueryDict:
    kept = sent.copy()
    for name in NOT_CARRIED:
        kept.pop(name, None)
    return kept
