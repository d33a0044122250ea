"""While a fair runs: the live board, sessions cancelled or moved, the journal of the fair."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused

from .. import actions, exports, forms, gate_reports, record, refusals, rules
from ..board import board_of, nearest_day
from ..models import Fair, Session
from .planning import form_status
from .scope import here, on, one


@require_GET
@staff(rules.WATCH)
def board(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The live board; htmx asks for its inside again every few seconds."""
    found = one(request, pk)
    if request.GET.get("export"):
        return exports.board(found)
    seen = board_of(found)
    day = _day(request) or nearest_day(seen.days, timezone.localdate(request.now))
    slots = seen.slots_on(day) if day else []
    context = on(request, found, "board", board=seen, day=day, slots=slots, asked_at=request.now, money=seen.sums())
    context["to_look_at"] = gate_reports.count_of(found)
    context["chart"] = {
        "slots": [f"{timezone.localtime(slot.starts_at):%H:%M}" for slot in slots],
        "series": [
            {"name": _("名额"), "data": [slot.capacity for slot in slots]},
            {"name": _("已报名"), "data": [slot.taken for slot in slots]},
            {"name": _("已入场"), "data": [slot.admitted for slot in slots]},
        ],
    }
    template = "fairs/console/board_inside.html" if request.htmx else "fairs/console/board.html"
    return render(request, template, context)


@require_GET
@staff(rules.WATCH)
def sessions(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Every session with its counts; where one is cancelled or moved."""
    found = one(request, pk)
    rows = Session.objects.filter(venue__fair=found).with_free().select_related("pool", "venue__division")
    venues = list(found.venues.select_related("division").order_by("created_at", "pk"))
    venue = next((one for one in venues if str(one.pk) == request.GET.get("venue")), None)
    if venue:
        rows = rows.filter(venue=venue)
    if day := _day(request):
        rows = rows.filter(starts_at__date=day)
    rows = rows.order_by("starts_at", "venue_id", "pk")
    context = on(request, found, "sessions", sessions=answers.paged(request, rows, per=50))
    context |= {"venue": str(venue.pk) if venue else "", "venues": venues, "day": day}
    return render(request, "fairs/console/sessions.html", context)


@require_GET
@staff(rules.WATCH)
def scans(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Receipts that gates without a network let in more than once, or that were not good any more."""
    found = one(request, pk)
    page = answers.paged(request, gate_reports.places_of(found))
    context = on(request, found, "board", page=page, cases=gate_reports.cases_of(page))
    return render(request, "fairs/console/scans.html", context)


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def cancel_session(request: PersonalRequest, pk: UUID, session: UUID) -> HttpResponse:
    """Ask once, naming how many will be told; then cancel and tell them."""
    found = _session(request, pk, session)
    form = forms.ReasonForm(request.POST or None)
    context = _asked(request, found, form)
    if not form.is_valid():
        return render(request, "fairs/console/cancel_session.html", context, status=form_status(form))
    try:
        told = actions.cancel_session(found, reason=form.cleaned_data["reason"], by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "fairs/console/cancel_session.html", **context)
    said = _("时段已取消，通知了 %(count)s 人") % {"count": told} if told else _("时段已取消")
    return answers.done(request, said, _sessions(pk))


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def move_session(request: PersonalRequest, pk: UUID, session: UUID) -> HttpResponse:
    """Give a session another time and tell everyone in it."""
    found = _session(request, pk, session)
    form = forms.MoveSessionForm(request.POST or None, initial={"to": forms.window_of(found)})
    context = _asked(request, found, form)
    if not form.is_valid():
        return render(request, "fairs/console/move_session.html", context, status=form_status(form))
    try:
        told = actions.move_session(found, **form.cleaned_data, by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "fairs/console/move_session.html", **context)
    said = _("时间已调整，通知了 %(count)s 人") % {"count": told} if told else _("时间已调整")
    return answers.done(request, said, _sessions(pk))


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def cancel(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Cancel the whole fair."""
    found = one(request, pk)
    form = forms.ReasonForm(request.POST or None)
    ahead = [row for row in board_of(found).sessions if row.session.stands_at(request.now)]
    context = on(request, found, "plan", form=form, ahead=len(ahead), told=sum(row.taken for row in ahead))
    if not form.is_valid():
        return render(request, "fairs/console/cancel.html", context, status=form_status(form))
    try:
        told = actions.cancel_fair(found, reason=form.cleaned_data["reason"], by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "fairs/console/cancel.html", **context)
    return answers.done(request, _("专场已取消，通知了 %(count)s 人") % {"count": told}, here(found))


@require_POST
@staff(rules.MANAGE)
def close(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """End sign-up and sales."""
    found = one(request, pk)
    actions.close_fair(found, by=request.caller, now=request.now)
    return answers.done(request, _("专场已结束，可以办理结算"), reverse("fairs-console:settlement", args=[pk]))


@require_GET
@staff(rules.WATCH)
def journal(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Who did what at this fair: planning and running; exportable."""
    found = one(request, pk)
    entries = record.entries_of_fair(found)
    if request.GET.get("export"):
        return exports.journal(found, entries)
    page = answers.paged(request, entries, per=50)
    return render(
        request, "fairs/console/journal.html", on(request, found, "journal", page=page, lines=record.lines(page))
    )


def _asked(request: PersonalRequest, session: Session, form: Any) -> dict[str, Any]:
    return on(request, _fair_of(session), "sessions", session=session, form=form, told=session.pool.taken)


def _fair_of(session: Session) -> Fair:
    fair: Fair = session.venue.fair
    return fair


def _session(request: PersonalRequest, pk: UUID, session: UUID) -> Session:
    """A session that can still be changed. Raises SessionGone: the back button brings a cancelled one's form again."""
    sessions = Session.objects.filter(venue__fair=one(request, pk))
    found = get_object_or_404(sessions.select_related("pool", "venue__fair__union", "venue__division"), pk=session)
    if not found.stands_at(request.now):
        raise refusals.SessionGone()
    return found


def _sessions(pk: UUID) -> str:
    return reverse("fairs-console:sessions", args=[pk])


def _day(request: PersonalRequest) -> date | None:
    """The day the address asks for; None for no day or nonsense."""
    try:
        return parse_date(request.GET.get("day", ""))
    except ValueError:
        return None
