"""The queue by deadline, with bulk decisions; conflicts of two unions; who moved away."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.faces.acting import Done
from gonghui.faces.guards import staff
from gonghui.faces.listing import (
    CODE,
    DUE,
    FILE,
    MASKED,
    PAGE,
    WHEN,
    WRITTEN,
    Bulk,
    Choice,
    Column,
    Empty,
    Link,
    Listing,
    RowAct,
    Search,
    states,
)  # fmt: skip
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.kernel.refusals import Refused
from gonghui.primitives.people.models import Trade
from gonghui.primitives.people.permissions import may_somewhere

from .. import actions, rules
from ..models import Application
from ..pages import shown
from ..querysets import FILTERS, SPECIAL, ApplicationQuerySet
from ..words import TONES
from . import scope

STATES = [one for one in Application.State.choices if one[0] not in ("draft", "waiting")] + [("all", _("全部"))]
NEW = Link(_("代办申请"), "joining-console:new", "user-plus", "primary", may=rules.ENTER)
CONFLICTS = Link(_("会籍冲突"), "joining-console:conflicts", "alert-circle", may=rules.WATCH)

POSTERS = Link(_("入会二维码"), "joining-console:posters", "qrcode", may=rules.WATCH)


def to_every(request: Request) -> str:
    """All that the filters show, to be answered with one word."""
    asked = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    return reverse("joining-console:every") + (f"?{urlencode(asked)}" if asked else "")


def may_every(request: Request) -> bool:
    return not request.GET.get("state") and may_somewhere(request.offices, rules.DECIDE)


def cut_short(rows: ApplicationQuerySet, request: Request) -> str:
    """Says that not all are listed, where it is so."""
    return gettext("按期限排列，只列出最急的一万条；搜索和筛选在全部申请里找。") if rows.is_cut else ""


EVERY = Link(_("办理全部"), to_every, "list-check", may=may_every)


def in_state(rows: Any, state: str, request: Request) -> Any:
    return rows if state == "all" else rows.filter(state=state)


def saying(rows: ApplicationQuerySet, words: str, request: Request) -> ApplicationQuerySet:
    return rows.saying(words)


def special(rows: ApplicationQuerySet, which: str, request: Request) -> QuerySet[Application]:
    return rows.filter(**SPECIAL[which])


def decided(state: str) -> Callable[..., Mapping[UUID, Refused]]:
    """One word on all that were picked; answers why not of each that stays."""

    def decide(
        rows: Sequence[Application], request: PersonalRequest, reason: str, ground: str = ""
    ) -> Mapping[UUID, Refused]:
        said = {"ground": ground, "reason": reason}
        return actions.decide_many(rows, state, **said, by=request.caller, now=request.now).refused

    return decide


def works(row: Application, request: Request) -> str:
    """Every one that was named, the employer that has a row first."""
    return "、".join(filter(None, (row.employer.name if row.employer else "", row.platforms)))


COLUMNS = (
    Column(_("申请人"), "name", WRITTEN, under=(Column(_("手机后四位"), "mobile_tail"),)),
    Column(_("事项"), "kind", states(Application.Kind)),
    Column(_("工会"), "union.name", WRITTEN, under=(Column(_("现在由谁办"), "before.name", WRITTEN),)),
    Column(_("在哪里干活"), works, WRITTEN, under=(Column(_("行业"), "get_trade_display"),)),
    Column(_("状态"), "state", states(Application.State, TONES)),
    Column(_("期限"), "due_at", DUE, only=PAGE),
    Column(_("答复期限"), "due_at", WHEN, only=FILE),
    Column(_("来路"), "via", states(Application.Via)),
    Column(_("编号"), "code", CODE, only=FILE),
    Column(_("提交"), "sent_at", WHEN, only=FILE),
    Column(_("答复"), "decided_at", WHEN, only=FILE),
    Column(_("不同意的理由"), shown.ground_said, only=FILE),
    Column(_("原因"), "reason", only=FILE),
)

APPLICATIONS = Listing(
    title=_("入会转会"),
    columns=COLUMNS,
    order=("due_at", "pk"),
    lead=cut_short,
    filters=(
        Choice("state", _("状态"), STATES, in_state, all=_("等待审核"), as_links=True),
        Choice("kind", _("事项"), Application.Kind.choices),
        Choice("trade", _("行业"), Trade.choices),
        Choice("via", _("来路"), Application.Via.choices),
        Choice("which", _("其他"), [("raised", _("逾期转来的")), ("appealed", _("申诉"))], special),
        Search(saying, _("姓名开头、手机或证件后四位、编号")),
    ),
    link="joining-console:one",
    links=(EVERY, CONFLICTS, POSTERS, NEW),
    bulk=(
        Bulk(
            "approve", _("同意"), decided("approved"), _("同意选中的申请？"),
            _("会籍从今天起，本人收到短信。办不成的逐条列出原因。"),
            guard=staff(rules.DECIDE), may=rules.DECIDE, together=True,
        ),
        Bulk(
            "give_back", _("退回补正"), decided("returned"), _("退回选中的申请？"), _("本人看到原因，改好可以再提交。"),
            reason=_("怎样补正"), guard=staff(rules.DECIDE), may=rules.DECIDE, tone="", together=True,
        ),
        Bulk(
            "refuse", _("不同意"), decided("refused"), _("不同意选中的申请？"),
            _("本人看到理由、依据和怎样能办成，三十天内可以向上级工会申诉。"), reason=scope.FACTS, choice=scope.GROUND,
            choices=shown.grounds_to_choose, tone="danger",
            guard=staff(rules.DECIDE), may=rules.DECIDE, together=True,
        ),
    ),
    empty=Empty(_("没有等待审核的申请"), _("有人申请入会或转会，会按期限列在这里。"), "user-plus", NEW),
    nothing=Empty(_("没有这样的申请"), _("换一个状态或词再找。"), "search"),
    file=_("入会转会申请"),
)  # fmt: skip


@APPLICATIONS.page("joining-console:index", staff(rules.WATCH))
def index(request: PersonalRequest) -> ApplicationQuerySet:
    """What waits before my unions, by deadline; another state where one is asked for."""
    asked = request.GET.get("state", "") in dict(STATES)
    rows = scope.mine(request) if asked else Application.objects.waiting().under(request.office_unions)
    return rows.select_related("employer").listed()


def settle_to(row: Application, request: Request) -> str:
    return reverse("joining-console:settle", args=[row.pk])


def release_to(row: Application, request: Request) -> str:
    return reverse("joining-console:release", args=[row.pk])


def is_our_row(row: Application, request: Request) -> bool:
    """Only the union whose row it is says that it is wrong."""
    return still_waits(row, request) and bool(getattr(row, "recorded_here", False))


def still_waits(row: Application, request: Request) -> bool:
    return row.state == Application.State.WAITING


def disputing(rows: ApplicationQuerySet, words: str, request: Request) -> ApplicationQuerySet:
    return rows.disputing(words)


DISPUTED = Listing(
    title=_("会籍冲突"),
    columns=(
        Column(_("申请人"), "person", MASKED, under=(Column(_("申请人手机"), "person.masked_mobile"),)),
        Column(_("申请的工会"), "union.name", WRITTEN),
        Column(_("证件"), "masked_number"),
        Column(_("证件登记在"), "rival", MASKED, under=(Column(_("登记的手机"), "rival.masked_mobile"),)),
        Column(_("状态"), "state", states(Application.State, TONES)),
        Column(_("期限"), "due_at", DUE),
    ),
    order=("due_at", "pk"),
    filters=(Search(disputing, _("姓名开头、证件或任一方手机后四位")),),
    links=(Link(_("已更正的登记"), "joining-console:released", "history", may=rules.WATCH),),
    acts=(
        RowAct(
            _("是同一人"), settle_to, _("两条登记是同一个人？"),
            _("已有的会籍保留，这份申请就此办结；本人被请到窗口更新手机号。"), hidden={"same": "1"},
            may=rules.DECIDE, open=still_waits,
        ),
        RowAct(
            _("不是同一人"), settle_to, _("证件不是申请人的？"), _("申请退回，请本人重新填写证件；不会告诉他是谁的。"),
            hidden={"same": "0"}, tone="", may=rules.DECIDE, open=still_waits,
        ),
        RowAct(
            _("另一条登记错了"), release_to, _("证件是申请人的，另一条登记错了？"),
            _("证件从那条登记上取下，那个人会收到通知，会籍不变；申请继续办理。七天内可以恢复。"),
            tone="", may=rules.DECIDE, open=is_our_row,
        ),
    ),
    empty=Empty(_("没有会籍冲突"), _("有人用了另一人名下的证件申请，双方工会都会在这里看到。"), "alert-circle"),
)  # fmt: skip


@DISPUTED.page("joining-console:conflicts", staff(rules.WATCH))
def conflicts(request: PersonalRequest) -> tuple[ApplicationQuerySet, dict[str, Any]]:
    """Whose document is another's: of both unions."""
    unions = request.office_unions
    ours = Application.objects.recorded_by(unions).filter(pk=OuterRef("pk"))
    return Application.objects.disputed_with(unions).annotate(recorded_here=Exists(ours)), scope.below()


