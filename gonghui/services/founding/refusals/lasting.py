"""Noes about terms, certificates and changes."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class NumberMissing(Refused):
    code = "founding.number_missing"
    says = _("没有填文号")
    mend = _("请填批复文件的文号，例如“并工组〔2026〕15号”")
    rule = _("《工会法人登记管理办法》")


class DayToCome(Refused):
    """Facts: day."""

    code = "founding.day_to_come"
    says = _("%(day)s还没有到")
    mend = _("请填今天或更早的日期")


class TermOfOtherYears(Refused):
    """Facts: years."""

    code = "founding.term_of_other_years"
    says = _("任期不能是 %(years)s 年")
    mend = _("基层工会每届任期三年或五年")
    rule = _("《工会法》第十六条")


class TermStarts(Refused):
    """Facts: day."""

    code = "founding.term_starts"
    says = _("任期不能从%(day)s算起")
    mend = _("请填选举当天到今天之间的日期")


class CertificateBackwards(Refused):
    """Facts: issued_on, ends_on."""

    code = "founding.certificate_backwards"
    says = _("证书有效期到%(ends_on)s，不晚于发证日期%(issued_on)s")
    mend = _("请核对证书上的两个日期")


class NotAUnionsCode(Refused):
    """Facts: number."""

    code = "founding.not_a_unions_code"
    says = _("%(number)s不是工会的统一社会信用代码")
    mend = _("工会法人的代码以 8 开头，请照证书填写")


class CertificateTaken(Refused):
    """Facts: number, union."""

    kind = Kind.CONFLICT
    code = "founding.certificate_taken"
    says = _("证书号码%(number)s已经登记在%(union)s")
    mend = _("请核对号码")


class FiledBefore(Refused):
    """Facts: happened_on."""

    code = "founding.filed_before"
    says = _("办理日期早于变更日期%(happened_on)s")
    mend = _("请核对两个日期")


class FiledAlready(Refused):
    kind = Kind.CONFLICT
    code = "founding.filed_already"
    says = _("这项变更已经登记办理")
    mend = _("请刷新页面，看最新的状态")


class TermTooEarly(Refused):
    """Facts: day, since."""

    kind = Kind.CONFLICT
    code = "founding.term_too_early"
    says = _("任期从%(day)s算起，早于现在这一届的%(since)s")
    mend = _("请核对日期；比现在这一届早的任期不用登记")
