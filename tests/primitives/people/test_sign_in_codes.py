"""Six digits by SMS: five minutes, five tries, once. One answer for known and unknown numbers."""

import hashlib
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from gonghui.kernel.callers import Caller
from gonghui.kernel.refusals import Refused
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import actions as people
from gonghui.primitives.people import keys
from gonghui.primitives.people.actions.codes import FROM_ALL_PER_DAY, FROM_ALL_PER_HOUR
from gonghui.primitives.people.actions.devices import knows
from gonghui.primitives.people.models import Account, SignInCode
from gonghui.primitives.people.refusals import (
    AccountClosed,
    CodeExpired,
    CodeStillGood,
    TooManyCodes,
    TooManyFromHere,
    TooManyTries,
    WrongCode,
)
from tests.cast import mobile
from tests.rush import rush

LIN = mobile(101)
NOBODY = mobile(9999)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def code(lin, by, now):
    return people.request_sign_in_code(LIN, by=by, now=now)


def other(code: str) -> str:
    """Six digits that are not the code."""
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_code_has_six_digits_and_opens_an_account_once(lin, code, by, now):
    assert len(code) == 6
    assert code.isdecimal()

    account = people.redeem_sign_in_code(LIN, code, by=by, now=now)

    assert account.person == lin
    assert not account.has_usable_password()


def test_the_second_sign_in_finds_the_same_account(lin, code, by, now):
    first = people.redeem_sign_in_code(LIN, code, by=by, now=now)
    later = now + 2 * MINUTE
    second = people.redeem_sign_in_code(LIN, people.request_sign_in_code(LIN, by=by, now=later), by=by, now=later)

    assert first == second
    assert Account.objects.count() == 1


def test_opening_the_account_is_written_down_as_the_persons_own_act(lin, code, by, now):
    account = people.redeem_sign_in_code(LIN, code, by=by, now=now)

    entry = journal.entries_of(account).get()
    assert (entry.act, entry.by_person, entry.origin) == ("people.open_account", lin.pk, by.origin)


def test_spaces_and_full_width_digits_are_the_same_code(code, by, now):
    typed = " ".join(code).translate({ord(str(digit)): 0xFF10 + digit for digit in range(10)})

    assert people.redeem_sign_in_code(LIN, typed, by=by, now=now)


def test_a_used_code_is_refused(code, by, now):
    people.redeem_sign_in_code(LIN, code, by=by, now=now)

    with pytest.raises(CodeExpired):
        people.redeem_sign_in_code(LIN, code, by=by, now=now)


def test_a_wrong_code_says_how_many_tries_are_left(code, by, now):
    with pytest.raises(WrongCode) as refusal:
        people.redeem_sign_in_code(LIN, other(code), by=by, now=now)

    assert refusal.value.facts == {"left": 4}


def test_after_five_wrong_tries_the_right_code_is_worth_nothing(code, by, now):
    for left in (4, 3, 2, 1):
        with pytest.raises(WrongCode) as refusal:
            people.redeem_sign_in_code(LIN, other(code), by=by, now=now)
        assert refusal.value.facts == {"left": left}
    with pytest.raises(CodeExpired):
        people.redeem_sign_in_code(LIN, other(code), by=by, now=now)

    with pytest.raises(CodeExpired):
        people.redeem_sign_in_code(LIN, code, by=by, now=now)


@pytest.mark.parametrize(("after", "good"), [(timedelta(minutes=4, seconds=59), True), (5 * MINUTE, False)])
def test_a_code_lives_five_minutes(code, by, now, after, good):
    if good:
        assert people.redeem_sign_in_code(LIN, code, by=by, now=now + after)
    else:
        with pytest.raises(CodeExpired):
            people.redeem_sign_in_code(LIN, code, by=by, now=now + after)


def test_a_new_code_ends_the_one_before(code, by, now):
    newer = people.request_sign_in_code(LIN, by=by, now=now + MINUTE)

    if newer != code:  # one in a million
        with pytest.raises(WrongCode):
            people.redeem_sign_in_code(LIN, code, by=by, now=now + MINUTE)
    assert people.redeem_sign_in_code(LIN, newer, by=by, now=now + MINUTE)


def test_the_code_of_one_number_does_not_open_another(code, su, by, now):
    people.request_sign_in_code(mobile(103), by=by, now=now)

    assert SignInCode.objects.count() == 2
    with pytest.raises(WrongCode):
        people.redeem_sign_in_code(mobile(103), code, by=by, now=now)


