"""How long a large roster takes here, and how much memory."""

import resource
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from gonghui.kernel.callers import SYSTEM
from gonghui.primitives import clock
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Union

from . import actions
from .invented import roster
from .models import RosterImport

MOST_SECONDS, MOST_MB = 60, 500


def measure(rows: int, bad: int) -> dict[str, object]:
    """Import an invented roster into a database of its own, twice. `seconds` is upload, check and commit."""
    data = roster(rows, bad=bad)
    with scratch_database():
        union = people.found_union(
            code="BENCH", name="试验工会", kind="grassroots", parent=None, division=None, by=SYSTEM, now=clock.now()
        )
        starts = time.perf_counter()
        first = imported(union, data)
        seconds = time.perf_counter() - starts
        starts = time.perf_counter()
        again = imported(union, data)
        again_seconds = time.perf_counter() - starts
    figures: dict[str, object] = {
        "rows": first.rows_total,
        "joined": first.rows_joined,
        "bad": first.rows_bad,
        "double": first.rows_double,
        "seconds": round(seconds, 1),
        "rss_mb": peak_mb(),
        "again_same": again.rows_same,
        "again_new": again.rows_new,
        "again_seconds": round(again_seconds, 1),
    }
    figures["ok"] = seconds <= MOST_SECONDS and peak_mb() <= MOST_MB and again.rows_new == 0
    return figures


def imported(union: Union, data: bytes) -> RosterImport:
    """The roster after all that could be let in is in."""
    brought = actions.upload(union, data, "bench.xlsx", by=SYSTEM, now=clock.now())
    actions.work_rosters(clock.now())
    brought.refresh_from_db()
    if brought.rows_new:
        actions.confirm(brought, by=SYSTEM, now=clock.now())
        actions.work_rosters(clock.now())
        brought.refresh_from_db()
    return brought


@contextmanager
def scratch_database() -> Iterator[None]:
    """An empty database beside the real one, gone afterwards: invented people never mix with real ones."""
    real = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"bench_{secrets.token_hex(4)}"
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(real, verbosity=0)


def peak_mb() -> int:
    """The most memory this process held so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024 * 1024 if sys.platform == "darwin" else 1024)
