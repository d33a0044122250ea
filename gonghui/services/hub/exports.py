"""Bookings as a workbook."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from gonghui.kernel.codes import shown
from gonghui.primitives.people.rules import mask_name

from .models import RoomBooking
from .words import state_in_words


def booking_columns() -> list[str]:
    when = [_("开始"), _("结束")]
    what = [_("用途"), _("人数"), _("预订人"), _("凭证码")]
    return [_("房间"), *when, *what, _("状态"), _("到场"), _("离开"), _("原因")]


def booking_rows(bookings: Iterable[RoomBooking], now: datetime) -> Iterator[list[object]]:
    """One row each; names masked, as in every list."""
    for held in bookings:
        booking = held.booking
        yield [
            held.room.name,
            booking.starts,
            booking.ends,
            held.purpose,
            held.people,
            mask_name(booking.holder.name),
            shown(booking.code),
            _(state_in_words(held.state(now))),
            booking.arrived_at,
            booking.left_at,
            held.reason,
        ]