def test_neither_the_code_nor_its_plain_hash_is_stored(code):
    stored = SignInCode.objects.get().code_hash

    assert stored != code
    assert stored != hashlib.sha256(code.encode()).hexdigest()
    assert stored != hashlib.sha256(keys.mobile_index(LIN) + code.encode()).hexdigest()


def test_an_unknown_number_is_treated_alike_and_nothing_is_to_be_sent(code, by, now):
    assert people.request_sign_in_code(NOBODY, by=by, now=now) == ""

    with pytest.raises(WrongCode) as unknown:
        people.redeem_sign_in_code(NOBODY, "abcdef", by=by, now=now)
    with pytest.raises(WrongCode) as known:
        people.redeem_sign_in_code(LIN, "abcdef", by=by, now=now)
    assert (unknown.value.sentence(), unknown.value.facts) == (known.value.sentence(), known.value.facts)
    with pytest.raises(TooManyCodes):
        people.request_sign_in_code(NOBODY, by=by, now=now)


def test_a_number_given_up_meanwhile_opens_nothing(lin, code, by, now):
    people.change_mobile(lin, mobile(555), by=by, now=now)

    with pytest.raises(CodeExpired):
        people.redeem_sign_in_code(LIN, code, by=by, now=now)


def test_a_closed_account_is_refused(lin, code, by, now):
    account = people.open_account(lin, by=by, now=now)
    Account.objects.filter(pk=account.pk).update(is_active=False)

    with pytest.raises(AccountClosed):
        people.redeem_sign_in_code(LIN, code, by=by, now=now)


def test_a_number_gets_one_code_in_a_minute(code, by, now):
    with pytest.raises(TooManyCodes):
        people.request_sign_in_code(LIN, by=by, now=now + timedelta(seconds=59))

    assert people.request_sign_in_code(LIN, by=by, now=now + MINUTE)


def test_a_number_gets_few_codes_in_an_hour(code, by, now):
    for minute in range(2, 2 * FROM_ALL_PER_HOUR, 2):
        people.request_sign_in_code(LIN, by=by, now=now + minute * MINUTE)

    with pytest.raises(TooManyCodes):
        people.request_sign_in_code(LIN, by=by, now=now + 10 * MINUTE)
    assert people.request_sign_in_code(LIN, by=by, now=now + 60 * MINUTE)


def test_an_address_gets_as_many_as_the_site_allows(lin, chen, su, by, now, settings):
    settings.CODES_PER_ADDRESS = 2
    people.request_sign_in_code(mobile(101), by=by, now=now)
    people.request_sign_in_code(mobile(102), by=Caller(None, "", "api 10.0.0.7"), now=now)

    with pytest.raises(TooManyFromHere):
        people.request_sign_in_code(mobile(103), by=by, now=now)
    assert people.request_sign_in_code(mobile(103), by=Caller(None, "", "page 10.0.0.8"), now=now)


def guess(number, code, *, by, now, times=1):
    """Wrong tries; what the last one was answered."""
    for _ in range(times):
        try:
            people.redeem_sign_in_code(number, other(code), by=by, now=now)
        except Refused as refusal:
            answer = refusal
    return answer


def test_a_code_that_was_used_no_longer_counts_against_its_address(lin, chen, su, by, now, settings):
    settings.CODES_PER_ADDRESS = settings.WRONG_CODES_PER_ADDRESS = 1
    for number in (101, 102, 103):  # a works behind one address, in the morning
        people.redeem_sign_in_code(
            mobile(number), people.request_sign_in_code(mobile(number), by=by, now=now), by=by, now=now
        )


def test_unknown_numbers_use_an_address_up_and_known_ones_that_never_sign_in_do_alike(lin, chen, by, now, settings):
    settings.CODES_PER_ADDRESS = 2
    people.request_sign_in_code(NOBODY, by=by, now=now)
    people.request_sign_in_code(mobile(101), by=by, now=now)

    with pytest.raises(TooManyFromHere) as refusal:
        people.request_sign_in_code(mobile(102), by=by, now=now + 20 * MINUTE)
    assert refusal.value.facts == {"minutes": 40, "seconds": 2400}
    assert "40 分钟后" in refusal.value.advice()
    assert people.request_sign_in_code(mobile(102), by=by, now=now + 60 * MINUTE)


