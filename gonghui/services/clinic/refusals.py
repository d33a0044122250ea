"""Every no of the free clinic, beside those of admission."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class BadValue(Refused):
    code = "clinic.bad_value"
    says = _("%(name)s的数值不对")
    mend = _("请填 %(least)s 到 %(most)s 之间的数")


class NothingMeasured(Refused):
    code = "clinic.nothing_measured"
    says = _("一项都没有填")
    mend = _("请至少填一项测量结果")


class NotAtThisDay(Refused):
    code = "clinic.not_measured_here"
    says = _("这一场没有这一项：%(name)s")
    mend = _("请只填这一场有的项目")


class DayPast(Refused):
    code = "clinic.day_past"
    says = _("这一场的开始时间已经过去")
    mend = _("请选以后的时间")


class DayTooLong(Refused):
    code = "clinic.day_too_long"
    says = _("一场最多 %(most)s 小时")
    mend = _("请缩短，或分成几场")


class TooManySlots(Refused):
    code = "clinic.too_many_slots"
    says = _("分成了 %(many)s 个时段，最多 %(most)s 个")
    mend = _("请把每段时间加长")


class Begun(Refused):
    kind = Kind.CONFLICT
    code = "clinic.begun"
    says = _("这一场已经开始，不能取消")
    mend = _("请在现场告诉来的人；没有测到的，请另安排一场")


class CalledOff(Refused):
    kind = Kind.GONE
    code = "clinic.called_off"
    says = _("这一场已经取消：%(reason)s")
    mend = _("请看别的场次")


class SlotOver(Refused):
    kind = Kind.CONFLICT
    code = "clinic.slot_over"
    says = _("这个时段已经开始或过去")
    mend = _("请选后面的时段，或别的场次")


class ReasonMissing(Refused):
    code = "clinic.reason_missing"
    says = _("还没有写原因")
    mend = _("约好的职工会看到，请写一句")


class UnknownTicket(Refused):
    kind = Kind.UNKNOWN
    code = "clinic.unknown_ticket"
    says = _("这一场没有这个凭证码")
    mend = _("请核对凭证码和场次；没有预约的，请先在手机上约一个时段")


class TicketGone(Refused):
    kind = Kind.GONE
    code = "clinic.ticket_gone"
    says = _("这个凭证已经取消")
    mend = _("还有空时段的，可以重新约")
