"""Every named no of the catalogue."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class Missing(Refused):
    code = "catalogue.missing"
    says = _("没有填写%(what)s")
    mend = _("请填写后再提交")


class TooLong(Refused):
    code = "catalogue.too_long"
    says = _("%(what)s有 %(length)s 个字符，超过了 %(limit)s 个")
    mend = _("请缩短后再提交")


class BadSerial(Refused):
    code = "catalogue.bad_serial"
    says = _("序列号“%(text)s”不对")
    mend = _("请扫描或照抄机身铭牌上的序列号：4 到 40 位，只有字母、数字和 - / . 三种符号")


class SerialMissing(BadSerial):
    code = "catalogue.serial_missing"
    says = _("没有填写序列号")


class SerialScientific(BadSerial):
    code = "catalogue.serial_scientific"
    says = _("序列号“%(text)s”被表格变成了科学计数法，后几位已经丢失")
    mend = _("请把这一格设为“文本”格式，再重新填写")


class BadInvoice(Refused):
    code = "catalogue.bad_invoice"
    says = _("发票号码“%(text)s”不对")
    mend = _("请照抄发票上的号码：8 到 20 位数字或字母")


class InvoiceMissing(BadInvoice):
    code = "catalogue.invoice_missing"
    says = _("没有填写发票号码")


class InvoiceScientific(BadInvoice):
    code = "catalogue.invoice_scientific"
    says = _("发票号码“%(text)s”被表格变成了科学计数法，后几位已经丢失")
    mend = _("请把这一格设为“文本”格式，再重新填写")


class BadKey(Refused):
    code = "catalogue.bad_key"
    says = _("请求编号应有 1 到 %(limit)s 个字符")
    mend = _("请刷新页面后重新提交")


class BadPrices(Refused):
    code = "catalogue.bad_prices"
    says = _("市场价 %(list_price)s 元、出厂价 %(ex_factory_price)s 元不合理：出厂价要大于 0，市场价不能低于出厂价")
    mend = _("请核对这两个价格是否填反")


class BadSubsidy(Refused):
    code = "catalogue.bad_subsidy"
    says = _("补贴 %(subsidy)s 元不合理：要大于 0，并且低于出厂价 %(ex_factory_price)s 元")


class GoodsOfAnother(Refused):
    kind = Kind.FORBIDDEN
    code = "catalogue.goods_of_another"
    says = _("“%(goods)s”不是这家商家的商品")
    mend = _("请从本商家的商品里选择")


class PriceRaised(Refused):
    """A reason, returned by the price guard: from what to what (fen), within how many days."""

    kind = Kind.CONFLICT
    code = "catalogue.price_raised"
    says = _("市场价在开场前 %(days)s 天内从 %(before)s 元涨到了 %(after)s 元")
    mend = _("请恢复为不高于 %(before)s 元，或提供涨价证明由工会审核")


class ExFactoryRaised(PriceRaised):
    code = "catalogue.ex_factory_raised"
    says = _("出厂价在开场前 %(days)s 天内从 %(before)s 元涨到了 %(after)s 元")


class SerialSold(Refused):
    """Where and when, and the tail of the sale's code; never who bought it."""

    kind = Kind.CONFLICT
    code = "catalogue.serial_sold"
    says = _("序列号 %(serial)s 已于 %(when)s 由“%(where)s”售出（销售单号尾号 %(tail)s）")
    mend = _("请核对铭牌上的序列号；如果是退货后再卖，请先取消原来的销售")


class InvoiceUsed(Refused):
    kind = Kind.CONFLICT
    code = "catalogue.invoice_used"
    says = _("发票 %(invoice)s 已于 %(when)s 用于另一笔销售（销售单号尾号 %(tail)s）")
    mend = _("一张发票只能对应一件商品，请核对发票号码")


