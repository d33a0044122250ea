"""One page of a form that officers made: the fields asked on it, tables with their rows, and what was answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from gonghui.faces.forms import in_one_line
from gonghui.faces.speech import speak
from gonghui.kernel.attachments import Prepared
from gonghui.kernel.refusals import Refused
from gonghui.primitives import clock
from gonghui.primitives.forms.fields import Field, Kind, Values
from gonghui.primitives.forms.rules import MOST_ROWS, most_of
from gonghui.primitives.forms.values import BadRow, checked

from .controls import control_of, kept, typed

PREFIX = "a"  # every name begins so; its second part is the key of the field


class RowForm(forms.Form):
    """One row of a table; a row in which nothing is typed is none."""

    def __init__(self, data: Any, *, columns: Sequence[Field], **options: Any) -> None:
        super().__init__(data, empty_permitted=True, use_required_attribute=False, **options)
        self.columns = columns
        self.fields |= {column.key: control_of(column, in_row=True) for column in columns}

    @property
    def blank(self) -> bool:
        return not self.has_changed()

    @property
    def values(self) -> Values:
        """Of a valid row."""
        found = {column.key: kept(column, self.cleaned_data.get(column.key)) for column in self.columns}
        return {key: value for key, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Part:
    """One question as the page shows it: its field; of a table the rows, and whether there may be one more."""

    field: forms.BoundField
    rows: Sequence[RowForm] | None = None
    may_grow: bool = False


class PageForm(forms.Form):
    """`sent` is what was typed before and is shown again without being judged; `longer` names a table to grow.

    Once valid, `own` are the answers as they are kept, `attached` the files by the key of their field.
    """

    def __init__(
        self, data: Any, files: Any, *, asked: Sequence[Field], sent: Any = None, given: Values | None = None,
        longer: str = "",
    ) -> None:  # fmt: skip
        super().__init__(data, files, prefix=PREFIX)
        self.asked, self.own = asked, Values()
        self.attached: dict[str, list[Prepared]] = {}
        self.tables: dict[str, list[RowForm]] = {}
        for field in asked:
            self.fields[field.key] = control = control_of(field)
            name = self.add_prefix(field.key)
            if field.kind is Kind.ROWS:
                told = (given or {}).get(field.key, ())
                self.tables[field.key] = self._rows(
                    field, data if data is not None else sent, longer == field.key, told
                )
            elif sent is not None and answered(sent, field.key) and field.kind is not Kind.FILES:
                self.initial[field.key] = control.widget.value_from_datadict(sent, {}, name)
            elif given and field.key in given:
                self.initial[field.key] = typed(field, given[field.key])

    def _rows(self, field: Field, data: Any, longer: bool, told: Sequence[Values]) -> list[RowForm]:
        name, many = self.add_prefix(field.key), max(1, int(field.least or 0))
        if data is None or f"{name}-rows" not in data:
            rows = [_row(field, name, at, values) for at, values in enumerate(told)]
            return rows + [_row(field, name, at, {}) for at in range(len(rows), many)]
        said = str(data[f"{name}-rows"])
        many = min(int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0, MOST_ROWS)
        rows = [RowForm(data, columns=field.columns, prefix=f"{name}-{at}") for at in range(many)]
        if self.is_bound:
            return rows
        shown = [_unjudged(row, data) for row in rows]
        return [*shown, _row(field, name, many, {})] if longer and many < most_of(field) else shown

    def clean(self) -> dict[str, Any] | None:
        today = timezone.localdate(clock.now())
        for field in self.asked:
            if field.key not in self.errors:
                try:
                    value = checked(field, self._answer(field), today=today)
                except BadRow as bad:
                    self._name_rows(field, bad)
                except Refused as refusal:
                    self.add_error(field.key, in_one_line(speak(refusal)))
                else:
                    self._keep(field, value)
        return super().clean()

    def _answer(self, field: Field) -> Any:
        if field.kind is Kind.FILES:
            return len(self.cleaned_data.get(field.key) or ())
        if field.kind is not Kind.ROWS:
            return kept(field, self.cleaned_data.get(field.key))
        wrong = [row for row in self.tables[field.key] if not row.is_valid()]
        if wrong:
            raise BadRow([])
        return [row.values for row in self.tables[field.key] if not row.blank]

    def _keep(self, field: Field, value: Any) -> None:
        if field.kind is Kind.FILES:
            self.attached |= {field.key: self.cleaned_data[field.key]} if value else {}
        elif value is not None:
            self.own[field.key] = value

    def _name_rows(self, field: Field, bad: BadRow) -> None:
        """What is wrong in a table stands beside the cell; at the table stands that there is something."""
        rows = [row for row in self.tables[field.key] if not row.blank]
        for trouble in bad.troubles:
            rows[trouble.row - 1].add_error(trouble.column, in_one_line(speak(trouble.refusal)))
        wrong = [str(at) for at, row in enumerate(self.tables[field.key], 1) if row.errors]
        self.add_error(field.key, _("第 %(rows)s 行有要改的地方") % {"rows": "、".join(wrong)})

    def parts(self) -> Iterator[Part]:
        for field in self.asked:
            rows = self.tables.get(field.key)
            yield Part(self[field.key], rows, rows is not None and len(rows) < most_of(field))

    def others(self) -> Iterator[forms.BoundField]:
        """The fields that a slice put beside what is asked."""
        asked = {field.key for field in self.asked}
        return (self[name] for name in self.fields if name not in asked)


def answered(sent: Mapping[str, Any], key: str) -> bool:
    """Whether anything was sent for a field of this key."""
    return any(key_of(name) == key for name in sent)


def key_of(name: str) -> str:
    """ "a-household-0-income" is of the field "household"."""
    parts = name.split("-")
    return parts[1] if len(parts) > 1 and parts[0] == PREFIX else ""


def _row(field: Field, name: str, at: int, told: Values) -> RowForm:
    """One to be filled in, which begins with what is known."""
    by_key = {column.key: column for column in field.columns}
    initial = {key: typed(by_key[key], value) for key, value in told.items() if key in by_key}
    return RowForm(None, columns=field.columns, prefix=f"{name}-{at}", initial=initial)


def _unjudged(row: RowForm, data: Any) -> RowForm:
    """The same row with what was typed into it, before anybody judges it."""
    shown = RowForm(None, columns=row.columns, prefix=row.prefix)
    for key, control in shown.fields.items():
        shown.initial[key] = control.widget.value_from_datadict(data, {}, shown.add_prefix(key))
    return shown
