"""A membership on a person's page: ended, or corrected, by an officer of its union."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.forms import unions_to_choose
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.models import Membership, Union

from ..roster.rules import ROSTERS
from . import actions
from .forms import MembershipForm


def begun(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The form begins with what stands; its own union is there to choose, however many others there are."""
    found = _membership(request, pk)
    unions = unions_to_choose(request) | Union.objects.filter(pk=found.union_id)
    said = {"union": found.union_id, "starts_on": found.starts_on, "ends_on": found.ends_on}
    return {"unions": unions.order_by("path"), "initial": said}


@page("membership:membership", "membership/membership.html", staff(ROSTERS))
def membership(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """What is written down of it, to be corrected."""
    found = _membership(request, pk)
    return {"title": _("更正会籍"), "above": (_page_of(found), found.person.name), "back": _page_of(found)}


@membership.post(MembershipForm, given=begun)
def correct(request: PersonalRequest, pk: UUID, *, form: MembershipForm) -> Done:
    """Put right; whose it is hears why."""
    found = _membership(request, pk)
    actions.correct_membership(found, **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("会籍已更正，本人会收到通知"), to=_page_of(found))


@membership.act()
def end_membership(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """It ends today."""
    found = _membership(request, pk)
    actions.end_membership(found, why=reason, by=request.caller, now=request.now)
    return Done(_("会籍已结束，本人会收到通知"), to=_page_of(found))


def _membership(request: PersonalRequest, pk: UUID) -> Membership:
    return get_object_or_404(Membership.objects.under(request.office_unions).select_related("person", "union"), pk=pk)


def _page_of(membership: Membership) -> str:
    return reverse("faces:person", args=[membership.person_id])
