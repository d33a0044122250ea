"""What desks did without a network and did not fit."""

from django.utils.translation import gettext_lazy as _

from gonghui.faces.listing import MASKED, MONO, WHEN, Column, Empty, Link, Listing, RowAct

from ... import rules
from ...pages.reasons import reason_of

SCANS = Listing(
    title=_("离线核对"),
    columns=(
        Column(_("时间"), "at", WHEN, sort=True),
        Column(_("书屋"), "premises.name", sort=True, under=(Column(_("谁办的"), "by_name"),)),
        Column(_("办了什么"), "get_act_display"),
        Column(_("书"), "copy.title.name", under=(Column(_("条码"), "copy_shown", MONO),)),
        Column(_("读者"), "reader", MASKED, under=(Column(_("会员码"), "reader_shown", MONO),)),
        Column(_("为什么对不上"), lambda scan, request: reason_of(scan.reason)),
    ),
    order=("-received_at", "pk"),
    acts=(RowAct(_("已核对"), "reading-console:settle", tone="", may=rules.MANAGE),),
    lead=_("借还台断网时办的、联网后对不上的记录。书和读者已经走了，请打电话或看书架核对，再在系统里补办。"),
    empty=Empty(_("没有要核对的"), _("借还台断网时办的都对上了。"), "wifi"),
    up=Link(_("职工书屋"), "reading-console:index"),
    file=_("离线核对"),
)