def test_an_address_gets_as_many_wrong_codes_as_the_site_allows_over_all_numbers(lin, chen, su, by, now, settings):
    settings.WRONG_CODES_PER_ADDRESS = 6
    codes = {number: people.request_sign_in_code(mobile(number), by=by, now=now) for number in (101, 102, 103)}
    guess(mobile(101), codes[101], by=by, now=now, times=3)
    guess(mobile(102), codes[102], by=by, now=now, times=3)

    with pytest.raises(TooManyFromHere) as refusal:
        people.redeem_sign_in_code(mobile(103), codes[103], by=Caller(None, "", "api 10.0.0.7"), now=now + MINUTE)
    assert refusal.value.facts["minutes"] == 59
    assert people.redeem_sign_in_code(mobile(103), codes[103], by=Caller(None, "", "page 10.0.0.8"), now=now + MINUTE)


def test_an_ipv6_caller_is_known_by_the_network_not_by_one_of_its_addresses(lin, chen, now, settings):
    settings.CODES_PER_ADDRESS = 1
    people.request_sign_in_code(mobile(101), by=Caller(None, "", "page 2001:db8::1"), now=now)

    with pytest.raises(TooManyFromHere):
        people.request_sign_in_code(mobile(102), by=Caller(None, "", "page 2001:db8::ffff:2"), now=now)
    assert people.request_sign_in_code(mobile(102), by=Caller(None, "", "page 2001:db8:0:100::1"), now=now)


STRANGER = Caller(None, "", "page 10.9.9.9")


def test_a_stranger_who_guesses_uses_up_nobodys_tries_but_their_own(code, by, now):
    for left in (4, 3, 2, 1):
        assert guess(LIN, code, by=STRANGER, now=now).facts == {"left": left}
    assert isinstance(guess(LIN, code, by=STRANGER, now=now), CodeExpired)
    assert isinstance(guess(LIN, code, by=STRANGER, now=now), TooManyTries)

    with pytest.raises(WrongCode) as refusal:
        people.redeem_sign_in_code(LIN, other(code), by=by, now=now)
    assert refusal.value.facts == {"left": 4}
    assert people.redeem_sign_in_code(LIN, code, by=by, now=now)


def test_a_stranger_who_asks_ends_no_code_and_takes_nobodys_turn(code, by, now):
    for minute in range(FROM_ALL_PER_HOUR - 1):
        people.request_sign_in_code(LIN, by=STRANGER, now=now + minute * MINUTE)

    with pytest.raises(TooManyCodes):
        people.request_sign_in_code(LIN, by=STRANGER, now=now + 5 * MINUTE)
    assert people.redeem_sign_in_code(LIN, code, by=by, now=now + 4 * MINUTE)
    again = people.request_sign_in_code(LIN, by=by, now=now + 6 * MINUTE)
    assert people.redeem_sign_in_code(LIN, again, by=by, now=now + 6 * MINUTE)


def test_the_right_code_is_honoured_whoever_asked_for_it(lin, by, now):
    code = people.request_sign_in_code(LIN, by=STRANGER, now=now)

    assert people.redeem_sign_in_code(LIN, code, by=by, now=now)


def test_strangers_from_many_addresses_leave_a_code_that_lives_until_there_may_be_another(lin, by, now):
    """So many in an hour are all that one telephone is sent; the last of them is on it, and good."""
    at = now
    for nth in range(FROM_ALL_PER_HOUR):
        at = now + timedelta(seconds=nth)
        last = people.request_sign_in_code(LIN, by=Caller(None, "", f"page 10.9.9.{nth}"), now=at)

    with pytest.raises(CodeStillGood):
        people.request_sign_in_code(LIN, by=by, now=now + 50 * MINUTE)
    assert people.redeem_sign_in_code(LIN, last, by=by, now=now + 50 * MINUTE)
    assert people.request_sign_in_code(LIN, by=by, now=now + 60 * MINUTE)


def test_a_browser_of_the_owners_is_held_up_by_nobody_not_at_the_same_address_either(lin, by, now, settings):
    settings.CODES_PER_ADDRESS = settings.WRONG_CODES_PER_ADDRESS = 1
    account = people.open_account(lin, by=by, now=now)
    at_home = replace(by, device=people.remembering("", account))
    for nth in range(FROM_ALL_PER_HOUR):
        people.request_sign_in_code(LIN, by=Caller(None, "", f"page 10.9.9.{nth}"), now=now)
    for nth in range(100):
        guess(LIN, "000000", by=Caller(None, "", f"page 10.9.{nth}.1"), now=now)
    guess(LIN, "000000", by=by, now=now, times=2)

    code = people.request_sign_in_code(LIN, by=at_home, now=now)
    assert people.redeem_sign_in_code(LIN, code, by=at_home, now=now) == account


