"""A counsellor's desk: who waits, who comes, which hours are open, how they introduce themselves."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.models import Union
from gonghui.primitives.places.models import Room

from .. import actions, refusals, rules
from ..forms import OpeningForm, ProfileForm
from ..models import Call, Counsellor, Opening, Talk

LISTED = 50
guard = staff(rules.COUNSEL)


@page("counselling-console:desk", "counselling/console/desk.html", guard)
def desk(request: PersonalRequest) -> dict[str, Any]:
    """The most urgent first; then who was there, of whom there may be something to note."""
    me = own(request)
    talks = Talk.objects.with_counsellor(request.person).for_page()
    past = talks.standing().filter(booking__ends__lte=request.now)
    openings = me.openings.filter(ends__gt=request.now).order_by("starts")[:LISTED] if me else []
    return {
        "title": _("咨询台"),
        "me": me,
        "waiting": waiting(request).count(),
        "calls": Call.objects.taken_by(request.person).filter(case__closed_at=None).for_page().order_by("due_at"),
        "talks": talks.ahead(request.now).order_by("booking__starts", "pk")[:LISTED],
        "past": past.order_by("-booking__starts", "-pk")[:LISTED],
        "openings": openings,
    }


@desk.act(OpeningForm)
def open_hours(request: PersonalRequest, *, form: OpeningForm) -> Done:
    """May be booked."""
    said = form.cleaned_data
    actions.open_hours(sure(request), said["window"], weeks=said["weeks"], by=request.caller, now=request.now)
    return Done(_("时间已开放"))


@desk.act()
def close_hours(request: PersonalRequest, pk: UUID) -> Done:
    """Not offered any more."""
    found = get_object_or_404(Opening.objects.filter(counsellor__person=request.person), pk=pk)
    actions.close_hours(found, by=request.caller, now=request.now)
    return Done(_("已收回；约好的不受影响"))


@page("counselling-console:profile", "console/form.html", guard)
def profile(request: PersonalRequest) -> dict[str, Any]:
    return {
        "title": _("咨询师介绍"),
        "above": desked(),
        "lead": _("职工约咨询以前先看到这些。"),
        "yes": _("保存"),
        "back": desked()[0],
    }


def as_it_is(request: PersonalRequest) -> dict[str, Any]:
    me = own(request)
    rooms = Room.objects.visible().filter(premises__union__in=Union.objects.under(request.office_unions))
    known = {"about": me.about, "ways": me.ways, "link": me.link, "room": me.room} if me else {"ways": ["phone"]}
    return {"rooms": rooms.select_related("premises").in_order(), "initial": known}


@profile.post(ProfileForm, given=as_it_is)
def introduce(request: PersonalRequest, *, form: ProfileForm) -> Done:
    """As people read it."""
    actions.introduce(request.person, of_office(request), **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("已保存"), to=desked()[0])


def of_office(request: PersonalRequest) -> Union:
    """Of several the first by its path."""
    return next(office.union for office in request.offices if office.role in rules.COUNSEL.roles)


def own(request: PersonalRequest) -> Counsellor | None:
    return Counsellor.objects.of(request.person).filter(union=of_office(request)).first()


def sure(request: PersonalRequest) -> Counsellor:
    """Raises NotACounsellor."""
    me = own(request)
    if me is None:
        raise refusals.NotACounsellor()
    return me


def waiting(request: PersonalRequest) -> Any:
    """Calls that nobody has taken, of my unions and below; never one's own."""
    rows = Call.objects.waiting().under(request.office_unions).not_of(request.person)
    return rows.for_page().order_by("due_at", "pk")


def desked() -> tuple[str, str]:
    return reverse("counselling-console:desk"), _("咨询台")
