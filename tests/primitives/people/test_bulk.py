"""A roster enters in a constant number of statements, all of it or nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import actions as people
from gonghui.primitives.people import keys, lookups
from gonghui.primitives.people.models import Document, Membership, Person
from gonghui.primitives.people.refusals import AlreadyMember, DocumentTaken, MobileTaken, UnionClosed
from gonghui.primitives.people.rules import BadDates, StartsBeforeEnd
from tests.cast import mobile, resident_id

DAY = date(2026, 5, 1)


def rows(count: int, *, start: int = 300) -> list[people.Enrolment]:
    return [
        people.Enrolment(f"职工{'甲乙丙丁戊己庚辛'[n % 8]}", mobile(start + n), [resident_id((start + n) % 1000)])
        for n in range(count)
    ]


def test_rows_become_persons_in_their_order_with_documents_and_memberships(works, by, now):
    entered = people.enrol_many(rows(3), union=works, starts_on=DAY, by=by, now=now)

    assert [person.mobile_tail for person in entered] == ["0300", "0301", "0302"]
    assert Person.objects.by_document("resident_id", resident_id(301).number).get() == entered[1]
    assert keys.mobile_of(Person.objects.get(pk=entered[2].pk)) == mobile(302)
    assert set(Membership.objects.active().under([works]).values_list("person_id", "starts_on")) == {
        (person.pk, DAY) for person in entered
    }


def test_each_enrolment_is_written_down_on_its_person(works, by, now):
    entered = people.enrol_many(rows(3), union=works, starts_on=DAY, by=by, now=now)

    for person in entered:
        entry = journal.entries_of(person).get()
        assert (entry.act, entry.on_person, entry.facts) == ("people.enrol", person.pk, {"on": "2026-05-01"})


def test_a_row_may_name_its_own_union_and_day(works, motors, by, now):
    first, second = rows(2)
    elsewhere = replace(second, union=motors.pk, starts_on=DAY - timedelta(days=1))

    entered = people.enrol_many([first, elsewhere], union=works, starts_on=DAY, by=by, now=now)

    assert set(Person.objects.under([motors])) == {entered[1]}
    assert entered[1].memberships.get().starts_on == DAY - timedelta(days=1)
    with pytest.raises(ValueError, match="needs a union"):
        people.enrol_many([first], by=by, now=now)


def test_a_thousand_rows_take_as_many_statements_as_one(works, motors, by, now):
    with CaptureQueriesContext(
        connection,
    ) as few:
        people.enrol_many(rows(1), union=works, starts_on=DAY, by=by, now=now)
    with CaptureQueriesContext(connection) as many:
        people.enrol_many(rows(600, start=400), union=motors, starts_on=DAY, by=by, now=now)

    assert len(many) == len(few) <= 16


@pytest.mark.parametrize(("number", "refusal"), [(0, MobileTaken), (1, DocumentTaken)])
def test_a_number_taken_meanwhile_refuses_the_whole_and_names_its_tail(lin, works, by, now, number, refusal):
    clash = people.Enrolment("林大雨", *[(mobile(101), []), (None, [resident_id(101)])][number])

    with pytest.raises(refusal) as refused:
        people.enrol_many([*rows(2), clash], union=works, starts_on=DAY, by=by, now=now)

    assert refused.value.facts["tail"] == [mobile(101).tail, resident_id(101).tail][number]
    assert Person.objects.get() == lin


def test_the_same_number_twice_in_one_roster_is_refused(works, by, now):
    with pytest.raises(MobileTaken) as refused:
        people.enrol_many([*rows(1), people.Enrolment("孪生", mobile(300))], union=works, starts_on=DAY, by=by, now=now)

    assert refused.value.facts == {"tail": "0300"}


def test_a_closed_union_and_a_day_to_come_are_refused(works, by, now):
    with pytest.raises(BadDates):
        people.enrol_many(rows(1), union=works, starts_on=now.date() + timedelta(days=1), by=by, now=now)
    people.close_union(works, by=by, now=now)
    with pytest.raises(UnionClosed):
        people.enrol_many(rows(1), union=works, starts_on=DAY, by=by, now=now)
    assert not Person.objects.exists()


def test_no_rows_are_no_persons(works, by, now):
    assert people.enrol_many([], union=works, starts_on=DAY, by=by, now=now) == []


def test_known_persons_without_a_union_join_together(qian, sun, works, by, now):
    assert people.join_many([qian.pk, sun.pk], union=works, starts_on=DAY, by=by, now=now) == 2
    assert set(Person.objects.under([works])) == {qian, sun}


def test_a_member_among_them_refuses_the_whole(qian, su, works, by, now):
    with pytest.raises(AlreadyMember) as refusal:
        people.join_many([qian.pk, su.pk], union=works, starts_on=DAY, by=by, now=now)

    assert refusal.value.facts == {"union": "平城电机厂工会"}
    assert not qian.memberships.exists()


def test_who_left_later_than_that_day_refuses_the_whole(qian, lin, motors, by, now):
    people.leave(lin, ends_on=now.date(), by=by, now=now)

    with pytest.raises(StartsBeforeEnd):
        people.join_many([qian.pk, lin.pk], union=motors, starts_on=DAY, by=by, now=now)


def test_what_is_known_tells_the_person_the_union_and_the_name(lin, qian, works, django_assert_num_queries):
    indexes = {n: keys.document_index("resident_id", resident_id(n).number) for n in (101, 106, 999)}
    mobiles = {n: keys.mobile_index(mobile(n)) for n in (101, 106, 999)}

    with django_assert_num_queries(2):
        documents = lookups.known_documents(indexes.values())
        numbers = lookups.known_mobiles(mobiles.values())

    for known, index in ((documents, indexes), (numbers, mobiles)):
        assert set(known) == {index[101], index[106]}
        assert known[index[101]] == (lin.pk, works.pk, "林小雨", mobiles[101], works.name, works.path, None)
        assert known[index[106]] == (qian.pk, None, "钱多福", mobiles[106], "", "", None)
    assert lookups.known_documents([]) == {}


def test_who_left_is_known_by_the_day_and_without_a_union(lin, by, now):
    people.leave(lin, ends_on=now.date(), by=by, now=now)
    index = keys.mobile_index(mobile(101))

    known = lookups.known_mobiles([index])[index]

    assert (known.union, known.last_end) == (None, now.date())


def test_the_documents_of_many_are_sealed_each_for_its_own_row(works, by, now):
    people.enrol_many(rows(20), union=works, starts_on=DAY, by=by, now=now)

    opened = {keys.number_of(document) for document in Document.objects.all()}
    assert opened == {resident_id(300 + n).number for n in range(20)}
