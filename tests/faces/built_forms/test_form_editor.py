"""Officers put a form together, see it as it will be asked, and publish it; two of them do not undo each other."""

import re

import pytest
from django.urls import reverse

from gonghui.primitives.forms import actions as built_forms
from gonghui.primitives.forms.fields import Choice, Condition, Definition, Field, Kind
from gonghui.primitives.forms.models import Answers, Form, FormVersion
from tests.primitives.forms.asked import AID

pytestmark = pytest.mark.django_db
ILL = Field("ill", Kind.YES_NO, "家里有人生病吗", required=True)
TRADE = Field("trade", Kind.CHOICE, "行业", choices=(Choice("c1", "快递"), Choice("c2", "建筑")))
DRAFT = Definition((ILL, TRADE, Field("what", Kind.TEXT, "什么事", required=True, most=40)))


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.ROOT_URLCONF = "tests.faces.built_forms.mounted"


@pytest.fixture
def draft(province, by, now):
    return built_forms.make_form(
        "tests.aid", province, "困难帮扶", definition=DRAFT, confidential=False, by=by, now=now
    )


@pytest.fixture
def officer(as_person, zhao):
    return as_person(zhao)


class Editor:
    """What an officer sees and presses in the editor of a form."""

    def __init__(self, client, form):
        self.client, self.form = client, form

    def url(self, end="", *more):
        return reverse(f"editing:form{end}", args=[self.form.pk, *more])

    def shows(self, end="", *more):
        return self.client.get(self.url(end, *more)).content.decode()

    def sends(self, end, *more, follow=True, **data):
        """Posts the form of that address, with the revision that its page shows."""
        page = self.shows(end, *more) if end in ("-new", "-question", "-preview") else self.shows()
        seen = re.search(r'name="seen" value="(\d+)"', page)
        keys = {"key": "k" * 22, **({"seen": seen[1]} if seen else {}), **data}
        return self.client.post(self.url(end, *more), keys, follow=follow)

    @property
    def definition(self):
        self.form.refresh_from_db()
        return self.form.definition

    def keys(self):
        return [field.key for field in self.definition.fields]


@pytest.fixture
def editor(officer, draft):
    return Editor(officer, draft)


def test_it_lists_the_questions_with_what_they_are(editor):
    html = editor.shows()
    for words in ("家里有人生病吗", "是或否", "快递、建筑", "≤ 40", "必填"):
        assert words in html, words
    assert html.count("上移") == 2
    assert html.count("下移") == 2


def test_a_question_moves_up_and_down(editor):
    editor.sends("-down", "ill")
    assert editor.keys() == ["trade", "ill", "what"]
    editor.sends("-up", "what")
    assert editor.keys() == ["trade", "what", "ill"]


def test_a_question_is_removed(editor):
    editor.sends("-remove", "trade")
    assert editor.keys() == ["ill", "what"]


def test_a_question_of_every_kind_is_added(editor):
    special = {
        Kind.CHOICE: {
            "a-choices-rows": "3", "a-choices-0-label": "甲", "a-choices-1-label": "", "a-choices-2-label": "乙",
        },
        Kind.SEVERAL: {"a-choices-rows": "2", "a-choices-0-label": "甲", "a-choices-1-label": "乙", "a-most": "2"},
        Kind.ROWS: {
            "a-columns-rows": "2", "a-columns-0-label": "姓名", "a-columns-0-kind": "text",
            "a-columns-0-required": "yes",
            "a-columns-1-label": "关系", "a-columns-1-kind": "choice", "a-columns-1-required": "no",
            "a-columns-1-choices": "配偶、子女",
        },
        Kind.NUMBER: {"a-least": "0", "a-most": "1.5", "a-decimals": "1"},
        Kind.MONEY: {"a-most": "3,000"},
        Kind.DATE: {"a-earliest": "2020-01-01", "a-latest": "当天"},
        Kind.FILES: {"a-most": "3"},
    }  # fmt: skip
    for kind in Kind:
        said = {"a-label": f"题 {kind}", "a-required": "no", "a-sensitive": "no", **special.get(kind, {})}
        answer = editor.sends("-new", kind.value, **said)
        assert answer.status_code == 200, (kind, re.findall("k-wrong.*?</p>", answer.content.decode(), re.DOTALL))
    made = {field.kind: field for field in editor.definition.fields[3:]}
    assert list(made) == list(Kind)
    assert [choice.label for choice in made[Kind.CHOICE].choices] == ["甲", "乙"]
    assert [column.label for column in made[Kind.ROWS].columns] == ["姓名", "关系"]
    assert [choice.label for choice in made[Kind.ROWS].columns[1].choices] == ["配偶", "子女"]
    assert (made[Kind.NUMBER].most, made[Kind.NUMBER].decimals, made[Kind.MONEY].most) == (1.5, 1, 300_000)
    assert (made[Kind.DATE].earliest, made[Kind.DATE].latest) == ("2020-01-01", "today")
    assert len({field.key for field in made.values()}) == len(Kind)


