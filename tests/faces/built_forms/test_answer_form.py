"""What officers put together is asked page by page, without scripts, and nothing typed is lost on the way."""

import re

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from gonghui.faces.built_forms import AnswerForm
from gonghui.primitives.forms import actions as built_forms
from gonghui.primitives.forms.fields import Choice, Condition, Definition, Field, Kind
from tests.primitives.forms.asked import AID, NUMBER, PHONE, TOLD, with_field

pytestmark = pytest.mark.django_db
FIRST = {
    "a-title": "工地欠薪三个月", "a-story": TOLD["story"], "a-months": "2.5", "a-owed": "18,600.5",
    "a-since": "2026-03-01",
    "a-trade": "c2", "a-papers": ["c1", "c2"], "a-ill": "yes",
}  # fmt: skip
SECOND = {
    "a-illness": "肺炎", "a-phone": PHONE.national, "a-document-kind": "resident_id",
    "a-document-number": NUMBER.number,
    "a-household-rows": "3",
    "a-household-0-name": "林大山", "a-household-0-income": "0", "a-household-0-works": "no",
    "a-household-1-name": "", "a-household-1-income": "", "a-household-1-works": "",
    "a-household-2-name": "林小河", "a-household-2-income": "3200", "a-household-2-works": "",
}  # fmt: skip
SIMPLE = Definition((Field("what", Kind.TEXT, "什么事", required=True), Field("proof", Kind.FILES, "证明", most=2)))


def query(fields):
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def drawn(form):
    return render_to_string("kit/built_form.html", {"form": form, "send": "提交求助"})


def fields_of(form):
    """What a browser would send of the page: the hidden fields and what is in the others."""
    html = drawn(form)
    sent = {}
    for tag in re.findall(r"<input[^>]*>", html):
        at = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        picks = at.get("type") in ("radio", "checkbox")
        if at.get("type") != "file" and at.get("name") and (not picks or " checked" in tag):
            sent.setdefault(at["name"], []).append(at.get("value", ""))
    for name, text in re.findall(r'<textarea name="([^"]*)"[^>]*>\n([^<]*)', html):
        sent[name] = [text]
    for name, inside in re.findall(r'<select name="([^"]*)"[^>]*>(.*?)</select>', html, re.DOTALL):
        sent[name] = re.findall(r'<option value="([^"]*)" selected', inside) or [""]
    return sent


def sent(form, version, **changes):
    """The next form after this one was sent with something filled in or pressed; `__` stands for "-" in a name."""
    filled = {**fields_of(form), **{name.replace("__", "-"): value for name, value in changes.items()}}
    return AnswerForm(query(filled), {}, version=version)


@pytest.fixture
def second(version):
    return sent(AnswerForm(version=version), version, **FIRST)


@pytest.fixture
def last(second, version):
    return sent(second, version, **SECOND)


def test_all_that_was_typed_on_three_pages_is_answered(last, version, lin, by, now):
    done = sent(last, version)
    assert done.is_valid(), done.errors
    assert done.finished
    assert done.values == TOLD
    assert built_forms.open_answers(built_forms.answer(version, done.values, person=lin, by=by, now=now)) == TOLD


def test_each_page_says_where_it_is_and_what_its_button_does(second, last, version):
    first = drawn(AnswerForm(version=version))
    assert "第 1 步，最多 3 步" in first
    assert "下一步" in first
    assert "上一步" not in first
    assert "提交求助" not in first
    assert "什么病" not in first
    assert "什么病" in drawn(second)
    assert "提交求助" in drawn(last)


def test_the_last_page_shows_all_to_be_looked_over(last):
    html = drawn(last)
    assert [
        word for word in ("工地欠薪三个月", "18,600.50 元", "肺炎", "林小河", PHONE.masked) if word not in html
    ] == []


def test_a_page_that_does_not_pass_comes_again_and_says_why(version):
    form = sent(
        AnswerForm(version=version), version, **{**FIRST, "a-since": "2019-01-01", "a-title": "", "a-months": "两个"}
    )
    assert not form.is_valid()
    assert set(form.errors) == {"since", "title", "months"}
    assert "2019年1月1日 太早了。请填 2020年1月1日 或以后的日期" in drawn(form)
    assert fields_of(form)["a-owed"] == ["18,600.5"]


