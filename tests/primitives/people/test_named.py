"""Who is meant by a name and a number: one rule for keepers, clerks, shippers, workshops and staff."""

from datetime import timedelta

import pytest

from gonghui.kernel.callers import Caller
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import BadName
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Person, RateCount
from gonghui.primitives.people.refusals import NameDiffers, TooManyTries
from gonghui.primitives.transactions import action
from tests.cast import mobile
from tests.rush import rush

STRANGER = mobile(399)  # a number of nobody


@pytest.fixture
def hans(enrol):
    return enrol("Hans Weber", 140)


@pytest.fixture
def wrong(lin, by, now):
    """Tries a wrong name for Lin's number."""

    def tried(*, by=by, number=101, now=now):
        with pytest.raises(Refused) as refusal:
            people.named("张三", mobile(number), by=by, now=now)
        return refusal.value

    return tried


def caller(number):
    return Caller(person=None, name="干部", origin=f"page 10.0.1.{number}")


def test_whose_number_it_is_comes_back_when_the_name_agrees(lin, by, now):
    assert people.named("林小雨", mobile(101), by=by, now=now) == lin
    assert Person.objects.filter(name="林小雨").count() == 1


@pytest.mark.parametrize("typed", ["hans weber", " HANS  WEBER ", "Hans Weber"])
def test_a_name_agrees_however_it_is_typed(typed, hans, by, now):
    assert people.named(typed, mobile(140), by=by, now=now) == hans


def test_a_number_of_nobody_is_enrolled_under_the_name(by, now, db):
    person = people.named("马看门", STRANGER, by=by, now=now)

    assert (person.name, person.mobile_tail, person.documents.count()) == ("马看门", "0399", 0)
    assert people.named("马看门", STRANGER, by=by, now=now) == person
    assert Entry.objects.filter(act="people.enrol", on_person=person.pk).count() == 1


def test_a_name_that_is_none_is_refused_before_anybody_is_looked_for(lin, by, now):
    with pytest.raises(BadName):
        people.named("林*雨", mobile(101), by=by, now=now)
    assert not RateCount.objects.exists()


def test_a_wrong_name_is_told_nothing_of_the_registered_one(lin, wrong):
    refusal = wrong()

    assert isinstance(refusal, NameDiffers)
    assert not refusal.facts
    assert not set("林小雨") & set(refusal.sentence() + refusal.advice())


def test_a_wrong_name_is_written_down_for_the_owner_of_the_number(lin, wrong):
    wrong()

    entry = Entry.objects.get(act="people.wrong_name")
    assert (entry.on_person, entry.by_name, entry.facts) == (lin.pk, "测试", {})
    assert lin.name not in entry.label


def test_a_wrong_name_stays_counted_though_the_act_around_it_is_undone(lin, qian, by, now):
    @action
    def appoint_both():
        people.rename(qian, "钱二多", by=by, now=now)
        people.named("张三", mobile(101), by=by, now=now)

    with pytest.raises(NameDiffers):
        appoint_both()
    assert Person.objects.get(pk=qian.pk).name != "钱二多"
    assert {row.count for row in RateCount.objects.filter(key__startswith="name:")} == {1}


def test_who_guesses_at_many_numbers_is_stopped_for_an_hour(enrol, wrong, now):
    numbers = [enrol("李一一", 400 + n).pk and 400 + n for n in range(21)]

    told = [wrong(number=number) for number in numbers]
    assert [type(refusal) for refusal in told] == [NameDiffers] * 20 + [TooManyTries]
    assert told[-1].facts["minutes"] == 60
    assert isinstance(wrong(by=caller(9), number=420), NameDiffers)  # another caller is not stopped
    assert isinstance(wrong(number=420, now=now + timedelta(hours=1)), NameDiffers)


def test_a_number_at_which_many_guess_is_closed_to_all_but_a_command(lin, wrong, now):
    told = [wrong(by=caller(n)) for n in range(11)]

    assert [type(refusal) for refusal in told] == [NameDiffers] * 10 + [TooManyTries]
    command = Caller(person=None, name="运维", origin="cli")
    assert people.named("林小雨", mobile(101), by=command, now=now) == lin


def test_the_right_name_counts_nothing(lin, by, now):
    for _each in range(30):
        people.named("林小雨", mobile(101), by=by, now=now)
    assert not RateCount.objects.filter(key__startswith="name:").exists()


def test_a_desk_that_guesses_at_numbers_is_stopped(lin, by, now):
    asked = [people.by_number(mobile(500 + n), by=by, now=now) for n in range(60)]
    assert asked == [None] * 60
    with pytest.raises(TooManyTries):
        people.by_number(mobile(101), by=by, now=now)
    assert people.by_number(mobile(500), by=by, now=now) is None, "what was asked for already counts no more"
    assert people.by_number(mobile(101), by=caller(3), now=now) == lin
    assert people.by_number(mobile(101), by=by, now=now + timedelta(hours=1)) == lin


def test_a_number_that_is_somebodys_counts_like_any_other_and_its_owner_reads_of_it(lin, chen, by, now, monkeypatch):
    monkeypatch.setattr("gonghui.primitives.people.actions.names.NUMBERS_PER_HOUR", 1)
    assert [people.by_number(mobile(101), by=by, now=now) for _each in range(3)] == [lin] * 3
    with pytest.raises(TooManyTries):
        people.by_number(mobile(102), by=by, now=now)
    with pytest.raises(TooManyTries):
        people.by_number(mobile(102), by=by, now=now)
    assert Entry.objects.filter(act="people.look_up").values_list("on_person", flat=True).distinct().get() == lin.pk


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_a_double_click_enrols_one_person_and_both_hear_of_it(now):
    found = rush(lambda _: people.named("马看门", STRANGER, by=caller(1), now=now), 8)

    assert len({person.pk for person in found}) == 1
    assert Person.objects.by_mobile(STRANGER).count() == 1
