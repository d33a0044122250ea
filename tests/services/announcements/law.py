"""A draft and what is out, of Taiyuan for its members and of the province for everybody, for the laws."""

import pytest
from django.urls import reverse

from gonghui.services.announcements import actions
from gonghui.services.announcements.models import Announcement
from gonghui.services.announcements.rules import Content
from tests.kernel.test_pictures import prepared_photograph
from tests.law.cases import EVERYONE, LIN, MANAGE, MANAGERS, WATCH, WATCHERS, Import, Law, Operation

PAGES = {
    "GET announcements:home": EVERYONE,
    "GET announcements:one own": LIN,
    "GET announcements:attachment own paper": LIN,
    "GET announcements-console:index": WATCHERS,
    "GET announcements-console:new": MANAGERS,
    "POST announcements-console:new": MANAGERS,
    "GET announcements-console:import": MANAGERS,
    "POST announcements-console:import": MANAGERS,
    "GET announcements-console:one draft": WATCH,
    "GET announcements-console:edit draft": MANAGE,
    "POST announcements-console:edit draft": MANAGE,
    "POST announcements-console:remove draft": MANAGE,
    "POST announcements-console:publish draft": MANAGE,
    "GET announcements-console:correct own": MANAGE,
    "POST announcements-console:correct own": MANAGE,
    "POST announcements-console:pin own": MANAGE,
    "POST announcements-console:withdraw own": MANAGE,
    "POST announcements-console:copy own": MANAGE,
    "POST announcements-console:attach draft": MANAGE,
    "GET announcements-console:attachment own paper": WATCH,
    "POST announcements-console:detach draft sketch": MANAGE,
}
OPERATIONS = {
    "GET /announcements/": Operation(EVERYONE),
    "GET /announcements/{pk}": Operation("-y-----------", "own"),
    "GET /announcements/{pk}/files/{file}": Operation("-y-----------", "own paper"),
}
WORDS = {"title": "送清凉", "text": "六月一日起。", "kind": "notice", "audience": "members", "pinned": "on"} | {
    "starts_at": "2026-06-01T09:00",
    "ends_at": "2026-06-30T18:00",
}


def forms(things):
    return {
        "announcements-console:new": WORDS | {"union": str(things["announcer"]), "tells": "on"},
        "announcements-console:edit": WORDS,
        "announcements-console:correct": {name: WORDS[name] for name in ("title", "text", "kind", "ends_at")}
        | {"why": "改了时间", "edition": "1"},
        "announcements-console:pin": {"pinned": "1"},
        "announcements-console:withdraw": {"reason": "发错了"},
    }


@pytest.fixture
def board(taiyuan, by, now):
    """A draft of Taiyuan with a picture, and one that is out for its members, with another."""
    made = {name: _with_a_picture(taiyuan, name, by, now) for name in ("own", "draft")}
    out, paper = made["own"]
    draft, sketch = made["draft"]
    actions.publish(out, by=by, now=now)
    return {"own": out.pk, "paper": paper.pk, "draft": draft.pk, "sketch": sketch.pk, "announcer": taiyuan.pk}


@pytest.fixture
def foreign_board(cast, by, now):
    """The same of the other province."""
    union = cast["foreign officer"].offices.get().union
    (out, paper), (draft, sketch) = (_with_a_picture(union, name, by, now) for name in ("甲", "乙"))
    actions.publish(out, by=by, now=now)
    return {"own": out.pk, "paper": paper.pk, "draft": draft.pk, "sketch": sketch.pk}


def _with_a_picture(union, title, by, now):
    made = actions.draft(union, Content(title, "正文"), by=by, now=now)
    [kept] = actions.attach(made, [prepared_photograph()], by=by, now=now)
    return made, kept


def spoil(things, text, *, by, now):
    Announcement.objects.filter(published_at=None).update(title=text, text=text)


@pytest.fixture
def announcements_door(province):
    return reverse("announcements-console:import"), {"union": str(province.pk)}


LAW = Law(
    world="board",
    pages=PAGES,
    operations=OPERATIONS,
    forms=forms,
    asked=("q", "page", "kind", "state", "union"),
    own="foreign_board",
    exports=frozenset({"announcements-console:index"}),
    spoil=spoil,
    imports=(
        Import(
            name="announcements",
            page="announcements-console:import",
            union="pk",
            door="announcements_door",
            header=("标题", "正文", "类别", "开始日期", "截止日期"),
            good=("夏季送清凉", "六月起。", "通知", "2026-06-01", "2026-06-30"),
            cells=(
                ("标题", "", "没有填写"),
                ("标题", "长" * 81, "请缩短"),
                ("类别", "广告", "通知"),
                ("开始日期", "六月", "日期"),
                ("截止日期", "2026-05-01", "不在开始时间之后"),
            ),
            kept=Announcement.objects.count,
        ),
    ),
)
