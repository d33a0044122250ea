"""Rooms: the list, a new one, its people and agreement, its seats, the conditions of its name, loan rules."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused
from gonghui.primitives.people.models import Union
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Keeper, Room
from gonghui.primitives.places.speaking import spoken_week

from .. import actions, browse, reports, rules
from ..forms import KeeperForm, PartnerForm, RuleForm
from ..models import LoanRule, Seat
from ..plans import Drawn, written
from ..refusals import NoNamingRule
from ..room_form import RoomForm
from .scope import mine, on, one

PER_PAGE = 50


@require_GET
@staff(rules.WATCH)
def index(request: PersonalRequest) -> HttpResponse:
    """The rooms of my unions with seats, books and visits of this month."""
    rooms = mine(request).order_by("premises__name", "pk")
    page = answers.paged(request, rooms, PER_PAGE)
    shown = browse.rows_of([room.premises for room in page], now=request.now)
    figures = reports.figures_of([room.premises_id for room in page], now=request.now)
    context = {
        "page": page,
        "rooms": [(room, row, figures[room.premises_id]) for room, row in zip(page, shown, strict=True)],
        "may_manage": any(office.role in rules.MANAGE.roles for office in request.offices),
    }
    return render(request, "reading/console/index.html", context)


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def new(request: PersonalRequest) -> HttpResponse:
    """Register a reading room."""
    unions = Union.objects.open().in_jurisdiction(request.offices).order_by("path")
    form = RoomForm(request.POST or None, unions=unions)
    if request.method == "GET" or not form.is_valid():
        return render(request, "reading/console/new.html", {"form": form}, status=422 if form.errors else 200)
    try:
        room = actions.open_room(by=request.caller, now=request.now, **form.said())
    except Refused as refusal:
        return answers.refused(request, refusal, "reading/console/new.html", form=form)
    return answers.done(request, _("书屋已登记"), reverse("reading-console:room", args=[room.pk]))


@require_GET
@staff(rules.WATCH)
def room(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """One room: hours, people, agreement, plans, and whether it may bear the name."""
    return _room_page(request, pk)


def _room_page(request: PersonalRequest, pk: UUID, refusal: Refused | None = None, **forms: Any) -> HttpResponse:
    found = one(request, pk)
    premises = found.premises
    rule, conditions = _naming(found, request)
    context = on(
        request,
        found,
        "room",
        row=browse.rows_of([premises], now=request.now)[0],
        week=spoken_week(premises.hours, by_calendar=premises.by_calendar),
        keepers=Keeper.objects.current().filter(premises=premises).select_related("person").order_by("pk"),
        plans=[(one, Seat.objects.usable().filter(room=one).count()) for one in premises.rooms.visible().in_order()],
        naming=rule,
        conditions=conditions,
        checks=found.checks.select_related("by").order_by("-pk")[:5],
        partner=PartnerForm(initial=_agreed(found)),
        keeper=KeeperForm(),
    )
    context |= forms
    if refusal is not None:
        return answers.refused(request, refusal, "reading/console/room.html", **context)
    wrong = any(form.errors for form in forms.values())
    return render(request, "reading/console/room.html", context, status=422 if wrong else 200)


def _naming(found: Any, request: PersonalRequest) -> tuple[Any, list[rules.Condition]]:
    """The conditions of the name; a site without any shows the rest of the page."""
    try:
        return actions.naming_of(found, today=localdate(request.now))
    except NoNamingRule:
        return None, []


def _agreed(found: Any) -> dict[str, Any]:
    return {name: getattr(found, name) for name in PartnerForm.base_fields}


@require_POST
@staff(rules.MANAGE)
def partner(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Set the agreement's end, the digital platform, the grace of seats."""
    form = PartnerForm(request.POST)
    if not form.is_valid():
        return _room_page(request, pk, partner=form)
    actions.describe_room(one(request, pk), by=request.caller, now=request.now, **form.cleaned_data)
    return answers.done(request, _("已保存"), reverse("reading-console:room", args=[pk]))


