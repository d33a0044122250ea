"""The verbs of corrections: asked for with proof, agreed to by two, or refused by one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.timezone import localdate

from gonghui.kernel.attachments import Prepared
from gonghui.kernel.callers import SYSTEM, Caller
from gonghui.kernel.identity import parse_document
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.text import one_line, person_name, tidy
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.files import actions as files
from gonghui.primitives.files.models import File
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.keys import keyring
from gonghui.primitives.people.models import Document, Membership, Person
from gonghui.primitives.people.refusals import NotAMember
from gonghui.primitives.people.rules import DOCUMENT_LENGTHS, mask_name, mask_tail
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from . import refusals as no
from . import rules, words
from .models import Correction
from .pages import CORRECTIONS

About = Correction.About


def ask_correction(
    person: Person,
    *,
    about: str,
    text: str,
    kind: str = "",
    note: str = "",
    proof: Sequence[Prepared],
    by: Caller,
    now: datetime,
) -> Correction:
    """Ask with one proof; nothing changes yet. Not part of another action.

    Raises NotAMember, NothingElse, CorrectionWaits, BadName, BadDocument, BadMobile, StorageAway.
    """
    row = Correction(person=person, about=About(about), kind=kind, note=tidy(note)[:200], created_at=now)
    _say(row, text, now)
    brought = files.bring(proof, purpose="membership.correction", sealed=True, now=now)
    return _ask(row, brought, by=by, now=now)


@action
def _ask(row: Correction, brought: Sequence[File], *, by: Caller, now: datetime) -> Correction:
    held = Membership.objects.active().filter(person=row.person).first()
    if held is None:
        raise NotAMember()
    row.union_id = held.union_id
    files.keep(brought, by=by, now=now)
    row.proof = brought[0]
    if not insert_unless_taken(row):
        raise no.CorrectionWaits()
    agenda.renew(CORRECTIONS, [row.pk], now=now)
    _journal("membership.ask_correction", row, by=by, now=now)
    return row


@action
def agree(row: Correction, *, by: Caller, now: datetime) -> Correction:
    """One officer more has compared it with the proof; with the second it is done.

    Raises OnesOwnData, SecondOfficer, CorrectionDecided, MemberMoved, MobileTaken, DocumentTaken.
    """
    found = _held(row)
    rules.check_officer(by.person, person=found.person_id, first=found.first_by_id)
    if found.first_by_id is None:
        found.first_by_id, found.first_at = by.person, now
        found.save(update_fields=["first_by", "first_at"])
    else:
        _decide(found, True, by=by, now=now)
        _apply(found, by=by, now=now)
        notices.tell(found.person, words.DONE, {"about": found.get_about_display()}, now=now)
    agenda.renew(CORRECTIONS, [found.pk], now=now)
    _journal("membership.agree_correction", found, by=by, now=now)
    return found


@action
def refuse(row: Correction, *, why: str, by: Caller, now: datetime) -> Correction:
    """It does not agree with the proof. Raises WhyNotMissing, OnesOwnData, CorrectionDecided, MemberMoved."""
    found = _held(row)
    rules.check_officer(by.person, person=found.person_id, first=None)
    found.why_not = one_line(why, 200)
    if not found.why_not:
        raise no.WhyNotMissing()
    if found.first_by_id == by.person:  # who agreed first thinks again: then nobody has
        found.first_by_id, found.first_at = None, None
    _decide(found, False, by=by, now=now)
    agenda.renew(CORRECTIONS, [found.pk], now=now)
    _journal("membership.refuse_correction", found, by=by, now=now)
    facts = {"about": found.get_about_display(), "why": found.why_not}
    notices.tell(found.person, words.BACK, facts, now=now)
    return found


@action
def look(row: Correction, *, by: Caller, now: datetime) -> str:
    """What is said, whole, to compare with the proof; who looked is written down. Raises CorrectionDecided,
    MemberMoved."""
    _check_waits(row)
    _journal("membership.look_at_correction", row, by=by, now=now)
    said = said_of(row)
    return Mobile.parse(said).national if row.about == About.MOBILE else said


@action
def forget(*, now: datetime) -> int:
    """What was said, and its proof, of what was decided half a year ago. Returns of how many."""
    over = Correction.objects.filter(decided_at__lt=now - rules.PROOF_KEPT)
    over.exclude(said_sealed=b"").update(said_sealed=b"")
    proofs = over.filter(proof__taken_off_at=None).select_related("proof")[:100]
    return sum(files.take_off(row.proof, now=now) for row in proofs)


def follow(now: datetime) -> int:
    """What waits goes with its member to another union, whose officers begin anew; who belongs nowhere has nothing
    corrected. Returns how many."""
    home = Membership.objects.active().filter(person=OuterRef("person")).values("union")[:1]
    away = Correction.objects.open().annotate(home=Subquery(home)).filter(Q(home=None) | ~Q(union=F("home")))
    return sum(_follow(row.pk, now=now) for row in away[:100])


@action
def _follow(pk: UUID, *, now: datetime) -> bool:
    found = Correction.objects.open().select_for_update(of=("self",)).select_related("person").filter(pk=pk).first()
    if found is None:
        return False
    held = Membership.objects.active().filter(person=found.person).first()
    found.first_by_id, found.first_at = None, None
    if held:
        found.union_id = held.union_id
        found.save(update_fields=["union", "first_by", "first_at"])
    else:
        found.why_not = "会籍已经结束"
        _decide(found, False, by=SYSTEM, now=now)
        facts = {"about": found.get_about_display(), "why": found.why_not}
        notices.tell(found.person, words.BACK, facts, now=now)
    agenda.renew(CORRECTIONS, [found.pk], now=now)
    return True


def said_of(row: Correction) -> str:
    """What is said, in the clear."""
    return keyring().unseal(bytes(row.said_sealed), context=_context(row)).decode()


def _held(row: Correction) -> Correction:
    """The row while it waits, until the act is over: of two officers at once one is the second. Raises
    CorrectionDecided, MemberMoved."""
    rows = Correction.objects.select_for_update(of=("self",)).select_related("person")
    found = rows.get(pk=row.pk)
    _check_waits(found)
    return found


def _check_waits(row: Correction) -> None:
    """Raises CorrectionDecided, MemberMoved."""
    if row.decided_at:
        raise no.CorrectionDecided()
    if not Membership.objects.active().filter(person=row.person_id, union=row.union_id).exists():
        raise no.MemberMoved()


def _decide(row: Correction, agreed: bool, *, by: Caller, now: datetime) -> None:
    row.decided_by_id, row.decided_at, row.agreed = by.person, now, agreed
    row.save(update_fields=["first_by", "first_at", "decided_by", "decided_at", "agreed", "why_not"])


def _say(row: Correction, text: str, now: datetime) -> None:
    """What is said in its one form, sealed, and both sides masked. Raises NothingElse and what a parser refuses."""
    person = row.person
    if row.about == About.NAME:
        said = person_name(text)
        row.before, row.after, same = mask_name(person.name), mask_name(said), said == person.name
    elif row.about == About.MOBILE:
        mobile = Mobile.parse(text)
        said, row.after = mobile.e164, mask_tail(mobile.tail, length=11)
        row.before, same = person.masked_mobile, bool(person.mobile_index) and _is_own(person, mobile)
    else:
        document = parse_document(row.kind or None, text, today=localdate(now))
        said, row.kind = document.number, document.kind
        own = person.documents.filter(kind=document.kind).order_by("-pk").first()
        row.before = own.masked_number if own else ""
        row.after = mask_tail(document.tail, length=DOCUMENT_LENGTHS.get(document.kind, 9))
        same = Person.objects.by_document(document.kind, document.number).filter(pk=person.pk).exists()
    if same:
        raise no.NothingElse()
    row.said_sealed = keyring().seal(said.encode(), context=_context(row))


def _is_own(person: Person, mobile: Mobile) -> bool:
    return Person.objects.by_mobile(mobile).filter(pk=person.pk).exists()


def _apply(row: Correction, *, by: Caller, now: datetime) -> None:
    said, person = said_of(row), row.person
    if row.about == About.NAME:
        people.rename(person, said, by=by, now=now)
    elif row.about == About.MOBILE:
        people.change_mobile(person, Mobile.parse(said), by=by, now=now)
    else:
        people.replace_document(person, parse_document(Document.Kind(row.kind), said), by=by, now=now)


def _context(row: Correction) -> str:
    return f"membership.Correction.said:{row.pk}"


def _journal(act: str, row: Correction, *, by: Caller, now: datetime) -> None:
    facts = {"about": row.about, "after": row.after}
    journal.record(act, row, by=by, now=now, label=row.person.name, on_person=row.person, facts=facts)
