"""The list of announcements: searched, filtered, exported, withdrawn together."""

from django.utils.translation import gettext_lazy as _

from gonghui.faces.forms import unions_to_choose
from gonghui.faces.guards import staff
from gonghui.faces.listing import (
    FILE,
    NUMBER,
    WHEN,
    WRITTEN,
    Bulk,
    Choice,
    Column,
    Empty,
    Link,
    Listing,
    Search,
    states,
)  # fmt: skip
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.planned import Question

from .. import actions, rules
from ..models import Announcement
from ..querysets import AnnouncementQuerySet
from ..words import STATES
from . import scope


def state_of(row: Announcement, request: Request) -> str:
    return row.state(request.now)


def in_state(rows: AnnouncementQuerySet, state: str, request: Request) -> AnnouncementQuerySet:
    return rows.in_state(state, request.now)


def saying(rows: AnnouncementQuerySet, words: str, request: Request) -> AnnouncementQuerySet:
    return rows.saying(words)


def of_union(rows: AnnouncementQuerySet, union: str, request: Request) -> AnnouncementQuerySet:
    return rows.filter(union=union)


def unions(request: PersonalRequest) -> list[tuple[object, str]]:
    return list(unions_to_choose(request).values_list("pk", "name"))


def publish(row: Announcement, request: PersonalRequest, reason: str) -> None:
    actions.publish(row, by=request.caller, now=request.now)


def withdraw(row: Announcement, request: PersonalRequest, reason: str) -> None:
    actions.withdraw(row, reason=reason, by=request.caller, now=request.now)


NEW = Link(_("起草公告"), "announcements-console:new", "plus", "primary", may=rules.MANAGE)
BRING = Link(_("导入"), "announcements-console:import", "upload", may=rules.MANAGE)

ANNOUNCEMENTS = Listing(
    title=_("通知公告"),
    columns=(
        Column(_("标题"), "title", WRITTEN, sort=True, under=(Column(_("发布工会"), "union.name", WRITTEN),)),
        Column(_("类别"), "kind", states(Announcement.Kind)),
        Column(_("状态"), state_of, states(STATES)),
        Column(_("置顶"), lambda row, request: "yes" if row.pinned else "", states({"yes": (_("置顶"), "gold")})),
        Column(_("开始"), "starts_at", WHEN, sort=True),
        Column(_("截止"), "ends_at", WHEN, sort=True),
        Column(_("谁能看"), "audience", states(Announcement.Audience), only=FILE),
        Column(_("正文"), "text", only=FILE),
        Column(_("版次"), "edition", NUMBER, only=FILE),
        Column(_("已发消息"), "told_count", NUMBER, only=FILE),
        Column(_("撤回原因"), "withdrawn_because", only=FILE),
    ),
    order=("-created_at", "-pk"),
    filters=(
        Choice("state", _("状态"), [(value, word) for value, (word, _tone) in STATES.items()], in_state, as_links=True),
        Choice("kind", _("类别"), Announcement.Kind.choices),
        Choice("union", _("发布工会"), unions, of_union),
        Search(saying, _("标题或正文")),
    ),
    link="announcements-console:one",
    links=(BRING, NEW),
    fades=lambda row, request: row.state(request.now) in (rules.OVER, rules.WITHDRAWN),
    bulk=(
        Bulk(
            "publish", _("发布"), publish, _("发布选中的草稿？"),
            _("发布以后文字不能悄悄改，只能更正或撤回。填了开始时间的，到时候自动展示。"),
            guard=staff(rules.MANAGE), may=rules.MANAGE,
        ),
        Bulk(
            "withdraw", _("撤回"), withdraw, _("撤回选中的公告？"), _("马上不再展示；打开旧链接的人会看到原因。"),
            reason=_("原因"), tone="danger", guard=staff(rules.MANAGE), may=rules.MANAGE,
        ),
    ),
    empty=Empty(_("还没有公告"), _("起草、检查、发布，本工会和下级工会的会员就能看到。"), "speakerphone", NEW),
    nothing=Empty(_("没有这样的公告"), _("换一个状态、类别或词再找。"), "search"),
    file=_("通知公告"),
)  # fmt: skip


@ANNOUNCEMENTS.page("announcements-console:index", staff(rules.WATCH))
def index(request: PersonalRequest) -> Question[Announcement]:
    """The announcements of my unions and of all below them."""
    return scope.announcements.question(paths=paths_of(request.office_unions))
