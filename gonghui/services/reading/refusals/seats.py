"""Every no about seats, by name."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class SeatClosed(Refused):
    kind, code = Kind.GONE, "reading.seat_closed"
    says = _("%(seat)s号座位已经停用")
    mend = _("请选别的座位")


class RoomNotOpen(Refused):
    kind, code = Kind.CONFLICT, "reading.room_not_open"
    says = _("%(place)s在%(when)s不全程开放")
    mend = _("请在开放时间内选座：%(hours)s")


class TooFarAhead(Refused):
    code = "reading.seat_too_far_ahead"
    says = _("座位最早提前 %(days)s 天预订")
    mend = _("请选 %(until)s 以前的时间")


class SeatTooLong(Refused):
    code = "reading.seat_too_long"
    says = _("一次最多订 %(hours)s 小时")
    mend = _("请缩短时间；坐满后没有人约，可以再订")


class NotYetTime(Refused):
    kind, code = Kind.CONFLICT, "reading.not_yet_time"
    says = _("你的座位从%(when)s开始，现在还早")
    mend = _("提前 %(minutes)s 分钟以内可以签到")


class WrongRoomCode(Refused):
    kind, code = Kind.CONFLICT, "reading.wrong_room_code"
    says = _("签到要用%(place)s门口贴的码，这个不是")
    mend = _("到了扫门口的二维码，或输入码下面的字；没有找到就请管理员帮你签到")


class BadPlan(Refused):
    code = "reading.bad_plan"
    says = _("座位图不能使用：%(why)s")
    mend = _("一行文字是一排，每个字是一格：D 书桌，Q 自习座，C 电脑位，S 沙发，A 无障碍座，点或空格是过道")


class PlanTooLarge(BadPlan):
    code = "reading.plan_too_large"
    says = _("座位图最多 %(most)s 排，每排最多 %(most)s 格")


class TooManySeats(BadPlan):
    code = "reading.too_many_seats"
    says = _("座位图最多画 %(most)s 个座位")
    mend = _("请把多出来的座位画到另一个阅览厅")


class UnreadableTime(Refused):
    code = "reading.unreadable_time"
    says = _("没有看懂要订的时间")
    mend = _("请回到座位图，重新选日期和时间")
