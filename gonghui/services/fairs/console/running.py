"""While a fair runs: the live board, sessions cancelled or moved, the journal of the fair."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gonghui.faces import answers, moments
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.dates import read_day
from gonghui.kernel.window import Window
from gonghui.primitives import clock
from gonghui.primitives.draws.refusals import ListFrozen
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.planned import Question, planned

from .. import actions, forms, refusals, rules
from ..models import Fair, Session
from ..pages import journal_page, plans, scans_page, touched
from ..pages.board import board_of, nearest_day
from ..pages.drawn import is_frozen
from . import planning
from .lists import JOURNAL, SESSIONS
from .scope import context_for, get_fair, get_venue, url_of


@require_GET
@staff(rules.WATCH)
def board(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The live board; htmx asks for its inside again every few seconds."""
    found = get_fair(request, pk)
    seen = board_of(found)
    day = _day(request) or nearest_day(seen.days, timezone.localdate(request.now))
    slots = seen.slots_on(day) if day else []
    context = context_for(
        request, found, "board", board=seen, day=day, slots=slots, asked_at=request.now, money=seen.sums()
    )
    context["to_look_at"] = scans_page.count_of(found)
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


@SESSIONS.page("fairs-console:sessions", staff(rules.WATCH))
def sessions(request: PersonalRequest, pk: UUID) -> tuple[Question[Session], dict[str, Any]]:
    """Every session with its counts; where one is cancelled or moved."""
    found = get_fair(request, pk)
    return _of_fair.question(fair=found.pk), context_for(request, found, "sessions", frozen=is_frozen(found))


@planned
def _of_fair(fair: Any) -> QuerySet[Session]:
    return Session.objects.filter(venue__fair=fair).with_free().select_related("pool", "venue__division")


