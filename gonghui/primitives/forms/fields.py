"""What a form asks, as data: its fields in order, and when each is shown. Plain values, no database and no Django."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from itertools import count
from typing import Any, Self

from gonghui.kernel.words import gettext_noop as _

Values = dict[str, Any]  # answers by the key of their field; what is not answered is absent
YES, NO = "yes", "no"  # how a condition names the answers of a YES_NO field
TODAY = "today"  # as a limit of dates: the day on which somebody answers


class Kind(StrEnum):
    """What is answered, and how it is kept in Values."""

    TEXT = "text"  # a line
    LONG = "long"  # paragraphs
    NUMBER = "number"  # int or float
    MONEY = "money"  # fen
    DATE = "date"  # "2026-11-30"
    CHOICE = "choice"  # the code of one
    SEVERAL = "several"  # codes
    YES_NO = "yes_no"  # bool
    PHONE = "phone"  # "+8619900000001"
    DOCUMENT = "document"  # {"kind": "resident_id", "number": "…"}
    FILES = "files"  # not among Values: rows of AnswerFile
    ROWS = "rows"  # a list of Values, by the keys of the columns


KIND_WORDS = {
    Kind.TEXT: _("一行文字"),
    Kind.LONG: _("一段文字"),
    Kind.NUMBER: _("数字"),
    Kind.MONEY: _("金额"),
    Kind.DATE: _("日期"),
    Kind.CHOICE: _("单选"),
    Kind.SEVERAL: _("多选"),
    Kind.YES_NO: _("是或否"),
    Kind.PHONE: _("手机号"),
    Kind.DOCUMENT: _("证件号码"),
    Kind.FILES: _("附件"),
    Kind.ROWS: _("多行表格"),
}
CHOOSING = (Kind.CHOICE, Kind.SEVERAL)
DECIDING = (*CHOOSING, Kind.YES_NO)  # whose answers another field can depend on
ALWAYS_SEALED = (Kind.PHONE, Kind.DOCUMENT)
IN_ROWS = (Kind.TEXT, Kind.NUMBER, Kind.MONEY, Kind.DATE, Kind.CHOICE, Kind.YES_NO, Kind.PHONE, Kind.DOCUMENT)


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Condition:
    """Shown if the earlier field `key` was answered with one of these codes."""

    key: str
    any_of: tuple[str, ...]

    def met_by(self, values: Mapping[str, Any]) -> bool:
        return not codes_in(values.get(self.key)).isdisjoint(self.any_of)


def codes_in(answer: Any) -> set[str]:
    """What a condition looks for in an answer."""
    if isinstance(answer, bool):
        return {YES if answer else NO}
    return {one for one in (answer if isinstance(answer, list) else [answer]) if isinstance(one, str)}


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `key` names its answer for good; labels are staff's words.

    `least` and `most` count, by kind: characters, the number itself, fen, choices, files or rows. `earliest` and
    `latest` are days ("2026-11-30", or TODAY). `columns` are the fields of each row of a table.
    """

    key: str
    kind: Kind
    label: str
    help: str = ""
    required: bool = False
    sensitive: bool = False
    choices: tuple[Choice, ...] = ()
    show_if: Condition | None = None
    columns: tuple["Field", ...] = ()
    least: int | float | None = None
    most: int | float | None = None
    decimals: int = 0
    earliest: str = ""
    latest: str = ""

    @property
    def sealed(self) -> bool:
        """Whether its answer is unreadable in the database, also where the form is not confidential."""
        return self.sensitive or self.kind in ALWAYS_SEALED or any(column.sealed for column in self.columns)

    def choice_label(self, code: str) -> str:
        return next((choice.label for choice in self.choices if choice.code == code), code)

    def to_data(self) -> dict[str, Any]:
        """As JSON keeps it: what says nothing is left out."""
        data = {name: value for name, value in asdict(self).items() if not (value is None or value in ("", ()))}
        for name in ("required", "sensitive", "decimals"):
            if not data[name]:
                del data[name]
        if self.columns:
            data["columns"] = [column.to_data() for column in self.columns]
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        given = dict(data) | {"kind": Kind(data["kind"])}
        given["choices"] = tuple(Choice(**each) for each in data.get("choices", ()))
        given["columns"] = tuple(cls.from_data(each) for each in data.get("columns", ()))
        if condition := data.get("show_if"):
            given["show_if"] = Condition(condition["key"], tuple(condition["any_of"]))
        return cls(**given)


