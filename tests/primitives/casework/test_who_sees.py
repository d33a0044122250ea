"""Who sees a case: every kind x every role x every place an office may stand, in one table."""

import pytest

from gonghui.primitives.casework import actions
from gonghui.primitives.casework.models import Case
from gonghui.primitives.casework.speaking import looks
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.services.hotline.rules import HOTLINE

from .conftest import CALM

pytestmark = pytest.mark.django_db

MANAGERS = {Role.OFFICER, Role.ADMINISTRATOR}
PLACES = ("here", "above", "below", "elsewhere")
# Kind, place of the office -> the roles that see the case. A role that is not named sees nothing.
TABLE = {
    ("hotline", "here"): MANAGERS,
    ("hotline", "above"): MANAGERS,
    ("hotline", "below"): set(),
    ("hotline", "elsewhere"): set(),
    ("calm", "here"): set(),
    ("calm", "above"): set(),
    ("calm", "below"): set(),
    ("calm", "elsewhere"): set(),
}
ASSIGNED = {("hotline", role) for role in MANAGERS} | {("calm", role) for role in MANAGERS}
KINDS = {"hotline": HOTLINE, "calm": CALM}


def seen(person, kind, now):
    offices = list(person.offices.open_at(now).select_related("union"))
    return Case.objects.seen_by(person, kind, offices).exists()


@pytest.fixture
def unions(taiyuan, province, works, datong):
    return {"here": taiyuan, "above": province, "below": works, "elsewhere": datong}


@pytest.mark.parametrize("code", KINDS)
def test_the_table_says_who_sees_it(code, asked, officer, unions, now):
    asked(KINDS[code])
    found = {
        (code, place): {role for role in Role if seen(officer(unions[place], role), KINDS[code], now)}
        for place in PLACES
    }

    assert found == {key: roles for key, roles in TABLE.items() if key[0] == code}


@pytest.mark.parametrize("code", KINDS)
def test_who_it_is_given_to_sees_it_by_their_office_alone(code, asked, officer, taiyuan, by, now):
    case = asked(KINDS[code])
    found = set()
    for role in Role:
        person = officer(taiyuan, role)
        Case.objects.filter(pk=case.pk).update(assigned_to=person)
        if seen(person, KINDS[code], now):
            found.add((code, role))
            people.dismiss(person.offices.get(), by=by, now=now)
            Case.objects.filter(pk=case.pk).update(assigned_to=person, left_at=None)
            assert not seen(person, KINDS[code], now), "no office, no case"

    assert found == {one for one in ASSIGNED if one[0] == code}
    Case.objects.filter(pk=case.pk).update(assigned_to=None)


def test_a_worker_sees_their_own_and_nobody_elses(asked, lin, chen, now):
    asked()

    assert Case.objects.of(lin, HOTLINE).count() == 1
    assert not Case.objects.of(chen, HOTLINE).exists()
    assert not seen(lin, HOTLINE, now)


def test_an_officer_who_asks_does_not_see_their_own_as_an_officer(asked, zhao, now):
    asked(person=zhao)

    assert not seen(zhao, HOTLINE, now)
    assert Case.objects.of(zhao, HOTLINE).count() == 1


def test_an_anonymous_case_is_seen_by_who_handles_it(asked, zhao, now):
    asked(person=None)
    assert seen(zhao, HOTLINE, now)


def test_a_case_handed_over_is_gone_from_where_it_was(asked, guo, officer, datong, zhao, as_guo, now):
    case, there = asked(), officer(datong)
    assert seen(guo, HOTLINE, now)

    actions.hand_over(case, datong, why="事情发生在大同", by=as_guo, now=now)

    assert (seen(guo, HOTLINE, now), seen(there, HOTLINE, now), seen(zhao, HOTLINE, now)) == (False, True, True)


def test_who_looks_is_written_down_for_the_case_and_not_on_a_page_of_the_person(asked, as_guo, as_lin, lin, now):
    case = asked()
    actions.look(case, by=as_guo, now=now)
    actions.look(case, by=as_lin, now=now)

    assert [one.by_person for one in looks(case)] == [as_guo.person]
    told = Entry.objects.filter(act__startswith="hotline.")
    assert not told.filter(on_person=lin.pk).exists(), "the union of the firm would read there that Lin asked for help"
    assert not told.filter(by_person=lin.pk).exists()


@pytest.mark.parametrize(
    ("words", "finds"),
    [("林", True), ("林小", True), ("小雨", False), ("0101", True), ("0102", False), ("1", False), ("", True)],
)
def test_a_case_is_found_by_how_the_name_begins_and_how_the_number_ends(asked, words, finds):
    asked()
    assert Case.objects.saying(words).exists() is finds


def test_and_by_its_code_as_it_is_written(asked, chen):
    case, other = asked(), asked(person=chen)
    shown = f"{case.code[:5]}-{case.code[5:]}".lower()
    assert list(Case.objects.saying(shown)) == [case]
    assert not Case.objects.saying(other.code[:-1]).exists()


def test_each_stage_lists_its_own_and_what_is_over_is_listed_too(asked, guo, as_guo, as_lin, now):
    waiting, working = asked(), actions.assign(asked(), guo, by=as_guo, now=now)
    paused = actions.pause(actions.assign(asked(), guo, by=as_guo, now=now), why="等材料", by=as_guo, now=now)
    over = actions.withdraw(asked(), by=as_lin, now=now)

    found = {stage.code: set(Case.objects.of_kind(HOTLINE).in_stage(stage)) for stage in HOTLINE.stages}
    assert found == {"waiting": {waiting}, "working": {working, paused}, "answered": set(), "closed": {over}}
