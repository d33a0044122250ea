"""Whether answers are what a definition asks for. Pure: what is typed on pages and sent by programs comes by here."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from gonghui.kernel.dates import read_day
from gonghui.kernel.document_kinds import KIND_WORDS
from gonghui.kernel.identity import parse_document
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.money import Fen
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import one_line, tidy

from . import refusals as no
from .fields import TODAY, Definition, Field, Kind, Values, keys_of
from .rules import LARGEST, most_of


def checked_values(
    definition: Definition, values: Mapping[str, Any], files: Mapping[str, int], *, today: date
) -> Values:
    """The answers in the form in which they are kept. `files` says how many came for each field of that kind.

    Raises BadAnswers, with all that is wrong. Blank answers are none.
    """
    kept, troubles = {}, []
    asked = definition.asked(values)
    for field in asked:
        try:
            given = files.get(field.key, 0) if field.kind is Kind.FILES else values.get(field.key)
            value = checked(field, given, today=today)
            if value is not None and field.kind is not Kind.FILES:
                kept[field.key] = value
        except BadRow as bad:
            troubles += bad.troubles
        except Refused as refusal:
            troubles.append(no.Trouble(field.key, field.label, refusal))
    by_files = keys_of(field for field in asked if field.kind is Kind.FILES)
    for key in [*values.keys() - (keys_of(asked) - by_files), *files.keys() - by_files]:
        label = definition[key].label if key in definition else str(key)[:40]
        troubles.append(no.Trouble(str(key)[:40], label, no.NotAsked()))
    if troubles:
        raise no.BadAnswers(troubles)
    return kept


def checked(field: Field, value: Any, *, today: date) -> Any:
    """One answer as it is kept, None for none; of files how many came. Raises Refused, BadRow for a table."""
    if value in (None, "", []) or (field.kind is Kind.FILES and value == 0):
        if field.required:
            raise no.AnswerMissing()
        return None
    kept = BY_KIND[field.kind](field, value, today)
    return None if kept == "" else kept


class BadRow(Exception):
    """Answers within the rows of one table."""

    def __init__(self, troubles: list[no.Trouble]) -> None:
        super().__init__()
        self.troubles = troubles


def _text(field: Field, value: Any, today: date) -> str:
    _must_be(isinstance(value, str))
    text = tidy(value) if field.kind is Kind.LONG else one_line(value)
    if not text.strip() and field.required:
        raise no.AnswerMissing()
    if field.least is not None and len(text) < field.least:
        raise no.TooShort(length=len(text), least=int(field.least))
    if len(text) > most_of(field):
        raise no.TooLong(length=len(text), most=most_of(field))
    return text


def _number(field: Field, value: Any, today: date) -> int | float:
    _must_be(isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST)
    exact = Decimal(str(value))
    if exact != round(exact, field.decimals):
        raise no.TooFine(decimals=field.decimals)
    _within(field, value, str)
    return int(value) if exact == int(exact) else float(value)


def _money(field: Field, value: Any, today: date) -> int:
    _must_be(isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST)
    _within(field, value, lambda fen: Fen(int(fen)).shown)
    return int(value)


def _within(field: Field, value: int | float, shown: Callable[[int | float], str]) -> None:
    if field.least is not None and value < field.least:
        raise no.TooSmall(value=shown(value), least=shown(field.least))
    if field.most is not None and value > field.most:
        raise no.TooBig(value=shown(value), most=shown(field.most))


def _day(field: Field, value: Any, today: date) -> str:
    day = read_day(value) if isinstance(value, str) and len(value) == 10 else None
    if day is None:
        raise no.NotADay()
    earliest, latest = limit_day(field.earliest, today), limit_day(field.latest, today)
    if earliest and day < earliest:
        raise no.TooEarly(value=day, earliest=earliest)
    if latest and day > latest:
        raise no.TooLate(value=day, latest=latest)
    return day.isoformat()


def limit_day(said: str, today: date) -> date | None:
    """The day that a limit means, where there is one."""
    return today if said == TODAY else read_day(said) if said else None


def _choice(field: Field, value: Any, today: date) -> str:
    if not isinstance(value, str) or value not in {choice.code for choice in field.choices}:
        raise no.NotAChoice()
    return value


def _several(field: Field, value: Any, today: date) -> list[str]:
    _must_be(isinstance(value, list) and all(isinstance(one, str) for one in value))
    if not set(value) <= {choice.code for choice in field.choices}:
        raise no.NotAChoice()
    chosen = [choice.code for choice in field.choices if choice.code in value]
    _count(field, len(chosen))
    return chosen


def _yes_no(field: Field, value: Any, today: date) -> bool:
    _must_be(isinstance(value, bool))
    return bool(value)


def _phone(field: Field, value: Any, today: date) -> str:
    _must_be(isinstance(value, str))
    return Mobile.parse(value[:60]).e164


def _document(field: Field, value: Any, today: date) -> dict[str, str]:
    _must_be(isinstance(value, dict) and set(value) == {"kind", "number"})
    _must_be(all(isinstance(each, str) for each in value.values()) and value["kind"] in KIND_WORDS)
    document = parse_document(value["kind"], value["number"][:60])
    return {"kind": document.kind, "number": document.number}


def _files(field: Field, value: Any, today: date) -> int:
    _count(field, value)
    return int(value)


def _rows(field: Field, value: Any, today: date) -> list[Values]:
    _must_be(isinstance(value, list) and all(isinstance(row, dict) for row in value))
    _count(field, len(value))
    kept: list[Values] = []
    troubles: list[no.Trouble] = []
    for number, row in enumerate(value, 1):
        kept.append({})
        if unknown := set(row) - keys_of(field.columns):
            name = str(min(unknown, key=str))[:40]
            troubles.append(no.Trouble(field.key, name, no.NotAsked(), number, name))
        for column in field.columns:
            try:
                cell = checked(column, row.get(column.key), today=today)
            except Refused as refusal:
                troubles.append(no.Trouble(field.key, column.label, refusal, number, column.key))
                continue
            if cell is not None:
                kept[-1][column.key] = cell
    if troubles:
        raise BadRow(troubles)
    return kept


def _count(field: Field, many: int) -> None:
    if field.least is not None and many < field.least:
        raise no.TooFew(count=many, least=int(field.least))
    if many > most_of(field):
        raise no.TooMany(count=many, most=most_of(field))


def _must_be(right: bool) -> None:
    if not right:
        raise no.NotAnAnswer()


BY_KIND: dict[Kind, Callable[[Field, Any, date], Any]] = {
    Kind.TEXT: _text,
    Kind.LONG: _text,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DATE: _day,
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
    Kind.YES_NO: _yes_no,
    Kind.PHONE: _phone,
    Kind.DOCUMENT: _document,
    Kind.FILES: _files,
    Kind.ROWS: _rows,
}
