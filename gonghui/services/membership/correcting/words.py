"""What corrections tell people."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

DONE = Template(
    code="membership.data_corrected",
    title=_("资料已更正"),
    text=_("你的%(about)s已更正，由两位干部核对。不是你申请的，请马上联系本级工会。"),
    page="membership-member:correct",
)
BACK = Template(
    code="membership.correction_refused",
    title=_("更正申请没有通过"),
    text=_("你更正%(about)s的申请没有通过。原因：%(why)s。改好以后可以重新申请。"),
    page="membership-member:correct",
)
STATES = {
    "waits": (_("等第一位核对"), "warn"),
    "second": (_("等第二位核对"), "warn"),
    "agreed": (_("已更正"), "good"),
    "refused": (_("没有通过"), "bad"),
}
ACTS = {
    "membership.ask_correction": _("申请更正资料"),
    "membership.agree_correction": _("核对更正申请"),
    "membership.refuse_correction": _("退回更正申请"),
    "membership.look_at_correction": _("查看更正申请的内容"),
}


def state_of(row: object) -> str:
    if row.decided_at:  # type: ignore[attr-defined]
        return "agreed" if row.agreed else "refused"  # type: ignore[attr-defined]
    return "second" if row.first_at else "waits"  # type: ignore[attr-defined]
