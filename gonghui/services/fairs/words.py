"""What a fair tells people, in the app and by SMS."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

SIGNED_UP = Template(
    code="fairs.signed_up",
    title=_("报名成功：%(when)s"),
    text=_("你已报名%(fair)s，%(when)s，%(hall)s（%(address)s）。凭证码%(code)s，凭码或会员证入场。"),
    sms=_("已报名%(fair)s，%(when)s，%(hall)s。凭证码%(code)s，凭码或会员证入场。去不了请在工惠退回名额。"),
)
MOVED = Template(
    code="fairs.moved",
    title=_("改签成功：%(when)s"),
    text=_("你的%(fair)s时段已改为%(when)s，%(hall)s（%(address)s）。新凭证码%(code)s，原凭证作废。"),
    sms=_("%(fair)s已改签为%(when)s，%(hall)s。新凭证码%(code)s，原凭证作废。"),
)
GIVEN_BACK = Template(
    code="fairs.given_back",
    title=_("名额已退回"),
    text=_("你已退回%(fair)s%(when)s的名额。想去时可以重新报名。"),
)
WAITING = Template(
    code="fairs.waiting",
    title=_("已进入候补"),
    text=_("你在%(fair)s%(when)s的候补队伍里，目前第%(position)s位。有人退回名额时按顺序自动补上并通知你。"),
)
PROMOTED = Template(
    code="fairs.promoted",
    title=_("候补成功：%(when)s"),
    text=_("你候补的%(fair)s%(when)s有名额了，%(hall)s（%(address)s）。凭证码%(code)s。不去请退回，让给下一位。"),
    sms=_("候补成功：%(fair)s，%(when)s，%(hall)s。凭证码%(code)s。不去请在工惠退回名额。"),
)
SESSION_CANCELLED = Template(
    code="fairs.session_cancelled",
    title=_("时段取消：%(when)s"),
    text=_("%(fair)s%(when)s（%(hall)s）取消，原因：%(reason)s。你的名额已释放，请重新选择其他时段。"),
    sms=_("%(fair)s%(when)s取消：%(reason)s。请在工惠重新选择时段。"),
)
SESSION_MOVED = Template(
    code="fairs.session_moved",
    title=_("时间调整：%(when)s"),
    text=_("%(fair)s原%(before)s的时段改为%(when)s，%(hall)s。原因：%(reason)s。凭证码不变；不方便请改签或退回。"),
    sms=_("%(fair)s原%(before)s改为%(when)s，%(hall)s：%(reason)s。凭证码不变，不便请改签。"),
)
BOUGHT = Template(
    code="fairs.bought",
    title=_("购买成功，补贴%(subsidy)s元"),
    text=_(
        "%(goods)s，出厂价%(ex_factory)s元，补贴%(subsidy)s元，你支付%(pays)s元。发票号码%(invoice)s。%(until)s前可申请售后。"
    ),
)
SALE_CANCELLED = Template(
    code="fairs.sale_cancelled",
    title=_("购买已取消"),
    text=_("%(goods)s的购买已取消，补贴%(subsidy)s元退回资金池，你的限购件数已恢复。原因：%(reason)s。"),
)
AFTER_SALES_ASKED = Template(
    code="fairs.after_sales_asked",
    title=_("售后申请已收到"),
    text=_("%(goods)s的售后申请已送达商家，%(due)s前答复。"),
)
AFTER_SALES_ANSWERED = Template(
    code="fairs.after_sales_answered",
    title=_("售后有答复了"),
    text=_("%(goods)s:%(answer)s"),
)
FAIR_CANCELLED = Template(
    code="fairs.cancelled",
    title=_("专场取消：%(fair)s"),
    text=_("%(fair)s取消，原因：%(reason)s。你的名额已释放。已买的商品照常享受售后。"),
    sms=_("%(fair)s取消：%(reason)s。已买商品照常售后。"),
)
