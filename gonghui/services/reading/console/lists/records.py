"""Use, rules, stock-takes, and what desks without a network did."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gonghui.faces.listing import (
    DAY,
    FILE,
    MASKED,
    MONO,
    NUMBER,
    PAGE,
    WHEN,
    Column,
    Empty,
    Kind,
    Link,
    Listing,
    RowAct,
)  # fmt: skip
from gonghui.faces.requests import Request
from gonghui.faces.templatetags.kit import bar

from ... import rules
from ...models import LoanRule
from ...pages import reports
from ...pages.reasons import reason_of
from .shared import INSIDE, of_room


def share(day: reports.Day) -> str:
    """How much of the seats' time was sat, drawn."""
    return bar(day.sat, day.offered)


USE = Listing(
    title=_("使用情况"),
    columns=(
        Column(_("日期"), "on", DAY, sort=True),
        Column(_("可用座位分钟"), "offered", NUMBER, only=FILE),
        Column(_("预订分钟"), "booked", NUMBER, only=FILE),
        Column(_("在座分钟"), "sat", NUMBER, only=FILE),
        Column(_("座位使用率"), "use", NUMBER),
        Column(_("在座 / 可用"), lambda day, request: day, Kind(share, lambda day: day.sat), only=PAGE),
        Column(_("爽约"), "no_shows", NUMBER, sort=True),
        Column(_("到馆"), "visits", NUMBER, sort=True),
        Column(_("借出"), "loans", NUMBER, sort=True),
    ),
    lead=_("最近 30 天"),
    empty=Empty(_("还没有记录"), icon="chart-bar"),
    file=of_room("使用情况"),
    base=INSIDE,
)


def where(rule: LoanRule, request: Request) -> str:
    return _now("本书屋") if rule.premises_id else _now("工会的各书屋")


RULES = Listing(
    title=_("已登记的规则"),
    columns=(
        Column(_("读者"), "get_reader_display"),
        Column(_("适用"), where),
        Column(_("从哪天起"), "starts_on", DAY),
        Column(_("可借"), "books", NUMBER),
        Column(_("借期"), "days", NUMBER),
        Column(_("续借"), lambda rule, request: f"{rule.renewals} × {rule.renewal_days}", NUMBER),
        Column(_("可约"), "holds", NUMBER),
        Column(_("保留"), "hold_days", NUMBER),
        Column(_("超期停借"), "stop_days", NUMBER),
    ),
    order=("-starts_on", "reader", "pk"),
    lead=_("本书屋的规则先于工会的；同一类读者，生效日期最近的一条算数。已经借出的书按借出那天的规则。"),
    empty=Empty(_("还没有规则，不能外借"), icon="book"),
)

STOCK_TAKES = Listing(
    title=_("以前的盘点"),
    columns=(
        Column(_("结束"), "ended_at", WHEN),
        Column(_("应有"), "expected", NUMBER),
        Column(_("见到"), "seen", NUMBER),
        Column(_("未见"), "missing", NUMBER),
        Column(_("账上在别处"), "strays", NUMBER),
    ),
    order=("-pk",),
    empty=Empty(_("还没有盘点过"), icon="clipboard-list"),
    per=10,
)

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
