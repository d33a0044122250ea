"""A published form is answered; what is sensitive is sealed, and forgotten when its owner's time is over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from gonghui.kernel.attachments import Prepared
from gonghui.kernel.callers import Caller
from gonghui.primitives.files import actions as files
from gonghui.primitives.files.models import File
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import insert_many
from gonghui.primitives.transactions import action

from . import refusals as no
from .fields import Kind, Values
from .models import AnswerFile, Answers, Form, FormVersion
from .sealing import opened_values, seal_values
from .values import checked_values


@dataclass(frozen=True, slots=True)
class Brought:
    """Files whose bytes are stored and whose rows are not yet, by the key of their field."""

    by_key: Mapping[str, Sequence[File]] = field(default_factory=dict)


def bring(version: FormVersion, attached: Mapping[str, Sequence[Prepared]], *, now: datetime) -> Brought:
    """Store the bytes of what was chosen, before the act begins, sealed where the field's answer would be.

    All or none. Raises StorageAway.
    """
    definition, confidential = version.definition, version.form.confidential
    chosen = [(key, each) for key, several in attached.items() for each in several]
    found: dict[str, list[File]] = {}
    for sealed in (True, False):
        part = [
            (key, each)
            for key, each in chosen
            if (confidential or (key in definition and definition[key].sealed)) is sealed
        ]
        brought = files.bring([each for _key, each in part], purpose="forms.answer", sealed=sealed, now=now)
        for (key, _each), row in zip(part, brought, strict=True):
            found.setdefault(key, []).append(row)
    return Brought(found)


@action
def answer(
    version: FormVersion,
    values: Mapping[str, Any],
    *,
    brought: Brought | None = None,
    person: Person | None = None,
    by: Caller,
    now: datetime,
) -> Answers:
    """Keep the answers to this version, with the files that were brought for it.

    Raises BadAnswers; VersionChanged when people are asked by a newer one by now.
    """
    by_key = (brought or Brought()).by_key
    if not Form.objects.filter(pk=version.form_id, published=version.number).exists():
        raise no.VersionChanged()
    counts = {key: len(rows) for key, rows in by_key.items() if rows}
    kept = checked_values(version.definition, values, counts, today=timezone.localdate(now))
    answers = Answers(version=version, person=person, created_at=now)
    hidden = _sealed_keys(version)
    answers.plain = {key: value for key, value in kept.items() if key not in hidden}
    seal_values(answers, {key: value for key, value in kept.items() if key in hidden})
    answers.save(force_insert=True)
    files.keep([row for rows in by_key.values() for row in rows], by=by, now=now)
    insert_many(
        [AnswerFile(answers=answers, key=key, file=row, created_at=now) for key, rows in by_key.items() for row in rows]
    )
    return answers


def _sealed_keys(version: FormVersion) -> set[str]:
    return {each.key for each in version.definition.fields if version.form.confidential or each.sealed}


def open_answers(answers: Answers) -> Values:
    """What was answered, numbers whole: for code that counts or masks. Who shows it to people journals their look."""
    return {**answers.plain, **opened_values(answers)}


@action
def look_at_number(
    answers: Answers, key: str, *, reason: str, by: Caller, now: datetime, row: int = 0, column: str = ""
) -> str:
    """A whole phone or document number; who looked and why is written down. Raises NoSuchNumber."""
    value, field = open_answers(answers).get(key), answers.version.definition.get(key)
    if field and column:
        field = next((each for each in field.columns if each.key == column), None)
        value = value[row - 1].get(column) if isinstance(value, list) and 0 < row <= len(value) else None
    if value is None or field is None or field.kind not in (Kind.PHONE, Kind.DOCUMENT):
        raise no.NoSuchNumber()
    facts = {"reason": reason, "field": field.label}
    journal.record("forms.look", answers, by=by, now=now, label=answers.version.title, on_person=answers.person_id,
                   facts=facts)  # fmt: skip
    return str(value["number"] if field.kind is Kind.DOCUMENT else value)


@action
def forget_answers(pks: Iterable[UUID], *, now: datetime) -> int:
    """Empty these answers and take their files off; how many were not empty yet."""
    left = Answers.objects.filter(pk__in=list(pks), forgotten_at=None)
    found = list(left.values_list("pk", flat=True))
    for each in AnswerFile.objects.filter(answers__in=found).select_related("file"):
        files.take_off(each.file, now=now)
    return left.filter(pk__in=found).update(plain={}, sealed=None, forgotten_at=now)
