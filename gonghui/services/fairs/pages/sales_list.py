"""The columns of sales, as the officer's list and a dealer's statement have them."""

from django.utils.translation import gettext_lazy as _

from gonghui.faces.listing import CODE, FILE, MASKED, MONEY, MONO, WHEN, Column, states
from gonghui.faces.requests import Request
from gonghui.primitives.catalogue.models import SettlementBatch

from ..models import Purchase


def pays_of(row: Purchase, request: Request) -> int:
    return row.sale.ex_factory_price - row.sale.subsidy


def stands(row: Purchase, request: Request) -> str:
    return "cancelled" if row.sale.cancelled_at else "standing"


def is_void(row: Purchase, request: Request) -> bool:
    return bool(row.sale.cancelled_at)


SOLD = Column(_("时间"), "sale.sold_at", WHEN, sort=True, under=(Column(_("销售单号"), "sale.code", CODE),))
GOODS = Column(
    _("商品名称"),
    "offer.name",
    under=(Column(_("品牌"), "offer.goods.brand"), Column(_("型号"), "offer.goods.model")),
)
SELLER = Column(_("商家"), "sale.merchant.name", sort=True, under=(Column(_("会场"), "venue.hall"),))
NUMBERS = Column(_("序列号"), "sale.serial", MONO, under=(Column(_("发票号码"), "sale.invoice", MONO),))
BUYER = Column(_("购买人"), "sale.buyer", MASKED)
PRICES = (
    Column(_("市场价"), "sale.list_price", MONEY, only=FILE),
    Column(_("出厂价"), "sale.ex_factory_price", MONEY, sort=True),
    Column(_("补贴"), "sale.subsidy", MONEY, sort=True),
    Column(_("会员支付"), pays_of, MONEY, only=FILE),
)
STANDS = Column(_("状态"), stands, states({"standing": (_("有效"), "good"), "cancelled": (_("已取消"), "bad")}))

BATCH_STATES = {
    "returned": (_("已退回"), "bad"),
    "paid": (_("已付款"), "good"),
    "approved": (_("待付款"), "gold"),
    "prepared": (_("待审核"), "warn"),
}


def step_of(batch: SettlementBatch, request: Request) -> str:
    if batch.returned_at:
        return "returned"
    return "paid" if batch.paid_at else "approved" if batch.approved_at else "prepared"


def settled(row: Purchase, request: Request) -> str:
    """How far the money of a sale is: cancelled, in no batch yet, or as its batch."""
    if row.sale.cancelled_at:
        return "cancelled"
    return step_of(row.sale.batch, request) if row.sale.batch_id else "open"


SETTLED = Column(
    _("状态"),
    settled,
    states({"cancelled": (_("已取消"), "bad"), "open": (_("未结算"), "warn"), **BATCH_STATES}),
)
