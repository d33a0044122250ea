"""The worker's tasks, in one list."""

import importlib

from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices

from .worker import Task


def tasks() -> tuple[Task, ...]:
    return (
        Task("send", lambda now: notices.send_due(now=now)),
        Task("rescue", lambda now: notices.rescue_claimed(now=now), shortest=1, longest=30),
        Task("seal", lambda now: journal.seal_due(now=now), shortest=0.5, longest=5),
        *_rosters(),
    )


def _rosters() -> tuple[Task, ...]:
    # The slice is being built; when it is there this becomes a plain import.
    try:
        membership = importlib.import_module("gonghui.services.membership.actions")
        work = membership.work_rosters
    except (ImportError, AttributeError):
        return ()
    return (Task("rosters", lambda now: work(now=now), longest=2),)
