"""我的会籍: where I belong, what I may, what became of it; and how I leave."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gonghui.faces import services
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest

from . import actions
from .forms import LeavingForm
from .models import Lapse, Leaving
from .rules import rule_on, takes_effect
from .shown import course_of, may_what, standing_of


@page("membership-member:home", "membership/life/mine.html", signed_in)
def home(request: PersonalRequest) -> dict[str, Any]:
    """My union, since when, in which standing, and what I can do about it."""
    course, today = course_of(request.person), localdate(request.now)
    current = next((one for one in course if one.ends_on is None), None)
    joining = services.sign("join")
    return {
        "current": current,
        "standing": may_what(standing_of(current), today) if current else None,
        "course": course,
        "leaving": Leaving.objects.open().of(request.person).first(),
        "lapse": Lapse.objects.open().filter(membership=current, noticed_at__isnull=False).first() if current else None,
        "joining": joining.url if joining else "",
    }


@page("membership-member:leave", "membership/life/leave.html", signed_in)
def leave(request: PersonalRequest) -> dict[str, Any]:
    """What leaving means, and the statement."""
    today = localdate(request.now)
    current = next((one for one in course_of(request.person) if one.ends_on is None), None)
    return {"current": current, "takes_on": takes_effect(today), "days": rule_on(today).undo_days}


@leave.post(LeavingForm)
def ask_to_leave(request: PersonalRequest, *, form: LeavingForm) -> Done:
    """In writing; it takes effect in some days."""
    reason = form.cleaned_data["reason"]
    actions.ask_to_leave(request.person, reason=reason, by=request.caller, now=request.now)
    return Done(_("退会声明已收到，生效前可以撤回"), to=reverse("membership-member:home"))


@home.act(at=lambda request, pk: {})
def undo_leaving(request: PersonalRequest, pk: UUID) -> Done:
    """I stay."""
    mine = Leaving.objects.of(request.person).select_related("membership__person", "membership__union")
    actions.undo_leaving(get_object_or_404(mine, pk=pk), by=request.caller, now=request.now)
    return Done(_("已撤回，会籍没有中断"))
