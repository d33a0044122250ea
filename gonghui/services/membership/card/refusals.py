"""The noes of checking cards."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class TooManyChecks(Refused):
    kind = Kind.TOO_MANY
    code = "membership.too_many_checks"
    says = _("这里核验得太频繁")
    mend = _("请过一会儿再核验；人多的地方请用柜台扫码")