class KeyReused(Refused):
    kind = Kind.CONFLICT
    code = "catalogue.key_reused"
    says = _("这个请求编号已用于另一笔内容不同的销售（销售单号尾号 %(tail)s）")
    mend = _("请刷新页面，查看刚才的销售是否已经成功，再决定是否重做")


class PoolEmpty(Refused):
    """`facts`: `left` in the fund, `needed` for this sale (Fen)."""

    kind = Kind.CONFLICT
    code = "catalogue.pool_empty"
    says = _("资金池只剩 %(left)s 元，不够这一笔的 %(needed)s 元")
    mend = _("可以换一件补贴较低的商品，或请工会补充资金")


class TryAgain(Refused):
    kind = Kind.BUSY
    code = "catalogue.try_again"
    says = _("同一件商品刚刚有另一笔操作")
    mend = _("请再提交一次")


class AlreadyCancelled(Refused):
    kind = Kind.CONFLICT
    code = "catalogue.already_cancelled"
    says = _("这笔销售已于 %(when)s 取消")


class AlreadySettled(Refused):
    kind = Kind.CONFLICT
    code = "catalogue.already_settled"
    says = _("这笔销售已列入结算批次 %(number)s，不能取消")
    mend = _("请财务先退回这个结算批次")


class BadClaim(Refused):
    code = "catalogue.bad_claim"
    says = _("商家申报金额不能是负数，也不能超过 %(most)s 元")


class ClaimFixed(Refused):
    kind = Kind.CONFLICT
    code = "catalogue.claim_fixed"
    says = _("结算批次 %(number)s 已于 %(when)s 审核，商家申报金额不能再改")
    mend = _("如果金额有误，请财务先退回这个批次，再重新制单")


class ClaimChanged(Refused):
    kind = Kind.CONFLICT
    code = "catalogue.claim_changed"
    says = _("结算批次 %(number)s 的商家申报金额刚刚有改动，和你看到的不一样")
    mend = _("请刷新页面，看过新的金额和差额再审核")


class NothingToSettle(Refused):
    kind = Kind.CONFLICT
    code = "catalogue.nothing_to_settle"
    says = _("“%(merchant)s”在这个时间之前没有待结算的销售")


class SamePerson(Refused):
    kind = Kind.FORBIDDEN
    code = "catalogue.same_person"
    says = _("结算批次不能由制单的人自己审核")
    mend = _("请另一位有权限的同事审核")


class ClaimDiffers(Refused):
    """Facts: number, claimed, ours, difference (yuan)."""

    kind = Kind.CONFLICT
    code = "catalogue.claim_differs"
    says = _("商家对账单 %(claimed)s 元，系统 %(ours)s 元，差 %(difference)s 元，没有审核")
    mend = _("核对后打开批次，写明按系统金额结算的原因；或退回批次重做")


class ClaimMissing(Refused):
    kind = Kind.CONFLICT
    code = "catalogue.claim_missing"
    says = _("结算批次 %(number)s 还没有商家的对账金额")
    mend = _("一起审核的只限对账一致的；没有对账的请打开批次单独审核")


class AlreadyApproved(Refused):
    kind = Kind.CONFLICT
    code = "catalogue.already_approved"
    says = _("结算批次 %(number)s 已于 %(when)s 由%(who)s审核")


class NotApproved(Refused):
    kind = Kind.CONFLICT
    code = "catalogue.not_approved"
    says = _("结算批次 %(number)s 还没有审核，不能付款")
    mend = _("请先由另一位同事审核")


class BatchReturned(Refused):
    kind = Kind.CONFLICT
    code = "catalogue.batch_returned"
    says = _("结算批次 %(number)s 已于 %(when)s 退回：%(reason)s")
    mend = _("请重新制单")


class AlreadyPaid(Refused):
    kind = Kind.CONFLICT
    code = "catalogue.already_paid"
    says = _("结算批次 %(number)s 已于 %(when)s 付款（流水号 %(reference)s）")
