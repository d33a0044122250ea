"""Announcements of Taiyuan, whose works Lin and Chen are members of, and of the province."""

import pytest

from gonghui.services.announcements import actions
from gonghui.services.announcements.rules import Content

TEXT = "各位职工：\n\n送清凉从 6 月 1 日开始。"


@pytest.fixture
def draft(by, now):
    """`draft(union, "标题", pinned=True)`: seen by officers only."""

    def drafted(union, title="送清凉的通知", text=TEXT, *, now=now, **fields):
        return actions.draft(union, Content(title, text, **fields), by=by, now=now)

    return drafted


@pytest.fixture
def publish(draft, by, now):
    """The same, and out."""

    def published(union, title="送清凉的通知", text=TEXT, *, now=now, **fields):
        return actions.publish(draft(union, title, text, now=now, **fields), by=by, now=now)

    return published


@pytest.fixture
def correct(by, now):
    """`correct(announcement, text="…")`, of the edition in force."""

    def corrected(one, *, why="改了时间", now=now, **changes):
        one.refresh_from_db()
        same = {name: getattr(one, name) for name in ("title", "text", "kind", "ends_at", "edition")}
        return actions.correct(one, **(same | changes), why=why, by=by, now=now)

    return corrected
