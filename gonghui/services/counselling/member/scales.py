"""Scales, with a consent of their own; what came of them is the person's to show and to delete."""

import functools
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import Door, signed_in
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.primitives import clock

from .. import actions, refusals
from ..forms import ShowForm, TakeForm
from ..models import Result
from ..pages import choices, shown
from ..rules import scales
from ..rules.scales import Scale


@for_visitors()
@page("counselling:scale", "counselling/scale.html")
def scale(request: Request, code: str, form: TakeForm | None = None) -> dict[str, Any]:
    """What is kept and who sees it, to agree to first; then the questions."""
    asked = get_scale(request, code)
    return {"scale": asked, "consented": shown.has_consented(request.person), "form": form or TakeForm(scale=asked)}


@scale.act(guard=signed_in)
def consent(request: PersonalRequest, code: str) -> Done:
    """To that alone."""
    get_scale(request, code)
    actions.consent(request.person, by=request.caller, now=request.now)
    return Done(_("已同意，随时可以撤回"))


def signed_in_unless_in_danger(door: Door) -> Door:
    """Whose session ended while they answered signs in and finds the answers in their browser again; whose answers tell
    of danger is led to a human first."""

    @functools.wraps(door)
    def guarded(request: Request, code: str) -> HttpResponse:
        sent = TakeForm(request.POST, scale=get_scale(request, code))
        if request.person is None and sent.danger:
            return answers.see_other(request, reverse("counselling:now"))
        return signed_in(door)(request, code=code)

    return guarded


@scale.post(TakeForm, guard=signed_in_unless_in_danger, given=lambda request, code: {"scale": get_scale(request, code)})
def take(request: PersonalRequest, code: str, *, form: TakeForm, key: str) -> Done:
    """To what came of it; where an answer tells of danger, to a human first."""
    taken = actions.take(request.person, get_scale(request, code), form.answers, key=key, now=request.now)
    if taken.path is not None:
        return Done(to=reverse("counselling:way", args=[taken.path.pk]))
    return Done(to=reverse("counselling:results"))


@page("counselling:results", "counselling/results.html", signed_in)
def results(request: PersonalRequest) -> dict[str, Any]:
    """Mine, with whom I show each; delete them all, or take the consent back."""
    return {
        "results": shown.results(Result.objects.of(request.person)),
        "counsellors": choices.to_show(request.person, request.now),
        "consented": shown.has_consented(request.person),
    }


def those_to_choose(request: PersonalRequest, **_args: Any) -> dict[str, Any]:
    return {"counsellors": [one for one, _first in choices.to_show(request.person, request.now)]}


@results.act(ShowForm, form_name="show_form", given=those_to_choose)
def show(request: PersonalRequest, pk: UUID, *, form: ShowForm) -> Done:
    """To one counsellor, or to nobody any more."""
    found = get_object_or_404(Result.objects.of(request.person), pk=pk)
    chosen = form.cleaned_data["counsellor"]
    actions.show_to(found, chosen, now=request.now)
    return Done(_("已给%(who)s看") % {"who": chosen.person.name} if chosen else _("现在谁也看不到"))


@results.act()
def erase(request: PersonalRequest) -> Done:
    """Truly."""
    actions.erase(request.person, now=request.now)
    return Done(_("自测结果已全部删除"))


@results.act()
def revoke(request: PersonalRequest) -> Done:
    """And with the consent what was kept by it."""
    actions.revoke(request.person, by=request.caller, now=request.now)
    return Done(_("同意已撤回，结果已删除"))


def get_scale(request: Request, code: str) -> Scale:
    found = scales.scale(code, clock.date_of(request.now))
    if found is None:
        raise refusals.NoSuchScale()
    return found
