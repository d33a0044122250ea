"""What changed between two versions is said so that who had begun to answer understands it."""

import pytest

from gonghui.primitives.forms.differences import differences
from gonghui.primitives.forms.fields import Choice, Condition, Definition, Field, Kind

from .asked import AID, with_field


def said(new, old=AID):
    return [each.sentence() for each in differences(old, new)]


def test_nothing_is_said_where_nothing_changed():
    assert said(AID) == []


@pytest.mark.parametrize(
    ("new", "sentences"),
    [
        (with_field("title", label="一句话"), ["“一句话说明”改为“一句话”"]),
        (with_field("title", required=False), ["“一句话说明”改为选填"]),
        (with_field("story", required=True), ["“情况”改为必填"]),
        (with_field("story", help="写详细些"), ["“情况”的说明改了"]),
        (with_field("story", kind=Kind.TEXT), ["“情况”由一段文字改为一行文字"]),
        (with_field("story", sensitive=False), ["“情况”的回答不再加密保存"]),
        (with_field("title", sensitive=True), ["“一句话说明”的回答改为加密保存"]),
        (with_field("title", most=20), ["“一句话说明”的限制改了"]),
        (with_field("illness", show_if=Condition("ill", ("no",))), ["“什么病”在什么情况下要填改了"]),
        (with_field("household", columns=AID["household"].columns[:2]), ["“一起生活的人”的列改了"]),
        (
            with_field("trade", choices=(Choice("c1", "快递员"), Choice("c3", "外卖"), Choice("c4", "家政"))),
            ["“行业”去掉了选项：建筑", "“行业”多了选项：外卖、家政", "“行业”的选项“快递”改为“快递员”"],
        ),
        (AID.without("owed"), ["不再问“欠多少工资（元）”"]),
        (AID.with_field(Field("new", Kind.TEXT, "新题", required=True)), ["新增必填的“新题”"]),
        (AID.with_field(Field("new", Kind.TEXT, "新题")), ["新增“新题”"]),
        (AID.moved("title", 1), ["题目的先后改了"]),
        (Definition(AID.fields, lead="换了说法"), ["开头的说明改了"]),
    ],
)
def test_each_change_has_its_sentence(new, sentences):
    assert said(new) == sentences


def test_several_changes_are_all_said():
    new = with_field("title", label="题", required=False).without("owed")
    assert said(new) == ["“一句话说明”改为“题”", "“题”改为选填", "不再问“欠多少工资（元）”"]
