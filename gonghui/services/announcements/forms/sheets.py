"""A list of announcements as a spreadsheet; each row becomes a draft."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import MEGABYTE, Choice, Day, Once, Prose, Rule, Table
from gonghui.kernel.words import gettext_noop as _

from .. import refusals, rules

KINDS = {"notice": (_("通知"), "公告"), "policy": (_("政策"), "文件"), "event": (_("活动"),)}


class SameTwice(Refused):
    """Facts: first (row)."""

    code = "announcements.same_twice"
    says = _("标题和第 %(first)s 行相同")
    mend = _("同一条公告只留一行")


@dataclass(frozen=True, slots=True)
class AnnouncementRow:
    """One row, parsed; both days are whole ones."""

    number: int
    title: str
    text: str
    kind: str = "notice"
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def content(self) -> rules.Content:
        after = self.ends_on + timedelta(days=1) if self.ends_on else None
        return rules.Content(
            self.title, self.text, self.kind, starts_at=_morning(self.starts_on), ends_at=_morning(after)
        )


def _morning(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), timezone.get_default_timezone()) if day else None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _in_order(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise refusals.EndsBeforeStart()


ANNOUNCEMENTS = Table(
    AnnouncementRow,
    Prose(
        "title", _("标题"), rules.LONGEST_TITLE, also=("公告标题", "名称"), required=True,
        parse=_one_line, example="关于开展夏季送清凉活动的通知", width=40,
    ),
    Prose(
        "text", _("正文"), rules.LONGEST_TEXT, also=("内容", "公告内容"), required=True,
        note=_("格子里可以换行，空一行就分段；网址会自动成为链接。"), width=60,
    ),
    Choice("kind", _("类别"), also=("种类", "类型"), of=KINDS, empty="notice", example="通知"),
    Day("starts_on", _("开始日期"), also=("发布日期", "开始"), note=_("不填就是发布的那一刻。"), example="2026-06-01"),
    Day(
        "ends_on", _("截止日期"), also=("结束日期", "截止"), note=_("这一天过完才收起；不填就一直展示。"),
        example="2026-06-30",
    ),
    rules=(Rule("ends_on", ("starts_on", "ends_on"), _in_order),),
    once=(Once(("title",), SameTwice),),
    max_rows=200,
    max_bytes=5 * MEGABYTE,
)  # fmt: skip
