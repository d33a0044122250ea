"""Before a fair: drafted, its terms, what is still missing; then publication."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused

from .. import actions, forms, plans, refusals, rules
from ..models import Fair
from .scope import here, mine, on, one


@require_GET
@staff(rules.WATCH)
def index(request: PersonalRequest) -> HttpResponse:
    """The fairs of my unions, newest first, by state."""
    state = request.GET.get("state", "")
    fairs = mine(request).in_state(state).with_outline().select_related("union").order_by("-created_at", "-pk")
    context = {
        "fairs": answers.paged(request, fairs, per=50),
        "state": state,
        "counts": mine(request).counts_by_state(),
        "may_manage": any(office.role in rules.MANAGE.roles for office in request.offices),
    }
    return render(request, "fairs/console/index.html", context)


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def new(request: PersonalRequest) -> HttpResponse:
    """Draft a fair."""
    form = forms.DraftForm(request.POST or None, unions=request.office_unions)
    if not form.is_valid():
        return render(request, "fairs/console/terms.html", {"form": form}, status=form_status(form))
    try:
        fair = actions.draft(
            union=form.cleaned_data["union"],
            terms=form.terms(),
            by_person=request.person,
            by=request.caller,
            now=request.now,
        )
    except Refused as refusal:
        return answers.refused(request, refusal, "fairs/console/terms.html", form=form)
    return answers.done(request, _("草稿已保存，接着添加会场"), here(fair))


@require_GET
@staff(rules.WATCH)
def fair(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """One fair with everything planned for it and what is still missing."""
    found = one(request, pk)
    return render(request, "fairs/console/fair.html", planned(request, found))


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def terms(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Change the terms of a draft."""
    found = one(request, pk)
    if found.published_at or found.cancelled_at:
        raise refusals.AlreadyPublished()
    form = forms.TermsForm(request.POST or None, initial=None if request.POST else forms.initial_terms(found))
    context = on(request, found, "plan", form=form)
    if not form.is_valid():
        return render(request, "fairs/console/terms.html", context, status=form_status(form))
    try:
        actions.revise(found, terms=form.terms(), by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "fairs/console/terms.html", **context)
    return answers.done(request, _("条件已保存"), here(found))


@require_POST
@staff(rules.MANAGE)
def publish(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Open the fair to workers."""
    found = one(request, pk)
    try:
        actions.publish(found, by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "fairs/console/fair.html", **planned(request, found))
    return answers.done(request, _("已发布，会员现在可以看到"), here(found))


def form_status(form: Any) -> int:
    return 422 if form.is_bound else 200


def planned(request: PersonalRequest, found: Fair) -> dict[str, Any]:
    plan = plans.plan_of(found)
    context = on(request, found, "plan", plan=plan)
    context["is_draft"] = not (found.published_at or found.cancelled_at)
    context["crowded"] = found.way == Fair.Way.FIRST_COME and 0 < plan.places < (found.expected or 0)
    return context
