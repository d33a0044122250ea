"""Every no of the hotline, beside those of casework."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class UnknownCode(Refused):
    kind = Kind.UNKNOWN
    code = "hotline.unknown_code"
    says = _("没有这个编号的诉求")
    mend = _("请对照短信或受理单再填一次")


class TooManyLooked(Refused):
    kind = Kind.TOO_MANY
    code = "hotline.too_many_looked"
    says = _("查得太频繁")
    mend = _("请一小时后再查，或打 12351")


class NameMissing(Refused):
    code = "hotline.name_missing"
    says = _("还没有填姓名或手机号")
    mend = _("请都填上；来电人不愿意说的，请选“匿名”")
