"""What is told, in the app and by SMS: a phone lies about, so an SMS never says what it is about."""

from gonghui.faces.cases import acts_in_words
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

from .rules import CALL

BOOKED = Template(
    "counselling.booked",
    title=_("咨询约好了：%(when)s"),
    text=_("%(when)s，%(way)s，咨询师%(who)s。不方便了可以改时间或取消。"),
    sms=_("工惠：%(when)s的预约已约好，登录工惠可改可取消。"),
    page="counselling:talk",
    by_day=True,
)
MOVED = Template(
    "counselling.moved",
    title=_("咨询改到：%(when)s"),
    text=_("%(when)s，%(way)s，咨询师%(who)s。"),
    sms=_("工惠：预约改到%(when)s。"),
    page="counselling:talk",
    by_day=True,
)
REMINDER = Template(
    "counselling.reminder",
    title=_("快到咨询时间：%(when)s"),
    text=_("%(when)s，%(way)s，咨询师%(who)s。来不了请提前取消，让给别人。"),
    sms=_("工惠：提醒你%(when)s有预约，登录工惠可看。"),
    page="counselling:talk",
    by_day=True,
)
CALLED_OFF = Template(
    "counselling.called_off",
    title=_("咨询取消：%(when)s"),
    text=_("咨询师取消了%(when)s的咨询，原因请打开查看。很抱歉，请另约一个时间；急的话请打 12356。"),
    sms=_("工惠：%(when)s的预约取消了，请登录另约。"),
    page="counselling:talk",
)
FOR_COUNSELLOR = Template(
    "counselling.for_counsellor",
    title=_("预约有变化：%(when)s"),
    text=_("%(what)s：%(when)s，%(way)s。"),
    page="counselling-console:desk",
)
CALL_WAITS = Template(
    "counselling.call_waits",
    title=_("有人在等回电，请马上接手"),
    text=_("编号 %(code)s，请在%(due)s前接手。"),
    sms=_("工惠：有人等你回电，请%(due)s前登录接手。"),
    page="counselling-console:calls",
)
CALL_LATE = Template(
    "counselling.call_late",
    title=_("咨询师都在通话中"),
    text=_("很抱歉让你等。请不要一个人扛着，现在就打 12356，打不通就打 12351；有生命危险请打 120 或 110。"),
    sms=_("工惠：很抱歉让你久等，请直接打12356，打不通打12351；危急请打120或110。"),
    page="counselling:now",
)
TAKEN = Template(
    "counselling.taken",
    title=_("咨询师马上给你打电话"),
    text=_("咨询师%(who)s已接手，请留意陌生来电。"),
    sms=_("工惠：马上有人给你打电话，请接听陌生来电。"),
    page="counselling:call",
)
STRANGER = Template(
    "counselling.stranger",
    title=_("有人想打开你的咨询，没有打开"),
    text=_("%(at)s，%(who)s想打开你的咨询记录。你选的不是这一位，系统没有给看；这一次已经记下。"),
    page="counselling:mine",
)

MORE = {  # what a counsellor is told of a talk
    "booked": _("有人约了你"),
    "moved": _("改了时间"),
    "cancelled": _("取消了"),
}
STATES = {
    "ahead": (_("已约好"), "good"),
    "over": (_("已结束"), ""),
    "off": (_("已取消"), ""),
}
ACTS = acts_in_words(CALL) | {
    "counselling.write": _("写短文"),
    "counselling.revise": _("修改短文"),
    "counselling.withdraw": _("收回短文"),
    "counselling.consent": _("同意保存自测"),
    "counselling.revoke": _("撤回自测同意"),
    "counselling.introduce": _("修改咨询师介绍"),
    "counselling.open_hours": _("开放咨询时间"),
    "counselling.close_hours": _("收回咨询时间"),
    "counselling.book": _("约咨询"),
    "counselling.move_talk": _("改咨询时间"),
    "counselling.cancel": _("取消咨询"),
    "counselling.call_off": _("咨询师取消咨询"),
    "counselling.rate_talk": _("评价咨询"),
    "counselling.open_talk": _("打开咨询"),
    "counselling.refused_look": _("想打开别人的咨询，被拒绝"),
    "counselling.take_call": _("接手回电"),
    "counselling.late_call": _("回电没有按时接手"),
    "counselling.back_call": _("接手后没有通上话，回到等待"),
}