def test_who_goes_back_finds_all_as_it_was_typed_on_both_pages(second, version):
    half = {**SECOND, "a-phone": "123"}
    back = sent(second, version, **half, **{"a--back": "1"})
    assert back.is_valid()
    assert not back.finished
    assert [fields_of(back)[name] for name in ("a-title", "a-months", "a-papers", "a-ill")] == [
        ["工地欠薪三个月"], ["2.5"], ["c1", "c2"], ["yes"],
    ]  # fmt: skip
    again = sent(back, version)
    assert fields_of(again)["a-phone"] == ["123"]
    assert fields_of(again)["a-household-2-name"] == ["林小河"]


def test_what_an_answer_makes_needless_is_not_asked(version):
    form = sent(AnswerForm(version=version), version, **{**FIRST, "a-ill": "no"})
    assert "什么病" not in drawn(form)
    done = sent(sent(form, version), version)
    assert done.finished
    assert "illness" not in done.values


def test_one_more_row_is_added_without_judging_the_others(second, version):
    form = sent(second, version, **{**SECOND, "a-household-0-income": "很多"}, **{"a--more": "household"})
    assert form.is_valid()
    fields = fields_of(form)
    assert fields["a-household-rows"] == ["4"]
    assert fields["a-household-0-income"] == ["很多"]
    assert fields["a-household-3-name"] == [""]
    assert "太多" not in drawn(form)


def test_no_more_rows_are_offered_than_may_be(make, version):
    few = with_field("household", most=3)
    other = make(few)
    form = sent(sent(AnswerForm(version=other), other, **FIRST), other, **SECOND, **{"a--more": "household"})
    assert fields_of(form)["a-household-rows"] == ["3"]
    assert "再加一行" not in drawn(form)


def test_what_is_wrong_in_a_row_stands_beside_its_cell(second, version):
    form = sent(second, version, **{**SECOND, "a-household-0-income": "很多", "a-household-2-name": ""})
    assert not form.is_valid()
    html = drawn(form)
    assert "第 1、3 行有要改的地方" in html
    assert "“很多”不是金额" in html
    rows = form.tables["household"]
    assert [bool(row.errors) for row in rows] == [True, False, True]


def test_limits_that_only_the_rules_know_stand_beside_the_cell_too(make):
    columns = (Field("age", Kind.NUMBER, "年龄", required=True, most=120),)
    version = make(Definition((Field("people", Kind.ROWS, "家人", columns=columns, most=5),)))
    data = {"a-people-rows": "2", "a-people-0-age": "", "a-people-1-age": "200"}
    form = AnswerForm(query(data), {}, version=version)
    assert not form.is_valid()
    assert "200 太大了" in str(form.tables["people"][1].errors)


def test_what_was_carried_along_is_judged_again(second, version):
    """Nobody gets past a page by changing what a later one carries."""
    form = sent(second, version, **SECOND, **{"a-title": ""})
    assert form.page == 0
    assert "title" in form.errors


def test_a_page_number_of_another_age_is_the_last_page_and_the_first_is_still_judged(version):
    for page in ("99999", "-1", "二", "1e9", ""):
        form = AnswerForm(query({"a--page": page}), {}, version=version)
        assert form.page == 0
        assert not form.is_valid()


@pytest.mark.parametrize("rows", ["-1", "x", "9999999", "999", "²"])
def test_nobody_makes_a_table_of_a_million_rows(second, version, rows):
    form = sent(second, version, **{**SECOND, "a-household-rows": rows})
    form.is_valid()
    assert len(fields_of(form)) < 400


def test_a_simple_form_is_one_page_with_its_files(make):
    version = make(SIMPLE)
    form = AnswerForm(query({**fields_of(AnswerForm(version=version)), "a-what": "欠薪"}), {}, version=version)
    assert form.finished
    assert form.values == {"what": "欠薪"}
    assert form.attached == {}
    html = drawn(AnswerForm(version=version))
    assert 'type="file"' in html
    assert "步" not in html