@conflicts.act(guard=staff(rules.DECIDE))
def settle(request: PersonalRequest, pk: UUID) -> Done:
    """What both unions found out."""
    rows = Application.objects.disputed_with(request.office_unions)
    found, same = get_object_or_404(rows, pk=pk), request.POST.get("same") == "1"
    actions.settle(found, same=same, among=rows, by=request.caller, now=request.now)
    return Done(str(_("已处理，申请人收到通知")))


@conflicts.act(guard=staff(rules.DECIDE))
def release(request: PersonalRequest, pk: UUID) -> Done:
    """The other row is wrong."""
    rows = Application.objects.recorded_by(request.office_unions)
    actions.release(get_object_or_404(rows, pk=pk), among=rows, by=request.caller, now=request.now)
    return Done(str(_("已取下，两边的工会七天内都可以看到和恢复")))


MOVED = Listing(
    title=_("转出的会员"),
    columns=(
        Column(_("会员"), "person", MASKED),
        Column(_("转出"), "leaves.name", WRITTEN),
        Column(_("转入"), "union.name", WRITTEN),
        Column(_("日期"), "decided_at", WHEN),
        Column(_("经办"), "via", states(Application.Via), only=FILE),
    ),
    order=("-decided_at", "-pk"),
    empty=Empty(_("没有转出的会员"), _("会员转到其他工会以后，会列在这里。"), "logout"),
    file=_("转出的会员"),
)


@MOVED.page("joining-console:left", staff(rules.WATCH))
def left(request: PersonalRequest) -> tuple[Any, dict[str, Any]]:
    """Who moved away from my unions."""
    return Application.objects.moved_from(request.office_unions), scope.below()
