"""What an officer does with a roster: bring it, confirm it, give it up."""

from datetime import datetime

from gonghui.kernel.callers import SYSTEM, Caller
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import keys
from gonghui.primitives.people.models import Union
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from ..models import KEPT_FOR, RosterImport
from ..pages.agenda import CHECKED
from ..pages.kept_file import context_of
from ..refusals import NotChecked, NothingToCommit, UnionIsClosed
from ..rules import LIVE, OPEN
from ..sheets import ROSTER

State = RosterImport.State


@action
def upload(
    union: Union, data: bytes, file_name: str, *, by: Caller, now: datetime, claimed_until: datetime | None = None
) -> RosterImport:
    """Keep a readable roster for checking. The same file again, while the first is open, is the first.

    With `claimed_until` the caller works at it itself. Raises SheetRefused, UnionIsClosed; then nothing is kept.
    """
    if union.closed_at is not None:
        raise UnionIsClosed(union=union.name)
    sheet = ROSTER.open(data, file_name)
    roster = RosterImport(
        union=union,
        by_id=by.person,
        file_name=file_name[-160:],
        digest=sheet.digest,
        remarks=sheet.remarks,
        rows_total=len(sheet.rows),
        claimed_until=claimed_until,
        created_at=now,
    )
    roster.file_sealed = keys.keyring().seal(data, context=context_of(roster))
    while not insert_unless_taken(roster):
        live = RosterImport.objects.filter(union=union, digest=roster.digest, state__in=LIVE).first()
        if live is not None:  # else it was over in this very moment
            return live
    facts = {"rows": roster.rows_total, "file": roster.file_name}
    journal.record("membership.upload_roster", roster, by=by, now=now, label=union.name, facts=facts)
    return roster


@action
def confirm(roster: RosterImport, *, by: Caller, now: datetime) -> None:
    """Let the good rows in; confirming twice is confirming once. Raises NotChecked, NothingToCommit."""
    ready = RosterImport.objects.filter(pk=roster.pk, state=State.CHECKED, rows_new__gt=0)
    fields = {
        "rows_seen": 0,
        "row_reached": 0,
        "confirmed_by_id": by.person,
        "claimed_until": None,
        "tries": 0,
        "refusal": "",
    }
    if ready.update(state=State.COMMITTING, **fields):
        agenda.done(CHECKED.key, [roster.pk])
        facts = {"new": roster.rows_new, "bad": roster.rows_bad, "double": roster.rows_double}
        journal.record("membership.confirm_roster", roster, by=by, now=now, label=roster.file_name, facts=facts)
        return
    roster.refresh_from_db(fields=["state", "rows_new"])
    if roster.state == State.CHECKED:
        raise NothingToCommit()
    if roster.state not in (State.COMMITTING, State.DONE):
        raise NotChecked(state=State(roster.state).label)


@action
def discard(roster: RosterImport, *, by: Caller, now: datetime) -> None:
    """Give an import up and forget its file; twice is once. Raises NotChecked when it is being written or is done."""
    if RosterImport.objects.filter(pk=roster.pk, state__in=OPEN).update(**emptied(State.DISCARDED)):
        agenda.done(CHECKED.key, [roster.pk])
        journal.record("membership.discard_roster", roster, by=by, now=now, label=roster.file_name)
        return
    roster.refresh_from_db(fields=["state"])
    if roster.state != State.DISCARDED:
        raise NotChecked(state=State(roster.state).label)


@action
def expire(*, now: datetime) -> int:
    """Discard what was checked and never confirmed. Returns how many."""
    old = RosterImport.objects.filter(state=State.CHECKED, checked_at__lt=now - KEPT_FOR).defer("file_sealed")
    for roster in old:
        discard(roster, by=SYSTEM, now=now)
    return len(old)


def emptied(state: str) -> dict[str, object]:
    """The fields of an import that is over: no file, no claim."""
    return {"state": state, "file_sealed": None, "sample": [], "claimed_until": None}
