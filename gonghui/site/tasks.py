"""The worker's tasks, in one list."""

from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.services.membership import actions as membership

from .worker import Task


def tasks() -> tuple[Task, ...]:
    return (
        Task("send", lambda now: notices.send_due(now=now)),
        Task("rescue", lambda now: notices.rescue_claimed(now=now), shortest=1, longest=30),
        Task("seal", lambda now: journal.seal_due(now=now), shortest=0.5, longest=5),
        Task("rosters", membership.work_rosters, longest=2),
    )