@dataclass(frozen=True, slots=True)
class Definition:
    """All that a form asks, in order, below the words that lead into it."""

    fields: tuple[Field, ...] = ()
    lead: str = field(default="", kw_only=True)

    def to_data(self) -> dict[str, Any]:
        return {"lead": self.lead, "fields": [each.to_data() for each in self.fields]}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(tuple(map(Field.from_data, data.get("fields", ()))), lead=data.get("lead", ""))

    def __getitem__(self, key: str) -> Field:
        """Raises KeyError."""
        return self._by_key()[key]

    def __contains__(self, key: str) -> bool:
        return key in self._by_key()

    def get(self, key: str) -> Field | None:
        return self._by_key().get(key)

    def _by_key(self) -> dict[str, Field]:
        return {each.key: each for each in self.fields}

    def asked(self, values: Mapping[str, Any]) -> list[Field]:
        """The fields that somebody who answers so is shown: a condition counts only where its own field is shown."""
        shown: dict[str, Field] = {}
        for each in self.fields:
            if each.show_if is None or (each.show_if.key in shown and each.show_if.met_by(values)):
                shown[each.key] = each
        return list(shown.values())

    def pages(self) -> list[list[Field]]:
        """The fields page by page: what depends on an answer comes after the page that asks for it.

        Where there is more than one, the last is the one to look all over and to send; it asks for the files, because
        no page can hand on what was chosen on the one before it.
        """
        pages: list[list[Field]] = [[]]
        for each in self.fields:
            if each.kind is not Kind.FILES:
                if each.show_if and each.show_if.key in keys_of(pages[-1]):
                    pages.append([])
                pages[-1].append(each)
        files = [each for each in self.fields if each.kind is Kind.FILES]
        if len(pages) == 1 and not any(each.show_if for each in files):
            return [pages[0] + files]
        return [*pages, files]

    def with_field(self, changed: Field) -> Self:
        """With this field in the place of the one of its key; at the end where there is none."""
        if changed.key not in self:
            return replace(self, fields=(*self.fields, changed))
        return replace(self, fields=tuple(changed if each.key == changed.key else each for each in self.fields))

    def without(self, key: str) -> Self:
        return replace(self, fields=tuple(each for each in self.fields if each.key != key))

    def moved(self, key: str, steps: int) -> Self:
        """With this field so many places later; before the first and after the last there is none."""
        order = [each.key for each in self.fields]
        at = order.index(key)
        order.insert(max(0, min(len(order) - 1, at + steps)), order.pop(at))
        return replace(self, fields=tuple(self[each] for each in order))


def keys_of(fields: Iterable[Field]) -> set[str]:
    return {each.key for each in fields}


def choices_of(
    labels: Sequence[str], known: Sequence[Choice] = (), former: Sequence[Choice] = ()
) -> tuple[Choice, ...]:  # fmt: skip
    """Choices by what they say: one that was there keeps its code, a new one has the next that was never given.

    `former` are those that were published, also where they are there no more.
    """
    codes = {choice.label: choice.code for choice in known}
    numbers = [int(choice.code[1:]) for choice in (*known, *former) if choice.code[1:].isdigit()]
    following = count(max(numbers, default=0) + 1)
    return tuple(Choice(codes[label] if label in codes else f"c{next(following)}", label) for label in labels)
