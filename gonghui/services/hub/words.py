"""What a hub tells people, in the app and by SMS."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

BOOKED = Template(
    code="hub.booked",
    title=_("预订成功：%(when)s"),
    text=_("你预订了%(where)s%(room)s，%(when)s（%(address)s）。凭证码%(code)s，到场请出示。不去了请取消，让给别人。"),
    sms=_("已预订%(where)s%(room)s，%(when)s。凭证码%(code)s。不去了请在工惠取消。"),
    page="hub:booking",
)
SERIES_BOOKED = Template(
    code="hub.series_booked",
    title=_("重复预订：订到%(got)s次"),
    text=_(
        "你重复预订%(where)s%(room)s，订到%(got)s次（%(days)s），%(missed)s次没有订到。每次的凭证码在“我的预订”里。"
    ),
    page="hub:series",
)
ASKED = Template(
    code="hub.asked",
    title=_("预订已提交，等待审核"),
    text=_("你申请%(where)s%(room)s，%(when)s。时间已为你留着，最晚%(until)s答复。"),
    page="hub:booking",
)
ADMITTED = Template(
    code="hub.admitted",
    title=_("预订已通过：%(when)s"),
    text=_("你申请的%(where)s%(room)s，%(when)s，已通过（%(address)s）。凭证码%(code)s，到场请出示。"),
    sms=_("预订已通过：%(where)s%(room)s，%(when)s。凭证码%(code)s。不去了请在工惠取消。"),
    page="hub:booking",
)
REFUSED = Template(
    code="hub.refused",
    title=_("预订没有通过：%(when)s"),
    text=_("你申请的%(where)s%(room)s，%(when)s，没有通过。原因：%(reason)s。可以换一个时间或房间再订。"),
    sms=_("预订没有通过：%(room)s，%(when)s。原因：%(reason)s。可在工惠换时间再订。"),
    page="hub:booking",
)
LAPSED = Template(
    code="hub.lapsed",
    title=_("预订没有人答复，已取消"),
    text=_("你申请的%(where)s%(room)s，%(when)s，到期没有答复，已经取消。很抱歉，可以换一个时间再订或打电话问会客厅。"),
    page="hub:booking",
)
REMINDER = Template(
    code="hub.reminder",
    title=_("今天有预订：%(when)s"),
    text=_(
        "别忘了%(where)s%(room)s，%(when)s（%(address)s）。凭证码%(code)s。不去了请取消；%(grace)s分钟没有到会让给别人。"
    ),
    sms=_("提醒：%(where)s%(room)s，%(when)s，凭证码%(code)s。不去请在工惠取消。"),
    page="hub:booking",
)
NO_SHOW = Template(
    code="hub.no_show",
    title=_("没有到场，预订已让出"),
    text=_("%(where)s%(room)s，%(when)s，过了%(grace)s分钟没有到场，已让给别人。还需要请重新预订。"),
    page="hub:booking",
)
CANCELLED = Template(
    code="hub.cancelled",
    title=_("预订取消：%(when)s"),
    text=_("%(where)s%(room)s，%(when)s的预订取消，原因：%(reason)s。很抱歉，请换一个时间或房间再订。"),
    sms=_("预订取消：%(room)s，%(when)s。原因：%(reason)s。请在工惠换时间再订。"),
    page="hub:booking",
)
GONE = _("这里不再提供预订")  # a room, or the whole house, was given up
GIVEN_BACK = Template(
    code="hub.given_back",
    title=_("预订已取消"),
    text=_("你取消了%(where)s%(room)s，%(when)s。谢谢你让给需要的人。"),
    page="hub:booking",
)

STATES = {
    "asked": (_("等审核"), "warn"),
    "coming": (_("已订"), "good"),
    "here": (_("使用中"), "good"),
    "over": (_("已结束"), ""),
    "given_back": (_("已取消"), ""),
    "refused": (_("没有通过"), "bad"),
    "lapsed": (_("没有答复，已取消"), "bad"),
    "no_show": (_("没有到场，已让出"), "bad"),
    "cancelled": (_("会客厅取消"), "bad"),
}  # of a booking: in words, and its tone


def state_in_words(state: str) -> str:
    """A source string."""
    return STATES.get(state, (state, ""))[0]


ACTS = {  # of the journal, where a member or officer reads it
    "hub.book": _("预订房间"),
    "hub.book_series": _("重复预订房间"),
    "hub.give_back": _("取消预订"),
    "hub.leave": _("提前离开"),
    "hub.admit": _("通过预订"),
    "hub.refuse": _("没有通过预订"),
    "hub.cancel": _("会客厅取消预订"),
    "hub.receive": _("到场"),
    "hub.lapse": _("到期没有答复，预订取消"),
    "hub.no_show": _("没有到场，预订让出"),
    "hub.set_terms": _("修改预订规则"),
    "hub.add_layout": _("添加摆法"),
    "hub.remove_layout": _("去掉摆法"),
    "hub.open_feed": _("开通日历地址"),
    "hub.revoke_feed": _("停用日历地址"),
}
