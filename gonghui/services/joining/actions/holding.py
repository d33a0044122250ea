"""What every verb of an application does: hold it, bring it before a union, write down what was done."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from gonghui.kernel.callers import Caller
from gonghui.kernel.identity import IdentityDocument, NumberedByBirth, parse_document
from gonghui.kernel.text import tidy
from gonghui.primitives import clock
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import keys, lookups
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.places.models import CalendarDay

from .. import refusals, rules
from ..models import Application
from ..pages.agenda import CONFLICT, LEFT, MINE, QUEUE
from ..querysets import ApplicationQuerySet

AHEAD = timedelta(days=40)  # longer than three working days and any holiday


def locked(application: Application) -> Application:
    """As it stands now, held until the act is over."""
    return locked_many([application])[0]


def locked_many(applications: Iterable[Application]) -> list[Application]:
    """As they stand now, held until the act is over, in one order whoever asks.

    Read once they are held: whoever waits for a row finds it with the unions that were joined to it before.
    """
    named = Application.objects.filter(pk__in=[one.pk for one in applications]).order_by("pk")
    list(named.select_for_update(no_key=True).values_list("pk"))
    return list(named.select_related("person", "union", "before", "employer"))


def disputed(application: Application, *, among: ApplicationQuerySet | None = None, by: Caller) -> Application:
    """One whose document another has, held until the act is over, and the other with it.

    It is looked for again `among` those that whoever answers was let at: meanwhile it may have gone up, and the other
    have moved. Raises OwnApplication, NoConflict, ConflictNotYours.
    """
    found = locked(application)
    rules.check_own(found.person_id, by.person)
    rules.check_own(found.rival_id, by.person)
    if found.rival_id is None or found.state != Application.State.WAITING:
        raise refusals.NoConflict()
    list(Person.objects.select_for_update(no_key=True).filter(pk=found.rival_id).values_list("pk"))
    if among is not None and not among.filter(pk=found.pk).exists():
        raise refusals.ConflictNotYours()
    return found


def due_at(now: datetime) -> datetime:
    """When what is sent now must be decided, by the working days of the calendar."""
    sent = timezone.localtime(now, timezone.get_default_timezone())
    return rules.due(sent, CalendarDay.objects.exceptions(sent.date(), sent.date() + AHEAD))


def bring_before(found: Application, union: Union, *, now: datetime) -> None:
    """It waits before this union from now on. Saves nothing."""
    found.state, found.before, found.due_at = Application.State.WAITING, union, due_at(now)


def today(now: datetime) -> date:
    """The day that it is where the unions are."""
    return clock.date_of(now)


def tidied(text: str) -> str:
    return tidy(text)[: rules.LONGEST_REASON]


def reason_of(text: str) -> str:
    """Raises ReasonNeeded."""
    reason = tidied(text)
    if not reason:
        raise refusals.ReasonNeeded()
    return reason


def seal(found: Application, document: IdentityDocument, *, now: datetime) -> None:
    """Keep a document with the consent to it, and find who has it already. Saves nothing."""
    found.document_kind, found.number_tail, found.consented_at = document.kind, document.tail, now
    found.number_sealed = keys.keyring().seal(document.number.encode(), context=context_of(found))
    found.number_index = keys.document_index(document.kind, document.number)
    found.born_on = document.birth_date if isinstance(document, NumberedByBirth) else None
    found.rival = rival_of(found)


def unsealed(found: Application) -> IdentityDocument | None:
    """The document as it was typed; for the act that writes it down as the person's."""
    if found.number_sealed is None:
        return None
    number = keys.keyring().unseal(bytes(found.number_sealed), context=context_of(found)).decode()
    return parse_document(found.document_kind, number)


def forget_number(found: Application) -> None:
    """The number is the person's now, or nobody's. Saves nothing."""
    found.number_sealed = found.number_index = None


def rival_of(found: Application) -> Person | None:
    """Whoever else has the document."""
    return rivals_of([found]).get(found.pk)


def rivals_of(applications: Sequence[Application]) -> dict[UUID, Person]:
    """Whoever else has the document of each, by application; one query, none where no number is kept."""
    indexes = {one.pk: bytes(one.number_index) for one in applications if one.number_index is not None}
    known = lookups.known_documents(set(indexes.values())) if indexes else {}
    has = {one.pk: known.get(indexes[one.pk]) for one in applications if one.pk in indexes}
    return {
        one.pk: Person(pk=of.person) for one in applications if (of := has.get(one.pk)) and of.person != one.person_id
    }


def context_of(found: Application) -> str:
    return f"joining.Application.number:{found.pk}"


def written(act: str, found: Application, *, by: Caller, now: datetime, **facts: object) -> None:
    """In the journal, and before whom it waits."""
    label, person = found.person.masked_name, found.person_id
    journal.record(f"joining.{act}", found, by=by, now=now, label=label, on_person=person, facts=facts)


def written_many(acts: Iterable[tuple[str, Application, Mapping[str, object]]], *, by: Caller, now: datetime) -> None:
    """As `written`, each with its own act and facts."""
    journal.record_many(
        (
            journal.JournalLine(f"joining.{act}", one, one.person.masked_name, one.person_id, facts)
            for act, one, facts in acts
        ),
        by=by,
        now=now,
    )


def renew(found: Application, *unions: Union | None, now: datetime) -> None:
    """What waits for the applicant, for the unions before which it stood and stands, and for those in a conflict."""
    renew_many([found], *unions, now=now)


def renew_many(found: Sequence[Application], *unions: Union | None, now: datetime) -> None:
    """As `renew`, of many."""
    for source in (MINE, CONFLICT, LEFT):
        agenda.renew(source, [one.pk for one in found], now=now)
    subjects = sorted({one.pk for one in (*unions, *(each.before for each in found)) if one})
    if subjects:
        agenda.renew(QUEUE, subjects, now=now)
