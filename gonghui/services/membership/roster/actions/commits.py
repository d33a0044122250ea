"""The worker's second half: let the good rows of a confirmed roster in.

A thousand rows are one transaction, and how far it got is written in that same transaction. So people who sign in or
enrol meanwhile wait for a moment only, a killed worker's import goes on behind the last row that is in, and since
each row is judged again by its document, doing a part twice changes nothing.
"""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import F
from django.utils.timezone import localdate

from gonghui.kernel.callers import SYSTEM, Caller
from gonghui.kernel.refusals import Refused
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Union
from gonghui.primitives.people.refusals import AlreadyMember, DocumentTaken, MobileTaken
from gonghui.primitives.transactions import action

from .. import words
from ..models import RosterImport
from ..pages.agenda import CHECKED
from ..pages.kept_file import file_of
from ..pages.roster_sheet import RosterRead, Seen, judge, parts, read_roster
from ..refusals import CannotCommit
from ..rules import FOR_THE_OFFICER, Fate, RosterEntry, RowTrouble
from .checks import Clock, nobody, refuse, write_troubles
from .claims import tell_the_others
from .leases import let_go, renew
from .uploads import emptied

State = RosterImport.State
TRIES = 5


def commit(roster: RosterImport, *, by: Caller, clock: Clock, seen: Seen = nobody) -> None:
    """Write the good rows of a claimed import, from where it stopped, and finish it. Raises LostClaim."""
    today, data = localdate(clock()), file_of(roster)  # what cannot be unsealed is tried again, not thrown away
    try:
        reading = read_roster(data, roster.file_name, roster.union, today=today, seen=lambda _rows: None)
    except Refused as refusal:
        refuse(roster, refusal)
        return
    told = set(roster.troubles.values_list("row", flat=True))  # the officer has seen these: they stay out
    late = [trouble for row, troubles in reading.troubles.items() if row not in told for trouble in troubles]
    waiting = [entry for entry in reading.entries if entry.row > roster.row_reached and entry.row not in told]
    done = len(reading.entries) - len(waiting)
    for some in parts(waiting):
        write_rows(roster, reading, some, today=today, by=by, clock=clock)
        seen(done := done + len(some))
    finish(roster, late, by=by, now=clock())


def write_rows(
    roster: RosterImport, reading: RosterRead, entries: Sequence[RosterEntry], *, today: date, by: Caller, clock: Clock
) -> None:
    """Write one part; when somebody enrols the same person in the same moment, look again. Raises LostClaim."""
    for tries_left in reversed(range(TRIES)):
        try:
            roster.claimed_until = write_part(roster, reading, entries, today=today, by=by, now=clock())
        except (MobileTaken, DocumentTaken, AlreadyMember):
            if not tries_left:
                raise
        else:
            roster.row_reached = entries[-1].row
            return


@action
def write_part(
    roster: RosterImport, reading: RosterRead, entries: Sequence[RosterEntry], *, today: date, by: Caller, now: datetime
) -> datetime:
    """Enrol, join or pass over each entry; returns the new end of the claim."""
    seen = F("rows_seen") + len(entries)
    until = renew(roster, now=now, row_reached=entries[-1].row, rows_seen=seen, tries=0)  # it gets on
    enrolments: list[people.Enrolment] = []
    joinings: dict[tuple[uuid.UUID, date], list[uuid.UUID]] = defaultdict(list)
    late: list[RowTrouble] = []
    for entry, fate, person in judge(reading, entries, today=today):
        home, joined = reading.homes[entry.union], entry.joined or today
        if isinstance(fate, RowTrouble):
            late.append(fate)
        elif fate is Fate.ENROL:
            enrolments.append(people.Enrolment(entry.name, entry.mobile, (entry.document,), home.union, joined))
        elif fate is Fate.JOIN and person:
            joinings[home.union, joined].append(person)
    people.enrol_many(enrolments, by=by, now=now)
    unions = Union.objects.in_bulk({union for union, _day in joinings})
    for (union, day), persons in joinings.items():
        people.join_many(persons, union=unions[union], starts_on=day, by=by, now=now)
    write_troubles(roster, late)
    joined_now = len(enrolments) + sum(map(len, joinings.values()))
    RosterImport.objects.filter(pk=roster.pk).update(rows_joined=F("rows_joined") + joined_now)
    return until


@action
def finish(roster: RosterImport, late: Sequence[RowTrouble], *, by: Caller, now: datetime) -> None:
    """Close the import: its file is forgotten, its counts are what really happened, other unions are told."""
    write_troubles(roster, late)
    bad, double = troubled_rows(roster)
    roster.refresh_from_db(fields=["rows_total", "rows_joined"])
    counts = {
        "rows_bad": bad,
        "rows_double": double,
        "rows_same": roster.rows_total - roster.rows_joined - bad - double,
        "rows_seen": roster.rows_total,
    }
    let_go(roster, **emptied(State.DONE), **counts, committed_at=now)
    facts = {"joined": roster.rows_joined, "file": roster.file_name} | counts
    journal.record("membership.import_roster", roster, by=by, now=now, label=roster.union.name, facts=facts)
    tell_the_others(roster, now=now)


@action
def stop(roster: RosterImport, *, now: datetime) -> None:
    """Writing fails each time: the officer is told, and may confirm again; who is in stays in. Raises LostClaim."""
    refusal = CannotCommit()
    said = f"{refusal.sentence()}。{refusal.advice()}"
    let_go(roster, state=State.CHECKED, checked_at=now, refusal=said)
    agenda.renew(CHECKED, [roster.pk], now=now)
    facts = {"rows": roster.row_reached, "tries": roster.tries}
    journal.record("membership.stop_roster", roster, by=SYSTEM, now=now, label=roster.file_name, facts=facts)
    if roster.confirmed_by:
        told = {"file": roster.file_name, "union": roster.union.name, "why": said}
        notices.tell(roster.confirmed_by, words.STOPPED, told, about=[roster.pk], sms=False, now=now)


def troubled_rows(roster: RosterImport) -> tuple[int, int]:
    """(bad, double) rows, as `rules.tally` counts them."""
    rows = roster.troubles.order_by().values("row").distinct()
    bad = rows.exclude(about__in=[about.value for about in FOR_THE_OFFICER]).count()
    return bad, rows.count() - bad
