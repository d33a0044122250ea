"""An office reaches down its subtree and nowhere else, and the database finds that subtree by index."""

from datetime import timedelta

import pytest
from django.db import connection

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Membership, Office, Person, Role, Union
from gonghui.primitives.people.permissions import may, may_somewhere, offices_of, unions_for
from gonghui.primitives.people.powers import HELD_BY, SEE_PERSONS, Act, Power

RUN_A_FAIR = Act("fairs.run", Power.MANAGE)
ADMIT = Act("fairs.admit", Power.RECEIVE)


def test_an_office_reaches_everything_below_its_union(zhao, works, now):
    assert may(zhao, RUN_A_FAIR, works, now=now)


def test_an_office_does_not_reach_the_union_above_or_beside(wu, province, datong, taiyuan, now):
    assert may(wu, ADMIT, taiyuan, now=now)
    assert not may(wu, ADMIT, province, now=now)
    assert not may(wu, ADMIT, datong, now=now)


def test_a_union_whose_code_begins_alike_is_not_below(wu, found, province, now):
    taiyuan_steel = found("TY2", "太原二市总工会", "city", province)

    assert not may(wu, ADMIT, taiyuan_steel, now=now)


def test_another_role_does_not_count(wu, taiyuan, now):
    assert not may(wu, RUN_A_FAIR, taiyuan, now=now)


def test_an_office_counts_from_its_appointment_to_its_dismissal(zhao, zhao_office, province, by, now):
    later = now + timedelta(hours=1)
    people.dismiss(zhao_office, by=by, now=later)

    assert not may(zhao, RUN_A_FAIR, province, now=now - timedelta(seconds=1))
    assert may(zhao, RUN_A_FAIR, province, now=now)
    assert not may(zhao, RUN_A_FAIR, province, now=later)


def test_may_asks_once_and_not_at_all_when_the_offices_are_at_hand(zhao, works, datong, now, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert may(zhao, RUN_A_FAIR, works, now=now)
    with django_assert_num_queries(1):
        offices = offices_of(zhao, now=now)
    with django_assert_num_queries(0):
        assert may(zhao, RUN_A_FAIR, works, now=now, offices=offices)
        assert not may(zhao, ADMIT, works, now=now, offices=[])


def test_an_officer_sees_the_members_of_the_unions_below_and_no_others(zhao, lin, su, qian, now):
    assert set(Person.objects.visible_to(zhao, now=now)) == {lin, su}


def test_an_officer_of_a_city_does_not_see_another_city(qian, lin, su, datong, by, now):
    people.appoint(qian, datong, Role.OFFICER, by=by, now=now)

    assert set(Person.objects.visible_to(qian, now=now)) == {su}


def test_who_has_left_is_no_longer_seen(zhao, lin, su, by, now):
    people.leave(lin, ends_on=now.date(), by=by, now=now)

    assert set(Person.objects.visible_to(zhao, now=now)) == {su}


@pytest.mark.parametrize("who", ["lin", "qian", "wu", "sun"])
def test_a_member_a_clerk_a_gate_operator_and_finance_see_nobody(who, request, lin, su, now):
    assert not Person.objects.visible_to(request.getfixturevalue(who), now=now).exists()


def test_offices_together_reach_their_unions_once(zhao_office, wu, province, taiyuan, works, datong, now):
    offices = [*offices_of(wu, now=now), zhao_office]

    assert set(Union.objects.for_act(offices, None)) == {province, taiyuan, works, datong}
    assert unions_for(offices, None) == [province]
    assert not Union.objects.for_act([], None).exists()


def test_of_several_offices_only_those_reach_whose_role_may(wu, zhao_office, taiyuan, province, works, datong, now):
    offices = offices_of(wu, now=now)

    assert unions_for(offices, ADMIT) == [taiyuan]
    assert set(Union.objects.for_act(offices, ADMIT)) == {taiyuan, works}
    assert not Union.objects.for_act(offices, RUN_A_FAIR).exists()
    assert may_somewhere(offices, ADMIT)
    assert may_somewhere(offices, None)
    assert not may_somewhere(offices, RUN_A_FAIR)
    assert not may_somewhere([], None)


def test_who_may_nothing_is_told_so_without_a_query(wu, now, django_assert_num_queries):
    offices = offices_of(wu, now=now)
    with django_assert_num_queries(0):
        assert not Union.objects.for_act(offices, RUN_A_FAIR).exists()
        assert not Membership.objects.for_act(offices, SEE_PERSONS).exists()
        assert not Person.objects.for_act(offices, SEE_PERSONS).exists()


def test_the_table_speaks_of_every_power_and_of_roles_that_there_are():
    assert set(HELD_BY) == set(Power)
    assert frozenset().union(*HELD_BY.values()) <= set(Role.values)


def test_an_administrator_may_whatever_an_officer_may():
    assert not [power for power, roles in HELD_BY.items() if "officer" in roles and "administrator" not in roles]


def test_who_prepares_a_payment_for_an_officer_cannot_let_it_go():
    assert HELD_BY[Power.APPROVE] == {"finance"}


def test_an_act_of_two_powers_is_done_by_the_roles_of_both_and_can_be_a_key():
    act = Act("reading.watch", Power.WATCH, Power.RECEIVE)

    assert act.roles == HELD_BY[Power.WATCH] | HELD_BY[Power.RECEIVE]
    assert {act: 1}[Act("reading.watch", Power.RECEIVE, Power.WATCH)] == 1
    assert act != Act("reading.watch", Power.WATCH)


def test_under_and_above_a_union(province, taiyuan, works, datong):
    assert set(Union.objects.under([taiyuan])) == {taiyuan, works}
    assert set(Union.objects.above(works)) == {province, taiyuan, works}


def test_memberships_are_found_under_a_union(lin, su, taiyuan, datong):
    assert [row.person for row in Membership.objects.active().under([taiyuan])] == [lin]
    assert [row.person for row in Membership.objects.under([datong])] == [su]


@pytest.fixture
def thousands(province, taiyuan, found, now):
    """60 cities of 60 grassroots unions each, a member in each."""
    unions = []
    for city in range(60):
        above = Union(code=f"C{city}", name=f"{city}市", kind="city", parent=province, path=f"SX.C{city}.")
        unions.append(above)
        unions += [
            Union(code=f"C{city}-{n}", name=f"{n}厂", kind="grassroots", parent=above, path=f"SX.C{city}.C{city}-{n}.")
            for n in range(60)
        ]
    Union.objects.bulk_create(unions)
    persons = Person.objects.bulk_create(
        Person(name="某人", sort_key=f"{n}", member_code=f"T{n}") for n in range(len(unions))
    )
    Membership.objects.bulk_create(
        Membership(person=person, union=union, starts_on=now.date())
        for person, union in zip(persons, unions, strict=True)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE people_union, people_person, people_membership, people_office")
    return Union.objects.get(code="C7")


def test_the_subtree_is_a_range_of_the_index_of_paths(thousands):
    plans = [
        Union.objects.under([thousands]).explain(),
        Union.objects.under([thousands, Union(path="SX.C8.")]).explain(),
        Union.objects.above(thousands).explain(),
    ]

    for plan in plans:
        assert "one_union_per_path" in plan
        assert "Seq Scan" not in plan


def test_the_persons_of_a_subtree_are_found_by_index(thousands):
    office = Office(union=thousands, role=Role.OFFICER)
    found = Person.objects.for_act([office], SEE_PERSONS)

    plan = found.explain()

    assert found.count() == 61
    assert "one_union_per_path" in plan
    assert "Seq Scan on people_union" not in plan
    assert "Seq Scan on people_person" not in plan
