"""Which processes do the background work: their connections bear a name, so the database itself says who is there.

A worker that is killed loses its connections at once; one that hangs asks for nothing any more, which only a role that
may read all statistics sees.
"""

from collections.abc import Sequence
from typing import Any

from gonghui.faces.slices import Task

WORKER, WEB = "gonghui worker", "gonghui web"
STILL_SECONDS = 60  # without a word on any connection it hangs; longer where its tasks are more patient, it says so
QUESTION = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE %s"
    " AND (state IS NULL OR state = 'active' OR state_change > clock_timestamp()"
    " - make_interval(secs => substring(application_name FROM '[0-9]{1,6}$')::int))"
)
PARAMS = (f"{WORKER} %",)


def name_of(tasks: Sequence[Task]) -> str:
    """The name of a worker with these tasks: it ends with how many seconds it may be still."""
    patience = min((task.longest for task in tasks), default=0)
    return f"{WORKER} {max(STILL_SECONDS, round(patience * 2))}"


def name_this_worker(tasks: Sequence[Task]) -> None:
    """From now on the connections of this process are a worker's."""
    name(name_of(tasks))


def name(words: str) -> None:
    """From now on the connections of this process are called so."""
    from django.db import connections

    for alias in connections:
        connections.settings[alias]["OPTIONS"]["application_name"] = words
    connections.close_all()


def worker_runs(cursor: Any) -> bool:
    cursor.execute(QUESTION, PARAMS)
    return bool(cursor.fetchone()[0])
