"""How a case ended beside the outcomes of its kind, and what was done with it, as the journal says it."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.casework.kinds import Kind

OVER = {"withdrawn": _("职工撤回"), "merged": _("合并办理")}  # beside the outcomes of the kind
ACTS = {
    "ask": _("提交诉求"),
    "say": _("发送消息"),
    "note": _("写内部备注"),
    "call": _("回访"),
    "check": _("质检"),
    "assign": _("交办"),
    "grade": _("改难易程度"),
    "hand_over": _("转办"),
    "move": _("办理进度"),
    "pause": _("暂停时限"),
    "resume": _("恢复办理"),
    "close": _("办结"),
    "reopen": _("重新办理"),
    "rate": _("评价"),
    "look": _("打开诉求"),
    "open_file": _("打开附件"),
    "escalate": _("逾期报上级"),
    "left": _("办理的人离岗，等待重新交办"),
    "follow": _("随工会变动转来"),
    "search": _("按姓名或号码查找"),
}


def acts_in_words(kind: Kind) -> dict[str, str]:
    """The acts of a kind, as a slice tells the journal of them."""
    return {f"{kind.code}.{act}": said for act, said in ACTS.items()}


def outcome_of(kind: Kind, code: str) -> str:
    """What a case came to, in words; "" while it is open."""
    return OVER.get(code) or kind.word("outcomes", code)
