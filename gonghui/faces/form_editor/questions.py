"""What an officer is asked about one question: a form like any other, so that it too works without scripts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from gonghui.kernel.text import fold
from gonghui.primitives.forms.fields import (
    ALWAYS_SEALED,
    CHOOSING,
    DECIDING,
    IN_ROWS,
    KIND_WORDS,
    TODAY,
    Choice,
    Condition,
    Definition,
    Field,
    Kind,
    Values,
    choices_of,
)
from gonghui.primitives.forms.refusals import ConditionOfTwo
from gonghui.primitives.forms.rules import COUNTED, LONGEST_LABEL, MOST_CHOICES, MOST_COLUMNS, answers_of
from gonghui.primitives.rows import new_id

from . import said

BETWEEN = "、"


def new_key() -> str:
    """One that no question ever had: what was typed for another must not be carried into it."""
    return f"q{new_id().hex[-10:]}"


def asking(kind: Kind, before: Sequence[Field], *, confidential: bool) -> Definition:
    """What is asked about a question of this kind, which stands after those."""
    asked = [
        Field("label", Kind.TEXT, _("题目"), required=True, most=LONGEST_LABEL),
        Field("help", Kind.TEXT, _("说明"), help=_("写在题目下面，告诉填写的人怎么填"), most=200),
        Field("required", Kind.YES_NO, _("必须填吗"), required=True),
    ]
    if not confidential and kind not in ALWAYS_SEALED:
        asked.append(Field("sensitive", Kind.YES_NO, _("是敏感内容吗"), help=_("敏感的回答加密保存"), required=True))
    asked += _own(kind)
    if options := _conditions(before):
        help_text = _("不选就一直要填；选了，只有前面那道题这样回答的人才要填")
        asked.append(Field("show_if", Kind.SEVERAL, _("什么情况下才要填"), help=help_text, choices=options))
    return Definition(tuple(asked))


def _own(kind: Kind) -> list[Field]:
    if kind in CHOOSING:
        option = Field("label", Kind.TEXT, _("选项"), required=True, most=LONGEST_LABEL)
        own = [Field("choices", Kind.ROWS, _("选项"), required=True, columns=(option,), least=2, most=50)]
        return own + (_counts(kind) if kind is Kind.SEVERAL else [])
    if kind is Kind.ROWS:
        return [
            Field("columns", Kind.ROWS, _("列"), required=True, columns=_column(), most=MOST_COLUMNS),
            *_counts(kind),
        ]
    if kind is Kind.NUMBER:
        return [
            Field("least", Kind.NUMBER, _("最小"), decimals=4),
            Field("most", Kind.NUMBER, _("最大"), decimals=4),
            Field("decimals", Kind.NUMBER, _("几位小数"), least=0, most=4),
        ]
    if kind is Kind.MONEY:
        return [Field("least", Kind.MONEY, _("最少（元）")), Field("most", Kind.MONEY, _("最多（元）"))]
    if kind is Kind.DATE:
        how = _("例如 2026-11-30；也可以写“当天”")
        return [
            Field("earliest", Kind.TEXT, _("最早"), help=how, most=10),
            Field("latest", Kind.TEXT, _("最晚"), help=how, most=10),
        ]
    return _counts(kind) if kind in COUNTED else []


def _counts(kind: Kind) -> list[Field]:
    words = {
        Kind.TEXT: (_("至少几个字"), _("最多几个字")),
        Kind.LONG: (_("至少几个字"), _("最多几个字")),
        Kind.SEVERAL: (_("至少选几个"), _("最多选几个")),
        Kind.ROWS: (_("至少几行"), _("最多几行")),
        Kind.FILES: (_("至少几个"), _("最多几个")),
    }
    least, most = words[kind]
    highest = COUNTED[kind]
    return [
        Field("least", Kind.NUMBER, least, least=0, most=highest),
        Field("most", Kind.NUMBER, most, least=1, most=highest),
    ]


def _column() -> tuple[Field, ...]:
    kinds = tuple(Choice(kind, _(KIND_WORDS[kind])) for kind in IN_ROWS)
    return (
        Field("label", Kind.TEXT, _("列名"), required=True, most=LONGEST_LABEL),
        Field("kind", Kind.CHOICE, _("填什么"), required=True, choices=kinds),
        Field("required", Kind.YES_NO, _("必须填吗"), required=True),
        Field("choices", Kind.TEXT, _("单选的选项，用顿号隔开"), most=200),
    )


def _conditions(before: Sequence[Field]) -> tuple[Choice, ...]:
    """Each answer of each question above by which one can decide."""
    options = [
        Choice(f"{field.key}.{code}", f"{field.label}：{said.answer(field, code)}")
        for field in before
        if field.kind in DECIDING
        for code in answers_of(field)
    ]
    return tuple(options[-MOST_CHOICES:]) if len(options) > 1 else ()


def told(field: Field) -> Values:
    """What was said of a question, as the form begins with it."""
    values: dict[str, Any] = {
        "label": field.label, "help": field.help, "required": field.required, "sensitive": field.sensitive,
        "least": field.least, "most": field.most, "decimals": field.decimals or None,
        "earliest": said.day(field.earliest), "latest": said.day(field.latest),
        "choices": [{"label": choice.label} for choice in field.choices],
        "columns": [_column_told(column) for column in field.columns],
    }  # fmt: skip
    if field.show_if:
        values["show_if"] = [f"{field.show_if.key}.{code}" for code in field.show_if.any_of]
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _column_told(column: Field) -> Values:
    labels = BETWEEN.join(choice.label for choice in column.choices)
    said = {"label": column.label, "kind": column.kind.value, "required": column.required}
    return {**said, "choices": labels} if labels else said


def said_field(
    values: Values, kind: Kind, key: str, known: Field | None, published: Sequence[Field] = ()
) -> Field:  # fmt: skip
    """The question that an officer described; `known` is what it was before, whose choices keep their codes.

    `published`: as each version asked it; no code of those leads to another answer.
    """
    labels, former = [row["label"] for row in values.get("choices", ())], _choices(published)
    columns = [column for each in published for column in each.columns]
    plain = {name: values[name] for name in ("help", "required", "sensitive", "least", "most") if name in values}
    return Field(
        key=key,
        kind=kind,
        label=values["label"],
        decimals=int(values.get("decimals", 0)),
        earliest=_day_meant(values.get("earliest", "")),
        latest=_day_meant(values.get("latest", "")),
        choices=choices_of(labels, known.choices if known else (), former),
        columns=_columns(values.get("columns", ()), known.columns if known else (), columns),
        show_if=_condition(values.get("show_if", ()), values["label"]),
        **plain,
    )


def _choices(fields: Sequence[Field]) -> list[Choice]:
    return [choice for each in fields for choice in each.choices]


def _columns(rows: Sequence[Values], known: Sequence[Field], published: Sequence[Field]) -> tuple[Field, ...]:
    by_label = {column.label: column for column in known}
    columns = []
    for row in rows:
        kind, before = Kind(row["kind"]), by_label.get(row["label"])
        if before is None or before.kind is not kind:
            before = Field(new_key(), kind, row["label"])
        labels = [one for one in (part.strip() for part in row.get("choices", "").split(BETWEEN)) if one]
        former = _choices([one for one in published if one.key == before.key])
        choices = choices_of(labels, before.choices, former) if kind is Kind.CHOICE else ()
        columns.append(replace(before, required=row["required"], choices=choices))
    return tuple(columns)


def _condition(codes: Sequence[str], label: str) -> Condition | None:
    """Of the one question whose answers were picked. Raises ConditionOfTwo."""
    keys = {code.split(".", 1)[0] for code in codes}
    if len(keys) > 1:
        raise ConditionOfTwo(field=label)
    return Condition(keys.pop(), tuple(code.split(".", 1)[1] for code in codes)) if keys else None


def _day_meant(text: str) -> str:
    """As typed, where it is no day either: the draft's rules refuse it."""
    return TODAY if fold(text) in (_("当天"), "当天", "今天") else fold(text)
