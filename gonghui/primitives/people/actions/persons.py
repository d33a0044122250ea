"""Persons and their numbers: enrolled once, found by sealed numbers, shown masked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import new_code
from gonghui.kernel.identity import IdentityDocument
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.text import person_name
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.rows import insert_many
from gonghui.primitives.transactions import action, violated

from .. import keys
from ..models import Document, Person, RecalledCode, SignInCode
from ..pinyin import sort_key
from ..refusals import DocumentTaken, MobileTaken, NoNumber, ReasonMissing, WhyMissing
from .tokens import end_tokens


@action
def enrol(
    *, name: str, mobile: Mobile | None, documents: Iterable[IdentityDocument], by: Caller, now: datetime
) -> Person:
    """Write down a person who was not known. Raises BadName, MobileTaken, DocumentTaken."""
    person = new_person(name, mobile, now=now)
    insert([person])
    insert_documents([new_document(person, document, now=now) for document in documents])
    journal.record("people.enrol", person, by=by, now=now, label=person.name, on_person=person)
    return person


@action
def add_document(person: Person, document: IdentityDocument, *, by: Caller, now: datetime) -> Document:
    """One more document of the same person; the same one again is returned as it is. Raises DocumentTaken."""
    index = keys.document_index(document.kind, document.number)
    if known := person.documents.filter(kind=document.kind, number_index=index).first():
        return known
    kept = new_document(person, document, now=now)
    insert_documents([kept])
    journal.record(
        "people.add_document", kept, by=by, now=now, label=person.name, on_person=person, facts={"kind": kept.kind}
    )
    return kept


@action
def replace_document(person: Person, document: IdentityDocument, *, by: Caller, now: datetime) -> Document:
    """The right number in place of what was written down wrongly under its kind: by that nobody is found any more.
    Raises DocumentTaken."""
    kept = add_document(person, document, by=by, now=now)
    wrong = person.documents.filter(kind=kept.kind).exclude(pk=kept.pk)
    facts = {"kind": kept.kind, "before": [one.number_tail for one in wrong], "after": kept.number_tail}
    wrong.delete()
    journal.record("people.replace_document", kept, by=by, now=now, label=person.name, on_person=person, facts=facts)
    return kept


@action
def withdraw_document(document: Document, *, why: str, by: Caller, now: datetime) -> None:
    """It was written down for the wrong person: by it they are found no more."""
    person = document.person
    facts = {"kind": document.kind, "before": [document.number_tail], "why": why}
    said = {"label": person.name, "on_person": person, "facts": facts}
    journal.record("people.withdraw_document", document, by=by, now=now, **said)
    document.delete()


@action
def recall_card(person: Person, *, why: str, key: str = "", by: Caller, now: datetime) -> Person:
    """A new member code; who shows the former is refused from now on, on paper as on a phone. Once a key.

    Raises ReasonMissing.
    """
    if not why:
        raise ReasonMissing()
    held = Person.objects.select_for_update().get(pk=person.pk)
    if key and RecalledCode.objects.filter(person=held, key=key).exists():
        return held
    former, held.member_code = held.member_code, unused_code()
    RecalledCode.objects.create(person=held, code=former, key=key, created_at=now)
    held.save(update_fields=["member_code"])
    said = {"label": held.name, "on_person": held, "facts": {"why": why}}
    journal.record("people.recall_card", held, by=by, now=now, **said)
    return held


def unused_code() -> str:
    """A code that is nobody's card and never was."""
    while True:
        code = new_code()
        taken = Person.objects.by_member_code(code).exists() or RecalledCode.objects.filter(code=code).exists()
        if not taken:
            return code


@action
def change_mobile(person: Person, mobile: Mobile, *, by: Caller, now: datetime) -> Mobile | None:
    """The number by which the person signs in and is told things. Returns the one given up, if it lives.

    Sessions and tokens end: they were opened by whoever held the old number. Raises MobileTaken.
    """
    given_up = None if person.mobile_dead_at else keys.mobile_of(person)
    before, old = person.mobile_tail, person.mobile_index
    keys.seal_mobile(person, mobile)
    person.mobile_dead_at = None
    try:
        with transaction.atomic():
            person.save(update_fields=["mobile_sealed", "mobile_index", "mobile_tail", "mobile_dead_at"])
    except IntegrityError as error:
        if violated(error) != "one_person_per_mobile":
            raise
        raise MobileTaken(tail=mobile.tail) from error
    end_tokens(person, now=now)
    SignInCode.objects.filter(mobile_index=old, expires_at__gt=now).update(expires_at=now)  # whoever has it next
    facts = {"before": before, "after": mobile.tail}
    journal.record("people.change_mobile", person, by=by, now=now, label=person.name, on_person=person, facts=facts)
    return given_up


