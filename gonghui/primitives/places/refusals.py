"""Every named no about places."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class PlaceMissing(Refused):
    code = "places.missing"
    says = _("没有填写%(what)s")
    mend = _("请填写后再提交")


class PlaceTooLong(Refused):
    code = "places.too_long"
    says = _("%(what)s有 %(length)s 个字符，超过了 %(limit)s 个")
    mend = _("请缩短后再提交")


class NameUsed(Refused):
    kind = Kind.CONFLICT
    code = "places.name_used"
    says = _("“%(union)s”已经有一个叫“%(name)s”的场所")
    mend = _("请换一个名称，或修改已有的场所")


class RoomNameUsed(Refused):
    kind = Kind.CONFLICT
    code = "places.room_name_used"
    says = _("“%(premises)s”已经有一个叫“%(name)s”的房间")
    mend = _("请换一个名称，或修改已有的房间")


class UnknownFacility(Refused):
    code = "places.unknown_facility"
    says = _("没有“%(text)s”这项设施")
    mend = _("请从设施表里选择")


class BadCapacity(Refused):
    code = "places.bad_capacity"
    says = _("%(what)s不能是 %(number)s")
    mend = _("请填写 1 到 %(most)s 之间的整数；不计数就留空")


class BadStar(Refused):
    code = "places.bad_star"
    says = _("星级不能是 %(star)s")
    mend = _("请填写 1 到 5；没有评星填 0")


class GivenUp(Refused):
    kind = Kind.GONE
    code = "places.given_up"
    says = _("“%(name)s”已于%(day)s撤销")


class NotOpenNow(Refused):
    """`opens`: when it opens next, in words; may be empty."""

    kind = Kind.CONFLICT
    code = "places.not_open_now"
    says = _("按公布的时间，“%(name)s”现在本来就不开放")
    mend = _("如果公布的时间不对，请打服务热线告诉工会")


class TooManyReports(Refused):
    kind = Kind.TOO_MANY
    code = "places.too_many_reports"
    says = _("一天最多反映 %(limit)s 次")
    mend = _("请明天再试，或打服务热线")


class UnknownWhat(Refused):
    code = "places.unknown_what"
    says = _("没有“%(text)s”这种问题")
    mend = _("请从锁着、坏了、空了里选一种")


class UnknownAnswer(Refused):
    code = "places.unknown_answer"
    says = _("没有“%(text)s”这种答复")
    mend = _("请从列出的答复里选一种")


class AlreadyAnswered(Refused):
    kind = Kind.CONFLICT
    code = "places.already_answered"
    says = _("这个问题已于 %(when)s 由%(who)s答复")


class ClosedForNow(Refused):
    kind = Kind.CONFLICT
    code = "places.closed_for_now"
    says = _("“%(name)s”临时关闭到 %(until)s：%(reason)s")
    mend = _("如果已经恢复，请先结束临时关闭")


class UnknownWay(Refused):
    code = "places.unknown_way"
    says = _("没有“%(text)s”这种开门信号")
    mend = _("请用 tap、door、heartbeat、visit、report 或 inspection")


class BadCalendarDay(Refused):
    code = "places.bad_calendar_day"
    says = _("%(day)s不能这样登记")
    mend = _("放假的日子不填按周几；调休上班的日子请选按周几的时间开放，并写明依据")


class TooManyPictures(Refused):
    kind = Kind.CONFLICT
    code = "places.too_many_pictures"
    says = _("一个场所最多 %(limit)s 张照片")
    mend = _("请先撤下一张")
