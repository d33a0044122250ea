"""What the applicant does once it is sent: take it back, bring a no before the union above; what officers look at."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Application
from .holding import bring_before, forget_number, locked, reason_of, renew, written


@action
def withdraw(application: Application, *, act: str = "withdraw", by: Caller, now: datetime) -> Application:
    """It is not wanted any more; nothing of the number stays. Raises NotToWithdraw."""
    found = locked(application)
    if not found.is_open:
        raise refusals.NotToWithdraw()
    found.state, found.rival = Application.State.WITHDRAWN, None
    forget_number(found)
    found.save()
    written(act, found, by=by, now=now)
    renew(found, now=now)
    return found


@action
def appeal(application: Application, *, reason: str, by: Caller, now: datetime) -> Application:
    """Before the union above, once.

    Raises NothingToAppeal, AppealedAlready, AppealTooLate, ReasonNeeded, AlreadyOpen.
    """
    found = locked(application)
    appealed = found.appealed_at is not None
    if no := rules.may_appeal(
        state=found.state, decided_at=found.decided_at, appealed=appealed, met=found.met, now=now
    ):
        raise no
    if Application.objects.open().filter(person=found.person_id).exists():
        raise refusals.AlreadyOpen()
    assert found.before is not None
    found.appeal, found.appealed_at = reason_of(reason), now
    bring_before(found, found.before.parent or found.before, now=now)
    found.save()
    written("appeal", found, by=by, now=now, reason=found.appeal)
    renew(found, now=now)
    return found


@action
def look(application: Application, *, by: Caller, now: datetime) -> None:
    """An officer opened it; whose it is can read who."""
    if application.person_id != by.person:
        label = application.person.masked_name
        journal.record("people.look", application.person, by=by, now=now, label=label, on_person=application.person_id)
