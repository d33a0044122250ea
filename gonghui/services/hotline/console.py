"""The seat's screen: who calls and where their cases stand, in one look; a new ticket."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from gonghui.faces.acting import page
from gonghui.faces.cases import shown
from gonghui.faces.cases.forms import NoteForm
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.models import Case
from gonghui.primitives.people import actions as people
from gonghui.primitives.people import lookups
from gonghui.primitives.people.models import Person
from gonghui.primitives.people.permissions import may_somewhere

from . import actions, rules
from .forms import FindForm, TakeForm
from .rules import HOTLINE

SHOWN = 20


@page("hotline-console:desk", "hotline/console/desk.html", staff(rules.SEAT))
def desk(request: PersonalRequest) -> dict[str, Any]:
    """Asks for the caller's number."""
    return {"title": _("接电话"), "may_handle": may_somewhere(request.offices, rules.HANDLE), "take_form": TakeForm()}


@desk.post(FindForm, form_name="find_form", given=lambda request: {"auto_id": "id_find_%s"})
def find(request: PersonalRequest, *, form: FindForm) -> dict[str, Any]:
    """Who it is, and their open cases; or the case that was named."""
    mobile: Mobile | None = form.cleaned_data["mobile"]
    if mobile is None:
        return by_code(at_seat(request).filter(code=form.cleaned_data["code"]))
    person = people.by_number(mobile, by=request.caller, now=request.now)
    initial = {"mobile": mobile.national}
    return {"looked": True, "take_form": TakeForm(initial=initial)} | (caller(person, request) if person else {})


@desk.act(TakeForm, form_name="take_form")
def take(request: PersonalRequest, *, form: TakeForm, key: str) -> dict[str, Any]:
    """A new ticket, at the union that answers for its place and trade."""
    made = actions.take(form.call, form.said, key=key, by=request.caller, now=request.now)
    return {"made": made, "take_form": TakeForm()}


@desk.act(NoteForm, form_name="add_form")
def add(request: PersonalRequest, pk: UUID, *, form: NoteForm, key: str) -> dict[str, Any]:
    """What a caller adds to a case."""
    found = get_object_or_404(at_seat(request), pk=pk)
    words = form.cleaned_data["words"]
    casework.say(found, words, for_asker=True, key=key, by=request.caller, now=request.now)
    return {"added": found} | (caller(found.person, request) if found.person else by_code([found]))


def by_code(cases: Iterable[Case]) -> dict[str, Any]:
    """That one alone, and not whose it is: who looks for a person is written down, who has a code looks for none."""
    return {"looked": True, "by_code": True, "cases": list(cases)}


def caller(person: Person, request: PersonalRequest) -> dict[str, Any]:
    cases = at_seat(request).filter(person=person).select_related("union").order_by("due_at", "pk")
    return {
        "looked": True,
        "caller": person,
        "membership": lookups.membership_of(person),
        "cases": cases[:SHOWN],
        "past": shown.mine(person, HOTLINE).filter(closed_at__isnull=False).under(request.office_unions)[:SHOWN],
    }


def at_seat(request: PersonalRequest) -> Any:
    """Open ones of my unions and below, never my own: where they stand, and no word of them."""
    rows = Case.objects.of_kind(HOTLINE).open().exclude(person=request.person)
    return rows.under(request.office_unions).select_related("person", "union")
