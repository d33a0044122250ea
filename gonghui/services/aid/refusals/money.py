"""Every no of the fund and of the bank's receipt."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class ReceiptUsed(Refused):
    kind = Kind.CONFLICT
    code = "aid.receipt_used"
    says = _("银行回单号“%(receipt)s”已经用在另一笔发放上")
    mend = _("请核对回单号；一笔转账一个回单号")


class ReceiptMissing(Refused):
    code = "aid.receipt_missing"
    says = _("没有填银行回单号")
    mend = _("请填转账成功后银行给的回单号，作为发放的凭证")


class ReceiptTooLong(Refused):
    code = "aid.receipt_too_long"
    says = _("银行回单号超过 %(most)s 个字符")
    mend = _("请只填回单号，不填摘要和备注")


class NoFund(Refused):
    kind = Kind.CONFLICT
    code = "aid.no_fund"
    says = _("“%(union)s”还没有帮扶资金")
    mend = _("请先在“帮扶资金”里登记拨款")
