"""What a stored refusal code says to the officer, without the facts it had."""

from django.utils.translation import gettext

from gonghui.kernel.words import gettext_noop as _

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


def reason_of(code: str) -> str:
    return gettext(REASONS[code]) if code in REASONS else code
