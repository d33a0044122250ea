"""What desks did without a network and did not fit."""

from django.utils.translation import gettext_lazy as _

from gonghui.faces.listing import MASKED, MONO, WHEN, Column, Empty, Link, Listing, RowAct
from gonghui.faces.requests import Request

from ... import rules
from ...models import DeskScan

REASONS = {
    "reading.copy_out": _("系统里这本书已借给别人"),
    "reading.unknown_copy": _("没有这个条码的书"),
    "reading.bad_copy_code": _("扫到的不是条码"),
    "reading.unknown_reader": _("没有这位读者"),
    "reading.not_lent": _("系统里这本书没有借出"),
    "reading.lent_since": _("还书在前，系统里这本书后来又借给了别人"),
    "reading.set_aside": _("这本书留给了预约的读者"),
    "reading.not_for_loan": _("这本书登记为遗失或剔除"),
    "reading.too_many_loans": _("超过了最多可借的本数"),
    "reading.overdue_first": _("读者有超期的书，已暂停外借"),
    "reading.reads_here_only": _("这类读者只能馆内阅读"),
    "reading.no_loan_rule": _("没有给这类读者定规则"),
}


def reason_of(scan: DeskScan, request: Request) -> str:
    """What its refusal, kept without facts, says to the officer."""
    return str(REASONS.get(scan.reason, scan.reason))


SCANS = Listing(
    title=_("离线核对"),
    columns=(
        Column(_("时间"), "at", WHEN, sort=True),
        Column(_("书屋"), "premises.name", sort=True, under=(Column(_("谁办的"), "by_name"),)),
        Column(_("办了什么"), "get_act_display"),
        Column(_("书"), "copy.title.name", under=(Column(_("条码"), "copy_shown", MONO),)),
        Column(_("读者"), "reader", MASKED, under=(Column(_("会员码"), "reader_shown", MONO),)),
        Column(_("为什么对不上"), reason_of),
    ),
    order=("-received_at", "pk"),
    acts=(RowAct(_("已核对"), "reading-console:settle", tone="", may=rules.MANAGE),),
    lead=_("借还台断网时办的、联网后对不上的记录。书和读者已经走了，请打电话或看书架核对，再在系统里补办。"),
    empty=Empty(_("没有要核对的"), _("借还台断网时办的都对上了。"), "wifi"),
    up=Link(_("职工书屋"), "reading-console:index"),
    file=_("离线核对"),
)
