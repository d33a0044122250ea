"""What of the rooms waits for whom: a booking for its holder, and for an officer who must answer it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from gonghui.kernel.codes import shown
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.agenda import rules as heaps
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only

from .. import rules
from ..models import RoomBooking
from . import kinds


def _bookings(bookings: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    ahead = only(RoomBooking.objects.ahead(now), pk=bookings, booking__holder=people)
    for held in ahead.for_page().order_by("pk"):
        yield _of_holder(held)
        if held.booking.confirm_by:
            yield _of_officers(held)


def _said(held: RoomBooking, page: str) -> dict[str, Any]:
    return {"subject": held.pk, "key": BOOKINGS.key, "link": link(page, held.pk)}


def _of_holder(held: RoomBooking) -> Matter:
    booking, asked = held.booking, bool(held.booking.confirm_by)
    return Matter(
        **_said(held, "hub:booking"),
        person_id=booking.holder_id,
        queue=heaps.WAITING if asked else heaps.BOOKINGS,
        title=f"{held.room.name} {held.purpose}",
        place=held.room.premises.name,
        note=f"等工会答复，最晚{clock.moment(booking.confirm_by)}" if booking.confirm_by else "",
        number="" if asked else shown(booking.code),
        unit="" if asked else _("凭证码"),
        step=_("看预订"),
        icon=kinds.icon_of(held.room.kind),
        starts=booking.starts,
        until=booking.ends,
    )


def _of_officers(held: RoomBooking) -> Matter:
    return Matter(
        **_said(held, "hub-console:booking"),
        union_id=held.room.premises.union_id,
        act=rules.MANAGE.name,
        queue=_("房间预订审核"),
        title=f"{held.room.name}：{held.purpose}",
        note=clock.span(held.booking.starts, held.booking.ends),
        step=_("审核"),
        due=held.booking.confirm_by,
        until=held.booking.confirm_by,
    )


BOOKINGS = Source("hub.booking", _bookings)  # subject: the booking
SOURCES = (BOOKINGS,)
