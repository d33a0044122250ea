"""What officers put together is data: kept as JSON, paged by its conditions, and refused where it cannot be asked."""

import json

import pytest

from gonghui.primitives.forms import refusals as no
from gonghui.primitives.forms.fields import Choice, Condition, Definition, Field, Kind, choices_of
from gonghui.primitives.forms.rules import MOST_FIELDS, check_definition

from .asked import AID, TOLD, with_field

NAME = Field("name", Kind.TEXT, "姓名")
ILL = Field("ill", Kind.YES_NO, "生病吗")
WHAT = Field("what", Kind.TEXT, "什么病", show_if=Condition("ill", ("yes",)))


def test_a_definition_comes_back_from_json_as_it_was():
    assert Definition.from_data(json.loads(json.dumps(AID.to_data()))) == AID


def test_a_limit_of_nothing_is_kept_and_what_says_nothing_is_not():
    data = Field("months", Kind.NUMBER, "几个月", least=0).to_data()
    assert data == {"key": "months", "kind": "number", "label": "几个月", "least": 0}


def test_a_form_that_can_be_asked_is_taken():
    check_definition(AID)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ((NAME, NAME), no.KeyTaken),
        ((Field("Name", Kind.TEXT, "姓名"),), no.KeyTaken),
        ((Field("a-b", Kind.TEXT, "姓名"),), no.KeyTaken),
        ((Field("name", Kind.TEXT, ""),), no.LabelMissing),
        ((Field("name", Kind.TEXT, "长" * 121),), no.LabelMissing),
        ((Field("one", Kind.CHOICE, "选", choices=(Choice("a", "甲"),)),), no.TooFewToChoose),
        ((Field("one", Kind.SEVERAL, "选", choices=(Choice("a", "甲"), Choice("b", "甲"))),), no.TooFewToChoose),
        ((Field("one", Kind.CHOICE, "选", choices=(Choice("a", "甲"), Choice("a", "乙"))),), no.TooFewToChoose),
        ((Field("rows", Kind.ROWS, "家人"),), no.BadColumns),
        ((Field("rows", Kind.ROWS, "家人", columns=(Field("deep", Kind.FILES, "附件"),)),), no.BadColumns),
        ((Field("rows", Kind.ROWS, "家人", columns=(NAME, NAME)),), no.BadColumns),
        ((Field("rows", Kind.ROWS, "家人", columns=(WHAT,)),), no.BadColumns),
        ((Field("name", Kind.TEXT, "姓名", columns=(ILL,)),), no.BadColumns),
        ((Field("name", Kind.TEXT, "姓名", least=9, most=3),), no.LimitsCrossed),
        ((Field("name", Kind.TEXT, "姓名", most=0),), no.LimitsCrossed),
        ((Field("name", Kind.TEXT, "姓名", most=100_000),), no.LimitsCrossed),
        ((Field("ill", Kind.YES_NO, "生病吗", most=1),), no.LimitsCrossed),
        ((Field("day", Kind.DATE, "哪天", earliest="2026-05-02", latest="2026-05-01"),), no.LimitsCrossed),
        ((Field("day", Kind.DATE, "哪天", earliest="昨天"),), no.LimitsCrossed),
        ((Field("name", Kind.TEXT, "姓名", earliest="2026-05-02"),), no.LimitsCrossed),
        ((WHAT, ILL), no.ConditionNotEarlier),
        ((NAME, Field("what", Kind.TEXT, "什么病", show_if=Condition("name", ("yes",)))), no.ConditionNotEarlier),
        ((ILL, Field("what", Kind.TEXT, "什么病", show_if=Condition("ill", ("maybe",)))), no.ConditionWithoutAnswer),
        ((ILL, Field("what", Kind.TEXT, "什么病", show_if=Condition("ill", ()))), no.ConditionWithoutAnswer),
        (tuple(Field(f"f{at}", Kind.TEXT, "题") for at in range(MOST_FIELDS + 1)), no.TooManyFields),
    ],
)
def test_what_cannot_be_asked_is_named(fields, refusal):
    with pytest.raises(refusal) as caught:
        check_definition(Definition(fields))
    assert type(caught.value) is refusal
    assert "%(" not in caught.value.sentence()
    assert caught.value.advice()


def test_what_depends_on_an_answer_is_asked_on_the_page_after_it_and_files_on_the_last():
    pages = [[field.key for field in page] for page in AID.pages()]
    assert pages == [
        ["title", "story", "months", "owed", "since", "trade", "papers", "ill"],
        ["illness", "phone", "document", "household"],
        ["proof"],
    ]


def test_without_conditions_all_stands_on_one_page():
    assert [len(page) for page in AID.without("illness").pages()] == [12]


def test_files_that_depend_on_an_answer_wait_for_it_together():
    fields = (Field("one", Kind.FILES, "甲"), ILL, Field("two", Kind.FILES, "乙", show_if=WHAT.show_if))
    assert [[field.key for field in page] for page in Definition(fields).pages()] == [["ill"], ["one", "two"]]


def test_a_condition_counts_only_where_its_own_question_is_asked():
    deeper = Field("since", Kind.DATE, "哪天起", show_if=Condition("grave", ("yes",)))
    grave = Field("grave", Kind.YES_NO, "严重吗", show_if=Condition("ill", ("yes",)))
    definition = Definition((ILL, grave, deeper))
    assert [field.key for field in definition.asked({"ill": True, "grave": True})] == ["ill", "grave", "since"]
    assert [field.key for field in definition.asked({"ill": False, "grave": True})] == ["ill"]
    assert [len(page) for page in definition.pages()] == [1, 1, 1, 0]


@pytest.mark.parametrize(
    ("papers", "asked"), [(["c2"], True), (["c1"], False), ([], False), (None, False), ({}, False)]
)
def test_a_condition_on_several_is_met_by_one_of_them(papers, asked):
    about = Field("slip", Kind.TEXT, "哪个月的", show_if=Condition("papers", ("c2",)))
    definition = Definition((AID["papers"], about))
    assert (about in definition.asked({"papers": papers})) is asked


def test_a_field_moves_by_one_place_and_no_further_than_the_ends():
    definition = Definition((NAME, ILL, WHAT))
    assert [field.key for field in definition.moved("ill", -1).fields] == ["ill", "name", "what"]
    assert definition.moved("name", -1) == definition
    assert definition.moved("what", 1) == definition


def test_a_changed_field_keeps_its_place_and_a_new_one_comes_last():
    changed = with_field("story", label="详细情况")
    assert [field.key for field in changed.fields] == [field.key for field in AID.fields]
    assert changed["story"].label == "详细情况"
    assert AID.with_field(NAME).fields[-1] == NAME


def test_a_choice_keeps_its_code_and_no_code_is_given_twice():
    first = choices_of(["快递", "建筑"])
    assert first == (Choice("c1", "快递"), Choice("c2", "建筑"))
    assert choices_of(["外卖", "建筑"], first) == (Choice("c3", "外卖"), Choice("c2", "建筑"))
    assert choices_of(["快递", "外卖"], first[:1], first) == (Choice("c1", "快递"), Choice("c3", "外卖"))


def test_phones_and_documents_are_always_sealed_and_so_is_a_table_with_one():
    assert [AID[key].sealed for key in ("phone", "document", "story", "title", "household")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert Field("rows", Kind.ROWS, "家人", columns=(AID["phone"],)).sealed


def test_answers_name_only_fields_that_are_there():
    assert set(TOLD) <= {field.key for field in AID.fields}
