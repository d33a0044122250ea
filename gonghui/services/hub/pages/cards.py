"""What the rooms put on the common pages: my bookings, what waits for an officer, where a code leads."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.services import Card, WorkItem
from gonghui.kernel.codes import shown
from gonghui.primitives import clock
from gonghui.primitives.agenda import rules as heaps

from .. import rules
from ..models import RoomBooking
from . import kinds

ON_HOME = 3
MOST_WORK = 50


def receipts(request: HttpRequest) -> list[Card]:
    """My bookings that are not over, the next first."""
    if request.person is None:
        return []
    held = RoomBooking.objects.of(request.person).ahead(request.now).for_page().order_by("booking__starts", "pk")
    return [
        Card(
            title=f"{each.room.name} {each.purpose}",
            url=reverse("hub:booking", args=[each.pk]),
            icon=kinds.icon_of(each.room.kind),
            when=each.booking.starts,
            where=each.room.premises.name,
            number=clock.moment(each.booking.confirm_by) if each.booking.confirm_by else shown(each.booking.code),
            unit=_("前答复") if each.booking.confirm_by else _("凭证码"),
            act=_("看预订"),
            heap=heaps.BOOKINGS,
        )
        for each in held[:ON_HOME]
    ]


def page_of_code(request: HttpRequest, code: str) -> str | None:
    """The asker's own booking behind a code."""
    if request.person is None:
        return None
    found = RoomBooking.objects.of(request.person).filter(booking__code=code).first()
    return reverse("hub:booking", args=[found.pk]) if found else None


def work(request: HttpRequest) -> list[WorkItem]:
    """Bookings that wait for this officer's answer."""
    mine = RoomBooking.objects.for_act(request.offices, rules.MANAGE)
    waiting = mine.asked(request.now).for_page().order_by("booking__confirm_by", "pk")
    return [
        WorkItem(
            title=_("%(room)s：%(purpose)s") % {"room": each.room.name, "purpose": each.purpose},
            url=reverse("hub-console:booking", args=[each.pk]),
            act=_("审核"),
            queue=_("房间预订审核"),
            due=each.booking.confirm_by,
            union=each.room.premises.union.name,
            note=clock.span(each.booking.starts, each.booking.ends),
        )
        for each in waiting[:MOST_WORK]
    ]
