"""The books of a room: all, and those that lie idle; and how they were counted."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.faces.listing import (
    DAY,
    FILE,
    MONO,
    NUMBER,
    WHEN,
    Choice,
    Column,
    Day,
    Empty,
    Link,
    Listing,
    RowAct,
    RowLink,
    Search,
    filled,
    states,
)
from gonghui.faces.requests import Request
from gonghui.faces.services import address

from ...models import Copy
from ...pages import finding, reports
from ...rules import barcode_in
from .shared import INSIDE, here, may_manage, of_room


def by_words(copies: Any, words: str, request: Request) -> Any:
    """By title, author or ISBN as readers search them, or by the barcode."""
    found, _refusal = finding.asked(words, home=request.beside["premises"].pk)
    return copies.filter(title__in=[title.pk for title in found.titles]) | copies.by_code(barcode_in(words))


def is_mine(copy: Any, request: Request) -> bool:
    return copy.is_mine and may_manage(request)


def can_go(copy: Copy, request: Request) -> bool:
    return copy.status in (Copy.Status.IN, Copy.Status.MISSING, Copy.Status.LOST)


def title_page(copy: Copy, request: Request) -> str:
    return address("reading:title", copy.title_id)


def correct(copy: Copy, request: Request) -> str:
    return address("reading-console:title", request.beside["room"].pk, copy.title_id)


def labels(request: Request) -> str:
    """The labels of what the list shows."""
    page = address("reading-console:labels", request.beside["room"].pk)
    asked = {name: request.GET[name] for name in ("q", "came", "state") if request.GET.get(name)}
    return f"{page}?{urlencode(asked)}" if asked else page


CODE = Column(_("条码"), "code", MONO, sort=True)
TITLE = Column(_("书名"), "title.name", sort=True, under=(Column(_("作者"), "title.author"),))

BOOKS = Listing(
    title=_("藏书"),
    columns=(
        CODE,
        Column(
            _("书名"),
            "title.name",
            sort=True,
            link=title_page,
            under=(
                Column(_("作者"), "title.author"),
                Column(_("索书号"), "shelf"),
                Column("ISBN", "title.isbn", MONO, only=FILE),
            ),
        ),
        Column(_("现在哪里"), "at.name", sort=True),
        Column(_("状态"), "status", states(Copy.Status)),
        Column(_("借出次数"), "times_lent", NUMBER, sort=True),
    ),
    order=("code", "pk"),
    filters=(
        Search(by_words, _("书名、作者、ISBN 或条码")),
        Day("came", _("入藏日期"), "came_on"),
        Choice("state", _("状态"), Copy.Status.choices, "status", all=_("全部状态")),
    ),
    acts=(
        RowLink(_("更正、封面"), correct, open=is_mine),
        RowAct(
            _("剔除"),
            here("reading-console:weed"),
            _("剔除这一册？"),
            _("剔除后不能再借，也不能恢复。"),
            _("原因"),
            tone="danger",
            may=may_manage,
            open=can_go,
        ),
    ),
    links=(
        Link(_("打印书标"), labels, "printer", may=may_manage),
        Link(
            _("导入书单"),
            lambda request: address("reading-console:import", request.beside["room"].pk),
            "upload",
            may=may_manage,
        ),
        Link(
            _("登记一本"),
            lambda request: address("reading-console:add", request.beside["room"].pk),
            "plus",
            "primary",
            may=may_manage,
        ),
    ),
    empty=Empty(_("还没有书"), _("请导入书单或登记一本"), "book"),
    nothing=Empty(_("没有符合条件的书"), icon="search"),
    file=of_room("藏书"),
    base=INSIDE,
    template="reading/console/books.html",
)

IDLE = Listing(
    title=_("少人借的书"),
    columns=(
        CODE,
        TITLE,
        Column(_("入藏日期"), "came_on", DAY, sort=True),
        Column(_("最近借出"), "last_lent_at", DAY, sort=True),
        Column(_("借出次数"), "times_lent", NUMBER, only=FILE),
    ),
    order=("came_on", "code", "pk"),
    lead=lambda rows, request: (
        gettext("在架而 %(days)s 天没有人借过的书，可以调到别的书屋或剔除。") % {"days": reports.DEAD_AFTER}
    ),
    empty=Empty(
        _("没有这样的书"),
        filled(_("%(days)s 天里每本都有人借过，或者入藏还不到 %(days)s 天。"), days=reports.DEAD_AFTER),
        "book",
    ),
    file=of_room("少人借的书"),
    base=INSIDE,
)

UNSEEN = Listing(
    title=_("还没有扫到的"),
    columns=(CODE, TITLE, Column(_("索书号"), "shelf", sort=True)),
    order=("shelf", "code", "pk"),
    empty=Empty(_("账上在架的都扫到了"), icon="check"),
    file=_("盘点还没有扫到的"),
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
    acts=(
        RowAct(
            _("撤销结束"),
            here("reading-console:undo-stock"),
            _("撤销这次结束，接着盘点？"),
            lambda taking, request: (
                gettext("登记为盘点未见的 %(n)s 册恢复在架，已经扫过的都还在。") % {"n": taking.missing}
            ),
            tone="",
            open=lambda taking, request: taking.pk == request.beside["last"],
        ),
    ),
    empty=Empty(_("还没有盘点过"), icon="clipboard-list"),
    per=10,
)
