"""What the roster's acts are called."""

from gonghui.kernel.words import gettext_noop as _

ACTS = {  # of the journal, where a member or officer reads it
    "membership.upload_roster": _("上传名单"),
    "membership.confirm_roster": _("确认导入名单"),
    "membership.import_roster": _("导入名单"),
    "membership.discard_roster": _("放弃名单"),
    "membership.settle_claim": _("核实会籍"),
}
