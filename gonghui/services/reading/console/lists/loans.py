"""The loans of a room: those that are overdue."""

from django.utils.translation import gettext_lazy as _

from gonghui.faces.listing import DAY, MASKED, MONO, NUMBER, Column, Empty, Listing, RowAct, filled

from ...pages.shown import late_of
from ...rules import REMINDERS
from .shared import INSIDE, here, of_room

OVERDUE = Listing(
    title=_("超期的书"),
    columns=(
        Column(_("书名"), "copy.title.name", sort=True, under=(Column(_("条码"), "copy.code", MONO),)),
        Column(_("读者"), "reader", MASKED, under=(Column(_("手机号"), "reader.masked_mobile"),)),
        Column(_("应还"), "due", DAY, sort=True),
        Column(_("超期（天）"), lambda loan, request: late_of(loan, now=request.now), NUMBER),
    ),
    order=("due", "pk"),
    acts=(
        RowAct(
            _("登记遗失"),
            here("reading-console:loss"),
            _("登记遗失？"),
            _("这次借阅结束，读者会收到通知；书找回来还可以还。"),
            tone="",
        ),
    ),
    empty=Empty(
        _("没有超期的书"),
        filled(
            _("到期前 %(before)s 天、超期第 %(late)s 天会自动提醒读者。"),
            before="、".join(str(-days) for days in REMINDERS if days < 0),
            late="、".join(str(days) for days in REMINDERS if days > 0),
        ),
        "book",
    ),
    file=of_room("超期的书"),
    base=INSIDE,
)
