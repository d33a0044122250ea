"""Whatever comes in as an answer is kept in one form or refused with what and how to mend it."""

from dataclasses import replace
from datetime import date

import pytest

from gonghui.kernel.document_refusals import BadDocument
from gonghui.kernel.mobile import BadMobile
from gonghui.primitives.forms import refusals as no
from gonghui.primitives.forms.fields import Field, Kind
from gonghui.primitives.forms.values import checked, checked_values

from .asked import AID, PHONE, TOLD

TODAY = date(2026, 5, 20)


def kept(key, value):
    return checked(AID[key], value, today=TODAY)


def told(**changes):
    return checked_values(AID, {**TOLD, **changes}, {}, today=TODAY)


def test_what_was_told_is_kept_as_it_was():
    assert told() == TOLD


@pytest.mark.parametrize(
    ("key", "value", "result"),
    [
        ("title", " 欠薪\u200b \n 三个月 ", "欠薪 三个月"),
        ("story", "一\r\n\r\n\r\n二", "一\n\n二"),
        ("story", "\u200b ", None),
        ("months", 0, 0),
        ("months", 3.0, 3),
        ("months", 59.5, 59.5),
        ("owed", 0, 0),
        ("since", "2026-05-20", "2026-05-20"),
        ("papers", ["c2", "c1", "c2"], ["c1", "c2"]),
        ("ill", False, False),
        ("phone", PHONE.national, PHONE.e164),
        ("household", [], None),
        ("illness", "", None),
    ],
)
def test_answers_are_kept_in_one_form(key, value, result):
    assert checked(replace(AID[key], required=False), value, today=TODAY) == result


@pytest.mark.parametrize(
    ("key", "value", "refusal"),
    [
        ("title", None, no.AnswerMissing),
        ("title", "\u200b", no.AnswerMissing),
        ("title", "薪", no.TooShort),
        ("title", "薪" * 41, no.TooLong),
        ("title", 5, no.NotAnAnswer),
        ("title", ["欠薪"], no.NotAnAnswer),
        ("story", "长" * 5_001, no.TooLong),
        ("months", -1, no.TooSmall),
        ("months", 61, no.TooBig),
        ("months", 2.55, no.TooFine),
        ("months", True, no.NotAnAnswer),
        ("months", float("nan"), no.NotAnAnswer),
        ("months", float("inf"), no.NotAnAnswer),
        ("months", 10**400, no.NotAnAnswer),
        ("owed", -1, no.NotAnAnswer),
        ("owed", 1.5, no.NotAnAnswer),
        ("owed", 100_000_001, no.TooBig),
        ("since", "2019-12-31", no.TooEarly),
        ("since", "2026-05-21", no.TooLate),
        ("since", "2026-02-30", no.NotADay),
        ("since", "20260501", no.NotADay),
        ("since", "2026-05-01T10:00", no.NotADay),
        ("since", 20260501, no.NotADay),
        ("trade", "c9", no.NotAChoice),
        ("trade", ["c1"], no.NotAChoice),
        ("papers", ["c9"], no.NotAChoice),
        ("papers", "c1", no.NotAnAnswer),
        ("papers", [["c1"]], no.NotAnAnswer),
        ("ill", "yes", no.NotAnAnswer),
        ("ill", 1, no.NotAnAnswer),
        ("phone", "1990000", BadMobile),
        ("phone", {"number": "1"}, no.NotAnAnswer),
        ("document", {"kind": "resident_id", "number": "14010519900101001"}, BadDocument),
        ("document", {"kind": "resident_id"}, no.NotAnAnswer),
        ("document", {"kind": "none", "number": "1"}, no.NotAnAnswer),
        ("document", {}, no.NotAnAnswer),
        ("document", {"kind": 1, "number": "2"}, no.NotAnAnswer),
        ("document", "140105199001010011", no.NotAnAnswer),
        ("household", {"name": "甲"}, no.NotAnAnswer),
        ("household", ["甲"], no.NotAnAnswer),
        ("household", [{"name": "甲", "income": 1}] * 11, no.TooMany),
        ("proof", 4, no.TooMany),
    ],
)
def test_what_cannot_be_an_answer_is_refused_with_what_and_how_to_mend_it(key, value, refusal):
    with pytest.raises(refusal) as caught:
        kept(key, value)
    assert "%(" not in caught.value.sentence() + caught.value.advice()
    assert caught.value.advice()


def test_at_least_so_many_choices_and_files_are_asked_for():
    for field, value in ((replace(AID["papers"], least=2), ["c1"]), (replace(AID["proof"], least=2), 1)):
        with pytest.raises(no.TooFew):
            checked(field, value, today=TODAY)


def test_files_that_are_asked_for_must_come():
    with pytest.raises(no.AnswerMissing):
        checked(replace(AID["proof"], required=True), 0, today=TODAY)


def troubles(values, files=None):
    with pytest.raises(no.BadAnswers) as caught:
        checked_values(AID, values, files or {}, today=TODAY)
    return caught.value


def test_everything_that_is_wrong_is_named_at_once():
    refusal = troubles({**TOLD, "title": "", "since": "2027-01-01", "household": [{"name": "甲"}, {"income": "多"}]})
    found = [(each.key, each.row, each.column, type(each.refusal)) for each in refusal.troubles]
    assert found == [
        ("title", 0, "", no.AnswerMissing),
        ("since", 0, "", no.TooLate),
        ("household", 1, "income", no.AnswerMissing),
        ("household", 2, "name", no.AnswerMissing),
        ("household", 2, "income", no.NotAnAnswer),
    ]
    assert refusal.sentence() == "填写的内容有 5 处要改，第一处是“一句话说明”：没有填写"
    assert refusal.facts["troubles"][1] == {
        "key": "since", "row": 0, "column": "", "code": "forms.too_late",
        "says": "2027年1月1日 太晚了", "mend": "请填 2026年5月20日 或以前的日期",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "files", "key"),
    [
        ({"ill": False}, {}, "illness"),
        ({"nothing": 1}, {}, "nothing"),
        ({"proof": 1}, {}, "proof"),
        ({}, {"title": 1}, "title"),
        ({}, {"x": 1}, "x"),
    ],
)
def test_what_was_not_asked_is_not_taken(changes, files, key):
    (trouble,) = troubles({**TOLD, **changes}, files).troubles
    assert (trouble.key, type(trouble.refusal)) == (key, no.NotAsked)


def test_a_column_that_is_none_is_not_taken():
    (trouble,) = troubles({**TOLD, "household": [{"name": "甲", "income": 1, "secret": "乙"}]}).troubles
    assert (trouble.row, trouble.column, type(trouble.refusal)) == (1, "secret", no.NotAsked)


def test_a_household_of_nobody_is_no_answer_and_is_asked_for_where_it_must_be():
    with pytest.raises(no.AnswerMissing):
        checked(Field("household", Kind.ROWS, "家人", required=True, columns=AID["household"].columns), [], today=TODAY)
