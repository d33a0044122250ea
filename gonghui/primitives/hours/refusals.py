"""Every no about hours of a resource. They name when, never who has them.

The codes are older than this primitive: a code that clients know does not change.
"""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class HoursTaken(Refused):
    """Facts: starts, ends (of what is in the way, datetimes), when (as read), code (if the asker's own, else "")."""

    kind = Kind.CONFLICT
    code = "admission.hours_taken"
    says = _("%(when)s 已经被订了")
    mend = _("请换一个时间，或换一处空着的")


class AlreadyBooked(Refused):
    """The asker holds another resource of the scope then. Facts: code, shown, starts, ends, when."""

    kind = Kind.CONFLICT
    code = "admission.already_booked"
    says = _("你 %(when)s 已经有一个预订（凭证 %(shown)s），同一时间不能再订")
    mend = _("不用了请先取消原来的，再重新预订")


class BookingKeyReused(Refused):
    """The idempotency key already stands for another booking of this person."""

    kind = Kind.CONFLICT
    code = "admission.booking_key_reused"
    says = _("这次提交的编号已经用在另一份预订上")
    mend = _("请刷新页面后再提交")


class NotQuarterHour(Refused):
    kind = Kind.INVALID
    code = "admission.not_a_quarter_hour"
    says = _("预订时间应为整刻钟：%(starts)s 至 %(ends)s 不是")
    mend = _("请选整点、15 分、30 分或 45 分")


class HoursPast(Refused):
    """Facts: starts (as read)."""

    kind = Kind.INVALID
    code = "admission.hours_past"
    says = _("%(starts)s 已经过去了")
    mend = _("请选以后的时间")


class HoursTooLong(Refused):
    """Facts: hours, most."""

    kind = Kind.INVALID
    code = "admission.hours_too_long"
    says = _("一次预订 %(hours)s 小时太长，最多 %(most)s 小时")
    mend = _("请缩短时间，或分几次预订")


class BadBuffer(Refused):
    kind = Kind.INVALID
    code = "admission.bad_buffer"
    says = _("前后间隔应为 0 至 240 分钟之间的整刻钟")


class BookingReleased(Refused):
    """Given back, cancelled or let go. Facts: when (as read), reason."""

    kind = Kind.GONE
    code = "admission.booking_released"
    says = _("这份预订已于 %(when)s 取消")
    mend = _("还需要请重新预订")


class BookingOver(Refused):
    """Facts: when (as read, from-to)."""

    kind = Kind.GONE
    code = "admission.booking_over"
    says = _("这份预订（%(when)s）已经结束")


class NotConfirmed(Refused):
    """It waits for a yes. Facts: until (as read)."""

    kind = Kind.CONFLICT
    code = "admission.booking_not_confirmed"
    says = _("这份预订还没有确认")
    mend = _("最晚 %(until)s 有答复，请等通知")


class ConfirmedTooLate(Refused):
    """Facts: until (as read)."""

    kind = Kind.GONE
    code = "admission.booking_lapsed"
    says = _("这份预订要在 %(until)s 前确认，已经过时")
    mend = _("请重新预订")


class NotArrived(Refused):
    kind = Kind.CONFLICT
    code = "admission.not_arrived"
    says = _("还没有登记到场，不能登记离开")
    mend = _("不来了请取消预订")


class InUse(Refused):
    """The holder has come: what is not needed is given back by leaving."""

    kind = Kind.CONFLICT
    code = "admission.booking_in_use"
    says = _("已经到场使用，不能取消")
    mend = _("提前用完请登记离开，剩下的时间就空出来")
