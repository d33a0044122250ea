"""Every no about things kept and turns in a line. None tells who.

The codes are older than this primitive: a code that clients know does not change.
"""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class Kept(Refused):
    """Another keeps the thing; by whom is not told. Facts: due (as read)."""

    kind = Kind.CONFLICT
    code = "admission.kept"
    says = _("已经借出，应还时间 %(due)s")
    mend = _("可以预约，还回来时按先后次序留给你")


class NotKept(Refused):
    kind = Kind.CONFLICT
    code = "admission.not_kept"
    says = _("没有借出记录，不用归还")
    mend = _("请核对条码；如果确实是刚还的，放回架上即可")


class KeepingEnded(Refused):
    """Facts: when (as read)."""

    kind = Kind.GONE
    code = "admission.keeping_ended"
    says = _("已于 %(when)s 归还")


class BadDue(Refused):
    kind = Kind.INVALID
    code = "admission.bad_due"
    says = _("应还时间应晚于现在和原来的应还时间")


class KeepingKeyReused(Refused):
    kind = Kind.CONFLICT
    code = "admission.keeping_key_reused"
    says = _("这次提交的编号已经用在另一次借用上")
    mend = _("请刷新页面后再提交")


class TurnKeyReused(Refused):
    kind = Kind.CONFLICT
    code = "admission.turn_key_reused"
    says = _("这次提交的编号已经用在另一次排队上")
    mend = _("请刷新页面后再提交")


class TurnOver(Refused):
    """The turn has ended. Facts: when (as read), outcome."""

    kind = Kind.GONE
    code = "admission.turn_over"
    says = _("这次排队已于 %(when)s 结束")
    mend = _("还需要请重新排队")


class NotOffered(Refused):
    """Facts: position."""

    kind = Kind.CONFLICT
    code = "admission.not_offered"
    says = _("还没有轮到，现在排在第 %(position)s 位")


class OfferMissed(Refused):
    """Facts: until (as read)."""

    kind = Kind.GONE
    code = "admission.offer_missed"
    says = _("轮到之后要在 %(until)s 前来取，已经过时")
    mend = _("还需要请重新排队")
