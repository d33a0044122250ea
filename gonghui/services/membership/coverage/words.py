"""What figures are called."""

from gonghui.kernel.words import gettext_noop as _

ODD = {
    "": ("", ""),
    "most": (_("超过 100%，请核对底数"), "bad"),
    "part": (_("底数只有一部分，不算覆盖率"), "warn"),
    "none": (_("没有登记底数"), "warn"),
}
ACTS = {"membership.enter_workforce": _("登记职工底数"), "membership.export_roster": _("导出实名名单")}
