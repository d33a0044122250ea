"""Every no that admission can say. They know places and persons, never what the places are for."""

from datetime import datetime

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class Full(Refused):
    """No free place, or people wait in line before the asker. Facts: capacity, waiting."""

    kind = Kind.CONFLICT
    code = "admission.full"
    says = _("名额已满")
    mend = _("可以加入候补，有人退出时按先后次序自动递补")


class AlreadyHolds(Refused):
    """One live place per person and scope. Facts: code (of the place held), shown, pool (its id)."""

    kind = Kind.CONFLICT
    code = "admission.already_holds"
    says = _("你已经有一个名额（凭证 %(shown)s），不能再占一个")
    mend = _("想换一场可以改签；不去了请先退回原来的名额")


class NotOpenYet(Refused):
    """Facts: opens_at (datetime), opens (the same as read in the office's time zone)."""

    kind = Kind.CONFLICT
    code = "admission.not_open_yet"
    says = _("还没有开始，%(opens)s 开始")
    mend = _("请到时间再来，早来的点击不排在前面")


class Closed(Refused):
    """Facts: closed_at (datetime), closed (as read)."""

    kind = Kind.GONE
    code = "admission.closed"
    says = _("已于 %(closed)s 截止")


class UnknownPool(Refused):
    kind = Kind.UNKNOWN
    code = "admission.unknown_pool"
    says = _("没有找到要约的这一场")
    mend = _("请回到列表重新选择")


class UnknownPerson(Refused):
    kind = Kind.UNKNOWN
    code = "admission.unknown_person"
    says = _("没有找到这位会员")


class KeyReused(Refused):
    """The idempotency key already stands for a place in another pool."""

    kind = Kind.CONFLICT
    code = "admission.key_reused"
    says = _("这次提交的编号已经用在另一场上")
    mend = _("请刷新页面后再提交")


class BadWindow(Refused):
    kind = Kind.INVALID
    code = "admission.bad_window"
    says = _("截止时间应晚于开始时间")


class BelowTaken(Refused):
    """Facts: taken, capacity (the one asked for)."""

    kind = Kind.CONFLICT
    code = "admission.below_taken"
    says = _("已有 %(taken)s 人报名，名额不能减到 %(capacity)s")
    mend = _("请先请部分人改签，或把名额定为不少于已报名人数")


class MayTakeNow(Refused):
    kind = Kind.CONFLICT
    code = "admission.may_take_now"
    says = _("现在还有名额，不用候补")
    mend = _("直接约就可以")


class Released(Refused):
    """The place was given back, moved or cancelled. Facts: at (datetime), when (as read), reason."""

    kind = Kind.GONE
    code = "admission.released"
    says = _("这个名额已于 %(when)s 退出，凭证作废")
    mend = _("请出示最新的凭证")


class AlreadyIn(Refused):
    """The holder came in. Facts: at (datetime), when (as read), by_name."""

    kind = Kind.CONFLICT
    code = "admission.already_in"
    says = _("这张凭证已于 %(when)s 入场")

    @property
    def at(self) -> datetime:
        at = self.facts["at"]
        assert isinstance(at, datetime)
        return at


class HeldForDraw(Refused):
    """The places are drawn for; before the draw nobody gets one another way."""

    kind = Kind.CONFLICT
    code = "admission.held_for_draw"
    says = _("这一场的名额摇号分配，还没有摇号")
    mend = _("请在报名期内参加摇号，早报晚报机会一样")


class OfferOver(Refused):
    """The offer was not confirmed in time. Facts: until (as read)."""

    kind = Kind.GONE
    code = "admission.offer_over"
    says = _("这个名额要在 %(until)s 前确认，已经过时")
    mend = _("名额已让给下一位")


class ScanReused(Refused):
    """The scan's id already stands for another place."""

    kind = Kind.CONFLICT
    code = "admission.scan_reused"
    says = _("这条扫码记录的编号已经用在另一张凭证上")
    mend = _("请在门岗页重新扫一次")


class AbsurdTime(Refused):
    """A device reports a scan at a time that cannot be. Facts: at (datetime), when (as read)."""

    code = "admission.absurd_time"
    says = _("扫码时间 %(when)s 不可信，没有记入")
    mend = _("请校准本机时间；已入场的人请联网后再扫一次")
