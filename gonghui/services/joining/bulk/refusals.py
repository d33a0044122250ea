"""The noes of deciding by filter."""

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _


class NothingToDecide(Refused):
    kind = Kind.CONFLICT
    code = "joining.nothing_to_decide"
    says = _("这些条件下没有等待审核的申请")
    mend = _("请换一个筛选条件")


class BulkEnded(Refused):
    kind = Kind.CONFLICT
    code = "joining.bulk_ended"
    says = _("这一批已经办完或停下了")
    mend = _("没有办的申请还在队列里，可以另外办理")


class OtherBulk(Refused):
    kind = Kind.CONFLICT
    code = "joining.other_bulk"
    says = _("这个幂等键已经用于另一批办理")
    mend = _("请换一个新的幂等键")
