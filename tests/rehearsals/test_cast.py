"""Invented people are told apart, and their papers pass every check that real ones pass."""

from datetime import date

from gonghui.kernel.credit_code import CreditCode
from gonghui.kernel.identity import ResidentId
from gonghui.primitives.people import lookups
from gonghui.primitives.people.models import Account, Person
from gonghui.rehearsals import cast


def test_thirty_thousand_in_a_row_have_different_names():
    assert len({cast.name(number) for number in range(500, 30_500)}) == 30_000


def test_papers_have_the_right_check_characters():
    for number in range(200):
        text = cast.resident_id("140105", date(1990, 1, 1 + number % 28), number)
        assert ResidentId.parse(text).number == text
        code = cast.credit_code(number)
        assert str(CreditCode.parse(code)) == code


def test_members_sign_in_with_the_tokens_they_were_given_and_no_two_share_a_number(works, now):
    first, more = cast.members(works, 3, now=now), cast.members(works, 2, now=now)
    for one in [*first, *more]:
        assert lookups.good_token(one.token, now=now).account.person == one.person
    assert len({bytes(one.mobile_index) for one in Person.objects.all()}) == 5


def test_who_has_no_account_gets_one_with_the_token(works, now):
    [known] = cast.members(works, 1, now=now)
    persons = [*cast.enrolled(works, 2, now=now), known.person]
    tokens = cast.tokens(persons, now=now)
    assert [lookups.good_token(token, now=now).account.person for token in tokens] == persons
    assert Account.objects.count() == 3