@require_GET
@staff(rules.WATCH)
def scans(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Receipts that gates without a network let in more than once, or that were not good any more."""
    found = get_fair(request, pk)
    places = answers.paged(request, scans_page.places_of(found))
    context = context_for(request, found, "board", page=places, cases=scans_page.cases_of(places))
    return render(request, "fairs/console/scans.html", context)


@page("fairs-console:cancel-session", "fairs/console/cancel_session.html", staff(rules.MANAGE))
def session_to_cancel(request: PersonalRequest, pk: UUID, session: UUID) -> dict[str, Any]:
    """Asks once, naming how many will be told."""
    return _asked(request, _session(request, pk, session))


@session_to_cancel.post(forms.ReasonForm)
def cancel_session(request: PersonalRequest, pk: UUID, session: UUID, *, form: forms.ReasonForm) -> Done:
    """Cancel a session and tell them."""
    found, reason = _session(request, pk, session), form.cleaned_data["reason"]
    told = actions.cancel_session(found, reason=reason, by=request.caller, now=request.now)
    said = _("时段已取消，通知了 %(count)s 人") % {"count": told} if told else _("时段已取消")
    return Done(said, to=_sessions(pk))


def time_now(request: PersonalRequest, pk: UUID, session: UUID) -> dict[str, Any]:
    """Its own time to begin with."""
    found = _session(request, pk, session)
    return {"initial": {"to": Window(found.starts_at, found.ends_at)}}


@page("fairs-console:move-session", "fairs/console/move_session.html", staff(rules.MANAGE))
def session_to_move(request: PersonalRequest, pk: UUID, session: UUID) -> dict[str, Any]:
    """Another time for a session that has not begun, and how many will be told."""
    found = _session(request, pk, session)
    if found.starts_at <= request.now:
        raise refusals.SessionBegun(session=clock.span(found.starts_at, found.ends_at))
    return _asked(request, found)


@session_to_move.post(forms.MoveSessionForm, given=time_now)
def move_session(request: PersonalRequest, pk: UUID, session: UUID, *, form: forms.MoveSessionForm) -> Done:
    """Give a session another time and tell everyone in it."""
    found = _session(request, pk, session)
    told = actions.move_session(found, **form.cleaned_data, by=request.caller, now=request.now)
    said = _("时间已调整，通知了 %(count)s 人") % {"count": told} if told else _("时间已调整")
    return Done(said, to=_sessions(pk))


@page("fairs-console:change-capacity", "fairs/console/capacity.html", staff(rules.MANAGE))
def session_to_resize(request: PersonalRequest, pk: UUID, session: UUID) -> dict[str, Any]:
    """How many places a session has, and how many are taken."""
    return _asked(request, _session(request, pk, session))


@session_to_resize.post(
    forms.CapacityForm,
    given=lambda request, pk, session: {"initial": {"capacity": _session(request, pk, session).pool.capacity}},
)
def change_capacity(request: PersonalRequest, pk: UUID, session: UUID, *, form: forms.CapacityForm) -> Done:
    """Another number of places; more go to who waits first."""
    found = _session(request, pk, session)
    promoted = actions.change_capacity(found, **form.cleaned_data, by=request.caller, now=request.now)
    said = _("名额已调整，候补补上 %(count)s 人") % {"count": promoted} if promoted else _("名额已调整")
    return Done(said, to=_sessions(pk))


def days_now(request: PersonalRequest, pk: UUID, venue: UUID) -> dict[str, Any]:
    ahead = plans.days_of(get_venue(request, pk, venue)[1], after=request.now)
    return {"days": [(one.day.isoformat(), moments.full_day(one.day)) for one in ahead]}


@page("fairs-console:move-day", "fairs/console/move_day.html", staff(rules.MANAGE))
def day_to_move(request: PersonalRequest, pk: UUID, venue: UUID) -> dict[str, Any]:
    """A whole day of a venue to another date, and how many will be told."""
    found, place = get_venue(request, pk, venue)
    _refuse_while_frozen(found)
    return context_for(request, found, "plan", venue=place, standing=plans.days_of(place, after=request.now))


@day_to_move.post(forms.MoveDayForm, given=days_now)
def move_day(request: PersonalRequest, pk: UUID, venue: UUID, *, form: forms.MoveDayForm) -> Done:
    """Give all sessions of a day another date and tell everyone in them."""
    _found, place = get_venue(request, pk, venue)
    told = actions.move_day(place, **form.cleaned_data, by=request.caller, now=request.now)
    said = _("整天已改期，通知了 %(count)s 人") % {"count": told} if told else _("整天已改期")
    return Done(said, to=_sessions(pk))


@page("fairs-console:cancel", "fairs/console/cancel.html", staff(rules.MANAGE))
def fair_to_cancel(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """Asks once, naming how many sessions and people it concerns."""
    found = get_fair(request, pk)
    ahead = [row for row in board_of(found).sessions if row.session.stands_at(request.now)]
    told = touched.told(found, [row.session.pool_id for row in ahead])
    return context_for(request, found, "plan", ahead=len(ahead), told=told)


@fair_to_cancel.post(forms.ReasonForm)
def cancel(request: PersonalRequest, pk: UUID, *, form: forms.ReasonForm) -> Done:
    """Cancel the whole fair."""
    found, reason = get_fair(request, pk), form.cleaned_data["reason"]
    told = actions.cancel_fair(found, reason=reason, by=request.caller, now=request.now)
    return Done(_("专场已取消，通知了 %(count)s 人") % {"count": told}, to=url_of(found))


@planning.fair.act(guard=staff(rules.MANAGE))
def close(request: PersonalRequest, pk: UUID) -> Done:
    """End sign-up and sales."""
    actions.close_fair(get_fair(request, pk), by=request.caller, now=request.now)
    return Done(_("专场已结束，可以办理结算"), to=reverse("fairs-console:settlement", args=[pk]))


@JOURNAL.page("fairs-console:journal", staff(rules.WATCH))
def journal(request: PersonalRequest, pk: UUID) -> tuple[QuerySet[Entry], dict[str, Any]]:
    """Who did what at this fair: planning and running."""
    found = get_fair(request, pk)
    return journal_page.entries_of_fair(found), context_for(request, found, "journal")


def _asked(request: PersonalRequest, session: Session) -> dict[str, Any]:
    told = touched.told(_fair_of(session), [session.pool_id])
    return context_for(request, _fair_of(session), "sessions", session=session, told=told)


def _fair_of(session: Session) -> Fair:
    fair: Fair = session.venue.fair
    return fair


def _session(request: PersonalRequest, pk: UUID, session: UUID) -> Session:
    """A session that can still be changed. Raises SessionGone: the back button brings a cancelled one's form again."""
    sessions = Session.objects.filter(venue__fair=get_fair(request, pk))
    found = get_object_or_404(sessions.to_act_on(), pk=session)
    if not found.stands_at(request.now):
        raise refusals.SessionGone()
    _refuse_while_frozen(_fair_of(found))
    return found


def _refuse_while_frozen(fair: Fair) -> None:
    """No form is shown for what the act refuses: what there is to win stands until the draw. Raises ListFrozen."""
    if is_frozen(fair):
        raise ListFrozen()


def _sessions(pk: UUID) -> str:
    return reverse("fairs-console:sessions", args=[pk])


def _day(request: PersonalRequest) -> date | None:
    """The day the address asks for; None for no day or nonsense."""
    return read_day(request.GET.get("day", ""))
