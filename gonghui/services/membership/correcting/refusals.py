"""The noes of corrections."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class CorrectionWaits(Refused):
    kind = Kind.CONFLICT
    code = "membership.correction_waits"
    says = _("这一项已经有一份更正申请在办")
    mend = _("请等它办完，再提新的")


class CorrectionDecided(Refused):
    kind = Kind.CONFLICT
    code = "membership.correction_decided"
    says = _("这份更正申请已经办完")
    mend = _("请刷新页面看结果")


class SecondOfficer(Refused):
    kind = Kind.FORBIDDEN
    code = "membership.second_officer"
    says = _("你已经核对过，要由另一位干部再核对一次")
    mend = _("请另一位干部打开这一页")


class OnesOwnData(Refused):
    kind = Kind.FORBIDDEN
    code = "membership.ones_own_data"
    says = _("不能核对自己的更正申请")
    mend = _("请另外两位干部办理")


class MemberMoved(Refused):
    kind = Kind.CONFLICT
    code = "membership.member_moved"
    says = _("这位会员已经不在这个工会")
    mend = _("更正申请会随会籍转到新的工会，由那里的干部核对")


class NothingElse(Refused):
    code = "membership.nothing_else"
    says = _("和登记的一样，没有要更正的")
    mend = _("请填写正确的内容")


class WhyNotMissing(Refused):
    code = "membership.why_not_missing"
    says = _("没有写退回的原因")
    mend = _("本人会收到它，请写怎么改才行")
