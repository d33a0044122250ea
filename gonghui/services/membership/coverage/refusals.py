"""The noes of figures."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class DayToCome(Refused):
    code = "membership.day_to_come"
    says = _("统计日期 %(day)s 还没有到")
    mend = _("请填底数是哪天统计的，今天或更早")


class FiguredAlready(Refused):
    kind = Kind.CONFLICT
    code = "membership.figured_already"
    says = _("“%(union)s”这一行业、这一天已经登记过底数")
    mend = _("数字有变化，请用新的统计日期登记")


class UnionNotFound(Refused):
    code = "membership.union_not_found"
    says = _("管辖范围里没有代码为“%(union)s”的工会")
    mend = _("请核对工会代码")


class SameFigureTwice(Refused):
    code = "membership.same_figure_twice"
    says = _("工会、行业和日期与第 %(first)s 行相同")
    mend = _("同一天的同一项只留一行")


class TooManyToExport(Refused):
    code = "membership.too_many_to_export"
    says = _("一次最多导出 %(limit)s 人的实名名单，现在选中 %(many)s 人")
    mend = _("请先选一个下级工会，再分开导出")


class ExportReason(Refused):
    code = "membership.export_reason"
    says = _("没有写用途")
    mend = _("名单里有完整号码，请写用在哪里；本人能查到")
