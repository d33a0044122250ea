"""While a fair runs: the live board, sessions cancelled or moved, the journal of the fair."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.kernel.refusals import Refused

from .. import actions, exports, forms, record, rules
from ..board import board_of
from ..models import Session
from .planning import form_status, one


@require_GET
@staff(rules.WATCH)
def board(request: HttpRequest, pk: Any) -> HttpResponse:
    """The live board; htmx asks for its inside again every few seconds."""
    found = one(request, pk)
    if request.GET.get("export"):
        return exports.board(found)
    template = "fairs/console/board_inside.html" if request.htmx else "fairs/console/board.html"
    return render(request, template, {"fair": found, "board": board_of(found)})


@require_GET
@staff(rules.WATCH)
def sessions(request: HttpRequest, pk: Any) -> HttpResponse:
    """Every session with its counts; where one is cancelled or moved."""
    found = one(request, pk)
    rows = (
        Session.objects.filter(venue__fair=found)
        .with_free()
        .select_related("pool", "venue__division")
        .order_by("starts_at", "venue_id", "pk")
    )
    if city := request.GET.get("venue", ""):
        rows = rows.filter(venue__in=[venue for venue in found.venues.all() if str(venue.pk) == city])
    context = {"fair": found, "sessions": answers.paged(request, rows, per=50), "venue": city}
    context["venues"] = found.venues.select_related("division").order_by("created_at", "pk")
    return render(request, "fairs/console/sessions.html", context)


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def cancel_session(request: HttpRequest, pk: Any, session: Any) -> HttpResponse:
    """Ask once, naming how many will be told; then cancel and tell them."""
    found = _session(request, pk, session)
    form = forms.ReasonForm(request.POST or None)
    context = {"fair": found.venue.fair, "session": found, "form": form}
    if not form.is_valid():
        return render(request, "fairs/console/cancel_session.html", context, status=form_status(form))
    try:
        told = actions.cancel_session(found, reason=form.cleaned_data["reason"], by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "fairs/console/cancel_session.html", **context)
    return answers.done(request, _("时段已取消，通知了%(count)s人") % {"count": told}, _sessions(pk))


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def move_session(request: HttpRequest, pk: Any, session: Any) -> HttpResponse:
    """Give a session another time and tell everyone in it."""
    found = _session(request, pk, session)
    form = forms.MoveSessionForm(request.POST or None)
    context = {"fair": found.venue.fair, "session": found, "form": form}
    if not form.is_valid():
        return render(request, "fairs/console/move_session.html", context, status=form_status(form))
    try:
        told = actions.move_session(found, **form.cleaned_data, by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "fairs/console/move_session.html", **context)
    return answers.done(request, _("时间已调整，通知了%(count)s人") % {"count": told}, _sessions(pk))


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def cancel(request: HttpRequest, pk: Any) -> HttpResponse:
    """Cancel the whole fair."""
    found = one(request, pk)
    form = forms.ReasonForm(request.POST or None)
    context = {"fair": found, "form": form, "board": board_of(found)}
    if not form.is_valid():
        return render(request, "fairs/console/cancel.html", context, status=form_status(form))
    try:
        told = actions.cancel_fair(found, reason=form.cleaned_data["reason"], by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "fairs/console/cancel.html", **context)
    return answers.done(
        request, _("专场已取消，通知了%(count)s人") % {"count": told}, reverse("fairs-console:fair", args=[pk])
    )


@require_POST
@staff(rules.MANAGE)
def close(request: HttpRequest, pk: Any) -> HttpResponse:
    """End sign-up and sales."""
    found = one(request, pk)
    actions.close_fair(found, by=request.caller, now=request.now)
    return answers.done(request, _("专场已结束，可以办理结算"), reverse("fairs-console:settlement", args=[pk]))


@require_GET
@staff(rules.WATCH)
def journal(request: HttpRequest, pk: Any) -> HttpResponse:
    """Who did what at this fair: planning and running; exportable."""
    found = one(request, pk)
    entries = record.entries_of_fair(found)
    if request.GET.get("export"):
        return exports.journal(found, entries)
    context = {"fair": found, "entries": answers.paged(request, entries, per=50)}
    return render(request, "fairs/console/journal.html", context)


def _session(request: HttpRequest, pk: Any, session: Any) -> Session:
    sessions = Session.objects.filter(venue__fair=one(request, pk))
    return get_object_or_404(sessions.select_related("pool", "venue__fair__union", "venue__division"), pk=session)


def _sessions(pk: Any) -> str:
    return reverse("fairs-console:sessions", args=[pk])
