"""Answers as people read them, beside the questions as they were asked; numbers of phones and documents masked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gonghui.kernel import dates
from gonghui.kernel.document_kinds import KIND_WORDS
from gonghui.kernel.identity import parse_document
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.money import Fen
from gonghui.kernel.words import gettext_noop as _

from .answering import open_answers
from .fields import Field, Kind
from .models import AnswerFile, Answers

YES_SAYS, NO_SAYS = _("是"), _("否")


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer. `says` is "" where nothing was; of a YES_NO a sentence of ours, of choices staff's words."""

    label: str
    kind: Kind
    says: str


@dataclass(frozen=True, slots=True)
class Line(Cell):
    """One question with what was answered; a table has `rows`, a field of files `files`."""

    key: str = ""
    rows: list[list[Cell]] = field(default_factory=list)
    files: list[AnswerFile] = field(default_factory=list)


def lines(answers: Answers) -> list[Line]:
    """All that was asked of whoever answered so, in order; nothing once it is forgotten."""
    if answers.forgotten_at is not None:
        return []
    values = open_answers(answers)
    attached: dict[str, list[AnswerFile]] = {}
    for each in answers.files.select_related("file").order_by("pk"):
        attached.setdefault(each.key, []).append(each)
    asked = answers.version.definition.asked(values)
    return [line_of(each, values, attached.get(each.key, [])) for each in asked]


def line_of(asked: Field, values: Mapping[str, Any], attached: Sequence[AnswerFile] = ()) -> Line:
    value = values.get(asked.key)
    if asked.kind is Kind.ROWS:
        rows = [
            [Cell(one.label, one.kind, said(one, row.get(one.key))) for one in asked.columns] for row in value or []
        ]
        return Line(asked.label, asked.kind, "", asked.key, rows)
    return Line(asked.label, asked.kind, said(asked, value), asked.key, files=list(attached))


def said(asked: Field, value: Any) -> str:
    """One answer in words: "5,600.00 元", "2026年11月30日", "139****0001"."""
    return "" if value is None else SAID[asked.kind](asked, value) if asked.kind in SAID else str(value)


def _document(_asked: Field, value: Mapping[str, str]) -> str:
    masked = parse_document(value["kind"], value["number"]).masked
    return f"{KIND_WORDS[value['kind']][0]} {masked}"


SAID: dict[Kind, Callable[[Field, Any], str]] = {
    Kind.MONEY: lambda _asked, fen: f"{Fen(fen).shown} 元",
    Kind.DATE: lambda _asked, text: dates.day(dates.date.fromisoformat(text)),
    Kind.CHOICE: lambda asked, code: asked.choice_label(code),
    Kind.SEVERAL: lambda asked, codes: "、".join(map(asked.choice_label, codes)),
    Kind.YES_NO: lambda _asked, yes: YES_SAYS if yes else NO_SAYS,
    Kind.PHONE: lambda _asked, number: Mobile.parse(number).masked,
    Kind.DOCUMENT: _document,
}
