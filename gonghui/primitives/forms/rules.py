"""What a definition must be before anybody answers it. Pure; raises BadDefinition."""

import re
from collections.abc import Sequence

from gonghui.kernel.dates import read_day

from . import refusals as no
from .fields import CHOOSING, DECIDING, IN_ROWS, NO, TODAY, YES, Definition, Field, Kind

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
MOST_FIELDS, MOST_CHOICES, MOST_COLUMNS, MOST_ROWS, MOST_FILES = 100, 100, 12, 50, 10
LONGEST_TITLE, LONGEST_LABEL, LONGEST_HELP, LONGEST_LEAD = 60, 120, 500, 2_000  # characters
LONGEST_LINE, LONGEST_TEXT = 200, 5_000  # of an answer, where its field sets no limit
COUNTED = {  # what least and most count, and the highest they may say
    Kind.TEXT: LONGEST_LINE,
    Kind.LONG: LONGEST_TEXT,
    Kind.SEVERAL: MOST_CHOICES,
    Kind.ROWS: MOST_ROWS,
    Kind.FILES: MOST_FILES,
}
LARGEST = 10**13  # of numbers and fen
MOST_DECIMALS = 4


def check_definition(definition: Definition) -> None:
    """Raises BadDefinition for the first field that cannot be asked so."""
    if len(definition.fields) > MOST_FIELDS:
        raise no.TooManyFields(most=MOST_FIELDS)
    before: dict[str, Field] = {}
    for field in definition.fields:
        check_field(field)
        if field.key in before:
            raise no.KeyTaken(field=field.label)
        check_condition(field, before)
        before[field.key] = field


def check_field(field: Field) -> None:
    """Of one field by itself."""
    if not 0 < len(field.label) <= LONGEST_LABEL:
        raise no.LabelMissing(most=LONGEST_LABEL)
    if not KEY.fullmatch(field.key):
        raise no.KeyTaken(field=field.label)
    if field.kind in CHOOSING and not _differ(field, least=2):
        raise no.TooFewToChoose(field=field.label, most=MOST_CHOICES)
    if (field.kind is Kind.ROWS) != bool(field.columns) or len(field.columns) > MOST_COLUMNS:
        raise no.BadColumns(field=field.label, most=MOST_COLUMNS)
    for column in field.columns:
        if column.kind not in IN_ROWS or column.show_if:
            raise no.BadColumns(field=field.label, most=MOST_COLUMNS)
        check_field(column)
    if len({column.key for column in field.columns}) < len(field.columns):
        raise no.BadColumns(field=field.label, most=MOST_COLUMNS)
    if not (_numbers_fit(field) and _days_fit(field)):
        raise no.LimitsCrossed(field=field.label)


def check_condition(field: Field, before: dict[str, Field]) -> None:
    """That the answer a field waits for is asked for above it, and can be given."""
    if field.show_if is None:
        return
    source = before.get(field.show_if.key)
    if source is None or source.kind not in DECIDING:
        raise no.ConditionNotEarlier(field=field.label)
    if not field.show_if.any_of or not set(field.show_if.any_of) <= set(answers_of(source)):
        raise no.ConditionWithoutAnswer(field=field.label)


def answers_of(field: Field) -> Sequence[str]:
    """The codes by which a condition may name what a field was answered with."""
    return (YES, NO) if field.kind is Kind.YES_NO else [choice.code for choice in field.choices]


def most_of(field: Field) -> int:
    """How many characters, choices, rows or files at most, said by the field or not."""
    return int(field.most) if field.most is not None else 1 if field.kind is Kind.FILES else COUNTED[field.kind]


def _differ(field: Field, *, least: int) -> bool:
    codes, labels = {one.code for one in field.choices}, {one.label for one in field.choices}
    many = len(field.choices)
    return least <= many <= MOST_CHOICES and len(codes) == len(labels) == many and all(codes) and all(labels)


def _numbers_fit(field: Field) -> bool:
    said = [number for number in (field.least, field.most) if number is not None]
    if field.kind in COUNTED:
        return all(isinstance(one, int) and 0 <= one <= COUNTED[field.kind] for one in said) and _rise(field, said)
    if field.kind not in (Kind.NUMBER, Kind.MONEY):
        return not said
    return all(abs(one) <= LARGEST for one in said) and _rise(field, said) and 0 <= field.decimals <= MOST_DECIMALS


def _rise(field: Field, said: Sequence[int | float]) -> bool:
    return list(said) == sorted(said) and (field.most is None or field.most > 0 or field.kind is Kind.NUMBER)


def _days_fit(field: Field) -> bool:
    said = [day for day in (field.earliest, field.latest) if day]
    fixed = [day for day in said if day != TODAY]
    if not all(map(read_day, fixed)):
        return False
    return not said if field.kind is not Kind.DATE else fixed == sorted(fixed)