@require_POST
@staff(rules.MANAGE)
def keepers(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Add someone who works at this room's desk, and at no other."""
    form = KeeperForm(request.POST)
    if not form.is_valid():
        return _room_page(request, pk, keeper=form)
    try:
        actions.add_keeper(one(request, pk), by=request.caller, now=request.now, **form.cleaned_data)
    except Refused as refusal:
        return _room_page(request, pk, refusal, keeper=form)
    return answers.done(request, _("已添加管理员"), reverse("reading-console:room", args=[pk]))


@require_POST
@staff(rules.MANAGE)
def remove_keeper(request: PersonalRequest, pk: UUID, keeper: UUID) -> HttpResponse:
    """The person works here no longer."""
    found = get_object_or_404(Keeper.objects.current(), pk=keeper, premises=one(request, pk).premises)
    places.remove_keeper(found, by=request.caller, now=request.now)
    return answers.done(request, _("已移除管理员"), reverse("reading-console:room", args=[pk]))


@require_POST
@staff(rules.MANAGE)
def naming(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Hold the room against the conditions and keep the result."""
    check = actions.check_naming(one(request, pk), by_person=request.person, by=request.caller, now=request.now)
    said = _("符合命名条件，已记录") if check.passed else _("还不符合命名条件，缺什么见下表")
    return answers.done(request, said, reverse("reading-console:room", args=[pk]))


@require_POST
@staff(rules.MANAGE)
def add_hall(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """A hall of the room, to draw seats in."""
    found = one(request, pk)
    try:
        hall = places.add_room(
            found.premises, kind="reading", name=request.POST.get("name", "")[:200], by=request.caller, now=request.now
        )
    except Refused as refusal:
        return _room_page(request, pk, refusal)
    return answers.done(request, "", reverse("reading-console:plan", args=[pk, hall.pk]))


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def plan(request: PersonalRequest, pk: UUID, hall: UUID) -> HttpResponse:
    """Draw the seats of a hall as lines of letters."""
    found = one(request, pk)
    where = get_object_or_404(Room.objects.select_related("premises"), pk=hall, premises=found.premises)
    seats = Seat.objects.usable().filter(room=where)
    drawn = written([Drawn(seat.x, seat.y, seat.kind, seat.socket) for seat in seats])
    context = on(request, found, "room", hall=where, drawn=request.POST.get("plan", drawn)[:5000])
    if request.method == "GET":
        return render(request, "reading/console/plan.html", context)
    try:
        count = actions.draw_plan(where, context["drawn"], by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "reading/console/plan.html", **context)
    return answers.done(
        request, _("座位图已更新，共 %(n)s 座") % {"n": count}, reverse("reading-console:room", args=[pk])
    )


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def loan_rules(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The dated rules that hold here; a new one from a day on."""
    found = one(request, pk)
    form = RuleForm(request.POST or None, initial=rules.FIRST_RULES["member"])
    listed = LoanRule.objects.filter(premises=found.premises) | LoanRule.objects.filter(
        premises=None, union=found.premises.union
    )
    context = on(request, found, "rules", form=form, listed=listed.order_by("-starts_on", "reader", "pk")[:60])
    if request.method == "GET" or not form.is_valid():
        return render(request, "reading/console/rules.html", context, status=422 if form.errors else 200)
    said = dict(form.cleaned_data)
    reader, starts_on = said.pop("reader"), said.pop("starts_on")
    try:
        actions.set_rule(
            union=found.premises.union, premises=found.premises, reader=reader, starts_on=starts_on, terms=said,
            by=request.caller, now=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return answers.refused(request, refusal, "reading/console/rules.html", **context)
    return answers.done(request, _("规则已登记"), reverse("reading-console:rules", args=[pk]))
