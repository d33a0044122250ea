"""What a fair tells people, in the app and by SMS."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

SIGNED_UP = Template(
    code="fairs.signed_up",
    title=_("报名成功：%(when)s"),
    text=_("你已报名%(fair)s，%(when)s，%(hall)s（%(address)s）。凭证码%(code)s，凭码或会员证入场。"),
    sms=_("已报名%(fair)s，%(when)s，%(hall)s。凭证码%(code)s，凭码或会员证入场。去不了请在工惠退回名额。"),
    page="fairs:receipt",
)
MOVED = Template(
    code="fairs.moved",
    title=_("改签成功：%(when)s"),
    text=_("你的%(fair)s时段已改为%(when)s，%(hall)s（%(address)s）。新凭证码%(code)s，原凭证作废。"),
    sms=_("%(fair)s已改签为%(when)s，%(hall)s。新凭证码%(code)s，原凭证作废。"),
    page="fairs:receipt",
)
GIVEN_BACK = Template(
    code="fairs.given_back",
    title=_("名额已退回"),
    text=_("你已退回%(fair)s%(when)s的名额。想去时可以重新报名。"),
    page="fairs:fair",
)
WAITING = Template(
    code="fairs.waiting",
    title=_("已进入候补"),
    text=_("你在%(fair)s%(when)s的候补队伍里，目前第%(position)s位。有人退回名额时按顺序自动补上并通知你。"),
    page="fairs:fair",
)
LINE_LEFT = Template(
    code="fairs.line_left",
    title=_("候补已取消：%(when)s"),
    text=_("你已有%(fair)s%(got)s的名额，每人一个名额，%(when)s的候补就取消了。更想去那一场，等有名额时可以改签。"),
    page="fairs:fair",
)
PROMOTED = Template(
    code="fairs.promoted",
    title=_("候补成功：%(when)s"),
    text=_("你候补的%(fair)s%(when)s有名额了，%(hall)s（%(address)s）。凭证码%(code)s。不去请退回，让给下一位。"),
    sms=_("候补成功：%(fair)s，%(when)s，%(hall)s。凭证码%(code)s。不去请在工惠退回名额。"),
    page="fairs:receipt",
)
OFFERED = Template(
    code="fairs.offered",
    title=_("有名额了，请在%(until)s前确认"),
    text=_("你候补的%(fair)s%(when)s有名额了，%(hall)s（%(address)s）。请在%(until)s前确认，过时让给下一位。"),
    sms=_("候补到了：%(fair)s，%(when)s，%(hall)s。请在%(until)s前到工惠确认，过时让给下一位。"),
    page="fairs:receipt",
)
OFFER_OVER = Template(
    code="fairs.offer_over",
    title=_("没有按时确认，名额已让出"),
    text=_("%(fair)s%(when)s的名额没有按时确认，已让给下一位。想去时可以看看还有没有空余名额。"),
    page="fairs:fair",
)
ENTERED = Template(
    code="fairs.entered",
    title=_("已参加摇号，编号%(number)s"),
    text=_(
        "你已参加%(fair)s的摇号，编号%(number)s，%(weight)s注。%(closes)s截止后摇号，结果会通知你，不用守着手机。"
        "承诺值%(commitment)s，留着它可以核对摇号没有被改动。"
    ),
    page="fairs:fair",
)
LOT_WITHDRAWN = Template(
    code="fairs.lot_withdrawn",
    title=_("已退出摇号"),
    text=_("你已退出%(fair)s的摇号，编号%(number)s作废。"),
    page="fairs:fair",
)
WON = Template(
    code="fairs.won",
    title=_("中签：%(when)s"),
    text=_("你在%(fair)s摇号中签，%(when)s，%(hall)s（%(address)s）。凭证码%(code)s，去不了请退回，让给下一位。"),
    sms=_("中签：%(fair)s，%(when)s，%(hall)s。凭证码%(code)s。去不了请在工惠退回名额。"),
    page="fairs:receipt",
)
NOT_WON = Template(
    code="fairs.not_won",
    title=_("这次没有中签，次序第%(rank)s位"),
    text=_("%(fair)s摇号完成，%(entries)s人参加，你（编号%(number)s）排在第%(rank)s位。有人退回名额时按次序自动补上。"),
    sms=_("%(fair)s摇号：你排第%(rank)s位，这次没有名额。有人退回时按次序自动补上并通知你。"),
    page="fairs:fair",
)
SESSION_CANCELLED = Template(
    code="fairs.session_cancelled",
    title=_("时段取消：%(when)s"),
    text=_("%(fair)s%(when)s（%(hall)s）取消，原因：%(reason)s。你的名额已释放，请重新选择其他时段。"),
    sms=_("%(fair)s%(when)s取消：%(reason)s。请在工惠重新选择时段。"),
    page="fairs:fair",
)
SESSION_MOVED = Template(
    code="fairs.session_moved",
    title=_("时间调整：%(when)s"),
    text=_("%(fair)s原%(before)s的时段改为%(when)s，%(hall)s。原因：%(reason)s。凭证码不变；不方便请改签或退回。"),
    sms=_("%(fair)s原%(before)s改为%(when)s，%(hall)s：%(reason)s。凭证码不变，不便请改签。"),
    page="fairs:fair",
)
HOPED_MOVED = Template(
    code="fairs.hoped_moved",
    title=_("候补或摇号的时段改时间：%(when)s"),
    text=_(
        "你候补或登记摇号的%(fair)s，原%(before)s的时段改为%(when)s，%(hall)s。原因：%(reason)s。次序和机会不变；不方便可以退出。"
    ),
    sms=_("你候补的%(fair)s原%(before)s改为%(when)s，%(hall)s：%(reason)s。次序不变，不便请退出。"),
    page="fairs:fair",
)
HOPED_CANCELLED = Template(
    code="fairs.hoped_cancelled",
    title=_("候补或摇号的时段取消：%(when)s"),
    text=_("你候补或登记摇号的%(fair)s%(when)s（%(hall)s）取消，原因：%(reason)s。想去的话，请看看其他时段。"),
    sms=_("你候补的%(fair)s%(when)s取消：%(reason)s。请在工惠看看其他时段。"),
    page="fairs:fair",
)
HOPED_ELSEWHERE = Template(
    code="fairs.hoped_elsewhere",
    title=_("候补或摇号的时段换了地点：%(hall)s"),
    text=_("你候补或登记摇号的%(fair)s，地点更正为%(hall)s（%(address)s）。时间、次序和机会不变。"),
    sms=_("你候补的%(fair)s，地点更正为%(hall)s（%(address)s），时间和次序不变。"),
    page="fairs:fair",
)
PLACE_CHANGED = Template(
    code="fairs.place_changed",
    title=_("地点更正：%(hall)s"),
    text=_("%(fair)s的地点更正为%(hall)s（%(address)s），时间和凭证码不变。"),
    sms=_("%(fair)s的地点更正为%(hall)s（%(address)s），时间和凭证码不变。"),
    page="fairs:receipt",
)
BOUGHT = Template(
    code="fairs.bought",
    title=_("购买成功，补贴%(subsidy)s元"),
    text=_(
        "%(goods)s，出厂价%(ex_factory)s元，补贴%(subsidy)s元，你支付%(pays)s元。发票号码%(invoice)s。%(until)s前可申请售后。"
    ),
    page="fairs:purchase",
)
WORD = Template(
    code="fairs.word",
    title=_("购买短信码"),
    text=_(
        "%(dealer)s正在为你登记补贴购买，同意就把%(code)s告诉店员，%(minutes)s分钟内有效。不是你在买，请不要告诉任何人。"
    ),
)
SALE_CANCELLED = Template(
    code="fairs.sale_cancelled",
    title=_("购买已取消"),
    text=_("%(goods)s的购买已取消，补贴%(subsidy)s元退回资金池，你的限购件数已恢复。原因：%(reason)s。"),
    page="fairs:purchase",
)
AFTER_SALES_ASKED = Template(
    code="fairs.after_sales_asked",
    title=_("售后申请已收到"),
    text=_("%(goods)s的售后申请已送达商家，%(due)s前答复。"),
    page="fairs:purchase",
)
AFTER_SALES_ANSWERED = Template(
    code="fairs.after_sales_answered",
    title=_("售后有答复了"),
    text=_("%(goods)s:%(answer)s"),
    page="fairs:purchase",
)
FAIR_CANCELLED = Template(
    code="fairs.cancelled",
    title=_("专场取消：%(fair)s"),
    text=_("%(fair)s取消，原因：%(reason)s。名额、候补和摇号登记都不再有效。已买的商品照常享受售后。"),
    sms=_("%(fair)s取消：%(reason)s。已买商品照常售后。"),
    page="fairs:fair",
)

ACTS = {  # of the journal, where a member or officer reads it
    "fairs.draft": _("起草专场"),
    "fairs.revise": _("修改条件"),
    "fairs.correct": _("更正文字"),
    "fairs.add_venue": _("添加会场"),
    "fairs.revise_venue": _("修改会场"),
    "fairs.remove_venue": _("删除会场"),
    "fairs.remove_stall": _("商家退出"),
    "fairs.change_capacity": _("调整名额"),
    "fairs.join_stall": _("商家加入"),
    "fairs.add_clerk": _("添加店员"),
    "fairs.remove_clerk": _("移除店员"),
    "fairs.load_offers": _("导入商品目录"),
    "fairs.withdraw_offer": _("撤下商品"),
    "fairs.add_sessions": _("生成时段"),
    "fairs.publish": _("发布专场"),
    "fairs.cancel_session": _("取消时段"),
    "fairs.move_session": _("调整时段"),
    "fairs.cancel": _("取消专场"),
    "fairs.close": _("结束专场"),
    "fairs.sign_up": _("报名"),
    "fairs.wait": _("进入候补"),
    "fairs.leave_line": _("退出候补"),
    "fairs.move": _("改签"),
    "fairs.give_back": _("退回名额"),
    "fairs.enter_draw": _("参加摇号"),
    "fairs.leave_draw": _("退出摇号"),
    "fairs.set_need": _("导入困难职工名单"),
    "fairs.set_beacon": _("填入公共随机数"),
    "fairs.close_draw": _("锁定摇号名单"),
    "fairs.draw": _("摇号"),
    "fairs.confirm": _("确认名额"),
    "fairs.expire": _("过时未确认，名额让出"),
    "fairs.admit": _("入场"),
    "fairs.keep_scan": _("门岗放行，待核对"),
    "fairs.look_up": _("收银按手机号查买家"),
    "fairs.ask_word": _("收银给买家发短信码"),
    "fairs.give_word": _("买家同意购买"),
    "fairs.sell": _("登记购买"),
    "fairs.cancel_sale": _("取消购买"),
    "fairs.ask_after_sales": _("申请售后"),
    "fairs.answer_after_sales": _("答复售后"),
    "fairs.prepare_settlement": _("生成结算批次"),
    "fairs.approve_settlement": _("审核结算"),
    "fairs.return_settlement": _("退回结算"),
    "fairs.mark_settlement_paid": _("标记付款"),
    "fairs.set_claim": _("记录对账金额"),
}
