"""What reading rooms tell readers, in the app and by SMS."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

READY = Template(
    code="reading.ready",
    title=_("预约的书到了：《%(title)s》"),
    text=_("你预约的《%(title)s》已经留在%(place)s（%(address)s），请在%(until)s前来取，过时让给下一位。"),
    sms=_("预约的《%(title)s》已到%(place)s，请在%(until)s前来取。"),
)
MISSED = Template(
    code="reading.missed",
    title=_("预约已过期：《%(title)s》"),
    text=_("留在%(place)s的《%(title)s》没有在%(until)s前取走，已让给下一位。还想看可以再预约。"),
)
SOON = Template(
    code="reading.soon",
    title=_("还书提醒：《%(title)s》"),
    text=_("《%(title)s》%(due)s到期，任何一家书屋都可以还；没有人等的话，可以在工惠里续借。"),
    sms=_("《%(title)s》%(due)s到期，任何一家书屋都可以还，也可以在工惠续借。"),
)
OVERDUE = Template(
    code="reading.overdue",
    title=_("超期 %(days)s 天：《%(title)s》"),
    text=_("《%(title)s》应在%(due)s前归还，已超期 %(days)s 天。任何一家书屋都可以还，后面可能有人在等。"),
    sms=_("《%(title)s》已超期 %(days)s 天，请到任何一家书屋归还。"),
)
LOST = Template(
    code="reading.lost",
    title=_("已登记遗失：《%(title)s》"),
    text=_("%(place)s已把你借的《%(title)s》登记为遗失。找到了随时可以还，怎么处理请问%(place)s。"),
)
SEAT_GONE = Template(
    code="reading.seat_gone",
    title=_("座位已让出：%(seat)s号"),
    text=_("%(place)s%(seat)s号座位从%(when)s开始，%(minutes)s分钟内没有签到，已让给别人。还想去可以再选一个。"),
    sms=_("%(place)s%(seat)s号座位没有按时签到，已让出。可以在工惠再选座。"),
)
SEAT_CLOSED = Template(
    code="reading.seat_closed",
    title=_("座位停用：%(seat)s号"),
    text=_("%(place)s%(seat)s号座位停用，你%(when)s的预订已取消，请另选一个座位。"),
)
SEAT_OFF = Template(
    code="reading.seat_off",
    title=_("座位订不成了：%(seat)s号"),
    text=_("%(place)s%(when)s临时关闭：%(reason)s。你订的%(seat)s号座位已取消，请另选时间。"),
)
ANSWERED = Template(
    code="reading.answered",
    title=_("荐购答复：《%(title)s》"),
    text=_("你推荐的《%(title)s》：%(outcome)s。%(answer)s"),
)
