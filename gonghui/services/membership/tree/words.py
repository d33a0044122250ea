"""What the tree tells people, and how its states are called."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

STATES = {
    "waits": (_("等待生效"), "warn"),
    "done": (_("已生效"), "good"),
    "undone": (_("已撤回"), ""),
    "stopped": (_("没有生效"), "bad"),
}
TONES = {state: tone for state, (_word, tone) in STATES.items()}

PLANNED = Template(
    code="membership.change_planned",
    title=_("工会变更等待生效"),
    text=_("%(what)s，%(day)s生效，生效前可以撤回。依据：%(why)s。"),
    page="membership:union",
)
UNDONE = Template(
    code="membership.change_undone",
    title=_("工会变更已撤回"),
    text=_("原定%(day)s生效的变更已撤回：%(what)s。"),
    page="membership:union",
)
STOPPED = Template(
    code="membership.change_stopped",
    title=_("工会变更没有生效"),
    text=_("%(what)s，原定%(day)s生效，没有办成：%(why)s。请处理后重新登记。"),
    page="membership:union",
)
MOVED = Template(
    code="membership.moved_with_union",
    title=_("你的会籍转到了新的工会"),
    text=_("“%(old)s”%(how)s，你的会籍从%(day)s起在“%(new)s”，一天也没有中断。有疑问请联系新的工会。"),
    page="faces:my-data",
)
HOW = {"merge": _("并入其他工会"), "close": _("已撤销")}

ACTS = {
    "membership.plan_change": _("登记工会变更"),
    "membership.undo_change": _("撤回工会变更"),
    "membership.stop_change": _("工会变更没有生效"),
}


def what(change: object) -> str:
    """A change in one clause."""
    name, other = change.about, getattr(change.target, "name", "")  # type: ignore[attr-defined]
    says = {
        "found": f"在“{other}”下新建“{name}”",
        "rename": f"“{name}”更名为“{change.name}”",  # type: ignore[attr-defined]
        "move": f"“{name}”改为隶属“{other}”",
        "merge": f"“{name}”并入“{other}”",
        "close": f"撤销“{name}”，会员转到“{other}”",
    }
    return says[change.kind]  # type: ignore[attr-defined]
