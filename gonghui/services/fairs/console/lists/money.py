"""Sales, what each dealer sold, and the batches."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.faces.guards import staff
from gonghui.faces.listing import (
    CODE,
    FILE,
    MONEY,
    NUMBER,
    WHEN,
    Bulk,
    Column,
    Empty,
    Listing,
    RowAct,
    Search,
    Together,
    states,
)  # fmt: skip
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.faces.services import address
from gonghui.faces.templatetags.kit import fen
from gonghui.primitives.catalogue.models import SettlementBatch

from ... import actions, rules
from ...models.querysets import PurchaseQuerySet
from ...pages.sales_list import BATCH_STATES, BUYER, GOODS, NUMBERS, PRICES, SELLER, SOLD, STANDS, is_void, step_of
from ...pages.settlement_page import DealerRow
from .shared import INSIDE, here, may, of_fair


def by_number(sales: PurchaseQuerySet, words: str, request: Request) -> PurchaseQuerySet:
    return sales.search(words)


def sums_of(sales: PurchaseQuerySet, request: Request) -> str:
    sums = sales.order_by().sums()
    facts = {"count": sums["count"], "sales": fen(sums["sales"]), "subsidy": fen(sums["subsidy"])}
    return gettext("有效销售 %(count)s 件，按出厂价 %(sales)s 元，补贴 %(subsidy)s 元。") % facts


SALES = Listing(
    title=_("销售明细"),
    columns=(SOLD, GOODS, SELLER, NUMBERS, BUYER, *PRICES, STANDS),
    order=("-sale__sold_at", "-pk"),
    filters=(Search(by_number, _("序列号、发票号码或销售单号（要写全）")),),
    lead=sums_of,
    fades=is_void,
    empty=Empty(_("还没有卖出商品"), _("收银台每卖一件，这里就多一行。"), "receipt"),
    nothing=Empty(_("没有找到这笔销售"), _("序列号、发票号码和销售单号都要写全；大小写和空格没关系。"), "search"),
    file=of_fair("销售明细"),
    base=INSIDE,
)

BATCH_LINES = Listing(
    title=_("批次明细"),
    columns=(SOLD, GOODS, NUMBERS, BUYER, *PRICES),
    order=("sale__sold_at", "pk"),
    empty=Empty(_("批次已退回，里面的销售已放回未结算"), icon="receipt"),
    file=lambda request: f"{gettext('结算批次')}-{request.beside['batch'].number}",
)


def place_of(row: DealerRow, request: Request) -> str:
    return f"{row.venue.division.name} {row.venue.hall}"


def prepare_url(row: DealerRow, request: Request) -> str:
    return address("fairs-console:prepare", request.beside["fair"].pk, row.venue.pk, row.merchant_id)


def prepare_text(row: DealerRow, request: Request) -> str:
    facts = {"name": row.merchant_name, "count": row.unbatched_count, "yuan": fen(row.unbatched)}
    return (
        gettext(
            "%(name)s的 %(count)s 件、补贴 %(yuan)s 元进入一个结算批次，等另一个人审核。"
            "进了批次的销售不能再取消；批次退回后才可以。"
        )
        % facts
    )


def batches_counted(rows: Sequence[DealerRow], request: Request) -> dict[Any, int]:
    """How many batches each dealer has at each hall."""
    counted = request.beside["batched"]
    return {row: counted.get((row.venue.fund_id, row.merchant_id), 0) for row in rows}


DEALERS = Listing(
    title=_("每家商家卖了多少、还有多少没进结算"),
    columns=(
        Column(_("商家"), "merchant_name", sort=True),
        Column(_("会场"), place_of),
        Column(_("件数"), "count", NUMBER, sort=True),
        Column(_("销售额（出厂价）"), "sales", MONEY, sort=True),
        Column(_("补贴"), "subsidy", MONEY, sort=True),
        Column(
            _("未结算补贴"), "unbatched", MONEY, sort=True, under=(Column(_("未结算件数"), "unbatched_count", NUMBER),)
        ),
        Column(_("批次数"), Together(batches_counted), NUMBER, only=FILE),
    ),
    acts=(
        RowAct(
            _("生成结算"),
            prepare_url,
            _("生成结算批次？"),
            prepare_text,
            yes=_("生成批次"),
            may=may("prepare"),
            open=lambda row, request: row.unbatched_count > 0,
        ),
    ),
    empty=Empty(_("还没有卖出商品，没有要结算的"), icon="receipt"),
    file=of_fair("结算汇总"),
)

BATCHES = Listing(
    title=_("结算批次"),
    columns=(
        Column(_("批次"), "number", CODE),
        Column(_("商家"), "merchant.name", sort=True),
        Column(_("会场"), "fund.venue.hall"),
        Column(_("件数"), "sales_count", NUMBER),
        Column(_("补贴"), "subsidy", MONEY),
        Column(
            _("制单"),
            "prepared_by.name",
            sort="prepared_at",
            under=(Column(_("制单时间"), "prepared_at", WHEN),),
        ),
        Column(_("商家对账单"), "claimed", MONEY),
        Column(_("状态"), step_of, states(BATCH_STATES)),
    ),
    order=("-prepared_at", "-pk"),
    link=here("fairs-console:batch"),
    empty=Empty(_("还没有结算批次"), icon="report-money"),
    file=of_fair("结算批次"),
)


def agrees(batch: SettlementBatch, request: Request) -> str:
    """Whether the dealer's statement says what we say."""
    return "none" if batch.difference is None else "differs" if batch.difference else "agrees"


def approve(batch: SettlementBatch, request: PersonalRequest, reason: str) -> None:
    venue = batch.fund.venue
    actions.approve_agreeing(batch, venue, by_person=request.person, by=request.caller, now=request.now)


TO_APPROVE = Listing(
    title=_("待审核的结算批次"),
    columns=(
        Column(_("批次"), "number", CODE),
        Column(_("商家"), "merchant.name", sort=True, under=(Column(_("会场"), "fund.venue.hall"),)),
        Column(_("件数"), "sales_count", NUMBER),
        Column(_("补贴"), "subsidy", MONEY, sort=True),
        Column(_("商家对账单"), "claimed", MONEY),
        Column(_("差额"), "difference", MONEY),
        Column(
            _("对账"),
            agrees,
            states({"none": (_("还没有"), "warn"), "differs": (_("不一致"), "bad"), "agrees": (_("一致"), "good")}),
        ),
        Column(_("制单"), "prepared_by.name", under=(Column(_("制单时间"), "prepared_at", WHEN),)),
    ),
    order=("prepared_at", "pk"),
    link=here("fairs-console:batch"),
    bulk=(
        Bulk(
            "approve",
            _("审核通过"),
            approve,
            _("审核通过选中的批次？"),
            _("只通过商家对账单一致的；不一致和还没有对账的会逐个列出来。你的名字会记在每个批次上。"),
            guard=staff(rules.APPROVE),
            may=may("approve"),
        ),
    ),
    empty=Empty(_("没有等审核的批次"), icon="report-money"),
    file=of_fair("待审核批次"),
    base=INSIDE,
)
