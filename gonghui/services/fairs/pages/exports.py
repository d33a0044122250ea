"""Workbooks to take along: exactly what the page shows, with money in yuan as numbers."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from gonghui.faces import answers
from gonghui.kernel.codes import shown
from gonghui.kernel.money import Fen
from gonghui.kernel.percent import Percent
from gonghui.kernel.workbooks import Column
from gonghui.primitives.catalogue.models import Merchant, SettlementBatch
from gonghui.primitives.people.rules import mask_name

from ..models import Fair, Offer, Purchase, Venue
from . import journal_page
from .board import board_of
from .draw_page import why_of
from .settlement_page import batches_of, dealers_of


def yuan(fen: int | None) -> Fen | None:
    """A money cell: yuan with two decimals."""
    return None if fen is None else Fen(fen)


def goods_template() -> HttpResponse:
    """The sheet a dealer fills in, with one example row."""
    columns = [
        Column("品牌", 14),
        Column("型号", 18, note=_("机身铭牌上的完整型号"), text=True),
        Column("商品名称", 24),
        Column("品类", 12),
        Column("市场价", 12, note=_("元，最多两位小数")),
        Column("出厂价", 12, note=_("元，不高于市场价")),
        Column("出厂价证明", 28, note=_("证明文件的名称或编号")),
        Column("补贴率", 10, note=_("如 30%，须在协议范围内")),
    ]
    example = ["海星", "BX-200", "海星双门冰箱", "冰箱", 10000, 8000, "出厂价函 2026-001", "30%"]
    return answers.excel(_("商品目录模板"), columns, [example])


def offers(fair: Fair, rows: Iterable[Offer]) -> HttpResponse:
    columns = [_("商家"), _("品牌"), _("型号"), _("商品名称"), _("品类"), _("市场价"), _("出厂价")]
    columns += [_("出厂价证明"), _("补贴率"), _("补贴"), _("会员支付")]
    lines = (
        [
            offer.goods.merchant.name,
            offer.goods.brand,
            offer.goods.model,
            offer.goods.name,
            offer.goods.category,
            yuan(offer.price.list_price),
            yuan(offer.price.ex_factory_price),
            offer.price.proof,
            Percent(offer.rate),
            yuan(offer.gives),
            yuan(offer.pays),
        ]
        for offer in rows
    )
    return answers.excel(f"{fair.name}-{_('补贴目录')}", columns, lines)


def board(fair: Fair) -> HttpResponse:
    columns = [_("会场"), _("开始"), _("结束"), _("名额"), _("已报名"), _("候补"), _("已入场")]
    lines = (
        [
            row.session.venue.hall,
            row.session.starts_at,
            row.session.ends_at,
            row.capacity,
            row.taken,
            row.waiting,
            row.admitted,
        ]
        for row in board_of(fair).sessions
    )
    return answers.excel(f"{fair.name}-{_('时段')}", columns, lines)


def lots(fair: Fair, rows: Any, names: dict[Any, str]) -> HttpResponse:
    """The entries of a draw, with no name: what is in the published file, with the reason of each weight."""
    columns = [
        _("次序"),
        _("编号"),
        _("注数"),
        _("因未中签加注"),
        _("因困难加注"),
        _("志愿"),
        _("中签时段"),
        _("登记时间"),
    ]
    lines = (
        [
            lot.rank or "",
            shown(lot.code),
            lot.weight,
            lot.why["past"],
            why_of(lot)["need"],
            "；".join(names.get(pool, "") for pool in lot.choices),
            names.get(lot.place.pool_id, "") if lot.place else "",
            lot.created_at,
        ]
        for lot in rows.iterator(chunk_size=2000)
    )
    return answers.excel(f"{fair.name}-{_('摇号名单')}", columns, lines)


def settlement(fair: Fair) -> HttpResponse:
    columns = [
        _("会场"),
        _("商家"),
        _("件数"),
        _("销售额（出厂价）"),
        _("补贴"),
        _("未结算件数"),
        _("未结算补贴"),
        _("批次数"),
    ]
    batches: dict[tuple[Any, Any], int] = {}
    for batch in batches_of(fair):
        at = (batch.fund_id, batch.merchant_id)
        batches[at] = batches.get(at, 0) + 1
    lines = (
        [
            row.venue.hall,
            row.merchant_name,
            row.count,
            yuan(row.sales),
            yuan(row.subsidy),
            row.unbatched_count,
            yuan(row.unbatched),
            batches.get((row.venue.fund_id, row.merchant_id), 0),
        ]
        for row in dealers_of(fair)
    )
    return answers.excel(f"{fair.name}-{_('结算汇总')}", columns, lines)


def batch(batch: SettlementBatch) -> HttpResponse:
    lines = Purchase.objects.filter(sale__batch=batch).for_page().order_by("sale__sold_at", "pk")
    return _sales(f"{_('结算批次')}-{shown(batch.number)}", lines)


def statement(venue: Venue, merchant: Merchant, rows: Any) -> HttpResponse:
    return _sales(f"{merchant.name}-{venue.hall}-{_('对账单')}", rows)


def sales(fair: Fair, rows: Any) -> HttpResponse:
    return _sales(f"{fair.name}-{_('销售明细')}", rows)


def journal(fair: Fair, entries: Any) -> HttpResponse:
    columns = [_("时间"), _("谁"), _("做了什么"), _("对象"), _("内容"), _("来源")]
    rows = journal_page.lines(entries.iterator(chunk_size=2000))
    lines = ([line.at, line.who, line.act, line.label, line.facts, line.origin] for line in rows)
    return answers.excel(f"{fair.name}-{_('操作记录')}", columns, lines)


def _sales(name: str, rows: Any) -> HttpResponse:
    columns = [
        _("时间"),
        _("会场"),
        _("商家"),
        _("销售单号"),
        _("品牌"),
        _("型号"),
        _("商品名称"),
        _("序列号"),
        _("发票号码"),
    ]
    columns += [_("购买人"), _("市场价"), _("出厂价"), _("补贴"), _("会员支付"), _("状态")]
    lines = (
        [
            row.sale.sold_at,
            row.venue.hall,
            row.sale.merchant.name,
            shown(row.sale.code),
            row.offer.goods.brand,
            row.offer.goods.model,
            row.offer.goods.name,
            row.sale.serial,
            row.sale.invoice,
            mask_name(row.sale.buyer.name),
            yuan(row.sale.list_price),
            yuan(row.sale.ex_factory_price),
            yuan(row.sale.subsidy),
            yuan(row.sale.ex_factory_price - row.sale.subsidy),
            _("已取消") if row.sale.cancelled_at else _("有效"),
        ]
        for row in rows.iterator(chunk_size=2000)
    )
    return answers.excel(name, columns, lines)
