"""Who booked which seat when, and what came of it: the list for the desk and the officer. Names masked."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.faces.listing import MASKED, SPAN, WHEN, Column, Day, Empty, Listing, RowAct, states, this_month
from gonghui.faces.requests import Request
from gonghui.kernel.window import Window
from gonghui.primitives.planned import planned

from ..models import SeatBooking
from ..rules import EARLY, SEAT_STATES, seat_state


def bookings_of(premises: Any) -> QuerySet[SeatBooking]:
    """All bookings of the seats there, given back or not."""
    return SeatBooking.objects.for_page().filter(premises=premises).select_related("booking__holder")


bookings_at = planned(bookings_of)


def on_day(bookings: Any, day: date, request: Request) -> Any:
    starts = datetime.combine(day, time(), timezone.get_default_timezone())
    return bookings.during(Window(starts, starts + timedelta(days=1)))


def state_of(booked: SeatBooking, request: Request) -> str:
    """A key of rules.SEAT_STATES."""
    held = booked.booking
    return seat_state(
        held.starts, held.ends, arrived=bool(held.arrived_at), left=bool(held.left_at),
        released=held.release_reason if held.released_at else None, now=request.now,
    )  # fmt: skip


SEATS = Listing(
    title=_("座位预订"),
    columns=(
        Column(_("座位"), "seat.label", sort=True, under=(Column(_("房间"), "seat.room.name"),)),
        Column(_("读者"), "booking.holder", MASKED),
        Column(_("时间"), lambda each, request: (each.booking.starts, each.booking.ends), SPAN, sort="booking.starts"),
        Column(_("状态"), state_of, states(SEAT_STATES)),
        Column(_("签到"), "booking.arrived_at", WHEN),
        Column(_("离开"), "booking.left_at", WHEN),
    ),
    order=("-booking__starts", "pk"),
    filters=(Day("day", _("日期"), on_day),),
    empty=Empty(_("还没有人订座"), icon="armchair"),
    nothing=Empty(_("这一天没有人订座"), icon="armchair"),
    file=lambda request: gettext("%(place)s座位预订") % {"place": request.beside["premises"].name},
    base="reading/console/base.html",
)


def may_come(booked: SeatBooking, request: Request) -> bool:
    """Whether the desk may write down that the reader is there."""
    near = booked.booking.starts - timedelta(minutes=EARLY) <= request.now
    return near and state_of(booked, request) in ("ahead", "awaited")


def received(booked: SeatBooking, request: Request) -> str:
    return reverse("reading-counter:receive", args=[request.beside["room"].pk, booked.pk])


TODAYS_SEATS = replace(
    SEATS,
    acts=(RowAct(_("签到"), received, open=may_come),),
    order=("booking__starts", "seat__label", "pk"),
    filters=(Day("day", _("日期"), on_day, default=this_month),),
)
