"""A no of the doors of cases, beside those of casework."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class NoSuchUnion(Refused):
    kind = Kind.UNKNOWN
    code = "faces.no_such_union"
    says = _("没有这个工会，或它已经撤销")
    mend = _("请核对工会代码")


class NoSuchCase(Refused):
    code = "faces.no_such_case"
    says = _("没有这个编号的诉求")
    mend = _("请对照列表里的编号再填一次；只能与自己看得到的合并")


class NoSuchPlace(Refused):
    code = "faces.no_such_place"
    says = _("没有这个地方")
    mend = _("请用六位行政区划代码")
