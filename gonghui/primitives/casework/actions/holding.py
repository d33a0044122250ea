"""What every verb of a case does: hold it, write down what was said and done, tell people."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from gonghui.kernel.attachments import Prepared
from gonghui.kernel.callers import Caller
from gonghui.kernel.text import tidy
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.files import actions as files
from gonghui.primitives.files.models import File
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import insert_many, insert_unless_taken, loaded

from .. import refusals, rules
from ..agenda import of_one, sources_of
from ..kinds import Kind
from ..models import Attachment, Case, Message
from ..sealing import seal, unsealed
from ..words import template

PURPOSE = "casework.attachment"
A_WORKER = _("一位职工")


def locked(case: Case) -> Case:
    """As it stands now, held until the act is over.

    What it points at is read afterwards: who waits for a row gets its new columns beside what the old ones led to.
    """
    found = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    found.was_left = found.left_at is not None
    return found


def locked_open(case: Case, by: Caller, *, own: bool = False) -> Case:
    """The same of one that is not over, for who handles it where it was read; `own`: for its asker too.

    Raises CaseClosed, OwnCase, MovedOn.
    """
    found = locked(case)
    if not own:
        check_not_own(found, by)
    if found.closed_at:
        raise refusals.CaseClosed()
    if not own:
        check_here(found, case)
    return found


def check_not_own(case: Case, by: Caller) -> None:
    """Raises OwnCase."""
    if is_askers(case, by):
        raise refusals.OwnCase()


def check_able(person: Person) -> None:
    """Raises CannotSignIn: nothing is given to who has died, or whose account is closed."""
    if not Person.objects.who_can_sign_in().filter(pk=person.pk).exists():
        raise refusals.CannotSignIn()


def check_here(found: Case, read: Case) -> None:
    """Raises MovedOn: it was read at a union that has it no more, and whose people have no say in it."""
    if found.union_id != read.union_id:
        raise refusals.MovedOn(union=found.union.name)


def is_askers(case: Case, by: Caller) -> bool:
    return case.person_id is not None and by.person == case.person_id


def words_of(text: str) -> str:
    """Raises WordsMissing."""
    words = tidy(text)[: rules.LONGEST_WORDS].strip()
    if not words:
        raise refusals.WordsMissing()
    return words


def reason_of(text: str) -> str:
    """Raises ReasonMissing."""
    reason = tidy(text)[: rules.LONGEST_REASON].strip()
    if not reason:
        raise refusals.ReasonMissing()
    return reason


def bring(chosen: Sequence[Prepared], *, now: datetime) -> list[File]:
    """The files of one message, sealed, before the act begins. Raises StorageAway."""
    return files.bring(chosen, purpose=PURPOSE, sealed=True, now=now) if chosen else []


def write(
    case: Case, what: str, words: str, *, brought: Sequence[File] = (), from_asker: bool = False, key: str = "",
    by: Caller, now: datetime,
) -> Message:  # fmt: skip
    """One more message, with its files; with the same key of the same caller the first one, `repeated`.

    Raises KeyReused, TooManyFilesOfCase.
    """
    whose = f"{by.person}:{key}" if key else ""
    made = Message(case=case, what=what, person_id=by.person, from_asker=from_asker, key=whose, created_at=now)
    seal(made, words)
    if not insert_unless_taken(made):
        made = Message.objects.get(case=case, key=whose)
        check_same(made, what, words, brought)
        made.repeated = True
        return made
    if brought:
        have = Attachment.objects.filter(message__case=case).count()
        if have + len(brought) > rules.MOST_FILES_OF_CASE:
            raise refusals.TooManyFilesOfCase(most=rules.MOST_FILES_OF_CASE, have=have)
        files.keep(brought, by=by, now=now)
        insert_many([Attachment(message=made, file=file, created_at=now) for file in brought])
    return made


def check_same(message: Message, what: str, words: str, brought: Sequence[File]) -> None:
    """What comes with the key of a message is that message, with its files: other words or papers would be lost without
    a word. Raises KeyReused."""
    there = [one.file for one in Attachment.objects.filter(message=message).select_related("file")]
    if (message.what, unsealed(message)) != (what, words) or _papers(there) != _papers(brought):
        raise refusals.KeyReused()


def _papers(these: Iterable[File]) -> list[tuple[str, str, int]]:
    return sorted((files.name_of(one), one.kind, one.size) for one in these)


def written(act: str, case: Case, *, by: Caller, now: datetime, **facts: object) -> None:
    """In the journal of the case alone: on a person's page others would read that they asked for help."""
    journal.record(f"{case.kind}.{act}", case, by=shown_as(case, by), now=now, label=case.code, facts=facts)


def shown_as(case: Case, by: Caller) -> Caller:
    """Who did it, for those who read the journal of a case: of its asker neither the name nor the address they write
    from, and of a visitor, who may be the asker, no address either."""
    if is_askers(case, by):
        return Caller(None, A_WORKER, "")
    return by if by.person else Caller(None, by.name, "")


def tell(case: Case, what: str, *, now: datetime, sms: bool = False, **facts: object) -> None:
    """The asker, in words that say nothing of what it is about: a phone lies about at work."""
    if case.person is not None:
        facts = {"code": case.code, **facts}
        notices.tell(case.person, template(case.of_kind, what), facts, about=[case.pk], sms=sms, now=now)


def tell_handler(case: Case, what: str, *, now: datetime, **facts: object) -> None:
    """Whoever has it."""
    if case.assigned_to is not None:
        facts = {"code": case.code, **facts}
        notices.tell(case.assigned_to, template(case.of_kind, what), facts, about=[case.pk], sms=False, now=now)


def heard(kind: Kind, act: str, cases: Sequence[tuple[UUID, str, dict[str, object]]], *, now: datetime) -> None:
    """As `written`, of many by the system: their ids, codes and facts."""
    said = f"{kind.code}.{act}"
    lines = (journal.JournalLine(said, loaded(Case, id=pk), code, facts=facts) for pk, code, facts in cases)
    journal.record_many(lines, now=now)


def tell_many(kind: Kind, what: str, told: Sequence[tuple[UUID, UUID, dict[str, object]]], *, now: datetime) -> None:
    """As `tell`, many persons, each of a case of their own; never by SMS."""
    each = [(person, facts, [case]) for person, case, facts in told]
    notices.tell_each(each, template(kind, what), sms=False, now=now)


def renew(case: Case, *unions: object, now: datetime) -> None:
    """What waits for the asker, for who has it, for the union, the one before and the one above."""
    *_of_one, queue, left = sources_of(case.of_kind)
    for source in of_one(case.of_kind):
        agenda.renew(source, [case.pk], now=now)
    at = sorted({case.union_id, *unions})
    agenda.renew(queue, at, now=now)
    if case.was_left or case.left_at:
        agenda.renew(left, at, now=now)


def handler(person: Person | None) -> str:
    """How somebody who handles a case is called to its asker."""
    return person.masked_name if person else ""
