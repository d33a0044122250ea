"""A worker applies for legal aid, and what is said of them is put right before it is decided."""

from collections.abc import Sequence
from datetime import date, datetime

from gonghui.kernel.attachments import Prepared
from gonghui.kernel.callers import Caller
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.actions.holding import locked_open, written
from gonghui.primitives.casework.dispatch import Words, answering
from gonghui.primitives.casework.models import Case
from gonghui.primitives.files.models import File
from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from ...models import AidApplication, Matter
from ...rules.aid import AID, DECIDING, ORDINARY, URGENT, WAITING, check_stage, is_urgent
from ...rules.entitled import Facts


def apply(
    person: Person, said: Words, facts: Facts, *, limit_on: date | None = None, chosen: Sequence[Prepared] = (),
    key: str = "", by: Caller, now: datetime,
) -> Case:  # fmt: skip
    """At the union that answers for the place, never at that of the firm; urgent where a limit of the law ends soon.

    Not part of another action. Raises NobodyThere, StorageAway, and as casework's `ask`.
    """
    return _keep(person, said, facts, limit_on, casework.bring(chosen, now=now), key, by=by, now=now)


@action
def _keep(
    person: Person, said: Words, facts: Facts, limit_on: date | None, brought: Sequence[File], key: str, *,
    by: Caller, now: datetime,
) -> Case:  # fmt: skip
    level = URGENT if is_urgent(limit_on, today=clock.date_of(now)) else ORDINARY
    asked = casework.Asked(AID, answering(said), said.topic, said.words, person, level)
    made = casework.ask(asked, brought=brought, key=key, by=by, now=now)
    insert_unless_taken(Matter(case=made, division=said.place, trade=said.trade, created_at=now))
    application = AidApplication(case=made, limit_on=limit_on, created_at=now)
    application.seal(facts)
    insert_unless_taken(application)
    return made


@action
def tell(case: Case, facts: Facts, *, by: Caller, now: datetime) -> AidApplication:
    """What holds of who asks, as they say it or as an officer has seen it, until it is decided.

    Raises CaseClosed, MovedOn, NotAtThisStage.
    """
    found = locked_open(case, by, own=True)
    check_stage(found.stage, (WAITING, DECIDING), _("改核实的情况"))
    application = AidApplication.objects.get(case=found)
    application.seal(facts)
    application.save(update_fields=["told"])
    written("tell", found, by=by, now=now)
    return application