def test_what_was_said_of_a_question_comes_back_as_it_was(editor, by, now):
    for field in AID.fields:
        built_forms.redraft(editor.form, AID, seen=editor.form.revision, by=by, now=now)
        from_page = fields_of(editor.shows("-question", field.key))
        answer = editor.client.post(editor.url("-question", field.key), from_page, follow=True)
        assert answer.status_code == 200
        assert editor.definition[field.key] == field


def test_the_code_of_a_choice_that_was_published_leads_to_no_other_answer(editor):
    def offers(*labels):
        said = {f"a-choices-{at}-label": label for at, label in enumerate(labels)}
        said |= {"a-label": "行业", "a-required": "no", "a-sensitive": "no", "a-choices-rows": str(len(labels))}
        editor.sends("-question", "trade", **said)

    offers("快递", "建筑", "外卖")
    editor.sends("-publish")
    offers("快递", "建筑")
    offers("快递", "建筑", "家政")
    assert [choice.code for choice in editor.definition["trade"].choices] == ["c1", "c2", "c4"]


def test_nor_does_one_of_a_column(editor):
    def offers(name, labels):
        said = {"a-label": "家里人", "a-required": "no", "a-sensitive": "no", "a-columns-rows": "1"}
        said |= {"a-columns-0-label": "关系", "a-columns-0-kind": "choice", "a-columns-0-required": "no"}
        editor.sends(*name, **said, **{"a-columns-0-choices": labels})

    offers(("-new", "rows"), "配偶、子女、父母")
    editor.sends("-publish")
    of_the_table = ("-question", editor.keys()[-1])
    offers(of_the_table, "配偶、子女")
    offers(of_the_table, "配偶、子女、兄妹")
    assert [choice.code for choice in editor.definition.fields[-1].columns[0].choices] == ["c1", "c2", "c4"]


def fields_of(html):
    """What a browser would send of the page's own form."""
    inside = html[html.index('name="seen"') - 40 : html.index("保存题目")]
    sent = {"key": "k" * 22}
    for tag in re.findall(r"<input[^>]*>", inside):
        at = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if at.get("type") not in ("radio", "checkbox") or " checked" in tag:
            sent.setdefault(at["name"], []).append(at.get("value", ""))
    for name, text in re.findall(r'<textarea name="([^"]*)"[^>]*>\n([^<]*)', inside):
        sent[name] = text
    for name, options in re.findall(r'<select name="([^"]*)"[^>]*>(.*?)</select>', inside, re.DOTALL):
        sent[name] = (re.findall(r'<option value="([^"]*)" selected', options) or [""])[0]
    return sent


def test_a_question_waits_for_one_answer_above_it(editor):
    editor.sends(
        "-question", "what", **{"a-label": "什么病", "a-required": "yes", "a-sensitive": "yes", "a-show_if": "ill.yes"}
    )
    assert editor.definition["what"].show_if == Condition("ill", ("yes",))
    assert editor.definition["what"].sensitive
    assert "只在这样回答时问：家里有人生病吗：是" in editor.shows()


def test_it_waits_for_the_answers_of_one_question_only(editor):
    said = {"a-label": "什么病", "a-required": "no", "a-sensitive": "no", "a-show_if": ["ill.yes", "trade.c1"]}
    answer = editor.sends("-question", "what", **said)
    assert answer.status_code == 422
    assert "“什么病”选了不止一道题的回答" in answer.content.decode()
    assert editor.definition == DRAFT


