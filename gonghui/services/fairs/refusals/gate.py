"""What the gate says of codes that can be passed on: whose name is compared, and when it is not theirs."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class CompareName(Refused):
    """Not a no yet: what was shown could be anybody's, so the holder's name is to be compared first.

    Facts: name (masked, fit for reading aloud), session (as read).
    """

    kind, code = Kind.CONFLICT, "fairs.compare_name"
    says = _("请核对姓名：%(name)s")
    mend = _("请对方报出姓名或出示证件，一致再放行")


class NameDiffers(Refused):
    kind, code = Kind.FORBIDDEN, "fairs.name_differs"
    says = _("报的姓名与凭证持有人不一致")
    mend = _("凭证只限本人使用，请本人到场，或由现场负责人核对证件")


class OtherReceipt(Refused):
    """A device reports a scan whose code is not that of the place it names."""

    kind, code = Kind.INVALID, "fairs.other_receipt"
    says = _("扫到的码和记录的凭证对不上，没有记入")
    mend = _("请联网后再扫一次")
