"""One room as officers set it: its terms from a day on, its layouts, its calendar for a door display."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused
from gonghui.primitives.places.models import Room

from .. import actions, browse, calendar_pages, rules
from ..forms import LayoutForm, TermsForm, initial_terms
from ..models import Feed, Layout, RoomTerms
from . import scope


@staff(rules.MANAGE)
@require_safe
def room(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """One room: the terms in force and to come, the layouts."""
    return _page(request, scope.one_room(request, pk))


@staff(rules.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """New terms from a day on; they begin as the present ones."""
    found, today = scope.one_room(request, pk), calendar_pages.today(request.now)
    form = TermsForm(request.POST or None, initial=initial_terms(_terms(found, request), today))
    context = scope.on(request, found.premises, "rooms", room=found, form=form)
    if request.method != "POST" or not form.is_valid():
        return render(request, "hub/console/terms.html", context, status=422 if form.errors else 200)
    try:
        actions.set_terms(found, by=request.caller, now=request.now, **form.fields_of())
    except Refused as refusal:
        return answers.refused(request, refusal, "hub/console/terms.html", **context)
    return answers.done(request, _("规则已保存，已订的预订按原来的规则"), reverse("hub-console:room", args=[pk]))


@staff(rules.MANAGE)
@require_POST
def add_layout(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """One more way to lay it out."""
    found, form = scope.one_room(request, pk), LayoutForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    try:
        actions.add_layout(found, **form.cleaned_data, by=request.caller, now=request.now)
    except Refused as refusal:
        return _page(request, found, refusal, form=form)
    return answers.done(request, _("已添加"), reverse("hub-console:room", args=[pk]))


@staff(rules.MANAGE)
@require_POST
def remove_layout(request: PersonalRequest, pk: UUID, layout: UUID) -> HttpResponse:
    """No longer offered."""
    found = scope.one_room(request, pk)
    gone = get_object_or_404(Layout.objects.select_related("room__premises"), room=found, pk=layout)
    actions.remove_layout(gone, by=request.caller, now=request.now)
    return answers.done(request, _("已去掉"), reverse("hub-console:room", args=[pk]))


@staff(rules.MANAGE)
@require_POST
def open_feed(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """A calendar address of the room, without names, for a display at its door."""
    found = scope.one_room(request, pk)
    token = actions.open_feed(request.person, room=found, by=request.caller, now=request.now)
    return _page(request, found, address=request.build_absolute_uri(reverse("hub:calendar", args=[token])))


@staff(rules.MANAGE)
@require_POST
def revoke_feed(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The address stops working."""
    found = scope.one_room(request, pk)
    actions.revoke_feed(request.person, room=found, by=request.caller, now=request.now)
    return answers.done(request, _("日历地址已停用"), reverse("hub-console:room", args=[pk]))


def _page(
    request: PersonalRequest,
    found: Room,
    refusal: Refused | None = None,
    *,
    form: LayoutForm | None = None,
    address: str = "",
    status: int = 200,
) -> HttpResponse:
    today = calendar_pages.today(request.now)
    context = scope.on(
        request,
        found.premises,
        "rooms",
        room=found,
        terms=_terms(found, request),
        coming=RoomTerms.objects.filter(room=found, since__gt=today).order_by("since"),
        layouts=browse.layouts_of(found),
        form=form or LayoutForm(),
        feed=Feed.objects.of_room(found).first(),
        address=address,
    )
    if refusal is None:
        return render(request, "hub/console/room.html", context, status=status)
    return answers.refused(request, refusal, "hub/console/room.html", **context)


def _terms(found: Room, request: PersonalRequest) -> RoomTerms | None:
    return RoomTerms.objects.on(calendar_pages.today(request.now), [found]).get(found.pk)
