"""Premises for everybody: two touches to say that a door is locked, and its pictures."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gonghui.faces import answers, premises
from gonghui.faces.requests import Request
from gonghui.kernel.refusals import Refused
from gonghui.primitives.people import actions as people
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Picture, Premises

A_DAY = 24 * 60 * 60  # seconds


@require_http_methods(["GET", "HEAD", "POST"])
def trouble(request: Request, pk: UUID) -> HttpResponse:
    """Locked, broken or empty: what it is, and it is told; nobody has to sign in for it."""
    found = get_object_or_404(Premises.objects.visible().select_related("union", "last_sign"), pk=pk)
    place = premises.shown_one(found, request.now)
    if request.method != "POST":
        return render(request, "member/premises_trouble.html", {"place": place})
    try:
        places.report_trouble(
            found,
            request.POST.get("what", ""),
            person=request.person,
            visitor=mark_of(request),
            facility=request.POST.get("facility", ""),
            detail=request.POST.get("detail", ""),
            link=premises.desk_of(found),
            by=request.caller,
            now=request.now,
        )
    except Refused as refusal:
        return answers.refused(request, refusal, "member/premises_trouble.html", place=place)
    return answers.done(request, _("已告诉场所人员，24小时内答复。谢谢你。"), answers.way_back(request) or place.url)


def mark_of(request: Request) -> str:
    """What tells visitors apart who have not signed in: their address, unreadable. Two behind one address are one."""
    place = people.place(request.caller)
    return "" if request.person else salted_hmac("places.visitor", place, algorithm="sha256").hexdigest()[:32]


@require_safe
def picture(request: Request, pk: UUID) -> HttpResponse:
    """A picture, or its small form (?small)."""
    found = get_object_or_404(Picture.objects.filter(removed_at=None), pk=pk)
    body = bytes(found.small_jpeg if "small" in request.GET else found.jpeg)
    response = HttpResponse(body, content_type="image/jpeg")
    response["Cache-Control"] = f"private, max-age={A_DAY}"
    return response
