"""The noes to a member card that was good once."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class CardOfBefore(Refused):
    kind = Kind.CONFLICT
    code = "people.card_of_before"
    says = _("这张会员证是会籍变动以前打开的，手机后来没有联网更新")
    mend = _("请持有人联网重新打开会员证再扫，或报会员码和姓名")


class CardRecalled(Refused):
    kind = Kind.GONE
    code = "people.card_recalled"
    says = _("这张会员证已经作废")
    mend = _("请持有人联网打开手机上的会员证；没有手机的，到工会重新打印")
