"""Every no about the rooms of a hub. They name the room and the time, never who has it."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class NotBookable(Refused):
    """The room has no terms on that day, or is closed for good. Facts: room."""

    kind = Kind.CONFLICT
    code = "hub.not_bookable"
    says = _("%(room)s现在不接受预订")
    mend = _("请选其他房间，或打电话问会客厅")


class NotAMember(Refused):
    kind = Kind.FORBIDDEN
    code = "hub.not_a_member"
    says = _("这个房间供工会会员预订，没有查到你的会籍")
    mend = _("请先在“入会转会”办理入会，或联系所在单位工会")


class OtherUnion(Refused):
    """Facts: mine, theirs (union names)."""

    kind = Kind.FORBIDDEN
    code = "hub.other_union"
    says = _("这个房间供%(theirs)s的会员预订，你的会籍在%(mine)s")
    mend = _("请选对所有会员开放的房间")


class NotACompatriot(Refused):
    kind = Kind.FORBIDDEN
    code = "hub.not_a_compatriot"
    says = _("这个房间供台湾职工和乡亲预订，没有查到你的台胞证或居住证")
    mend = _("证件可以请会客厅的工作人员登记；也可以选其他房间")


class TooLong(Refused):
    """Facts: asked, longest (as read)."""

    code = "hub.too_long"
    says = _("%(asked)s太长，这个房间一次最多订%(longest)s")
    mend = _("请缩短时间，或分几次预订")


class TooFarAhead(Refused):
    """Facts: last (day, as read), days."""

    code = "hub.too_far_ahead"
    says = _("还太早，这个房间只能提前 %(days)s 天预订，现在最远到%(last)s")
    mend = _("到时候再来订，或先选近一点的日子")


class OutsideHours(Refused):
    """Facts: day (as read), hours (that day's, as read)."""

    code = "hub.outside_hours"
    says = _("不在开放时间里：%(day)s开放 %(hours)s")
    mend = _("请把开始和结束都选在开放时间里")


class ShutThatDay(Refused):
    """Facts: day (as read)."""

    code = "hub.shut_that_day"
    says = _("%(day)s不开放")
    mend = _("请换一天")


class OverClosure(Refused):
    """Facts: when (as read), reason."""

    kind = Kind.CONFLICT
    code = "hub.over_closure"
    says = _("%(when)s 关闭：%(reason)s")
    mend = _("请避开这段时间，或换一个房间")


class TooMany(Refused):
    """Facts: people, seats, room."""

    code = "hub.too_many"
    says = _("%(room)s最多坐 %(seats)s 人，%(people)s 人坐不下")
    mend = _("请换大一点的房间，或换一种摆法")


class UnknownLayout(Refused):
    code = "hub.unknown_layout"
    says = _("这个房间没有这种摆法")
    mend = _("请从列出的摆法里选")


class UnknownEquipment(Refused):
    """Facts: what."""

    code = "hub.unknown_equipment"
    says = _("这个房间没有%(what)s")
    mend = _("请从列出的设备里选，或换一个房间")


class TooManyTimes(Refused):
    """Facts: most."""

    code = "hub.too_many_times"
    says = _("重复预订应为 2 至 %(most)s 次")
    mend = _("请减少次数，用完再续")


class PurposeMissing(Refused):
    code = "hub.purpose_missing"
    says = _("没有写用途")
    mend = _("写几个字就行，比如“读书会”“项目讨论”")


class AlreadyDecided(Refused):
    """Facts: when (as read), who."""

    kind = Kind.CONFLICT
    code = "hub.already_decided"
    says = _("这份预订 %(who)s 已于 %(when)s 审核过")


class NothingToDecide(Refused):
    kind = Kind.CONFLICT
    code = "hub.nothing_to_decide"
    says = _("这份预订不用审核，或已经取消")


class ReasonMissing(Refused):
    code = "hub.reason_missing"
    says = _("没有写原因")
    mend = _("预订的人会收到它，请写一句话")


class TooEarly(Refused):
    """Facts: when (of the booking, as read), minutes."""

    kind = Kind.CONFLICT
    code = "hub.too_early"
    says = _("来早了：预订的是 %(when)s，提前 %(minutes)s 分钟才能进")
    mend = _("请先在休息区坐一会儿")


class ElsewhereBooked(Refused):
    """The code is of another house. Facts: where."""

    kind = Kind.CONFLICT
    code = "hub.booked_elsewhere"
    says = _("这份预订在%(where)s，不在这里")


class UnknownBooking(Refused):
    kind = Kind.UNKNOWN
    code = "hub.unknown_booking"
    says = _("没有找到这份预订")
    mend = _("请核对凭证码，或按姓名在今天的名单里找")


class TermsInThePast(Refused):
    """Facts: since (as read)."""

    code = "hub.terms_in_the_past"
    says = _("新规则不能从过去的日子（%(since)s）开始")
    mend = _("请从今天或以后的日子开始；已订的预订按原来的规则")


class TermsStand(Refused):
    """Somebody wrote terms of the same day at this moment. Facts: since."""

    kind = Kind.CONFLICT
    code = "hub.terms_stand"
    says = _("从%(since)s开始的规则已经有了")
    mend = _("请刷新页面看一看")


class LayoutStands(Refused):
    """Facts: name."""

    kind = Kind.CONFLICT
    code = "hub.layout_stands"
    says = _("已经有“%(name)s”这种摆法")
