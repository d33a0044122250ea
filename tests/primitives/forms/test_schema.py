"""The schema of a form says to programs what the rules say to everybody: both let the same pass."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from gonghui.primitives.forms import refusals as no
from gonghui.primitives.forms.fields import Choice, Condition, Definition, Field, Kind
from gonghui.primitives.forms.models import FormVersion
from gonghui.primitives.forms.schema import schema_of
from gonghui.primitives.forms.values import checked_values

from .asked import AID, TOLD

TODAY = date(2026, 5, 20)


def validator(definition=AID):
    schema = schema_of(FormVersion(number=3, title="困难帮扶", data=definition.to_data()))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_what_is_kept_is_what_the_schema_says():
    assert list(validator().iter_errors(TOLD)) == []


def test_it_names_the_form_the_version_and_the_files_beside():
    schema = validator().schema
    assert (schema["title"], schema["description"], schema["x-version"]) == ("困难帮扶", "请如实填写。", 3)
    assert schema["x-files"] == [{"key": "proof", "title": "证明", "required": False, "most": 3}]
    assert "proof" not in schema["properties"]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": None},
        {"title": "薪"},
        {"title": "薪" * 41},
        {"title": 5},
        {"months": "2"},
        {"months": -1},
        {"months": 61},
        {"owed": 1.5},
        {"owed": -1},
        {"owed": 100_000_001},
        {"since": "2026-02-30"},
        {"trade": "c9"},
        {"papers": ["c9"]},
        {"papers": "c1"},
        {"ill": "yes"},
        {"ill": False},
        {"phone": {}},
        {"document": {"kind": "resident_id"}},
        {"document": {"kind": "none", "number": "1"}},
        {"household": [{"name": "甲"}]},
        {"household": [{"name": "甲", "income": 1, "secret": 2}]},
        {"household": [{"name": "甲", "income": 1}] * 11},
        {"nothing": 1},
    ],
)
def test_what_one_refuses_the_other_refuses(changes):
    values = {key: value for key, value in {**TOLD, **changes}.items() if value is not None}
    assert list(validator().iter_errors(values))
    with pytest.raises(no.BadAnswers):
        checked_values(AID, values, {}, today=TODAY)


KEYS = ("one", "two", "three")
PICKS = (Choice("a", "甲"), Choice("b", "乙"))
FIELD = st.builds(
    Field,
    key=st.just("x"),
    kind=st.sampled_from([Kind.TEXT, Kind.YES_NO, Kind.CHOICE, Kind.SEVERAL, Kind.MONEY]),
    label=st.just("题"),
    required=st.booleans(),
)
ANSWER = st.none() | st.booleans() | st.sampled_from(["a", "b", "甲", ["a"], ["b", "a"], 7, [], "", -1])


def asked(fields, waits):
    """Fields of their own keys; each but the first may wait for an answer of the one before."""
    made = []
    for key, field, wait in zip(KEYS, fields, waits, strict=True):
        one = replace(field, key=key, choices=PICKS if field.kind in (Kind.CHOICE, Kind.SEVERAL) else ())
        if wait and made and made[-1].kind in (Kind.YES_NO, Kind.CHOICE, Kind.SEVERAL):
            one = replace(one, show_if=Condition(made[-1].key, ("yes" if made[-1].kind is Kind.YES_NO else "a",)))
        made.append(one)
    return Definition(tuple(made))


@given(st.tuples(FIELD, FIELD, FIELD), st.tuples(*[st.booleans()] * 3), st.tuples(*[ANSWER] * 3))
def test_whatever_the_schema_lets_pass_the_rules_take(fields, waits, answers):
    definition = asked(fields, waits)
    values = {key: answer for key, answer in zip(KEYS, answers, strict=True) if answer is not None}
    if validator(definition).is_valid(values):
        kept = checked_values(definition, values, {}, today=TODAY)
        assert validator(definition).is_valid(kept)
