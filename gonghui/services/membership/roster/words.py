"""What the roster tells officers, and what its acts are called."""

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.notices.templates import Template

CLAIMED = Template(
    code="membership.claimed_elsewhere",
    title=_("有会员被其他工会列入名单"),
    text=_(
        "“%(there)s”导入的名单里，有 %(count)s 人是“%(here)s”的会员。会籍没有改动，请与本人和对方工会核实后办理转会。"
    ),
    page="membership:claims",
)

STOPPED = Template(
    code="membership.roster_stopped",
    title=_("名单没有导入完"),
    text=_("导入到“%(union)s”的名单“%(file)s”停下了。%(why)s。"),
    page="membership:roster",
)

TONES = {"checked": "warn", "done": "good", "refused": "bad"}  # how a state is coloured; others are plain

ACTS = {  # of the journal, where a member or officer reads it
    "membership.upload_roster": _("上传名单"),
    "membership.confirm_roster": _("确认导入名单"),
    "membership.import_roster": _("导入名单"),
    "membership.stop_roster": _("导入停下，等再次确认"),
    "membership.discard_roster": _("放弃名单"),
    "membership.settle_claim": _("核实会籍"),
}
