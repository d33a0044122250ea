"""What of the fairs waits for a worker: receipts and lines, purchases, and a clerk's tills."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet

from gonghui.kernel.codes import shown
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.admission.models import Place, Waiter
from gonghui.primitives.agenda import rules as heaps
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only
from gonghui.primitives.planned import Each, planned

from ...models import Clerk, Fair, Purchase, Session, Stall
from .. import desks


def receipt(fair: Fair, session: Session, place: Place, person: UUID) -> Matter:
    """A place that is held; or, while it must be confirmed, that."""
    offered = place.confirm_by is not None
    return Matter(
        subject=fair.pk,
        key=PLACES.key,
        person_id=person,
        queue=heaps.WAITING if offered else heaps.RECEIPTS,
        title=fair.name,
        place=session.venue.hall,
        number="" if offered else shown(place.code),
        unit="" if offered else _("凭证码"),
        step=_("确认名额") if offered else _("查看凭证"),
        icon="ticket",
        link=link("fairs:receipt", fair.pk),
        starts=session.starts_at,
        due=place.confirm_by,
        until=session.ends_at,
    )


def _places(fairs: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    """One a fair and person: the place, or else the lines."""
    ahead = {"pool__session__ends_at__gt": now, "pool__session__cancelled_at": None}
    joined = "pool__session__venue__fair"
    held = Place.objects.filter(released_at=None, check_in=None, **ahead)
    standing = {}
    for place in only(held, scope=fairs, holder=people).select_related(joined).order_by("pk"):
        session = place.pool.session
        standing[place.scope, place.holder_id] = receipt(session.venue.fair, session, place, place.holder_id)
    lines = defaultdict(list)
    waiting = Waiter.objects.filter(left_at=None, **ahead)
    for waiter in only(waiting, scope=fairs, holder=people).select_related(joined).order_by("pk"):
        lines[waiter.scope, waiter.holder_id].append(waiter.pool.session)
    return [*standing.values(), *(_in_line(of, own) for of, own in lines.items() if of not in standing)]


def _in_line(of: tuple[UUID, UUID], sessions: list[Session]) -> Matter:
    first, *others = sorted(sessions, key=lambda session: (session.starts_at, session.pk))
    return Matter(
        subject=of[0],
        key=PLACES.key,
        person_id=of[1],
        queue=heaps.WAITING,
        title=first.venue.fair.name,
        place=first.venue.hall,
        note=f"另有 {len(others)} 个时段也在候补" if others else "",
        unit=_("候补"),
        step=_("看候补"),
        icon="hourglass",
        link=link("fairs:fair", of[0]) if others else link("fairs:session", first.pk),
        starts=first.starts_at,
        until=max(session.ends_at for session in sessions),
    )


def _purchases(purchases: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    """Bought, as long as its dealer answers for it."""
    bought = Purchase.objects.filter(sale__cancelled_at=None).with_waiting()
    each = only(bought, pk=purchases, sale__buyer=people).select_related("sale", "venue__fair", "offer__goods")
    for one in each.order_by("pk"):
        until = one.sale.sold_at + timedelta(days=one.venue.fair.after_sales_days)
        if until > now:
            yield _bought(one, until, waiting=one.waiting)


def bought(purchase: Purchase, *, now: datetime) -> Matter:
    """What was bought just now: nobody has asked for anything yet."""
    return _bought(purchase, now + timedelta(days=purchase.venue.fair.after_sales_days), waiting=False)


def _bought(purchase: Any, until: datetime, *, waiting: bool) -> Matter:
    goods = purchase.offer.goods
    return Matter(
        subject=purchase.pk,
        key=PURCHASES.key,
        person_id=purchase.sale.buyer_id,
        queue=heaps.PURCHASES,
        quiet=True,
        title=f"{goods.brand} {purchase.offer.name}",
        place=purchase.venue.fair.name,
        note=_("售后申请在等答复") if waiting else "",
        step=_("看购买"),
        icon="receipt",
        link=link("fairs:purchase", purchase.pk),
        until=until,
    )


def _tills(stalls: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    """Where a clerk sells, around the days of the sessions."""
    season = only(Stall.objects.filter(venue__fair__published_at__isnull=False), pk=stalls)
    season = season.filter(venue__fair__cancelled_at=None, venue__fair__closed_at=None)
    standing = Q(venue__sessions__cancelled_at=None)
    first, last = Min("venue__sessions__starts_at", filter=standing), Max("venue__sessions__ends_at", filter=standing)
    found = season.annotate(first=first, last=last).filter(last__isnull=False)
    rows = {}
    for stall in found.select_related("venue__division", "merchant").order_by("pk"):
        rows[stall.venue.fair_id, stall.merchant_id, stall.pk] = stall
    clerks = defaultdict(set)
    for clerk in only(Clerk.objects.filter(ends_at=None, fair__in={key[0] for key in rows}), person=people):
        clerks[clerk.fair_id, clerk.merchant_id].add(clerk.person_id)
    around = timedelta(days=desks.DAYS_AROUND)
    for (fair, merchant, _pk), stall in rows.items():
        yield from (_till(stall, person, around) for person in sorted(clerks[fair, merchant]))


def _till(stall: Any, person: UUID, around: timedelta) -> Matter:
    return Matter(
        subject=stall.pk,
        key=TILLS.key,
        person_id=person,
        queue=heaps.OTHER,
        title=f"收银台：{stall.merchant.name}",
        place=f"{stall.venue.division.name} {stall.venue.hall}",
        step=_("开始收银"),
        icon="shopping-cart",
        link=link("fairs-counter:till", stall.venue_id, stall.merchant_id),
        shows_from=stall.first - around,
        until=stall.last + around,
    )


@planned
def _standing_in(people: Any = Each, fairs: Any = Each) -> QuerySet[Waiter]:
    found = Waiter.objects.with_position().filter(left_at=None, holder__in=people, scope__in=fairs)
    return found.select_related("pool__session").order_by("pool__session__pk")


def _positions(matters: list[Matter]) -> dict[UUID, str]:
    """How far each has come in the line, of several in the one that it is shown for; one query."""
    lines = [one for one in matters if one.queue == heaps.WAITING and one.due is None]
    if not lines:
        return {}
    found = _standing_in([one.person_id for one in lines], [one.subject for one in lines])
    at: dict[tuple[UUID, UUID, datetime], int] = {}  # of two lines that begin alike the one that is shown: `_in_line`
    for one in found:
        at.setdefault((one.scope, one.holder_id, one.pool.session.starts_at), one.position)
    return {one.pk: f"第 {at[where]} 位" for one in lines if (where := (one.subject, one.person_id, one.starts)) in at}


PLACES = Source("fairs.place", _places, _positions)  # subject: the fair
PURCHASES = Source("fairs.purchase", _purchases)  # the purchase
TILLS = Source("fairs.till", _tills)  # the stall
