"""The worker's tasks, in one list."""

from datetime import datetime

from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.services.membership import actions as membership

from .worker import Task


def tasks() -> tuple[Task, ...]:
    return (
        Task("send", lambda now: notices.send_due(now=now)),
        Task("rescue", lambda now: notices.rescue_claimed(now=now), shortest=1, longest=30),
        Task("seal", lambda now: journal.seal_due(now=now), shortest=0.5, longest=5),
        Task("forget", forget, shortest=60, longest=600),
        Task("rosters", membership.work_rosters, longest=2),
    )


def forget(now: datetime) -> int:
    """Delete what people kept only for a while: counts whose window is over, sign-in codes of days ago."""
    return people.forget_counts(now=now) + people.forget_codes(now=now)
