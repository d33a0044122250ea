"""Why yes and why not, in the reader's words and script: the rule's number too, and of several what one will do."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from gonghui.faces.reasons import told
from gonghui.kernel.benefits import Benefit, Condition, Rule, unknown

RULE = Rule("办法第三条第二款（帮扶）", "困难职工帮扶办法", date(2026, 1, 1))


def asks(code, *missing):
    return Condition(code, "够不够", (RULE,), lambda _facts, _on: unknown(*missing))


@pytest.fixture
def found():
    several = (asks("income", "家庭收入", "刚性支出"), asks("card", "残疾证"))
    headings = ("可以", "不可以", "还不知道")
    return Benefit("tests.benefit", headings, "问工会", (asks("people", "人口"),), several).judge(
        None, on=date(2026, 5, 20)
    )


def test_of_several_that_would_do_the_page_asks_for_one(found):
    shown = render_to_string("kit/why.html", {"why": told(found)})
    assert "还缺：人口</p>" in shown
    assert "还缺下面其中一样：家庭收入、刚性支出；残疾证" in shown


def test_the_number_of_a_rule_is_in_the_readers_script(found):
    with translation.override("zh-hant"):
        [first, *_more] = told(found).reasons
    assert first.rule == "辦法第三條第二款（幫扶）"
    assert told(found).reasons[0].rule == RULE.number
