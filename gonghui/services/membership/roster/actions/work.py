"""The worker's loop over rosters."""

import logging
import time
from datetime import datetime, timedelta

from gonghui.kernel.callers import Caller
from gonghui.kernel.words import gettext_noop as _

from ..models import RosterImport
from ..refusals import CannotCheck
from .checks import Clock, check, refuse
from .commits import commit, stop
from .leases import LostClaim, claim
from .uploads import expire

logger = logging.getLogger(__name__)

State = RosterImport.State
TRIES = 3


def work_rosters(now: datetime) -> int:
    """Check and commit every import that waits. Returns how many were worked at."""
    clock = clock_from(now)
    done = expire(now=now)
    while roster := claim(now=clock()):
        work_at(roster, clock=clock)
        done += 1
    return done


def work_at(roster: RosterImport, *, clock: Clock) -> None:
    """Do what a claimed import needs. What fails is tried again when the claim has lapsed."""
    try:
        if roster.state == State.COMMITTING and roster.tries > TRIES:
            stop(roster, now=clock())
        elif roster.state == State.COMMITTING:
            commit(roster, by=confirmer(roster), clock=clock)
        elif roster.tries > TRIES:
            refuse(roster, CannotCheck())
        else:
            check(roster, clock=clock)
    except LostClaim:
        logger.info("roster %s was taken over or given up", roster.pk)
    except Exception:
        logger.exception("roster %s failed, try %s", roster.pk, roster.tries)


def confirmer(roster: RosterImport) -> Caller:
    person = roster.confirmed_by
    return Caller(person=person.pk if person else None, name=person.name if person else _("命令行"), origin="worker")


def clock_from(now: datetime) -> Clock:
    """A clock that starts at `now` and runs: a long import renews its claim by it."""
    started = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - started)
