"""What is told; an SMS says when and where, and never what was measured."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

BOOKED = Template(
    "clinic.booked",
    title=_("义诊约好了：%(when)s"),
    text=_("%(when)s，%(where)s（%(address)s）。凭证码%(code)s，到场请出示。%(says)s"),
    sms=_("义诊已约好：%(when)s，%(where)s，凭证码%(code)s。来不了请在工惠取消。"),
    page="clinic:ticket",
    by_day=True,
)
MOVED_UP = Template(
    "clinic.moved_up",
    title=_("排到了：%(when)s"),
    text=_(
        "有人让出了时段，轮到你了：%(when)s，%(where)s（%(address)s）。凭证码%(code)s。来不了请取消，让给后面的人。"
    ),
    sms=_("排到义诊了：%(when)s，%(where)s，凭证码%(code)s。来不了请在工惠取消。"),
    page="clinic:ticket",
    by_day=True,
)
REMINDER = Template(
    "clinic.reminder",
    title=_("快到义诊时间：%(when)s"),
    text=_("%(when)s，%(where)s（%(address)s）。凭证码%(code)s。%(says)s来不了请取消。"),
    sms=_("提醒：%(when)s在%(where)s，凭证码%(code)s。来不了请在工惠取消。"),
    page="clinic:ticket",
    by_day=True,
)
CALLED_OFF = Template(
    "clinic.called_off",
    title=_("义诊取消：%(when)s"),
    text=_("%(when)s，%(where)s的义诊取消，原因：%(reason)s。很抱歉，请看别的场次。"),
    sms=_("义诊取消：%(when)s，%(where)s。原因：%(reason)s。"),
    page="clinic:day",
)
FOUND = Template(
    "clinic.found",
    title=_("测量结果好了"),
    text=_("只有你看得到，请打开查看。"),
    sms=_("工惠：你有一份新的结果，登录可看，只有你看得到。"),
    page="clinic:results",
    by_day=True,
)

ACTS = {
    "clinic.plan": _("安排义诊"),
    "clinic.call_off": _("取消义诊"),
    "clinic.take": _("约义诊"),
    "clinic.wait": _("排队等义诊"),
    "clinic.leave_line": _("不再排队"),
    "clinic.give_back": _("取消义诊预约"),
    "clinic.promote": _("候补排到"),
    "clinic.receive": _("义诊到场"),
    "clinic.find": _("录入测量结果"),
}