def test_no_browser_can_say_that_it_is_known(lin, chen, by, now, settings):
    settings.CODES_PER_ADDRESS = 0
    chens = people.remembering("", people.open_account(chen, by=by, now=now))

    for device in ("", "x" * 22, f"{'x' * 22}.{'y' * 22}", chens, chens.replace(".", ".x"), "." * 50):
        with pytest.raises(TooManyFromHere):
            people.request_sign_in_code(LIN, by=replace(by, device=device), now=now)


def test_a_browser_that_several_share_knows_the_last_of_them(people_of_a_hall, by, now):
    device = ""
    for person in people_of_a_hall:
        device = people.remembering(device, people.open_account(person, by=by, now=now))

    assert len(device) <= 22 * 7 + 6
    numbers = [bytes(person.mobile_index) for person in people_of_a_hall]
    assert [knows(replace(by, device=device), one) for one in numbers] == [False, *[True] * 6]


@pytest.fixture
def people_of_a_hall(db, by, now):
    return [
        people.enrol(name=f"工{word}", mobile=mobile(200 + n), documents=[], by=by, now=now)
        for n, word in enumerate("甲乙丙丁戊己庚")
    ]


def test_a_number_is_sent_so_many_codes_in_a_day_whoever_asks(lin, by, now):
    sent = 0
    for nth in range(60):
        try:
            people.request_sign_in_code(LIN, by=Caller(None, "", f"page 10.9.9.{nth}"), now=now + nth * 20 * MINUTE)
            sent += 1
        except CodeStillGood:
            pass
    assert sent == FROM_ALL_PER_DAY


def test_codes_that_let_nobody_in_have_a_bound_over_the_whole_site_which_the_operator_hears_of(
    lin, chen, enrol, by, now, settings, caplog
):
    settings.CODES_UNUSED = 3
    for nth in range(3):
        enrol(f"周{'甲乙丙'[nth]}", 700 + nth)
    people.redeem_sign_in_code(LIN, people.request_sign_in_code(LIN, by=by, now=now), by=by, now=now)
    for nth in range(3):
        people.request_sign_in_code(mobile(700 + nth), by=Caller(None, "", f"page 10.9.9.{nth}"), now=now)
    assert len([line for line in caplog.records if line.levelname == "ERROR"]) == 1

    with pytest.raises(TooManyCodes):
        people.request_sign_in_code(mobile(102), by=by, now=now)
    known = replace(by, device=people.remembering("", Account.objects.get(person=lin)))
    assert people.request_sign_in_code(LIN, by=known, now=now)


def test_one_address_has_few_tries_at_a_number_in_an_hour_over_all_its_codes(lin, by, now):
    for minute in (0, 2, 4):
        at = now + minute * MINUTE
        code = people.request_sign_in_code(LIN, by=by, now=at)
        answer = guess(LIN, code, by=STRANGER, now=at, times=2)

    assert isinstance(answer, TooManyTries)
    assert answer.facts["minutes"] == 56
    assert people.redeem_sign_in_code(LIN, code, by=by, now=now + 7 * MINUTE)


def test_strangers_of_many_addresses_have_a_hundred_tries_at_a_number_together(code, by, now):
    for nth in range(100):
        guess(LIN, code, by=Caller(None, "", f"page 10.9.{nth}.1"), now=now)

    assert isinstance(guess(LIN, code, by=Caller(None, "", "page 10.9.200.1"), now=now), TooManyTries)
    assert people.redeem_sign_in_code(LIN, code, by=by, now=now)


def test_the_owner_is_told_once_a_day_when_somebody_guesses(lin, code, by, now):
    guess(LIN, code, by=STRANGER, now=now, times=4)
    assert people.guessed(LIN, now=now) is None

    guess(LIN, code, by=STRANGER, now=now)
    assert people.guessed(LIN, now=now) == lin
    assert people.guessed(LIN, now=now + MINUTE) is None


def test_a_double_click_and_a_code_that_is_over_are_no_wrong_tries(lin, code, by, now, settings):
    settings.WRONG_CODES_PER_ADDRESS = 1
    people.redeem_sign_in_code(LIN, code, by=by, now=now)
    for _ in range(3):
        with pytest.raises(CodeExpired):
            people.redeem_sign_in_code(LIN, code, by=by, now=now)


def test_old_codes_are_forgotten_and_young_ones_kept(code, by, now):
    assert people.forget_codes(now=now + timedelta(days=1)) == 0
    assert people.forget_codes(now=now + timedelta(days=1, minutes=6)) == 1


