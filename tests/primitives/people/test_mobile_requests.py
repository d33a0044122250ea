"""A lost number is replaced by two people in office: one sees the proof, another agrees, once."""

import threading
from datetime import timedelta

import pytest

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import MobileRequest, Person, Role, SignInCode
from gonghui.primitives.people.refusals import (
    MayNotChoose,
    MobileAsked,
    MobileDecided,
    MobileTaken,
    NotOnesOwn,
    ProofMissing,
    SecondPerson,
    SecondPersonLater,
)
from tests.cast import mobile
from tests.rush import rush

pytestmark = pytest.mark.django_db
PROOF = {"proof": "本人持身份证到场"}


@pytest.fixture
def seconds(sun, qian, province, by, now):
    """Sun and Qian, administrators since yesterday."""
    for person in (sun, qian):
        people.appoint(person, province, Role.ADMINISTRATOR, by=by, now=now - timedelta(days=1))


@pytest.fixture
def asked(lin, zhao, seconds, by, now):
    """Zhao asks for another number of Lin's."""
    return people.ask_mobile(lin, mobile(500), **PROOF, by_person=zhao, by=by, now=now)


def test_nothing_changes_until_another_agrees(asked, lin, zhao, sun, by, now):
    lin.refresh_from_db()
    assert lin.mobile_tail == "0101"
    with pytest.raises(SecondPerson):
        people.decide_mobile(asked, agreed=True, by_person=zhao, by=by, now=now)
    people.decide_mobile(asked, agreed=True, by_person=sun, by=by, now=now)
    assert Person.objects.by_mobile(mobile(500)).get() == lin


def test_a_second_person_was_in_office_over_all_of_it_before(asked, lin, chen, enrol, province, datong, by, now):
    neighbour = enrol("马邻里", 121)
    people.appoint(neighbour, datong, Role.ADMINISTRATOR, by=by, now=now - timedelta(days=1))
    people.appoint(chen, province, Role.OFFICER, by=by, now=now - timedelta(days=1))
    later = now + timedelta(hours=1)
    people.appoint(neighbour, province, Role.ADMINISTRATOR, by=by, now=now)
    people.appoint(chen, province, Role.ADMINISTRATOR, by=by, now=now)
    for person in (neighbour, chen):
        with pytest.raises(SecondPersonLater):
            people.decide_mobile(asked, agreed=True, by_person=person, by=by, now=later)
    people.decide_mobile(asked, agreed=False, by_person=chen, by=by, now=later)  # a no is anybody's


def test_nobody_asks_or_agrees_for_themselves_nor_without_a_proof(asked, lin, zhao, by, now):
    with pytest.raises(NotOnesOwn):
        people.ask_mobile(zhao, mobile(501), **PROOF, by_person=zhao, by=by, now=now)
    with pytest.raises(NotOnesOwn):
        people.decide_mobile(asked, agreed=True, by_person=lin, by=by, now=now)
    with pytest.raises(ProofMissing):
        people.ask_mobile(zhao, mobile(501), proof=" ", by_person=lin, by=by, now=now)


def test_one_stands_at_a_time_and_none_for_longer_than_it_is_good(asked, lin, zhao, sun, by, now):
    with pytest.raises(MobileAsked):
        people.ask_mobile(lin, mobile(501), **PROOF, by_person=sun, by=by, now=now)
    later = now + people.STANDS + timedelta(minutes=1)
    with pytest.raises(MobileDecided):
        people.decide_mobile(asked, agreed=True, by_person=sun, by=by, now=later)
    assert people.ask_mobile(lin, mobile(501), **PROOF, by_person=sun, by=by, now=later)


def test_who_asked_may_take_it_back_and_a_taken_number_leaves_it_open(asked, chen, lin, zhao, sun, by, now):
    people.change_mobile(chen, mobile(500), by=by, now=now)
    with pytest.raises(MobileTaken):
        people.decide_mobile(asked, agreed=True, by_person=sun, by=by, now=now)
    people.decide_mobile(asked, agreed=False, by_person=zhao, by=by, now=now)
    lin.refresh_from_db()
    assert lin.mobile_tail == "0101"


def test_the_number_is_sealed_and_gone_after_a_month(asked, now):
    assert b"19900000500" not in bytes(asked.mobile_sealed)
    people.forget_codes(now=now + timedelta(days=31))
    assert not MobileRequest.objects.exists()


def test_codes_on_their_way_to_a_number_that_was_given_up_end(lin, by, now):
    people.request_sign_in_code(mobile(101), by=by, now=now)
    people.change_mobile(lin, mobile(500), by=by, now=now)
    assert not SignInCode.objects.filter(expires_at__gt=now).exists()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_who_agree_at_once_change_it_once(asked, sun, qian, by, now):
    deciders = (sun, qian)
    outcomes = rush(lambda n: people.decide_mobile(asked, agreed=True, by_person=deciders[n], by=by, now=now), people=2)
    assert sorted(type(one).__name__ for one in outcomes) == ["Mobile", "MobileDecided"]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_looking_first_both_would(asked, weaker_isolation):
    """The control: without the condition in the write, both have seen it open."""
    both_looked = threading.Barrier(2)

    def decide(_n):
        seen = MobileRequest.objects.get(pk=asked.pk)
        both_looked.wait()
        return seen.decided_at is None and MobileRequest.objects.filter(pk=asked.pk).update(agreed=True)

    assert rush(decide, people=2) == [1, 1]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_password_that_was_allowed_is_chosen_once(lin, by, now):
    account = people.open_account(lin, by=by, now=now)
    people.allow_password(account, by=by, now=now)

    def choose(n):
        return people.choose_password(account, f"太行山上 2027 雪 {n}", username="lin", by=by, now=now)

    outcomes = rush(choose, people=2)
    assert sum(isinstance(one, MayNotChoose) for one in outcomes) == 1
