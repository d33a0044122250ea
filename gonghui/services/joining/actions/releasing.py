"""The third answer in a conflict: the document is the applicant's, and the other row was written down wrongly."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.identity import parse_document
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people import keys
from gonghui.primitives.people.models import Document, Membership, Union
from gonghui.primitives.transactions import action

from .. import refusals, rules, words
from ..models import Application, Release
from ..pages.agenda import RELEASED
from ..querysets import ApplicationQuerySet
from .drafting import has_other
from .holding import disputed, locked, renew, rival_of, unsealed, written


@action
def release(
    application: Application, *, among: ApplicationQuerySet | None = None, by: Caller, now: datetime
) -> Release:
    """Taken off whom it was written down for, who is told; the application goes on in its time. It can be taken back.

    Raises NoConflict, OwnApplication, ConflictNotYours.
    """
    found = disputed(application, among=among, by=by)
    document = unsealed(found)
    theirs = Document.objects.filter(person=found.rival_id, number_index=found.number_index)
    wrong = theirs.filter(kind=found.document_kind).select_related("person").first()
    if document is None or wrong is None:
        raise refusals.NoConflict()
    home = Membership.objects.active().filter(person=wrong.person_id).select_related("union").first()
    made = Release(
        application=found, person=wrong.person, union=home.union if home else found.before, by_person_id=by.person,
        document_kind=wrong.kind, number_tail=wrong.number_tail, undo_until=now + rules.UNDO, created_at=now,
    )  # fmt: skip
    made.number_sealed = keys.keyring().seal(document.number.encode(), context=context_of(made))
    made.save(force_insert=True)
    people.withdraw_document(wrong, why=str(words.WRONG_ROW), by=by, now=now)
    found.rival = None
    found.save(update_fields=["rival"])
    written("release", found, by=by, now=now, tail=made.number_tail)
    _tell(words.RELEASED, made, now=now)
    renew(found, now=now)
    agenda.renew(RELEASED, [made.pk], now=now)
    return made


@action
def take_back(made: Release, *, by: Caller, now: datetime) -> Release:
    """The other row was right: the document is theirs again, and an application that still waits is in conflict again.

    Raises OwnApplication, NothingToTakeBack, OtherDocument, DocumentTaken (the application was approved meanwhile).
    """
    rows = Release.objects.select_for_update(of=("self",)).select_related("person", "application", "union")
    held = rows.get(pk=made.pk)
    found = locked(held.application)
    rules.check_own(held.person_id, by.person)
    rules.check_own(found.person_id, by.person)
    if held.undone_at or held.undo_until <= now or held.number_sealed is None:
        raise refusals.NothingToTakeBack()
    number = keys.keyring().unseal(bytes(held.number_sealed), context=context_of(held)).decode()
    document = parse_document(held.document_kind, number)
    if has_other(held.person, document):
        raise refusals.OtherDocument()
    people.add_document(held.person, document, by=by, now=now)
    held.undone_at, held.undone_by_id, held.number_sealed = now, by.person, None
    held.save(update_fields=["undone_at", "undone_by", "number_sealed"])
    if found.number_index is not None:
        found.rival = rival_of(found)
        found.save(update_fields=["rival"])
    written("take_back", found, by=by, now=now, tail=held.number_tail)
    _tell(words.TAKEN_BACK, held, now=now)
    renew(found, now=now)
    agenda.renew(RELEASED, [held.pk], now=now)
    return held


def context_of(made: Release) -> str:
    return f"joining.Release.number:{made.pk}"


def _tell(template: notices.Template, made: Release, *, now: datetime) -> None:
    union: Union = made.union
    facts = {"kind": made.get_document_kind_display(), "tail": made.number_tail, "union": union.name}
    notices.tell(made.person, template, facts | {"until": made.undo_until}, now=now)