@action
def rename(person: Person, name: str, *, by: Caller, now: datetime) -> None:
    """Correct the name (PIPL art. 46). Raises BadName."""
    before, person.name = person.name, person_name(name)
    person.sort_key = sort_key(person.name)
    person.save(update_fields=["name", "sort_key"])
    facts = {"before": before, "after": person.name}
    journal.record("people.rename", person, by=by, now=now, label=person.name, on_person=person, facts=facts)


@action
def look_at_number(thing: Document | Person, *, by: Caller, now: datetime, why: str) -> str:
    """The whole number of a document, or of a person's mobile; who looked and why is written down.

    Raises WhyMissing, NoNumber.
    """
    if not why.strip():
        raise WhyMissing()
    [number] = look_at_numbers([thing], by=by, now=now, why=why)
    if not number:
        raise NoNumber()
    return number


@action
def look_at_numbers(things: Sequence[Document | Person], *, by: Caller, now: datetime, why: str) -> list[str]:
    """As `look_at_number`, of many in their order; empty where a person has no mobile. Raises WhyMissing."""
    if not why.strip():
        raise WhyMissing()
    facts, numbers, lines = {"why": why.strip()[:200]}, [], []
    for thing in things:
        person = thing.person if isinstance(thing, Document) else thing
        numbers.append(_whole(thing))
        if numbers[-1]:
            lines.append(journal.JournalLine("people.look_at_number", thing, person.name, person.pk, facts=facts))
    journal.record_many(lines, by=by, now=now)
    return numbers


def _whole(thing: Document | Person) -> str:
    if isinstance(thing, Document):
        return keys.number_of(thing)
    mobile = keys.mobile_of(thing)
    if mobile is None:
        return ""
    return mobile.national if mobile.region == "86" else mobile.e164


@action
def look(person: Person, *, by: Caller, now: datetime) -> None:
    """An officer has opened what is kept of a person; who looked is written down, for the person to read."""
    journal.record("people.look", person, by=by, now=now, label=person.name, on_person=person)


@action
def mark_mobile_dead(person: Person, *, now: datetime) -> None:
    """The carrier said that this number will never answer; it stays until the person gives a new one."""
    index = person.mobile_index
    # Only the number that failed: it may have been changed while the message was on its way.
    Person.objects.filter(pk=person.pk, mobile_index=index, mobile_dead_at=None).update(mobile_dead_at=now)


@action
def revive_mobile(person: Person, *, now: datetime) -> None:
    """It was taken for dead by mistake: messages go to it again."""
    Person.objects.filter(pk=person.pk).update(mobile_dead_at=None)


def new_person(name: str, mobile: Mobile | None, *, now: datetime) -> Person:
    """An unsaved person with sealed mobile and a fresh member code. Raises BadName."""
    name = person_name(name)
    person = Person(name=name, sort_key=sort_key(name), member_code=new_code(), created_at=now)
    if mobile is not None:
        keys.seal_mobile(person, mobile)
    return person


def new_document(person: Person, document: IdentityDocument, *, now: datetime) -> Document:
    """An unsaved document of a person, sealed."""
    kept = Document(person=person, kind=document.kind, created_at=now)
    keys.seal_number(kept, document.number, tail=document.tail)
    return kept


def insert(people: Sequence[Person]) -> None:
    """Insert persons in one statement. Raises MobileTaken."""
    for _again in range(3):
        try:
            with transaction.atomic():
                insert_many(people)
            return
        except IntegrityError as error:
            match violated(error):
                case "one_person_per_mobile":
                    index = culprit(error)
                    raise MobileTaken(tail=tail_of(p.mobile_tail for p in people if p.mobile_index == index)) from error
                case "one_person_per_member_code":
                    # Codes are random: among millions two may meet once in a while.
                    for person in people:
                        person.member_code = new_code()
                case _:
                    raise
    raise AssertionError("unreachable")


def insert_documents(documents: Sequence[Document]) -> None:
    """Insert documents in one statement. Raises DocumentTaken."""
    try:
        with transaction.atomic():
            insert_many(documents)
    except IntegrityError as error:
        if violated(error) != "one_person_per_document":
            raise
        index = culprit(error)
        raise DocumentTaken(tail=tail_of(d.number_tail for d in documents if d.number_index == index)) from error


def culprit(error: IntegrityError) -> bytes | None:
    """The blind index that was there already, as the database reports it."""
    detail = getattr(getattr(error.__cause__, "diag", None), "message_detail", None) or ""
    found = re.search(r"\\x([0-9a-f]{64})", detail)
    return bytes.fromhex(found[1]) if found else None


def tail_of(tails: Iterator[str]) -> str:
    return next(tails, "****")
