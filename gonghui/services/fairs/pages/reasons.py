"""Why people were turned away, in a few words for the board; a refusal nobody named here speaks its own sentence."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext

from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _

FACT = re.compile(r"%\(\w+\)[sd]")

REASONS = {
    "fairs.not_a_member": _("没有有效会籍"),
    "fairs.other_union": _("会籍不在主办工会范围内"),
    "fairs.joined_too_late": _("入会晚于参加条件"),
    "fairs.not_published": _("专场还没有发布"),
    "fairs.over": _("专场已经结束或取消"),
    "fairs.sign_up_not_open": _("报名还没有开始"),
    "fairs.sign_up_closed": _("报名已经截止"),
    "fairs.session_gone": _("时段已经结束或取消"),
    "fairs.session_cancelled": _("时段取消了"),
    "fairs.no_place": _("没有可以改签的名额"),
    "fairs.unknown_receipt": _("凭证码不存在"),
    "fairs.not_signed_up": _("没有报名，或名额已退回"),
    "fairs.given_back": _("名额已退回或改签"),
    "fairs.other_venue": _("走错会场"),
    "fairs.wrong_session": _("不在入场时间"),
    "fairs.already_admitted": _("凭证已经入过场"),
    "fairs.name_differs": _("报的姓名不一致"),
    "codes.stale": _("二维码是截图或过期"),
    "codes.early": _("二维码的时间不对"),
    "codes.forged": _("二维码不是本系统发的"),
    "people.card_recalled": _("会员证已经作废"),
    "people.card_of_before": _("会员证是会籍变动以前打开的"),
    "fairs.not_admitted": _("今天没有入场"),
    "fairs.not_at_this_stall": _("商家没有参加这个会场"),
    "fairs.no_such_offer": _("商品不在补贴目录"),
    "fairs.items_limit": _("超过限购件数"),
    "fairs.subsidy_limit": _("超过每人补贴上限"),
    "fairs.pool_empty": _("资金池不够"),
    "fairs.by_draw": _("摇号分配，不是先到先得"),
    "admission.held_for_draw": _("还没有摇号"),
    "admission.full": _("名额已满"),
    "admission.already_holds": _("已经有一个名额"),
    "admission.not_open_yet": _("还没有开放"),
    "admission.closed": _("已经截止"),
    "admission.busy": _("人多，没有处理"),
    "admission.may_take_now": _("有名额，不用候补"),
    "catalogue.bad_serial": _("序列号不对"),
    "catalogue.serial_missing": _("没有填序列号"),
    "catalogue.serial_scientific": _("序列号变成了科学计数法"),
    "catalogue.bad_invoice": _("发票号码不对"),
    "catalogue.invoice_missing": _("没有填发票号码"),
    "catalogue.invoice_scientific": _("发票号码变成了科学计数法"),
    "catalogue.serial_sold": _("序列号已经卖过"),
    "catalogue.invoice_used": _("发票已经用过"),
    "catalogue.key_reused": _("同一张表单提交了不同内容"),
}


def reason_of(code: str) -> str:
    """A refusal's code in words of the reader's language."""
    if code in REASONS:
        return gettext(REASONS[code])
    named = next((refusal for refusal in _all(Refused) if refusal.code == code), None)
    return FACT.sub("…", gettext(named.says)) if named else gettext("其他原因")


def _all(kind: type[Refused]) -> Iterator[type[Refused]]:
    for below in kind.__subclasses__():
        yield below
        yield from _all(below)
