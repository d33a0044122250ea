"""What an attentive reader found: nobody learns by an application what is not theirs, and none ends nowhere."""

from dataclasses import replace

import pytest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Employment, Membership
from gonghui.services.joining import actions, refusals
from gonghui.services.joining.actions import Who, late
from gonghui.services.joining.api import conflicts
from gonghui.services.joining.console import lists
from gonghui.services.joining.models import Application
from gonghui.services.joining.pages.agenda import CONFLICT
from tests.cast import mobile, resident_id

from .conftest import FREE_ID


def entered(entry, by, now, **more):
    return actions.enter(entry(**more), via="officer", by=by, now=now)


@pytest.mark.parametrize("which", ["member", "waits"])
def test_who_helps_learns_no_union_and_it_is_written_down(which, su, qian, applied, entry, as_officer, by, now):
    person, number = (su, 103) if which == "member" else (qian, 106)
    if which == "waits":
        applied(qian, document=None)
    with pytest.raises(refusals.NotForOthers) as no:
        entered(entry, as_officer, now, name=person.name, mobile=mobile(number), document=resident_id(number))

    assert not no.value.facts
    assert Entry.objects.filter(on_person=person.pk, act="joining.tried", by_person=as_officer.person).count() == 1


def test_what_one_has_begun_oneself_nobody_takes_over(rider, drafted, entry, as_officer, now):
    draft = drafted(rider)
    with pytest.raises(refusals.NotForOthers):
        entered(entry, as_officer, now, name=rider.name, mobile=mobile(901))
    assert Application.objects.get(pk=draft.pk).via == "self"


def test_who_is_one_with_a_member_does_not_appeal(rider, su, applied, as_officer, by, now):
    made = actions.settle(applied(rider, document=resident_id(103)), same=True, by=as_officer, now=now)

    with pytest.raises(refusals.NothingToAppeal):
        actions.appeal(made, reason="再看看", by=by, now=now)


def test_without_a_document_there_is_no_yes(rider, applied, as_officer, now):
    made = applied(rider)
    Application.objects.filter(pk=made.pk).update(number_sealed=None, number_index=None)
    with pytest.raises(refusals.NotIdentified):
        actions.approve(made, by=as_officer, now=now)
    assert not Membership.objects.filter(person=rider).exists()


def test_who_has_an_old_row_is_sent_to_the_window(rider, applied, as_officer, by, now):
    people.enrol(name=rider.name, mobile=None, documents=[FREE_ID], by=by, now=now)
    made = actions.settle(applied(rider), same=True, by=as_officer, now=now)

    assert (made.state, made.met) == ("refused", False)
    assert made.ground == "same_row"


def test_a_conflict_that_comes_after_sending_is_seen_by_both_unions(rider, applied, as_officer, by, now):
    made = applied(rider)
    other = people.enrol(name="马师傅", mobile=None, documents=[FREE_ID], by=by, now=now)
    with pytest.raises(refusals.InConflict):
        actions.approve(made, by=as_officer, now=now)

    assert Application.objects.get(pk=made.pk).rival == other
    assert agenda.waits(CONFLICT.key, made.pk)
    assert actions.settle(made, same=False, by=as_officer, now=now).state == "returned"


@pytest.mark.parametrize("whose", ["applicant", "rival"])
@pytest.mark.parametrize("same", [True, False])
def test_nobody_settles_the_own_conflict(rider, su, applied, by, now, whose, same):
    made = applied(rider, document=resident_id(103))
    person = {"applicant": rider, "rival": su}[whose]
    with pytest.raises(refusals.OwnApplication):
        actions.settle(made, same=same, by=replace(by, person=person.pk), now=now)


def test_a_long_name_of_a_platform_is_refused_where_it_is_typed(rider, by, now):
    draft = actions.begin(rider, by=by, now=now)
    with pytest.raises(refusals.WorkTooLong):
        actions.keep_who(draft, Who(rider.name, FREE_ID, platforms="美" * 61, consents=True), by=by, now=now)


def test_whoever_is_second_finds_it_raised_and_does_not_raise_it_again(rider, applied, taiyuan, now):
    made = applied(rider)
    assert late._raise(made, now=made.due_at)
    assert not late._raise(made, now=made.due_at)  # two processes read the same list
    assert Application.objects.get().before == taiyuan


def test_what_was_decided_meanwhile_does_not_go_up(rider, applied, as_officer, now):
    made = applied(rider)
    actions.approve(made, by=as_officer, now=now)

    assert not late._raise(made, now=made.due_at)  # it was on the list when that was read
    assert Application.objects.get().state == "approved"


@pytest.mark.parametrize(("place", "code"), [("yangquan", 404), ("motors", 303), ("works", 303)])
def test_a_conflict_is_settled_by_the_two_unions_and_no_third(
    place, code, request, rider, su, applied, enrol, browser, by, now
):
    made = applied(rider, document=resident_id(103))
    officer = enrol("王同", 950)
    people.appoint(officer, request.getfixturevalue(place), "officer", by=by, now=now)

    answer = browser(officer).post(reverse("joining-console:settle", args=[made.pk]), {"same": "0"})
    assert answer.status_code == code
    assert Application.objects.get().state == ("waiting" if code == 404 else "returned")


def test_a_returned_transfer_is_sent_to_another_union(browser, lin, motors, datong, as_officer, by, now):
    made = actions.move(lin, motors, by=by, now=now)
    actions.give_back(made, reason="不在本厂", by=as_officer, now=now)
    client = browser(lin)

    assert reverse("joining:transfer") in client.get(reverse("joining:one", args=[made.pk])).content.decode()
    assert "不在本厂" in client.get(reverse("joining:transfer")).content.decode()
    again = actions.move(lin, datong, by=by, now=now)
    assert (again.state, Application.objects.get(pk=made.pk).state) == ("waiting", "withdrawn")


