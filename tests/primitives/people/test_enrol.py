"""A person is written down once: one mobile number, one document, one person."""

import threading

import pytest

from gonghui.kernel.codes import parse_code
from gonghui.kernel.identity import MainlandTravelPermit, ResidencePermit
from gonghui.kernel.text import BadName
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.actions.persons import insert, new_person
from gonghui.primitives.people.models import Document, Person
from gonghui.primitives.people.refusals import DocumentTaken, MobileTaken
from tests.cast import mobile, resident_id
from tests.primitives.people.constraints import without
from tests.rush import rush


def test_an_enrolled_person_is_found_by_mobile_document_and_member_code(lin):
    assert Person.objects.by_mobile(mobile(101)).get() == lin
    assert Person.objects.by_document("resident_id", resident_id(101).number).get() == lin
    assert Person.objects.by_member_code(parse_code(lin.member_code.lower())).get() == lin


def test_a_person_may_have_no_mobile_and_no_document(db, by, now):
    person = people.enrol(name="周无号", mobile=None, documents=[], by=by, now=now)
    other = people.enrol(name="郑无号", mobile=None, documents=[], by=by, now=now)

    assert person != other
    assert person.masked_mobile == ""


def test_the_name_is_kept_in_one_spelling_and_checked(db, by, now):
    assert people.enrol(name=" 林　小雨 ", mobile=None, documents=[], by=by, now=now).name == "林小雨"
    with pytest.raises(BadName):
        people.enrol(name="林小雨123", mobile=None, documents=[], by=by, now=now)


def test_a_mobile_of_another_person_is_refused_by_its_tail_only(lin, by, now):
    with pytest.raises(MobileTaken) as refusal:
        people.enrol(name="林大雨", mobile=mobile(101), documents=[], by=by, now=now)

    assert refusal.value.facts == {"tail": "0101"}
    assert not Person.objects.filter(name="林大雨").exists()


def test_a_document_of_another_person_is_refused_and_nothing_is_left_half_done(lin, by, now):
    with pytest.raises(DocumentTaken) as refusal:
        people.enrol(name="林大雨", mobile=mobile(777), documents=[resident_id(101)], by=by, now=now)

    assert refusal.value.facts["tail"] == resident_id(101).tail
    assert not Person.objects.filter(name="林大雨").exists()


def test_one_person_may_hold_a_travel_permit_and_a_residence_permit(db, by, now):
    permit, residence = MainlandTravelPermit.parse("1234567801"), ResidencePermit.parse("830000199001010012")
    person = people.enrol(name="陈台生", mobile=None, documents=[permit, residence], by=by, now=now)

    assert Person.objects.by_document("taiwan_permit", "12345678").get() == person
    assert Person.objects.by_document("residence_permit", residence.number).get() == person


def test_the_same_digits_as_another_kind_of_document_are_another_document(db, by, now):
    people.enrol(name="陈台生", mobile=None, documents=[MainlandTravelPermit.parse("12345678")], by=by, now=now)

    assert not Person.objects.by_document("passport", "12345678").exists()


def test_a_further_document_is_added_once(lin, chen, by, now):
    permit = MainlandTravelPermit.parse("12345678")

    assert people.add_document(lin, permit, by=by, now=now) == people.add_document(lin, permit, by=by, now=now)
    assert lin.documents.count() == 2
    with pytest.raises(DocumentTaken):
        people.add_document(chen, permit, by=by, now=now)


def test_a_mobile_changes_and_the_old_one_is_free_again(lin, by, now):
    people.mark_mobile_dead(lin, now=now)
    people.change_mobile(lin, mobile(888), by=by, now=now)

    lin.refresh_from_db()
    assert lin.mobile_tail == "0888"
    assert lin.mobile_dead_at is None
    assert people.enrol(name="新主人", mobile=mobile(101), documents=[], by=by, now=now)


def test_a_mobile_cannot_change_to_that_of_another(lin, chen, by, now):
    with pytest.raises(MobileTaken):
        people.change_mobile(lin, mobile(102), by=by, now=now)

    assert Person.objects.by_mobile(mobile(101)).get() == lin


def test_a_dead_mark_for_an_old_number_does_not_hit_the_new_one(lin, by, now):
    as_it_was = Person.objects.get(pk=lin.pk)
    people.change_mobile(lin, mobile(888), by=by, now=now)
    people.mark_mobile_dead(as_it_was, now=now)

    lin.refresh_from_db()
    assert lin.mobile_dead_at is None


def test_a_name_is_corrected_with_its_place_in_the_list(lin, by, now):
    people.rename(lin, "单小雨", by=by, now=now)

    lin.refresh_from_db()
    assert (lin.name, lin.sort_key) == ("单小雨", "shan xiao yu 单小雨")


def test_each_act_is_written_down_on_the_person(lin, by, now):
    people.rename(lin, "林晓雨", by=by, now=now)
    people.change_mobile(lin, mobile(888), by=by, now=now)

    entries = journal.entries_of(lin)
    assert [entry.act for entry in entries] == ["people.change_mobile", "people.rename", "people.enrol"]
    assert {entry.on_person for entry in entries} == {lin.pk}
    assert entries[0].facts == {"before": "0101", "after": "0888"}


def test_two_member_codes_that_meet_are_thrown_again(lin, now):
    twin = new_person("陈双生", None, now=now)
    twin.member_code = lin.member_code

    insert([twin])

    assert Person.objects.get(pk=twin.pk).member_code != lin.member_code


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_ten_at_once_with_one_document_become_one_person(by, now):
    def enrol(number: int) -> Person:
        return people.enrol(name="抢登记", mobile=mobile(number), documents=[resident_id(1)], by=by, now=now)

    answers = rush(enrol, 10)

    assert sum(isinstance(answer, Person) for answer in answers) == 1
    assert sum(isinstance(answer, DocumentTaken) for answer in answers) == 9
    assert Person.objects.count() == Document.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_without_the_constraint_two_at_once_become_two_persons(by, now):
    all_have_looked = threading.Barrier(2)

    def enrol_after_looking(number: int) -> None:
        known = Person.objects.by_document("resident_id", resident_id(1).number).exists()
        all_have_looked.wait(30)
        if not known:
            people.enrol(name="抢登记", mobile=mobile(number), documents=[resident_id(1)], by=by, now=now)

    with without("one_person_per_document"):
        assert rush(enrol_after_looking, 2) == [None, None]
        assert Person.objects.count() == 2
