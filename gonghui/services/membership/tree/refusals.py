"""The noes of changes of the tree; what the tree itself refuses stands with people."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class ChangeNotWhole(Refused):
    code = "membership.change_not_whole"
    says = _("这项变更没有填完整，还缺：%(missing)s")
    mend = _("请补上再提交")


class DayPast(Refused):
    code = "membership.day_past"
    says = _("生效日期 %(day)s 已经过去")
    mend = _("请填今天或以后的日期")


class DayTooFar(Refused):
    code = "membership.day_too_far"
    says = _("生效日期太远")
    mend = _("最多提前 %(days)s 天登记，请到时候再办")


class OutOfReach(Refused):
    kind = Kind.FORBIDDEN
    code = "membership.out_of_reach"
    says = _("有一个工会不在你的管辖范围")
    mend = _("两个工会都在管辖范围里才能办；请由共同的上级工会办理")


class NotByItself(Refused):
    kind = Kind.FORBIDDEN
    code = "membership.not_by_itself"
    says = _("工会自己不能决定本会的更名、划转、合并和撤销")
    mend = _("请报上级工会，由上级工会办理；涉及两个工会的，由共同的上级办理")
    rule = _("工会法第十二条、第十三条")


class PlannedAbove(Refused):
    kind = Kind.FORBIDDEN
    code = "membership.planned_above"
    says = _("这项变更是“%(union)s”决定的")
    mend = _("请由这个工会或它的上级工会撤回")


class ChangeWaits(Refused):
    kind = Kind.CONFLICT
    code = "membership.change_waits"
    says = _("“%(union)s”已有一项变更等待生效")
    mend = _("请先等它生效，或在工会页面撤回它")


class CodeWaits(Refused):
    kind = Kind.CONFLICT
    code = "membership.code_waits"
    says = _("代码“%(code)s”已用在另一个等待新建的工会")
    mend = _("请换一个代码，或先撤回那一项")


class ChangeOver(Refused):
    kind = Kind.CONFLICT
    code = "membership.change_over"
    says = _("这项变更已经生效或已撤回，不能再撤回")
    mend = _("已经生效的，请登记一项相反的变更")


class NoUnionAbove(Refused):
    kind = Kind.CONFLICT
    code = "membership.no_union_above"
    says = _("“%(union)s”没有上级工会，会员无处保留")
    mend = _("请选择一个接收会员的工会")


class SameName(Refused):
    code = "membership.same_name"
    says = _("新名称和现在的一样")
    mend = _("请填新的名称；不改就不用办")


class SameParent(Refused):
    code = "membership.same_parent"
    says = _("“%(union)s”现在就在这个上级之下")
    mend = _("请选择另一个上级工会；不改就不用办")


class WhyMissing(Refused):
    code = "membership.why_missing"
    says = _("没有写依据")
    mend = _("请写批复文号或原因，有关工会会看到")
