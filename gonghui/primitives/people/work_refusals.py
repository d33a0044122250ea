"""The noes about employers, who works where, and the standing of a membership."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class EmployerTaken(Refused):
    kind = Kind.CONFLICT
    code = "people.employer_taken"
    says = _("统一社会信用代码 %(credit_code)s 已经登记在另一个单位")
    mend = _("请核对代码；如果是同一个单位，请使用已有的登记")


class AlreadyEmployed(Refused):
    kind = Kind.CONFLICT
    code = "people.already_employed"
    says = _("“%(where)s”的从业登记已经有了")
    mend = _("同一个单位或平台登记一次；换了单位请先结束原来的登记")


class EmploymentEnded(Refused):
    kind = Kind.CONFLICT
    code = "people.employment_ended"
    says = _("“%(where)s”的从业登记已经结束")


class SameStanding(Refused):
    kind = Kind.CONFLICT
    code = "people.same_standing"
    says = _("会籍状态已经是“%(standing)s”")
    mend = _("请选择另一种状态")
