import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel import text
from gonghui.kernel.text import bigrams, fold, listed_name, one_line, person_name, same_name, tidy, unmarked

from .spoken import refusal, value_or_refusal


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("  林 小 雨 ", "林小雨"),
        ("林\u3000小雨", "林小雨"),
        ("林\u200b小\ufeff雨", "林小雨"),
        ("林小雨\n", "林小雨"),
        ("林\u0000小雨", "林小雨"),
        ("葛\U000e0100城", "葛城"),
        ("阿依古丽 • 买买提", "阿依古丽·买买提"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("阿依古丽‧买买提", "阿依古丽·买买提"),
        ("ＡＢＣ　１２３", "ABC 123"),
        ("Mary  Ann   Lee", "Mary Ann Lee"),
        ("第 3 届", "第 3 届"),
        ("太原（分会）", "太原(分会)"),
        ("\ud800林", "林"),
        ("\uf90a", "金"),  # a compatibility twin of 金
        ("", ""),
    ],
)
def test_it_folds_what_looks_the_same_to_one_spelling(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("一、时间：六月；\r\n\r\n\r\n\r\n二、地点，（略）。\n", "一、时间：六月；\n\n二、地点，（略）。"),
        (" 送 清\u200b凉\u3000通知 ", "送 清凉 通知"),
        ("ＡＢＣ", "ＡＢＣ"),
        ("葛\U000e0100城\x00", "葛城"),
        ("\n \n", ""),
    ],
)
def test_what_is_written_to_be_read_keeps_its_signs_and_lines(written, read):
    assert tidy(written) == read


def test_a_reason_stands_on_one_line_and_is_no_longer_than_it_may_be():
    assert one_line(" 不在\u200b本厂\n\n 请找  大同 ", 9) == "不在本厂 请找 大"
    assert one_line(" \n ") == ""


@given(st.text())
def test_tidying_twice_changes_nothing_more_and_can_be_stored(written):
    assert tidy(tidy(written)) == tidy(written)
    assert "\x00" not in tidy(written).encode().decode()


@given(st.text())
def test_folding_twice_changes_nothing_more(written):
    assert fold(fold(written)) == fold(written)


@given(st.text(st.characters(codec=None)))
def test_what_is_folded_can_always_be_stored(written):
    folded = fold(written)
    folded.encode()
    assert "\0" not in folded
    assert folded == folded.strip()
    assert "  " not in folded


@given(
    st.text(st.sampled_from("林小雨陈苏阿依古丽·")), st.integers(0, 20), st.sampled_from(" \u3000\u200b\u2060\ufe0f\t")
)
def test_an_unseen_mark_anywhere_makes_no_difference(name, at, mark):
    assert fold(name[:at] + mark + name[at:]) == fold(name)


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=20))
def test_full_width_letters_are_the_same_letters(plain):
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in plain)
    assert fold(wide) == fold(plain)


@pytest.mark.parametrize(
    ("written", "tokens"),
    [
        ("林小雨", ["林小", "小雨"]),
        ("林", ["林"]),
        ("海尔BCD-500冰箱", ["海尔", "bcd", "500", "冰箱"]),
        ("冰箱 冰箱", ["冰箱", "箱冰"]),
        ("Ｈａｉｅｒ HAIER", ["haier"]),
        ("职工·驿站", ["职工", "驿站"]),
        ("", []),
        ("——!!", []),
    ],
)
def test_bigrams_are_pairs_of_han_and_whole_other_words(written, tokens):
    assert bigrams(written) == tokens


HAN_TEXT = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=12)


@given(HAN_TEXT, st.data())
def test_every_part_of_a_text_is_found_by_its_bigrams(title, data):
    start = data.draw(st.integers(0, len(title) - 2))
    part = title[start : data.draw(st.integers(start + 2, len(title)))]
    assert set(bigrams(part)) <= set(bigrams(title))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("林小雨", "林小雨"),
        ("林  小雨", "林小雨"),
        ("欧阳娜娜", "欧阳娜娜"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("Mary O'Neil-Smith Jr.", "Mary O'Neil-Smith Jr."),
        ("José García", "José García"),
        ("\U00020bb7田", "\U00020bb7田"),  # 𠮷, outside the basic plane
        ("李〇", "李〇"),
    ],
)
def test_it_takes_the_names_people_have(written, name):
    assert person_name(written) == name


@pytest.mark.parametrize(
    ("written", "expected", "word"),
    [
        ("", text.NameMissing, "没有填写"),
        (" \u3000\u200b", text.NameMissing, "没有填写"),
        ("林", text.NameTooShort, "一个字"),
        ("林.", text.NameTooShort, "一个字"),
        ("林" * 61, text.NameTooLong, "61"),
        ("林小雨2", text.NameHasDigit, "2"),
        ("林小雨２", text.NameHasDigit, "2"),
        ("张?", text.NameGarbled, "生僻字"),
        ("张\ufffd", text.NameGarbled, "乱码"),
        ("张\ue000", text.NameGarbled, "生僻字"),
        ("林小雨(退休)", text.NameHasSign, "("),
        ("林小雨、陈", text.NameHasSign, "、"),
        ("=HYPERLINK", text.NameHasSign, "="),
        ("·林小雨", text.NameHasSign, "·"),
        ("林小雨-", text.NameHasSign, "-"),
        ("@林小雨", text.NameHasSign, "@"),
        ("<b>林</b>", text.NameHasSign, "<"),
    ],
)
def test_it_says_what_is_wrong_with_a_name(written, expected, word):
    assert word in refusal(expected, person_name, written).sentence()


@given(st.text(st.characters(codec=None), max_size=80))
def test_any_text_is_a_name_or_a_spoken_refusal(written):
    if (name := value_or_refusal(person_name, written)) is not None:
        assert person_name(name) == name
        assert not any(unicodedata.category(character) in {"Cc", "Nd", "Cf"} for character in name)


DOTS = "·•‧∙⋅●・･．﹒.。˙◦⸱ꞏㆍ᛫･"


@pytest.mark.parametrize("dot", [*DOTS, " · ", " ．", "··"])
def test_whatever_stands_for_the_dot_of_a_name_it_is_one_name(dot):
    assert person_name(f"阿依古丽{dot}买买提") == "阿依古丽·买买提"
    assert same_name(f"阿依古丽{dot}买买提", "阿依古丽买买提")


def test_a_full_stop_that_is_no_part_of_a_name_stays():
    assert person_name("Mary Ann Jr.") == "Mary Ann Jr."
    assert fold("今天来不了.明天来。") == "今天来不了.明天来。"


def test_names_are_one_in_any_case_and_others_are_not():
    assert same_name("mary O'Neil", "Mary o'neil")
    assert not same_name("林小雨", "林大雨")


@pytest.mark.parametrize("written", ["林" * 31, "林" * 60, "a" * 41])
def test_a_very_long_name_in_a_list_is_asked_about(written):
    assert person_name(written) == written, "who types their own name knows"
    assert "真有这么长吗" in refusal(text.NameDoubtful, listed_name, written).sentence()


@pytest.mark.parametrize("written", ["阿卜杜热合曼·买买提吐尔逊·阿卜杜拉", "Wolfeschlegelsteinhausenbergerdorff"])
def test_a_long_name_that_people_have_is_taken_from_a_list(written):
    assert listed_name(written) == written


def test_without_marks_a_text_is_its_letters():
    assert unmarked("《英语》(精读)·第3册") == "英语精读第3册"
