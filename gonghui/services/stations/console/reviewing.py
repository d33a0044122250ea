"""Inspection by the checklist in force, stars up and down with a reason."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused

from .. import actions, forms
from ..models import HOME, Inspection
from ..rules import MANAGE
from .scope import here, on, one


@require_http_methods(["GET", "POST"])
@staff(MANAGE)
def inspect(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Go through the checklist: each item good, poor or missing."""
    found = one(request, pk)
    scheme = actions.scheme_of(HOME if found.kind == HOME else "station", now=request.now)
    marks = {item["code"]: request.POST.get(item["code"], "") for item in scheme.items}
    context = on(request, found, scheme=scheme, items=[(item, marks[item["code"]]) for item in scheme.items])
    context["note"] = request.POST.get("note", "")
    if request.method == "GET":
        return render(request, "stations/console/inspect.html", context)
    try:
        made = actions.inspect(
            found, marks, note=context["note"], by_person=request.person, by=request.caller, now=request.now
        )
    except Refused as refusal:
        return answers.refused(request, refusal, "stations/console/inspect.html", **context)
    return answers.done(request, _("检查已记录，得分 %(score)s") % {"score": made.score // 100}, here(found))


@require_http_methods(["GET", "POST"])
@staff(MANAGE)
def star(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Stars up or down, with the scheme and its source beside."""
    found = one(request, pk)
    form = forms.StarForm(request.POST or None, initial={"star": found.star})
    context = on(
        request,
        found,
        form=form,
        scheme=actions.scheme_of("stars", now=request.now),
        overdue=actions.overdue_troubles(found, request.now),
        last=Inspection.objects.filter(premises=found).order_by("-at", "-pk").first(),
    )
    if not form.is_valid():
        return render(request, "stations/console/star.html", context, status=422 if form.is_bound else 200)
    try:
        actions.set_star(found, **form.cleaned_data, by_person=request.person, by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "stations/console/star.html", **context)
    return answers.done(request, _("星级已改，值守的人会收到通知"), here(found))
