"""Premises for everybody: two touches to say that a door is locked, and its pictures."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces import answers, attachments, premises
from gonghui.faces.acting import Done, page
from gonghui.faces.requests import Request
from gonghui.primitives.people import actions as people
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Picture, Premises
from gonghui.primitives.places.rules import ANSWER_HOURS


@page("faces:premises-trouble", "member/premises_trouble.html")
def trouble(request: Request, pk: UUID) -> dict[str, Any]:
    """Locked, broken or empty: what it is; nobody has to sign in for it."""
    return {"place": premises.shown_one(_found(pk), request.now)}


@trouble.post()
def tell(request: Request, pk: UUID) -> Done:
    """And it is told."""
    found = _found(pk)
    places.report_trouble(
        found,
        request.POST.get("what", ""),
        person=request.person,
        visitor=mark_of(request),
        facility=request.POST.get("facility", ""),
        detail=request.POST.get("detail", ""),
        by=request.caller,
        now=request.now,
    )
    back = answers.way_back(request) or premises.shown_one(found, request.now).url
    said = _("已告诉场所人员，%(hours)s小时内答复。谢谢你。") % {"hours": ANSWER_HOURS}
    return Done(said, to=back)


def _found(pk: UUID) -> Premises:
    return get_object_or_404(Premises.objects.visible().select_related("union", "last_sign"), pk=pk)


def mark_of(request: Request) -> str:
    """What tells visitors apart who have not signed in: their address, unreadable. Two behind one address are one."""
    place = people.place(request.caller)
    return "" if request.person else salted_hmac("places.visitor", place, algorithm="sha256").hexdigest()[:32]


@require_safe
def picture(request: Request, pk: UUID) -> HttpResponse:
    """A picture, or its small form (?small)."""
    return attachments.shown(request, get_object_or_404(Picture.objects.shown(), pk=pk).file)
