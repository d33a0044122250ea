"""Names sort by sound, surnames as surnames are said."""

import pytest

from gonghui.primitives.people.pinyin import COMPOUND, SURNAMES, sort_key


@pytest.mark.parametrize(
    ("name", "sounds"),
    [
        ("单雄信", "shan xiong xin"),
        ("仇小英", "qiu xiao ying"),
        ("解珍", "xie zhen"),
        ("尤三姐", "you san jie"),
        ("查良", "zha liang"),
        ("曾国安", "zeng guo an"),
        ("区小明", "ou xiao ming"),
        ("朴英子", "piao ying zi"),
        ("盖叫天", "ge jiao tian"),
        ("翟志刚", "zhai zhi gang"),
        ("任小雨", "ren xiao yu"),
        ("缪小雨", "miao xiao yu"),
        ("乐毅", "yue yi"),
        ("覃小雨", "qin xiao yu"),
        ("长孙小雨", "zhangsun xiao yu"),
        ("万俟小雨", "moqi xiao yu"),
        ("欧阳小雨", "ouyang xiao yu"),
        ("林小雨", "lin xiao yu"),
    ],
)
def test_a_surname_is_read_as_a_surname(name, sounds):
    assert sort_key(name) == f"{sounds} {name}"


def test_a_list_goes_by_sound_and_then_by_character():
    names = ["张伟", "区小明", "单雄信", "安宁", "李四", "黎四", "欧阳明", "章伟"]

    assert sorted(names, key=sort_key) == ["安宁", "李四", "黎四", "区小明", "欧阳明", "单雄信", "张伟", "章伟"]


def test_two_characters_that_look_like_a_compound_surname_alone_are_surname_and_name():
    assert sort_key("东方") == "dong fang 东方"


@pytest.mark.parametrize("name", ["John Smith", "阿卜杜拉·买买提", "㐂" * 60, "A"])
def test_any_name_has_a_key_that_fits(name):
    assert 0 < len(sort_key(name)) <= 120


def test_the_tables_hold_plain_sounds():
    for sound in [*SURNAMES.values(), *COMPOUND.values()]:
        assert sound.isascii()
        assert sound.islower()
