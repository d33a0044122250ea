"""Rooms: the list, one with its agreement, its seats and who booked them, the conditions of its name, loan rules."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Room
from gonghui.primitives.places.speaking import spoken_week
from gonghui.primitives.planned import Question

from .. import actions, rules
from ..forms import PartnerForm, RuleForm
from ..models import LoanRule, ReadingRoom, Seat, SeatBooking
from ..pages import browse, room_parts
from ..pages.reports import naming_of
from ..pages.seat_list import SEATS, bookings_at
from ..rules.plans import Drawn, written
from .lists import ROOMS, RULES
from .scope import context_for, get_room, rooms


@ROOMS.page("reading-console:index", staff(rules.WATCH))
def index(request: PersonalRequest) -> Question[ReadingRoom]:
    """The rooms of my unions with seats, books and visits of this month."""
    return rooms.question(paths=paths_of(request.office_unions))


@page("reading-console:room", "reading/console/room.html", staff(rules.WATCH))
def room(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One room: hours, people, agreement, plans, and whether it may bear the name."""
    found = get_room(request, pk)
    premises = found.premises
    rule, conditions = naming_of(found, today=localdate(request.now))
    return context_for(
        request,
        found,
        "room",
        row=browse.rows_of([premises], now=request.now)[0],
        door=_door(request, found),
        week=spoken_week(premises.hours, by_calendar=premises.by_calendar),
        keepers=room_parts.keepers.rows(premises=premises.pk),
        plans=room_parts.plans_of(premises),
        naming=rule,
        conditions=conditions,
        checks=room_parts.checks.part(0, 5, room=found.pk),
        partner=PartnerForm(initial={name: getattr(found, name) for name in PartnerForm.base_fields}),
    )


def _door(request: PersonalRequest, found: ReadingRoom) -> str:
    """The address that the plate prints, so that any scanner opens it."""
    return request.build_absolute_uri(reverse("reading:here", args=[found.premises.code]))


@room.act(PartnerForm, form_name="partner", guard=staff(rules.MANAGE))
def partner(request: PersonalRequest, pk: UUID, *, form: PartnerForm) -> Done:
    """Set the agreement's end, the digital platform, the grace of seats."""
    actions.describe_room(get_room(request, pk), by=request.caller, now=request.now, **form.cleaned_data)
    return Done(_("已保存"))


@page("reading-console:plate", "reading/console/plate.html", staff(rules.MANAGE))
def plate(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The plate at the door, by which readers sign in; to be printed."""
    found = get_room(request, pk)
    return context_for(request, found, "room", door=_door(request, found))


@room.act(guard=staff(rules.MANAGE))
def naming(request: PersonalRequest, pk: UUID) -> Done:
    """Hold the room against the conditions and keep the result."""
    check = actions.check_naming(get_room(request, pk), by_person=request.person, by=request.caller, now=request.now)
    return Done(_("符合命名条件，已记录") if check.passed else _("还不符合命名条件，缺什么见下表"))


@room.act(guard=staff(rules.MANAGE))
def add_hall(request: PersonalRequest, pk: UUID) -> Done:
    """A hall of the room, to draw seats in."""
    premises, name = get_room(request, pk).premises, request.POST.get("name", "")[:200]
    hall = places.add_room(premises, kind="reading", name=name, by=request.caller, now=request.now)
    return Done(to=reverse("reading-console:plan", args=[pk, hall.pk]))


@page("reading-console:plan", "reading/console/plan.html", staff(rules.MANAGE))
def plan(request: PersonalRequest, pk: UUID, hall: UUID) -> dict[str, Any]:
    """The seats of a hall as lines of letters."""
    found = get_room(request, pk)
    where = _hall(found, hall)
    seats = Seat.objects.usable().filter(room=where)
    drawn = written([Drawn(seat.x, seat.y, seat.kind, seat.socket) for seat in seats])
    return context_for(request, found, "room", hall=where, drawn=_drawn(request, drawn))


@plan.post()
def draw(request: PersonalRequest, pk: UUID, hall: UUID) -> Done:
    """Draw them anew."""
    where = _hall(get_room(request, pk), hall)
    count = actions.draw_plan(where, _drawn(request), by=request.caller, now=request.now)
    return Done(_("座位图已更新，共 %(n)s 座") % {"n": count}, to=reverse("reading-console:room", args=[pk]))


def _hall(found: ReadingRoom, pk: UUID) -> Room:
    return get_object_or_404(Room.objects.select_related("premises"), pk=pk, premises=found.premises)


def _drawn(request: PersonalRequest, now: str = "") -> str:
    return request.POST.get("plan", now)[:5000]


@page("reading-console:rules", "reading/console/rules.html", staff(rules.MANAGE))
def loan_rules(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The dated rules that hold here."""
    found = get_room(request, pk)
    own = LoanRule.objects.filter(premises=found.premises)
    listed = own | LoanRule.objects.filter(premises=None, union=found.premises.union)
    return context_for(request, found, "rules", listed=RULES.inside(request, listed))


@loan_rules.post(RuleForm, given=lambda request, pk: {"initial": rules.FIRST_RULES["member"]})
def set_rule(request: PersonalRequest, pk: UUID, *, form: RuleForm) -> Done:
    """A new one from a day on."""
    premises, terms = get_room(request, pk).premises, dict(form.cleaned_data)
    reader, starts_on = terms.pop("reader"), terms.pop("starts_on")
    actions.set_rule(
        union=premises.union, premises=premises, reader=reader, starts_on=starts_on, terms=terms,
        by=request.caller, now=request.now,
    )  # fmt: skip
    return Done(_("规则已登记"))


@SEATS.page("reading-console:seats", staff(rules.WATCH))
def bookings(request: PersonalRequest, pk: UUID) -> tuple[Question[SeatBooking], dict[str, Any]]:
    """The latest first, or those of one day."""
    found = get_room(request, pk)
    return bookings_at.question(premises=found.premises_id), context_for(request, found, "seats")
