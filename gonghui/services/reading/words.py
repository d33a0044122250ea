"""What reading rooms tell readers, in the app and by SMS."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

READY = Template(
    code="reading.ready",
    title=_("预约的书到了：《%(title)s》"),
    text=_("你预约的《%(title)s》已经留在%(place)s（%(address)s），请在%(until)s前来取，过时让给下一位。"),
    sms=_("预约的《%(title)s》已到%(place)s，请在%(until)s前来取。"),
    page="reading:mine",
    by_day=True,
)
MISSED = Template(
    code="reading.missed",
    title=_("预约已过期：《%(title)s》"),
    text=_("留在%(place)s的《%(title)s》没有在%(until)s前取走，已让给下一位。还想看可以再预约。"),
    page="reading:mine",
)
SOON = Template(
    code="reading.soon",
    title=_("还书提醒：《%(title)s》"),
    text=_("《%(title)s》%(due)s到期，任何一家书屋都可以还；没有人等的话，可以在工惠里续借。"),
    sms=_("《%(title)s》%(due)s到期，任何一家书屋都可以还，也可以在工惠续借。"),
    page="reading:mine",
)
OVERDUE = Template(
    code="reading.overdue",
    title=_("超期 %(days)s 天：《%(title)s》"),
    text=_("《%(title)s》应在%(due)s前归还，已超期 %(days)s 天。任何一家书屋都可以还，后面可能有人在等。"),
    sms=_("《%(title)s》已超期 %(days)s 天，请到任何一家书屋归还。"),
    page="reading:mine",
)
LOST = Template(
    code="reading.lost",
    title=_("已登记遗失：《%(title)s》"),
    text=_("%(place)s已把你借的《%(title)s》登记为遗失。找到了随时可以还，怎么处理请问%(place)s。"),
    page="reading:mine",
)
SEAT_GONE = Template(
    code="reading.seat_gone",
    title=_("座位已让出：%(seat)s号"),
    text=_("%(place)s%(seat)s号座位从%(when)s开始，%(minutes)s分钟内没有签到，已让给别人。还想去可以再选一个。"),
    sms=_("%(place)s%(seat)s号座位没有按时签到，已让出。可以在工惠再选座。"),
    page="reading:mine",
)
SEAT_CLOSED = Template(
    code="reading.seat_closed",
    title=_("座位停用：%(seat)s号"),
    text=_("%(place)s%(seat)s号座位停用，你%(when)s的预订已取消，请另选一个座位。"),
    page="reading:home",
)
SEAT_OFF = Template(
    code="reading.seat_off",
    title=_("座位订不成了：%(seat)s号"),
    text=_("%(place)s%(when)s临时关闭：%(reason)s。你订的%(seat)s号座位已取消，请另选时间。"),
    page="reading:home",
)
ANSWERED = Template(
    code="reading.answered",
    title=_("荐购答复：《%(title)s》"),
    text=_("你推荐的《%(title)s》：%(outcome)s。%(answer)s"),
    page="reading:mine",
)

ACTS = {  # of the journal, where a member or officer reads it
    "reading.open_room": _("登记书屋"),
    "reading.describe_room": _("修改书屋"),
    "reading.set_rule": _("制定借阅规则"),
    "reading.check_naming": _("检查命名条件"),
    "reading.import_books": _("导入书单"),
    "reading.add_copies": _("图书入藏"),
    "reading.describe": _("更正书目"),
    "reading.set_cover": _("上传封面"),
    "reading.remove_cover": _("撤下封面"),
    "reading.lend": _("借出图书"),
    "reading.renew": _("续借"),
    "reading.take_back": _("还书"),
    "reading.find": _("找到图书"),
    "reading.lose": _("登记遗失"),
    "reading.place_hold": _("预约图书"),
    "reading.cancel_hold": _("取消图书预约"),
    "reading.draw_plan": _("画座位图"),
    "reading.book_seat": _("预订座位"),
    "reading.give_seat_back": _("退订座位"),
    "reading.arrive": _("座位签到"),
    "reading.leave": _("离开座位"),
    "reading.start_stock_take": _("开始盘点"),
    "reading.end_stock_take": _("结束盘点"),
    "reading.undo_stock_take": _("撤销结束盘点"),
    "reading.weed": _("剔除图书"),
    "reading.propose": _("推荐图书"),
    "reading.answer": _("答复荐购"),
    "reading.keep_scan": _("借还台离线记录，待核对"),
    "reading.settle_scan": _("核对离线记录"),
}
