"""Who booked which seat when, and what came of it: the list for the desk and the officer. Reads only, names masked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from gonghui.faces import answers
from gonghui.kernel.window import Window
from gonghui.primitives.people.rules import mask_name

from ..models import SeatBooking
from ..rules import SEAT_STATES, seat_state

DAY = timedelta(days=1)
OUR_YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class Line:
    """One booking with its state as of now."""

    booked: SeatBooking
    state: str

    @property
    def word(self) -> str:
        return _(SEAT_STATES[self.state][0])

    @property
    def tone(self) -> str:
        return SEAT_STATES[self.state][1]


def asked_day(text: str) -> date | None:
    """The day of an address; None where there is none, no such day, or none of our time."""
    try:
        day = parse_date(text[:10])
    except ValueError:
        return None
    return day if day and day.year in OUR_YEARS else None


def bookings_of(premises: Any, day: date | None) -> QuerySet[SeatBooking]:
    """All bookings of the seats there, given back or not; of one day, or the latest first."""
    found = SeatBooking.objects.for_page().filter(premises=premises).select_related("booking__holder")
    if day is None:
        return found.order_by("-booking__starts", "pk")
    starts = datetime.combine(day, time(), timezone.get_default_timezone())
    return found.during(Window(starts, starts + DAY)).order_by("booking__starts", "seat__label", "pk")


def lines(bookings: Iterable[SeatBooking], now: datetime) -> list[Line]:
    return [Line(each, state_of(each, now)) for each in bookings]


def state_of(booked: SeatBooking, now: datetime) -> str:
    """A key of rules.SEAT_STATES."""
    held = booked.booking
    return seat_state(
        held.starts, held.ends, arrived=bool(held.arrived_at), left=bool(held.left_at),
        released=held.release_reason if held.released_at else None, now=now,
    )  # fmt: skip


def export(premises: Any, bookings: QuerySet[SeatBooking], now: datetime) -> HttpResponse:
    columns = [_("房间"), _("座位"), _("读者"), _("开始"), _("结束"), _("状态"), _("签到"), _("离开")]
    rows = (
        (each.seat.room.name, each.seat.label, mask_name(each.booking.holder.name), each.booking.starts,
         each.booking.ends, _(SEAT_STATES[state_of(each, now)][0]), each.booking.arrived_at, each.booking.left_at)
        for each in bookings.iterator(2_000)
    )  # fmt: skip
    return answers.excel(_("%(place)s座位预订") % {"place": premises.name}, columns, rows)
