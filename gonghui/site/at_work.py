"""Which processes do the background work: their connections bear a name, so the database itself says who is there.

A worker that is killed loses its connections at once; one that hangs asks for nothing any more.
"""

from typing import Any

WORKER = "gonghui worker"
STILL_SECONDS = 60  # without a word on any connection; the most patient tasks are not the only ones
QUESTION = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s"
    " AND (state = 'active' OR state_change > clock_timestamp() - make_interval(secs => %s))"
)
PARAMS = (WORKER, STILL_SECONDS)


def name_this_worker() -> None:
    """From now on the connections of this process are a worker's."""
    from django.db import connections

    for alias in connections:
        connections.settings[alias]["OPTIONS"]["application_name"] = WORKER
    connections.close_all()


def worker_runs(cursor: Any) -> bool:
    cursor.execute(QUESTION, PARAMS)
    return bool(cursor.fetchone()[0])
