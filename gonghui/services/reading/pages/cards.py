"""What reading rooms put on the common pages: what needs me, rooms near me, the desks, the officer's work."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.moments import full_day
from gonghui.faces.requests import PersonalRequest
from gonghui.faces.services import Card, PersonLine, PersonPart, WorkItem
from gonghui.primitives import clock
from gonghui.primitives.hours.models import Booking
from gonghui.primitives.people.models import Person

from .. import rules
from ..models import DeskScan, Loan, Proposal, ReadingRoom, SeatBooking
from ..models.querysets import ReadingRoomQuerySet
from . import browse, offered
from .shown import late_of

ON_HOME = 3
MOST_WORK = 50


def mine(request: HttpRequest) -> list[Card]:
    """My seat, a book that lies ready, and the book that is due first."""
    if request.person is None:
        return []
    own = browse.mine(request.person, now=request.now)
    url = reverse("reading:mine")
    cards = [
        Card(
            title=_("%(seat)s号座位") % {"seat": seat.seat.label},
            url=url,
            icon="armchair",
            when=seat.booking.starts,
            where=seat.premises.name,
            act=_("离座") if seat.booking.arrived_at else _("签到"),
        )
        for seat in own.seats
    ]
    cards += [
        Card(
            title=hold.title.name,
            url=url,
            icon="bookmark",
            where=hold.pick_up.name,
            note=_("预约的书到了，%(until)s前来取") % {"until": clock.moment(hold.until)},
            act=_("看看"),
        )
        for hold, _position in own.holds
        if hold.ready_at
    ]
    if own.loans:
        [(loan, no_renewal)] = offered.renewals(own.loans[:1], now=request.now)
        late = late_of(loan, now=request.now)
        note = (
            _("已超期 %(days)s 天，请尽快归还") % {"days": late}
            if late > 0
            else _("%(day)s前归还") % {"day": full_day(loan.due)}
        )
        cards.append(
            Card(
                title=loan.copy.title.name, url=url, icon="book", note=note, act=_("看看") if no_renewal else _("续借")
            )
        )
    return cards[:ON_HOME]


def near(request: HttpRequest) -> list[Card]:
    """Reading rooms of my city that are open now, with free seats."""
    listed = browse.for_home(request.person, now=request.now, most=ON_HOME)
    return [
        Card(
            title=row.premises.name,
            url=reverse("reading:room", args=[row.premises.pk]),
            icon="books",
            where=row.premises.address,
            note=row.state.says,
            number=str(row.free) if row.seats else "",
            unit=_("个空座") if row.seats else "",
            act=_("去看看"),
        )
        for row in browse.rows_of(listed, now=request.now)
    ]


def has_desk(request: HttpRequest) -> bool:
    """Whether there is a loan desk this person may stand at."""
    return browse.public_rooms().any_in_reach(request.person, request.offices, rules.DESK)


def desks_of(request: HttpRequest) -> ReadingRoomQuerySet:
    """The rooms at whose desk the asker may stand: as keeper, or by an office over them."""
    rooms = ReadingRoom.objects.in_reach(request.person, request.offices, rules.DESK)
    return rooms.select_related("premises__union").order_by("premises__name", "pk")


def page_of_code(request: HttpRequest, code: str) -> str | None:
    """The asker's own seat behind a code; or the page of a room whose door was scanned."""
    if request.person is None:
        return None
    booking = Booking.objects.filter(code=code, holder=request.person).first()
    if booking and SeatBooking.objects.filter(booking=booking).exists():
        return reverse("reading:mine")
    room = ReadingRoom.objects.open().filter(premises__code=code).first()
    return reverse("reading:here", args=[code]) if room else None


def work(request: HttpRequest) -> list[WorkItem]:
    """Proposals to answer, and what desks without a network left to look at."""
    offices = request.offices
    asked = Proposal.objects.waiting().for_act(offices, rules.MANAGE).select_related("premises__union").order_by("pk")
    items = [
        WorkItem(
            title=_("荐购：《%(name)s》") % {"name": one.name},
            url=reverse("reading-console:proposals"),
            act=_("答复"),
            queue=_("荐购"),
            union=one.premises.union.name,
            note=one.premises.name,
        )
        for one in asked[:MOST_WORK]
    ]
    if count := DeskScan.objects.to_settle().for_act(offices, rules.MANAGE).count():
        title = _("借还台有 %(count)s 条离线记录对不上") % {"count": count}
        items.append(WorkItem(title=title, url=reverse("reading-console:scans"), act=_("去核对"), queue=_("借还核对")))
    return items


def person_part(request: PersonalRequest, person: Person) -> PersonPart:
    """The books that somebody has from the rooms of my unions."""
    loans = Loan.objects.for_act(request.offices, rules.WATCH).open().of(person).for_page().order_by("due", "pk")
    lines = [
        PersonLine(
            loan.copy.title.name,
            reverse("reading-console:room", args=[loan.lent_from_id]),
            note=_("%(day)s前归还") % {"day": full_day(loan.due)} + f" · {loan.lent_from.name}",
            state=_("超期") if late_of(loan, now=request.now) > 0 else "",
            tone="bad",
        )
        for loan in loans[:MOST_WORK]
    ]
    return PersonPart(_("在借的书"), lines, rank=30)