def test_who_entered_it_does_not_decide_while_it_can_be_undone(entry, as_officer, by, now, chen):
    made = entered(entry, as_officer, now)
    with pytest.raises(refusals.EnteredByYou):
        actions.approve(made, by=as_officer, now=now)
    assert actions.approve(made, by=replace(by, person=chen.pk), now=now).state == "approved"


@pytest.mark.parametrize("gone_on", [False, True])
def test_what_was_entered_is_undone_after_the_yes_too(entry, works, motors, as_officer, by, now, gone_on):
    made = actions.approve(entered(entry, as_officer, now), by=by, now=now)
    assert Membership.objects.active().filter(person=made.person).exists()

    if gone_on:
        people.merge_union(works, motors, by=by, now=now)
    assert actions.undo(made, by=by, now=now).state == "withdrawn"
    assert not Membership.objects.active().filter(person=made.person).exists()


def test_a_transfer_of_who_left_makes_no_member(lin, motors, as_officer, by, now, monkeypatch):
    monkeypatch.setattr("gonghui.primitives.people.departures._keepers", [])  # else it ends with the membership
    made = actions.move(lin, motors, by=by, now=now)
    people.leave(lin, ends_on=now.date(), by=by, now=now)
    with pytest.raises(refusals.NotMemberYet):
        actions.approve(made, by=as_officer, now=now)


def test_a_second_document_of_a_kind_is_a_correction(lin, qian, by, now):
    draft = actions.begin(qian, by=by, now=now)
    with pytest.raises(refusals.OtherDocument):
        actions.keep_who(draft, Who(qian.name, FREE_ID, platforms="小象外卖", consents=True), by=by, now=now)


def test_the_employer_is_written_down_beside_the_platforms(rider, drafted, works, as_officer, by, now):
    employer = people.add_employer(name="并州速递有限公司", by=by, now=now)
    draft = actions.choose(drafted(rider), works, employer=employer, by=by, now=now)
    actions.approve(actions.send(draft, by=by, now=now), by=as_officer, now=now)

    works_at = Employment.objects.filter(person=rider).values_list("employer", "platform")
    assert set(works_at) == {(employer.pk, ""), (None, "小象外卖"), (None, "并州速递")}


def test_the_address_of_a_qr_that_says_nothing_leads_to_the_search(client, db):
    assert client.get("/join/u/%00/")["Location"] == reverse("joining:home")


def test_nobody_tries_out_whose_a_number_is_by_helping(qian, entry, as_officer, by, now):
    with pytest.raises(refusals.NotForOthers):
        entered(entry, as_officer, now, name=qian.name, mobile=mobile(106), document=resident_id(777))
    assert Entry.objects.filter(on_person=qian.pk, act="joining.tried").count() == 1


def test_what_went_up_and_was_returned_comes_back_up(rider, applied, taiyuan, by, now):
    made = applied(rider)
    actions.raise_late(made.due_at)
    back = actions.give_back(Application.objects.get(), reason="请写全", by=by, now=made.due_at)

    assert actions.send(back, by=by, now=made.due_at).before == taiyuan


def test_whose_it_is_undoes_signed_in_what_others_entered(entry, as_officer, browser, by, now):
    made = actions.approve(entered(entry, as_officer, now), by=by, now=now)
    shown = browser(made.person).get(reverse("joining:one", args=[made.pk])).content.decode()

    assert f'action="{reverse("joining:undo")}"' in shown
    browser(made.person).post(reverse("joining:undo"), {"code": made.code, "tail": "0902"})
    assert not made.person.memberships.filter(ends_on=None).exists()


def test_who_is_retired_stays_so_where_they_move(lin, chen, motors, as_officer, by, now):
    for person, kind in ((lin, "retired"), (chen, "unit_closed")):
        people.set_standing(person.memberships.get(), kind, starts_on=now.date(), by=by, now=now)
        actions.approve(actions.move(person, motors, by=by, now=now), by=as_officer, now=now)

    old, new = lin.memberships.order_by("created_at")
    assert (old.standings.get().ends_on, new.standings.get(ends_on=None).kind) == (now.date(), "retired")
    assert not chen.memberships.get(ends_on=None).standings.exists()
    people.transfer(lin, old.union, on=now.date(), by=by, now=now)
    assert lin.memberships.get(ends_on=None).standings.get().kind == "retired"


@pytest.mark.parametrize("answer", ["settle", "release"])
@pytest.mark.parametrize("door", ["page", "program"])
def test_who_was_let_at_a_conflict_answers_it_only_where_it_still_stands(
    door, answer, monkeypatch, rider, su, applied, enrol, motors, works, browser, program, by, now
):
    made, officer = applied(rider, document=resident_id(103)), enrol("王同", 950)
    people.appoint(officer, motors, "officer", by=by, now=now)
    module = lists if door == "page" else conflicts

    def found_before_she_moved(*asked, **more):
        found = get_object_or_404(*asked, **more)
        people.transfer(su, works, on=now.date(), by=by, now=now)
        return found

    monkeypatch.setattr(module, "get_object_or_404", found_before_she_moved)
    if door == "page":
        address = reverse(f"joining-console:{answer}", args=[made.pk])
        said = browser(officer).post(address, {"same": "0"})
    else:
        path = {"settle": "settlement", "release": "release"}[answer]
        said = program(officer).post(f"/joining/conflicts/{made.pk}/{path}", {"same": False})

    assert said.status_code == 403
    assert (Application.objects.get().state, su.documents.count()) == ("waiting", 1)