def test_a_question_that_waits_cannot_come_before_what_it_waits_for(editor):
    editor.sends("-question", "trade", **{
        "a-label": "行业", "a-required": "no", "a-sensitive": "no", "a-show_if": "ill.yes", "a-choices-rows": "2",
        "a-choices-0-label": "快递", "a-choices-1-label": "建筑",
    })  # fmt: skip
    answer = editor.sends("-up", "trade")
    assert answer.status_code == 422
    assert "要看的那一题不在它前面" in answer.content.decode()
    assert editor.keys() == ["ill", "trade", "what"]
    answer = editor.sends("-remove", "ill")
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("kind", "said", "words"),
    [
        ("text", {"a-label": ""}, "还没有填"),
        ("text", {"a-least": "9", "a-most": "3"}, "上限、下限对不上"),
        ("text", {"a-most": "1000"}, "太大了"),
        ("date", {"a-earliest": "去年"}, "上限、下限对不上"),
        ("choice", {"a-choices-rows": "1", "a-choices-0-label": "甲"}, "只有 1 个"),
        ("choice", {"a-choices-rows": "2", "a-choices-0-label": "甲", "a-choices-1-label": "甲"}, "重复"),
        ("rows", {"a-columns-rows": "1", "a-columns-0-label": "姓名"}, "第 1 行有要改的地方"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_changes(editor, kind, said, words):
    answer = editor.sends("-new", kind, **{"a-label": "新题", "a-required": "no", "a-sensitive": "no", **said})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert editor.definition == DRAFT


def test_one_more_choice_is_a_button(editor):
    said = {"a-label": "新题", "a-choices-rows": "2", "a-choices-0-label": "甲", "a-choices-1-label": "乙"}
    answer = editor.sends("-new", "choice", **said, **{"a--more": "choices"})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert 'name="a-choices-2-label"' in html
    assert 'value="乙"' in html


def test_the_preview_asks_the_draft_and_keeps_nothing(editor):
    said = {"a-ill": "yes", "a-trade": "c1", "a-what": "欠薪"}
    answer = editor.sends("-preview", **said)
    assert "预览到这里，填写的内容没有保存" in answer.content.decode()
    assert not Answers.objects.exists()
    assert editor.sends("-preview", **{"a-what": ""}).status_code == 422


def test_what_is_published_is_told_with_what_it_changed(editor):
    assert "第 1 版" in editor.sends("-publish").content.decode()
    assert "没有要发布的改动" in editor.shows()
    editor.sends("-remove", "trade")
    html = editor.shows()
    assert html.index("不再问“行业”") < html.index("发布这张表单")
    editor.sends("-publish")
    assert [version.number for version in FormVersion.objects.order_by("number")] == [1, 2]
    assert "不再问“行业”" in editor.shows()


def test_the_form_is_called_otherwise(editor):
    editor.sends("-head", title="生活救助", lead="请如实填写。")
    assert (editor.definition.lead, editor.form.title) == ("请如实填写。", "生活救助")
    assert editor.sends("-head", title="").status_code == 422


def test_who_changes_what_another_changed_meanwhile_sees_what_it_is_now(editor, by, now):
    stale = {"seen": str(editor.form.revision), "key": "k" * 22}
    built_forms.redraft(editor.form, DRAFT.without("trade"), seen=editor.form.revision, by=by, now=now)
    for end in ("-publish", "-head"):
        answer = editor.client.post(editor.url(end), {**stale, "title": "别的"})
        assert answer.status_code == 409
    answer = editor.client.post(editor.url("-remove", "what"), stale)
    assert answer.status_code == 409
    assert "这张表单刚被别人改过" in answer.content.decode()
    said = {"a-label": "什么事情", "a-required": "yes", "a-sensitive": "no"}
    answer = editor.client.post(editor.url("-question", "what"), {**stale, **said})
    assert answer.status_code == 409
    assert editor.keys() == ["ill", "what"]
    again = {**said, "seen": re.search(r'name="seen" value="(\d+)"', answer.content.decode())[1], "key": "k" * 22}
    assert editor.client.post(editor.url("-question", "what"), again).status_code == 303
    assert editor.definition["what"].label == "什么事情"


def test_without_what_was_seen_nothing_is_changed(editor):
    for seen in ("", "x", "-1", "9" * 20, "²"):
        assert editor.client.post(editor.url("-remove", "ill"), {"seen": seen, "key": "k" * 22}).status_code == 409
    assert editor.definition == DRAFT


def test_of_a_confidential_form_nobody_is_asked_what_is_sensitive(officer, province, by, now):
    form = built_forms.make_form("tests.aid", province, "求助", by=by, now=now)
    editor = Editor(officer, form)
    assert "敏感" not in editor.shows("-new", "text")
    assert "还没有题目" in editor.shows()
    editor.sends("-new", "text", **{"a-label": "什么事", "a-required": "yes"})
    assert [field.label for field in editor.definition.fields] == ["什么事"]


def test_programs_are_given_the_schema_of_what_is_published(editor):
    assert editor.client.get(editor.url("-schema")).status_code == 404
    editor.sends("-publish")
    editor.sends("-remove", "trade")
    answer = editor.client.get(editor.url("-schema"))
    assert answer["Content-Type"] == "application/schema+json"
    assert list(answer.json()["properties"]) == ["ill", "trade", "what"]
    assert answer.json()["required"] == ["ill", "what"]


@pytest.mark.parametrize(("end", "more"), [("-new", "nothing"), ("-question", "nothing")])
def test_what_there_is_not_is_not_found(editor, end, more):
    assert editor.client.get(editor.url(end, more)).status_code == 404
    assert editor.sends("-remove", "nothing").status_code == 404


def test_who_may_not_edit_it_does_not_see_it(as_person, lin, su, draft, province, by, now):
    for person in (lin, su):
        assert Editor(as_person(person), draft).client.get(Editor(None, draft).url()).status_code in (302, 403)
    assert Form.objects.get(pk=draft.pk).definition == DRAFT