def test_a_form_that_is_new_meanwhile_comes_again_with_all_that_was_typed(make, by, now):
    version = make(AID)
    stale = sent(AnswerForm(version=version), version, **FIRST)
    form = version.form
    form.refresh_from_db()
    new = (
        with_field("title", label="出了什么事")
        .without("owed")
        .with_field(Field("city", Kind.TEXT, "在哪座城市", required=True))
    )
    built_forms.redraft(form, new, seen=form.revision, by=by, now=now)
    newer = built_forms.publish(form, seen=form.revision, by=by, now=now)
    again = sent(stale, newer, **SECOND)
    assert not again.is_valid()
    assert again.changes == ["“一句话说明”改为“出了什么事”", "新增必填的“在哪座城市”", "不再问“欠多少工资（元）”"]
    html = drawn(again)
    assert [word for word in again.changes if word not in html] == []
    assert "附件要重新选择" in html
    assert "18,600.50 元" in html  # what is asked no more, as it was typed
    fields = fields_of(again)
    assert fields["a-title"] == ["工地欠薪三个月"]
    assert fields["a-illness"] == ["肺炎"]  # of the page after, carried along
    onward = sent(sent(again, newer), newer, **{"a-city": "太原"})
    assert onward.is_valid(), onward.errors
    done = sent(onward, newer)
    assert done.finished, done.errors
    assert done.values == {**{key: value for key, value in TOLD.items() if key != "owed"}, "city": "太原"}


def test_the_number_of_another_forms_version_tells_nothing_of_it(make, version):
    other = make(SIMPLE)
    form = AnswerForm(query({"a--version": "7", "a-what": "欠薪"}), {}, version=other)
    assert form.changes == []
    assert form.finished


def test_what_is_known_already_is_filled_in(version):
    form = AnswerForm(version=version, initial={"title": "欠薪", "ill": True, "owed": 100, "phone": PHONE.e164})
    fields = fields_of(form)
    assert [fields["a-title"], fields["a-ill"], fields["a-owed"]] == [["欠薪"], ["yes"], ["1.00"]]


def test_a_choice_among_many_is_a_list_and_among_few_are_buttons(make):
    few = Field("few", Kind.CHOICE, "少", choices=tuple(Choice(f"c{at}", f"第{at}种") for at in range(6)))
    many = Field("many", Kind.CHOICE, "多", choices=tuple(Choice(f"c{at}", f"第{at}样") for at in range(7)))
    html = drawn(AnswerForm(version=make(Definition((few, many)))))
    assert '<select name="a-many"' in html
    assert 'type="radio" name="a-few"' in html
    assert "不填" in html


def test_every_control_has_its_label(last, second, version):
    for form in (AnswerForm(version=version), second, last):
        html = drawn(form)
        ids = re.findall(r'<(?:input(?![^>]*hidden)|select|textarea)[^>]* id="([^"]+)"', html)
        wrapped = re.findall(r"<label[^>]*>(?:(?!</label>).)*?id=\"([^\"]+)\"", html, re.DOTALL)
        unnamed = [one for one in ids if f'for="{one}"' not in html and one not in wrapped]
        assert ids
        assert unnamed == []


def test_staffs_words_are_text_and_never_markup(make):
    field = Field("x", Kind.TEXT, "<b>题</b>", help="<script>1</script>")
    html = drawn(AnswerForm(version=make(Definition((field,), lead="<i>开头</i>"))))
    assert "<b>" not in html
    assert "<script>" not in html
    assert "<i>" not in html


def test_a_condition_on_a_list_of_answers_opens_its_question(make):
    about = Field("month", Kind.TEXT, "哪个月", required=True, show_if=Condition("papers", ("c2",)))
    version = make(Definition((AID["papers"], about)))
    assert "哪个月" in drawn(sent(AnswerForm(version=version), version, **{"a-papers": ["c1", "c2"]}))
    assert "哪个月" not in drawn(sent(AnswerForm(version=version), version, **{"a-papers": ["c1"]}))
