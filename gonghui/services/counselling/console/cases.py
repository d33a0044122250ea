"""What a counsellor was chosen for: a talk, a call. Who opens another's is refused, and whose it is hears of it."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.codes import shown as code_shown
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.people.models import Person, Union

from .. import actions
from ..forms import EndForm, NoteForm, ReachedForm, SayForm
from ..models import Call, Result, Talk
from ..models.sealing import unsealed
from ..pages import shown
from .desk import desked, guard, waiting


def beside(request: PersonalRequest, person: Person | None) -> dict[str, Any]:
    """My own notes on a person, and what they let me see."""
    if person is None:
        return {}
    return {
        "notes": shown.notes(request.person, person),
        "results": shown.results(Result.objects.shown_to(request.person, person)),
    }


@page("counselling-console:talk", "counselling/console/talk.html", guard)
def talk(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """With whom, how, about what."""
    found = opened_talk(request, pk)
    return beside(request, found.person) | {
        "title": _("咨询"),
        "above": desked(),
        "talk": found,
        "about": unsealed(found, "about"),
        "phone": unsealed(found, "phone"),
        "room": shown.room_of(found),
        "may_change": shown.state(found, request.now) == "ahead" and found.booking.starts > request.now,
    }


@talk.act(NoteForm, form_name="note_form")
def note_talk(request: PersonalRequest, pk: UUID, *, form: NoteForm, key: str) -> Done:
    """For my eyes alone."""
    found = own_talk(request, pk)
    actions.note(request.person, found.person, form.cleaned_data["words"], key=key, now=request.now)
    return Done(_("笔记已加密保存"))


@talk.act()
def call_off(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """I cannot."""
    actions.call_off(own_talk(request, pk), reason, by=request.caller, now=request.now)
    return Done(_("已取消，职工收到通知"))


@page("counselling-console:calls", "counselling/console/calls.html", guard)
def calls(request: PersonalRequest) -> dict[str, Any]:
    """Who waits, the longest first: a code and a clock, and no word of anybody."""
    return {"title": _("等待回电"), "above": desked(), "calls": waiting(request)[:100], "now": request.now}


@calls.act()
def take(request: PersonalRequest, pk: UUID) -> Done:
    """Mine from now on."""
    found = get_object_or_404(Call.objects.under(request.office_unions).not_of(request.person), case=pk)
    actions.take_call(found, request.person, by=request.caller, now=request.now)
    return Done(_("已接手，请马上拨打"), to=reverse("counselling-console:call", args=[pk]))


@page("counselling-console:call", "counselling/console/call.html", guard)
def call(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The number, what was said, my notes."""
    found = opened_call(request, pk)
    case = found.case
    return beside(request, case.person) | {
        "title": _("回电 %(code)s") % {"code": code_shown(case.code)},
        "above": desked(),
        "call": found,
        "case": case,
        "stage": case.at_stage,
        "phone": unsealed(found, "phone"),
        "thread": shown.thread(case),
    }


@call.act(ReachedForm, form_name="reached_form")
def reached(request: PersonalRequest, pk: UUID, *, form: ReachedForm, key: str) -> Done:
    """We have talked."""
    actions.reached(own_call(request, pk), form.cleaned_data["words"], key=key, by=request.caller, now=request.now)
    return Done(_("已记下，职工看得到"))


@call.act(SayForm, form_name="say_form")
def say(request: PersonalRequest, pk: UUID, *, form: SayForm, key: str) -> Done:
    """One more message."""
    found = own_call(request, pk).case
    casework.say(found, form.cleaned_data["words"], key=key, by=request.caller, now=request.now)
    return Done(_("已发给职工"))


@call.act(NoteForm, form_name="note_form")
def note_call(request: PersonalRequest, pk: UUID, *, form: NoteForm, key: str) -> Done:
    """For my eyes alone."""
    person = own_call(request, pk).case.person
    assert person is not None
    actions.note(request.person, person, form.cleaned_data["words"], key=key, now=request.now)
    return Done(_("笔记已加密保存"))


@call.act(EndForm, form_name="end_form")
def end(request: PersonalRequest, pk: UUID, *, form: EndForm) -> Done:
    """It is over."""
    said = form.cleaned_data
    actions.end_call(own_call(request, pk), said["outcome"], said["words"], by=request.caller, now=request.now)
    return Done(_("已结束，职工收到通知"), to=desked()[0])


def own_talk(request: PersonalRequest, pk: UUID) -> Talk:
    """Of mine at unions where I hold the office still."""
    mine = Talk.objects.with_counsellor(request.person).for_page()
    return get_object_or_404(mine.filter(counsellor__union__in=Union.objects.under(request.office_unions)), pk=pk)


def own_call(request: PersonalRequest, pk: UUID) -> Call:
    return get_object_or_404(Call.objects.taken_by(request.person).for_page().under(request.office_unions), case=pk)


def opened_talk(request: PersonalRequest, pk: UUID) -> Talk:
    """Of a counsellor of my unions and below. Raises NotYours."""
    rows = Talk.objects.for_page().filter(counsellor__union__in=Union.objects.under(request.office_unions))
    found = get_object_or_404(rows, pk=pk)
    return actions.open_talk(found, request.person, by=request.caller, now=request.now)


def opened_call(request: PersonalRequest, pk: UUID) -> Call:
    """Raises NotYours."""
    found = get_object_or_404(Call.objects.for_page().under(request.office_unions), case=pk)
    return actions.open_call(found, request.person, by=request.caller, now=request.now)
