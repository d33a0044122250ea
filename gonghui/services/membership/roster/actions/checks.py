"""The worker's first half: read a claimed roster and write down what is wrong with it."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils.timezone import localdate

from gonghui.kernel.refusals import Refused
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.rows import insert_many
from gonghui.primitives.transactions import action

from ..models import RosterImport, RosterTrouble
from ..pages.agenda import CHECKED
from ..pages.findings import Findings, examine
from ..pages.kept_file import file_of
from ..pages.roster_sheet import Seen
from ..rules import RowTrouble
from .leases import let_go, renew
from .uploads import emptied

State = RosterImport.State
Clock = Callable[[], datetime]


def nobody(rows: int) -> None:
    """Who listens when nobody watches."""


def check(roster: RosterImport, *, clock: Clock, seen: Seen = nobody) -> None:
    """Check a claimed import and end its claim; `seen` hears how far it is. Raises LostClaim.

    All it finds is written in one transaction at the end, so a check cut off leaves nothing and is simply done again.
    """

    def rows_seen(rows: int) -> None:
        progress(roster, rows, now=clock())
        seen(rows)

    today, data = localdate(clock()), file_of(roster)  # what cannot be unsealed is tried again, not thrown away
    try:
        findings = examine(data, roster.file_name, roster.union, today=today, seen=rows_seen)
    except Refused as refusal:
        refuse(roster, refusal)
    else:
        write_findings(roster, findings, now=clock())


def progress(roster: RosterImport, rows: int, *, now: datetime) -> None:
    """Show how far it is, and hold the claim. Raises LostClaim."""
    roster.claimed_until = renew(roster, now=now, rows_seen=rows)


@action
def write_findings(roster: RosterImport, findings: Findings, *, now: datetime) -> None:
    let_go(
        roster,
        state=State.CHECKED,
        rows_total=findings.rows,
        rows_seen=findings.rows,
        rows_new=findings.new,
        rows_same=findings.same,
        rows_bad=findings.bad,
        rows_double=findings.double,
        sample=findings.sample,
        checked_at=now,
    )
    write_troubles(roster, findings.troubles)
    agenda.renew(CHECKED, [roster.pk], now=now)


@action
def refuse(roster: RosterImport, refusal: Refused) -> None:
    """End an import that cannot be read (any more). Raises LostClaim."""
    let_go(roster, **emptied(State.REFUSED), refusal=f"{refusal.sentence()}。{refusal.advice()}"[:300])


def write_troubles(roster: RosterImport, troubles: Iterable[RowTrouble]) -> int:
    """Returns how many."""
    rows = [
        RosterTrouble(
            roster=roster,
            row=trouble.row,
            column=trouble.column[:40],
            about=trouble.about.value,
            code=trouble.refusal.code[:40],
            says=trouble.refusal.sentence()[:300],
            mend=trouble.mend[:300],
            person_id=trouble.person,
            elsewhere_id=trouble.union,
        )
        for trouble in troubles
    ]
    return insert_many(rows)
