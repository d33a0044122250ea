"""A worker asks a person of the union; what came of it is counted when it is over."""

from collections.abc import Sequence
from datetime import datetime

from gonghui.kernel.attachments import Prepared
from gonghui.kernel.callers import Caller
from gonghui.kernel.money import Fen
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.dispatch import Words, answering
from gonghui.primitives.casework.models import Case
from gonghui.primitives.files.models import File
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from ..models import Matter
from ..rules.question import LEGAL


def ask(
    person: Person, said: Words, *, chosen: Sequence[Prepared] = (), key: str = "", by: Caller, now: datetime
) -> Case:
    """At the union that answers for the place and the trade, never at that of the firm. Not part of another action.

    Raises NobodyThere, StorageAway, and as casework's `ask`.
    """
    return _keep(person, said, casework.bring(chosen, now=now), key, by=by, now=now)


@action
def _keep(person: Person, said: Words, brought: Sequence[File], key: str, *, by: Caller, now: datetime) -> Case:
    asked = casework.Asked(LEGAL, answering(said), said.topic, said.words, person)
    made = casework.ask(asked, brought=brought, key=key, by=by, now=now)
    insert_unless_taken(Matter(case=made, division=said.place, trade=said.trade, created_at=now))
    return made


@action
def close(
    case: Case, outcome: str, words: str, *, recovered: Fen | None, hours: int = 0, by: Caller, now: datetime
) -> Case:
    """It is over, with what came back to the worker. Raises as casework's `close`."""
    return recover(casework.close(case, outcome, words, by=by, now=now), recovered, hours, by=by, now=now)


def recover(found: Case, recovered: Fen | None, hours: int, *, by: Caller, now: datetime) -> Case:
    """Counted with its matter: fen, and hours of rest and leave. Part of another action."""
    fen = int(recovered or 0)
    Matter.objects.filter(case=found).update(recovered_fen=fen, recovered_hours=hours)
    if fen or hours:
        facts = {"fen": fen, "hours": hours}
        journal.record(f"{found.kind}.recover", found, by=by, now=now, label=found.code, facts=facts)
    return found
