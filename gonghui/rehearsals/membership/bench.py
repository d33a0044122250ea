"""How long a large roster takes here, and how much memory."""

import resource
import sys
import time

from gonghui.kernel.callers import SYSTEM
from gonghui.primitives import clock
from gonghui.primitives.people.models import Union
from gonghui.rehearsals import cast
from gonghui.services.membership.models import RosterImport
from gonghui.services.membership.roster import actions

from .roster import roster

MOST_SECONDS, MOST_MB = 60, 500


def measure(rows: int, bad: int) -> dict[str, object]:
    """Import an invented roster into this database, twice. `seconds` is upload, check and commit of the first time; the
    second time nothing may change. `ok` when that is so, and it took no more than 60 seconds and 500 MB."""
    data = roster(rows, bad=bad)
    union = cast.union("BENCH", "试验工会", "grassroots", "140100", now=clock.now())
    first, seconds = imported(union, data)
    again, again_seconds = imported(union, data)
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


def imported(union: Union, data: bytes) -> tuple[RosterImport, float]:
    """The roster after all that could be let in is in, and how many seconds that took."""
    begun = time.perf_counter()
    brought = actions.upload(union, data, "bench.xlsx", by=SYSTEM, now=clock.now())
    actions.work_rosters(clock.now())
    brought.refresh_from_db()
    if brought.rows_new:
        actions.confirm(brought, by=SYSTEM, now=clock.now())
        actions.work_rosters(clock.now())
        brought.refresh_from_db()
    return brought, time.perf_counter() - begun


def peak_mb() -> int:
    """The most memory this process held so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024 * 1024 if sys.platform == "darwin" else 1024)
