"""What of the fairs waits for an officer: drafts, batches, after-sales, doubtful scans, a draw that was stopped."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q

from gonghui.kernel.money import Fen
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.admission.models import Scan
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only
from gonghui.primitives.catalogue.models import Sale, SettlementBatch
from gonghui.primitives.draws import audit

from ... import rules
from ...models import AfterSales, Fair

SETTLE_DAYS = 7  # a batch should be approved and paid within
SCANS_DAYS = 7  # after the last session the gate's doubtful scans are looked through


def _drafts(fairs: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    for fair in only(Fair.objects.filter(published_at=None, cancelled_at=None), pk=fairs).order_by("pk"):
        said = (_("专场草稿"), f"专场草稿：{fair.name}", _("继续准备"))
        yield _of_fair(fair, DRAFTS, "fairs-console:fair", *said, due=fair.sign_up_opens_at)


def _of_fair(fair: Fair, source: Source, page: str, queue: str, title: str, step: str, **times: Any) -> Matter:
    return Matter(
        subject=fair.pk,
        key=source.key,
        union_id=fair.union_id,
        act=rules.MANAGE.name,
        queue=queue,
        title=title,
        step=step,
        link=link(page, fair.pk),
        **times,
    )


def _batches(batches: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    """To be approved by another, then paid; one that came back, until its sales stand in the next."""
    sales = Sale.objects.filter(
        merchant=OuterRef("merchant"), cancelled_at=None, batch=None, sold_at__lte=OuterRef("prepared_at")
    )
    loose = Exists(sales.filter(purchase__venue__fund=OuterRef("fund")))
    later = Exists(
        SettlementBatch.objects.filter(
            fund=OuterRef("fund"), merchant=OuterRef("merchant"), prepared_at__gt=OuterRef("prepared_at")
        )
    )
    waiting = Q(returned_at=None, paid_at=None) | Q(Q(returned_at__isnull=False) & loose & ~later)
    each = only(SettlementBatch.objects.filter(waiting, fund__venue__isnull=False), pk=batches)
    for batch in each.select_related("merchant", "fund__venue__fair").order_by("pk"):
        yield _batch(batch)


def _batch(batch: SettlementBatch) -> Matter:
    queue, step, since = _("结算审核"), _("审核结算"), batch.prepared_at
    if batch.returned_at:
        queue, step, since = _("结算被退回"), _("去更正"), batch.returned_at
    elif batch.approved_at:
        queue, step = _("待付款"), _("标记付款")
    venue = batch.fund.venue
    return Matter(
        subject=batch.pk,
        key=BATCHES.key,
        union_id=venue.fair.union_id,
        act=(rules.PREPARE if batch.returned_at else rules.APPROVE).name,
        not_for=None if batch.approved_at or batch.returned_at else batch.prepared_by_id,
        queue=queue,
        title=f"{batch.merchant.name} 结算 {Fen(batch.subsidy).shown} 元",
        note=batch.returned_reason or venue.hall,
        step=step,
        link=link("fairs-console:batch", venue.fair_id, batch.pk),
        due=since + timedelta(days=SETTLE_DAYS),
    )


def _after_sales(requests: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    each = only(AfterSales.objects.waiting(), pk=requests).order_by("pk")
    for asked in each.select_related("purchase__venue__fair", "purchase__offer__goods", "purchase__sale__merchant"):
        purchase, goods = asked.purchase, asked.purchase.offer.goods
        yield Matter(
            subject=asked.pk,
            key=AFTER_SALES.key,
            union_id=purchase.venue.fair.union_id,
            act=rules.MANAGE.name,
            queue=_("售后"),
            title=f"售后申请：{goods.brand} {purchase.offer.name}",
            note=purchase.sale.merchant.name,
            step=_("答复"),
            link=link("fairs-console:requests", purchase.venue.fair_id, at=f"ask-{asked.pk}"),
            due=asked.answer_due_at,
        )


def _scans(fairs: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    """Receipts that gates let in twice, or that were not good any more."""
    odd = only(Scan.objects.to_look_at(), place__scope=fairs).order_by("place__scope")
    many = dict(odd.values_list("place__scope").annotate(many=Count("place", distinct=True)))
    last = Max("venues__sessions__ends_at")
    for fair in Fair.objects.filter(pk__in=many, closed_at=None, cancelled_at=None).annotate(last=last).order_by("pk"):
        title = f"{fair.name}：{many[fair.pk]} 张凭证被重复放行或不该放行"
        until = fair.last and fair.last + timedelta(days=SCANS_DAYS)
        yield _of_fair(fair, SCANS, "fairs-console:scans", _("入场核对"), title, _("去核对"), until=until)


def _stopped(fairs: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    """Draws whose list or secret is not what was published: they are not made until somebody has found out why."""
    drawing = only(Fair.objects.filter(draw__isnull=False, cancelled_at=None), pk=fairs)
    scope = None if fairs is None else list(drawing.values_list("draw", flat=True))
    for fair in drawing.filter(draw__in=audit.changed(scope)).order_by("pk"):
        said = (_("抽签被中止"), f"{fair.name}：名单或密钥在封存后被改动，没有抽签", _("去查明"))
        yield _of_fair(fair, STOPPED, "fairs-console:draw", *said, due=fair.sign_up_closes_at)


DRAFTS = Source("fairs.draft", _drafts)  # subject: the fair
BATCHES = Source("fairs.batch", _batches)  # the batch
AFTER_SALES = Source("fairs.after_sales", _after_sales)  # the request
SCANS = Source("fairs.scans", _scans, counted=True)  # the fair
STOPPED = Source("fairs.draw", _stopped)  # the fair
