"""What the fairs put on the common pages: home, my receipts, my work, and what a scanned code leads to."""

from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.services import Card, WorkItem
from gonghui.faces.speech import speak
from gonghui.kernel.codes import shown
from gonghui.kernel.money import Fen
from gonghui.primitives import clock
from gonghui.primitives.admission.models import Place, Waiter
from gonghui.primitives.catalogue.models import SettlementBatch

from .. import rules
from ..models import AfterSales, Fair
from . import browse, desks

ON_HOME = 3
MOST_WORK = 50  # items of one kind on "my work"; the lists behind them have all


def receipts(request: HttpRequest) -> list[Card]:
    """My receipts for sessions that are not over yet."""
    if request.person is None:
        return []
    places = (
        Place.objects.filter(
            holder=request.person,
            released_at=None,
            check_in=None,
            pool__session__ends_at__gt=request.now,
            pool__session__cancelled_at=None,
        )
        .select_related("pool__session__venue__fair", "pool__session__venue__division")
        .order_by("pool__session__starts_at", "pk")
    )
    return [
        Card(
            title=place.pool.session.venue.fair.name,
            url=reverse("fairs:receipt", args=[place.scope]),
            when=place.pool.session.starts_at,
            where=place.pool.session.venue.hall,
            number=clock.moment(place.confirm_by) if place.confirm_by else shown(place.code),
            unit=_("前确认") if place.confirm_by else _("凭证码"),
            act=_("确认名额") if place.confirm_by else _("查看凭证"),
            receipt=place.confirm_by is None,
        )
        for place in places[:3]
    ]


def lines(request: HttpRequest) -> list[Card]:
    """The waiting lines I stand in, and how far I have come."""
    if request.person is None:
        return []
    waiters = (
        Waiter.objects.with_position()
        .filter(holder=request.person, pool__session__ends_at__gt=request.now, pool__session__cancelled_at=None)
        .select_related("pool__session__venue__fair")
        .order_by("pool__session__starts_at", "pk")
    )
    return [
        Card(
            title=waiter.pool.session.venue.fair.name,
            url=reverse("fairs:session", args=[waiter.pool.session.pk]),
            icon="hourglass",
            when=waiter.pool.session.starts_at,
            where=waiter.pool.session.venue.hall,
            number=_("第 %(position)d 位") % {"position": waiter.position},
            unit=_("候补"),
            act=_("看候补"),
        )
        for waiter in waiters[:ON_HOME]
    ]


def tills(request: HttpRequest) -> list[Card]:
    """Where I sell for a merchant these days: a clerk's day begins here."""
    if request.person is None:
        return []
    return [
        Card(
            title=_("收银台：%(merchant)s") % {"merchant": stall.merchant.name},
            url=reverse("fairs-counter:till", args=[stall.venue_id, stall.merchant_id]),
            icon="shopping-cart",
            where=f"{stall.venue.division.name} {stall.venue.hall}",
            act=_("开始收银"),
        )
        for stall in desks.tills_of(request.person, now=request.now)[:ON_HOME]
    ]


def has_desk(request: HttpRequest) -> bool:
    """Whether there is a gate, a till or a statement of this person's."""
    if request.person is None:
        return False
    gates = desks.gates_of(request.offices, now=request.now)
    return gates.exists() or desks.statements_of(request.person).exists()


def on_now(request: HttpRequest) -> list[Card]:
    """Fairs that run or come, with places left."""
    shown = browse.fairs_near(request.person, now=request.now)[:ON_HOME]
    return [
        Card(
            title=row.fair.name,
            url=reverse("fairs:fair", args=[row.fair.pk]),
            icon="fridge",
            where="、".join(row.cities),
            note=speak(row.refusal).says if row.refusal else "",
            number=str(row.free),
            unit=_("个名额"),
            act=_("去看看"),
        )
        for row in browse.rows_of(shown, request.person, now=request.now)
    ]


def page_of_code(request: HttpRequest, code: str) -> str | None:
    """The asker's own receipt behind a code."""
    if request.person is None:
        return None
    place = Place.objects.filter(code=code, holder=request.person, pool__session__isnull=False).first()
    return reverse("fairs:receipt", args=[place.scope]) if place else None


def work(request: HttpRequest) -> list[WorkItem]:
    """What waits for this officer: batches to approve or pay, after-sales to answer, drafts to publish."""
    return [*_batches(request), *_after_sales(request), *_drafts(request)]


def _batches(request: HttpRequest) -> list[WorkItem]:
    mine = Fair.objects.for_act(request.offices, rules.APPROVE)
    open_batches = SettlementBatch.objects.filter(
        fund__venue__fair__in=mine, returned_at=None, paid_at=None
    ).select_related("merchant", "fund__venue__fair__union")
    items = []
    for batch in open_batches.order_by("prepared_at", "pk")[:MOST_WORK]:
        approved = batch.approved_at is not None
        if not approved and batch.prepared_by_id == request.person.pk:
            continue  # someone else must approve it
        items.append(
            WorkItem(
                title=_("%(merchant)s 结算 %(fen)s 元")
                % {"merchant": batch.merchant.name, "fen": Fen(batch.subsidy).shown},
                url=reverse("fairs-console:batch", args=[batch.fund.venue.fair_id, batch.pk]),
                act=_("标记付款") if approved else _("审核结算"),
                queue=_("待付款") if approved else _("结算审核"),
                due=batch.prepared_at + timedelta(days=7),
                union=batch.fund.venue.fair.union.name,
                note=batch.fund.venue.hall,
            )
        )
    return items


def _after_sales(request: HttpRequest) -> list[WorkItem]:
    waiting = (
        AfterSales.objects.for_act(request.offices, rules.MANAGE)
        .waiting()
        .select_related("purchase__venue__fair__union", "purchase__offer__goods", "purchase__sale__merchant")
        .order_by("answer_due_at", "pk")
    )
    return [
        WorkItem(
            title=_("售后申请：%(goods)s")
            % {"goods": f"{asked.purchase.offer.goods.brand} {asked.purchase.offer.name}"},
            url=reverse("fairs-console:requests", args=[asked.purchase.venue.fair_id]) + f"#ask-{asked.pk}",
            act=_("答复"),
            queue=_("售后"),
            due=asked.answer_due_at,
            union=asked.purchase.venue.fair.union.name,
            note=asked.purchase.sale.merchant.name,
        )
        for asked in waiting[:MOST_WORK]
    ]


def _drafts(request: HttpRequest) -> list[WorkItem]:
    mine = Fair.objects.for_act(request.offices, rules.MANAGE)
    drafts = mine.filter(published_at=None, cancelled_at=None).select_related("union")
    return [
        WorkItem(
            title=_("专场草稿：%(name)s") % {"name": fair.name},
            url=reverse("fairs-console:fair", args=[fair.pk]),
            act=_("继续准备"),
            queue=_("专场草稿"),
            due=fair.sign_up_opens_at,
            union=fair.union.name,
        )
        for fair in drafts.order_by("sign_up_opens_at", "pk")[:MOST_WORK]
    ]
