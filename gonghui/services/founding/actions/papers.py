"""The papers of a case."""

from collections.abc import Sequence
from datetime import datetime

from gonghui.kernel.attachments import Prepared
from gonghui.kernel.callers import SYSTEM, Caller
from gonghui.primitives.files import actions as files
from gonghui.primitives.files.models import File
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Case, Paper, Step
from .opening import locked

AT_ONCE = 20  # papers that one look for work seals


def attach(
    case: Case, step: str, chosen: Sequence[Prepared], *, key: str = "", by: Caller, now: datetime
) -> list[Paper]:
    """Several files, all or none; the same key, the same ones. Not part of another action.

    Raises NoSuchStep, PapersMissing, CaseOver, TooManyPapers, StorageAway.
    """
    if step not in Step.Kind.values:
        raise refusals.NoSuchStep()
    if not chosen:
        raise refusals.PapersMissing()
    brought = files.bring(chosen, purpose="founding.paper", sealed=True, now=now)
    return _attach(case, step, brought, key=key, by=by, now=now)


@action
def _attach(case: Case, step: str, brought: Sequence[File], *, key: str, by: Caller, now: datetime) -> list[Paper]:
    found = locked(case)
    if key and (again := list(found.papers.filter(key=key).select_related("file"))):
        return again  # one after the other: the case is held
    if found.papers.count() + len(brought) > rules.MOST_PAPERS:
        raise refusals.TooManyPapers(limit=rules.MOST_PAPERS)
    files.keep(brought, by=by, now=now)
    made = [Paper.objects.create(case=found, step=step, file=file, key=key, created_at=now) for file in brought]
    facts = {"files": len(brought), "step": step}
    journal.record("founding.attach", found, by=by, now=now, label=found.name, facts=facts)
    return made


def seal_papers(now: datetime) -> int:
    """Papers that were kept before all were sealed: their bytes are written anew, sealed. How many."""
    bare = Paper.objects.filter(file__sealed=False, file__taken_off_at=None).select_related("file").order_by("pk")
    return sum(_seal(paper, now=now) for paper in bare[:AT_ONCE])


def _seal(paper: Paper, *, now: datetime) -> int:
    old = paper.file
    small = files.read_small(old) if old.is_picture else b""
    kept = Prepared(files.name_of(old), old.what, files.read(old), small, old.width, old.height, old.only_download)
    [new] = files.bring([kept], purpose=old.purpose, sealed=True, now=now)
    return _swap(paper, old, new, now=now)


@action
def _swap(paper: Paper, old: File, new: File, *, now: datetime) -> int:
    files.keep([new], by=SYSTEM, now=now)
    if not Paper.objects.filter(pk=paper.pk, file=old).update(file=new):  # taken off meanwhile
        files.take_off(new, now=now)
        return 0
    files.take_off(old, now=now)
    journal.record("founding.seal_paper", paper.case, by=SYSTEM, now=now, label=paper.case.name)
    return 1


@action
def open_paper(paper: Paper, *, by: Caller, now: datetime) -> File:
    """Its file; lists and certificates name people, so who opened it is written down."""
    facts = {"step": paper.step}
    journal.record("founding.open_paper", paper.case, by=by, now=now, label=paper.case.name, facts=facts)
    return paper.file


@action
def detach(paper: Paper, *, by: Caller, now: datetime) -> None:
    """Take one off. Raises CaseOver."""
    found = locked(paper.case)
    if paper.delete()[0]:
        files.take_off(paper.file, now=now)
        facts = {"step": paper.step}
        journal.record("founding.detach", found, by=by, now=now, label=found.name, facts=facts)
