"""One box finds a person by name, sound, number or card."""

import pytest

from gonghui.primitives.people.models import Person
from tests.cast import resident_id


@pytest.fixture
def search(lin, chen, su):
    return lambda text: {person.name for person in Person.objects.search(text)}


@pytest.mark.parametrize(
    "text", ["林小雨", "小雨", "林", " 林 小雨 ", "lin", "Lin Xiao", "199 0000 0101", "+8619900000101", "0101"]
)
def test_lin_is_search(search, text):
    assert search(text) == {"林小雨"}


def test_a_document_number_finds_its_holder(search):
    assert search(resident_id(103).number) == {"苏红梅"}
    assert search(resident_id(999).number) == set()


def test_a_member_code_is_search_with_or_without_hyphens(search, chen):
    code = chen.member_code

    assert search(code.lower()) == search(f"{code[:3]}-{code[3:6]}-{code[6:]}") == {"陈建国"}


@pytest.mark.parametrize("text", ["", "  ", "王", "%", "_", "19900000999", "0000", "'; --", "\x00"])
def test_nothing_is_search_for_nothing(search, text):
    assert search(text) == set()


def test_search_narrows_what_one_may_see(zhao, lin, now):
    assert [*Person.objects.visible_to(zhao, now=now).search("林")] == [lin]
    assert not Person.objects.visible_to(lin, now=now).search("林").exists()


@pytest.mark.parametrize("text", ["阿依古丽·买买提", "阿依古丽买买提", "阿依古丽．买买提", "古丽买买"])
def test_a_name_is_found_whether_or_not_its_dot_is_typed(text, enrol):
    enrol("阿依古丽•买买提", 150, None)
    assert [person.name for person in Person.objects.search(text)] == ["阿依古丽·买买提"]
