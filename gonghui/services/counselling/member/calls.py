"""A way to a human at once, and what becomes of a call."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.cases.words import OVER
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.primitives import clock
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework import speaking

from .. import actions, rules
from ..forms import RateForm, SayForm
from ..models import Call, RiskPath
from ..pages import shown
from ..rules import scales


@for_visitors()
@page("counselling:now", "counselling/now.html")
def now(request: Request) -> dict[str, Any]:
    """A human at once: the line, and one press to be called."""
    return a_way(request)


@now.post(guard=signed_in)
def call_me(request: PersonalRequest, *, key: str) -> Done:
    """Counsellors are told."""
    made = actions.ask_call(request.person, key=key, by=request.caller, now=request.now)
    return Done(to=reverse("counselling:call", args=[made.case_id]))


@page("counselling:way", "counselling/now.html")
def way(request: Request, pk: UUID) -> dict[str, Any]:
    """The same, opened by a risk answer."""
    found = get_object_or_404(RiskPath, pk=pk)
    if request.method != "HEAD":
        actions.show_path(found, now=request.now)
    asked = scales.in_force(clock.date_of(request.now))
    return a_way(request) | {"answered": True, "over": " ".join(one.code for one in asked if one.risk)}


@way.post(guard=signed_in)
def call_me_then(request: PersonalRequest, pk: UUID, *, key: str) -> Done:
    """Counsellors are told."""
    found = get_object_or_404(RiskPath, pk=pk)
    made = actions.ask_call(request.person, found, key=key, by=request.caller, now=request.now)
    return Done(to=reverse("counselling:call", args=[made.case_id]))


def a_way(request: Request) -> dict[str, Any]:
    coming = Call.objects.coming().filter(asker=request.person).first() if request.person else None
    return {"coming": coming, "promise": rules.in_force(rules.CALL_WITHIN, clock.date_of(request.now))}


@page("counselling:call", "counselling/call.html", signed_in)
def call(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """A call of mine: who has it, by when, what was said, who looked."""
    found = get_call(request, pk)
    case = found.case
    answered = (case.at_stage.answered or not case.is_open) and case.outcome not in OVER
    return {
        "call": found,
        "case": case,
        "stage": case.at_stage,
        "thread": shown.thread(case),
        "looks": speaking.looks(case),
        "may_press": case.is_open and not Call.objects.coming().filter(pk=found.pk).exists(),
        "may_rate": answered and case.rated_at is None,
    }


@call.act(SayForm, form_name="say_form")
def say(request: PersonalRequest, pk: UUID, *, form: SayForm, key: str) -> Done:
    """One more message."""
    found = get_call(request, pk).case
    casework.say(found, form.cleaned_data["words"], key=key, by=request.caller, now=request.now)
    return Done(_("已发送"))


@call.act()
def withdraw(request: PersonalRequest, pk: UUID) -> Done:
    """Not needed any more."""
    actions.withdraw_call(get_call(request, pk), by=request.caller, now=request.now)
    return Done(_("已撤回。需要的时候随时再按"))


@call.act(RateForm, form_name="rate_form")
def accept(request: PersonalRequest, pk: UUID, *, form: RateForm) -> Done:
    """What I think of it."""
    actions.rate_call(get_call(request, pk), form.cleaned_data["stars"], by=request.caller, now=request.now)
    return Done(_("谢谢"))


def get_call(request: PersonalRequest, pk: UUID) -> Call:
    return get_object_or_404(Call.objects.for_page().filter(case__person=request.person), case=pk)
