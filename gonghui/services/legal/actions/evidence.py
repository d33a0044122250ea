"""The evidence box: copies that somebody keeps, each hash in the journal, so that nobody can say it was made later."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from gonghui.kernel.attachments import Prepared
from gonghui.kernel.callers import SYSTEM, Caller
from gonghui.kernel.text import tidy
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.files import actions as files
from gonghui.primitives.files.models import File
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import actions as people
from gonghui.primitives.people import keys
from gonghui.primitives.people.actions import Limit
from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import insert_many
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Evidence

PURPOSE = "legal.evidence"
A_WORKER = _("一位职工")
KEPT = timedelta(days=5 * 365)
AT_ONCE = 200
BOXES_AT_ONCE = 20  # that one address checks as fast as one


def keep(
    person: Person, chosen: Sequence[Prepared], words: str, *, key: str = "", by: Caller, now: datetime
) -> list[Evidence]:
    """Each file becomes a piece with a time and a hash; the same key keeps a file once. Not part of another action.

    Raises BoxFull, StorageAway.
    """
    brought = files.bring(chosen, purpose=PURPOSE, sealed=True, now=now)
    hashes = [hashlib.sha256(one.data).hexdigest() for one in chosen]
    return _keep(person, list(zip(brought, hashes, strict=True)), words, key, by=by, now=now)


@action
def _keep(
    person: Person, pieces: Sequence[tuple[File, str]], words: str, key: str, *, by: Caller, now: datetime
) -> list[Evidence]:
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # two forms at once are counted one after the other
    taken = set(Evidence.objects.filter(key=_key(person, key)).values_list("sha256", flat=True)) if key else set()
    new = {digest: file for file, digest in pieces if digest not in taken}  # chosen twice: kept once
    if Evidence.objects.of(person).count() + len(new) > rules.MOST_EVIDENCE:
        raise refusals.BoxFull(most=rules.MOST_EVIDENCE)
    files.keep(list(new.values()), by=by, now=now)
    return [_piece(person, file, digest, words, key, by=by, now=now) for digest, file in new.items()]


def _piece(person: Person, file: File, digest: str, words: str, key: str, *, by: Caller, now: datetime) -> Evidence:
    made = Evidence(person=person, file=file, sha256=digest, key=_key(person, key), created_at=now)
    text = tidy(words)[: rules.LONGEST_WORDS].strip()
    made.words = keys.keyring().seal(text.encode(), context=_context(made)) if text else b""
    insert_many([made])
    facts = {"sha256": digest, "kind": file.kind}
    journal.record("legal.keep_evidence", made, by=_hidden(by), now=now, label=made.code, facts=facts)
    return made


def said_of(evidence: Evidence) -> str:
    """What its owner wrote of it; "" for nothing."""
    sealed = bytes(evidence.words)
    return keys.keyring().unseal(sealed, context=_context(evidence)).decode() if sealed else ""


@action
def drop(evidence: Evidence, *, by: Caller, now: datetime) -> bool:
    """Its bytes and words are gone; that there was such a hash at such a time stays. False: it was gone already."""
    gone = Evidence.objects.filter(pk=evidence.pk, deleted_at=None).update(deleted_at=now, words=b"")
    if gone:
        files.take_off(evidence.file, now=now)
        journal.record("legal.delete_evidence", evidence, by=_hidden(by), now=now, label=evidence.code)
    return bool(gone)


@action
def forget_evidence(*, now: datetime) -> int:
    """What was kept for longer than any limit runs. Returns how many."""
    old = Evidence.objects.filter(created_at__lt=now - KEPT, deleted_at=None).select_related("file").order_by("pk")
    return sum(drop(one, by=SYSTEM, now=now) for one in old[:AT_ONCE])


def count_check(code: str, *, by: Caller, now: datetime) -> None:
    """Somebody holds a copy to what was kept; every try counts, of one code and of all from an address: a court checks
    many boxes from one. Not part of another action. Raises TooManyChecks."""
    place = people.place(by)
    limits = [
        Limit(f"legal:check:{place}:{code[:20]}", rules.CHECKS_PER_HOUR, 3600),
        Limit(f"legal:check:{place}", rules.CHECKS_PER_HOUR * BOXES_AT_ONCE, 3600),
    ]
    if not people.count_uses(limits, now=now):
        raise refusals.TooManyChecks()


def _hidden(by: Caller) -> Caller:
    """In the journal nobody reads who keeps evidence: of whom it is stands in the row alone."""
    return Caller(None, A_WORKER, by.origin) if by.person else by


def _key(person: Person, key: str) -> str:
    return f"{person.pk}:{key}" if key else ""


def _context(evidence: Evidence) -> str:
    return f"legal.Evidence.words:{evidence.pk}"