def test_asking_and_redeeming_take_few_statements(lin, by, now, django_assert_num_queries):
    people.open_account(lin, by=by, now=now)
    with django_assert_num_queries(6 + 2):  # and the savepoint that stands for the transaction in tests
        code = people.request_sign_in_code(LIN, by=by, now=now)
    # Whose code, counting the try, judging it, giving the count back: the last three are transactions.
    with django_assert_num_queries(1 + 1 + 2 + 2 + 2 + 1 + 2):
        people.redeem_sign_in_code(LIN, code, by=by, now=now)


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
class TestTwentyAtOnce:
    def test_one_code_lets_exactly_one_in(self, lin, code, by, now):
        answers = rush(lambda _: people.redeem_sign_in_code(LIN, code, by=by, now=now), 20)

        assert sum(isinstance(answer, Account) for answer in answers) == 1
        assert sum(isinstance(answer, CodeExpired | TooManyTries) for answer in answers) == 19

    def test_twenty_wrong_codes_are_five_tries(self, lin, code, by, now):
        answers = rush(lambda _: people.redeem_sign_in_code(LIN, other(code), by=by, now=now), 20)

        assert sorted(answer.facts["left"] for answer in answers if isinstance(answer, WrongCode)) == [1, 2, 3, 4]
        assert sum(isinstance(answer, CodeExpired | TooManyTries) for answer in answers) == 16

    def test_twenty_wrong_codes_of_as_many_numbers_are_what_their_address_may_send(self, lin, by, now, settings):
        settings.WRONG_CODES_PER_ADDRESS = 7
        codes = [people.request_sign_in_code(mobile(number), by=by, now=now) for number in range(20)]
        assert len(codes) == 20

        answers = rush(lambda n: people.redeem_sign_in_code(mobile(n), "abcdef", by=by, now=now), 20)

        assert sum(isinstance(answer, WrongCode) for answer in answers) == 7
        assert sum(isinstance(answer, TooManyFromHere) for answer in answers) == 13

    def test_twenty_requests_are_one_code(self, lin, by, now):
        answers = rush(lambda _: people.request_sign_in_code(LIN, by=by, now=now), 20)

        assert sum(isinstance(answer, str) for answer in answers) == 1
        assert SignInCode.objects.count() == 1

    def test_reading_before_writing_would_let_all_in(self, lin, code, now):
        all_have_read = threading.Barrier(5)

        def redeem_by_looking_first(_: int) -> bool:
            row = SignInCode.objects.get(mobile_index=keys.mobile_index(LIN))
            free = row.used_at is None
            all_have_read.wait(30)
            if free:
                row.used_at = timezone.now()
                row.save()
            return free

        assert rush(redeem_by_looking_first, 5) == [True] * 5


def test_numbers_of_nobody_spend_nothing_of_the_days_codes_and_are_refused_with_all_others(lin, by, now, settings):
    settings.CODES_UNUSED = 2
    for stranger in range(5):
        assert people.request_sign_in_code(mobile(9000 + stranger), by=by, now=now) == ""
    assert people.uses(people.unused_codes(), now=now) == 0
    assert people.request_sign_in_code(LIN, by=by, now=now)
    assert people.request_sign_in_code(LIN, by=by, now=now + MINUTE)
    for number in (LIN, NOBODY):
        with pytest.raises(TooManyCodes):
            people.request_sign_in_code(number, by=by, now=now + 2 * MINUTE)


def test_strangers_leave_the_owner_codes_of_what_a_provider_sends_a_number(lin, by, now):
    assert FROM_ALL_PER_HOUR < 5
    assert FROM_ALL_PER_DAY < 10  # usual at providers
    for asked in range(FROM_ALL_PER_HOUR):
        people.request_sign_in_code(LIN, by=replace(by, origin=f"page 10.9.{asked}.1"), now=now)
    with pytest.raises(TooManyCodes):
        people.request_sign_in_code(LIN, by=replace(by, origin="page 10.9.9.1"), now=now)


def test_an_ipv6_network_of_a_household_is_one_place(by):
    places = {people.place(replace(by, origin=f"page 2001:db8:1:{last:x}::7")) for last in (0, 0xFF)}
    assert places == {"2001:db8:1::/56"}
    assert people.place(replace(by, origin="page 2001:db8:1:100::7")) not in places


def test_a_code_that_was_used_does_not_hold_the_next_one_for_a_minute(lin, by, now):
    for _phone in range(2):  # and a code that is on its way does, however often it is asked for
        code = people.request_sign_in_code(mobile(101), by=by, now=now)
        with pytest.raises(CodeStillGood):
            people.request_sign_in_code(mobile(101), by=by, now=now)
        people.redeem_sign_in_code(mobile(101), code, by=by, now=now)
