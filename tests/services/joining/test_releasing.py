"""The third answer in a conflict: the other row is wrong. Whose row it is says so; both unions see it; it goes back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.refusals import DocumentTaken
from gonghui.services.joining import actions, refusals, rules
from gonghui.services.joining.models import Application, Release
from gonghui.services.joining.pages.agenda import CONFLICT, RELEASED
from tests.cast import resident_id

THEIRS = resident_id(103)  # Su's, by her row
DAY = timedelta(days=1)


@pytest.fixture
def made(rider, su, applied):
    """The rider applies with the number that stands in Su's row."""
    return applied(rider, document=THEIRS)


@pytest.fixture
def officer_of(enrol, by, now):
    def officer(union, number=950):
        person = enrol("王同", number)
        people.appoint(person, union, "officer", by=by, now=now)
        return person

    return officer


def test_the_document_is_the_applicants_and_the_other_is_told(made, su, rider, works, motors, as_officer, now):
    released = actions.release(made, by=as_officer, now=now)

    assert not su.documents.exists()
    assert su.memberships.get(ends_on=None).union == motors
    assert THEIRS.tail in notices.inbox(su)[0].text
    assert motors.name in notices.inbox(su)[0].text
    found = Application.objects.get()
    assert (found.state, found.rival, found.due_at) == ("waiting", None, made.due_at)
    assert set(Matter.objects.filter(key=RELEASED.key).values_list("union", flat=True)) == {works.pk, motors.pk}
    assert not Matter.objects.filter(key=CONFLICT.key).exists()
    acts = Entry.objects.filter(act__in=("joining.release", "people.withdraw_document"))
    assert set(acts.values_list("on_person", flat=True)) == {rider.pk, su.pk}
    assert THEIRS.number.encode() not in bytes(released.number_sealed)
    assert actions.approve(found, by=as_officer, now=now).state == "approved"
    assert rider.documents.get().number_tail == THEIRS.tail


def test_it_goes_back_and_the_conflict_with_it(made, su, as_officer, now):
    released = actions.release(made, by=as_officer, now=now)
    actions.take_back(released, by=as_officer, now=now + rules.UNDO - DAY)

    assert su.documents.get().number_tail == THEIRS.tail
    assert Application.objects.get().rival == su
    released.refresh_from_db()
    assert released.number_sealed is None
    assert "恢复" in notices.inbox(su)[0].text
    assert not Matter.objects.filter(key=RELEASED.key).exists()
    with pytest.raises(refusals.NothingToTakeBack):
        actions.take_back(released, by=as_officer, now=now)


def test_what_the_applicant_has_by_now_does_not_go_back(made, su, rider, as_officer, now):
    released = actions.release(made, by=as_officer, now=now)
    actions.approve(made, by=as_officer, now=now)

    with pytest.raises(DocumentTaken):
        actions.take_back(released, by=as_officer, now=now)
    assert rider.documents.exists()
    assert not su.documents.exists()


def test_after_its_days_the_number_is_gone(made, as_officer, now):
    released = actions.release(made, by=as_officer, now=now)
    actions.forget(now + rules.UNDO - DAY)
    assert Release.objects.get().number_sealed is not None
    with pytest.raises(refusals.NothingToTakeBack):  # though the worker has not come by
        actions.take_back(released, by=as_officer, now=now + rules.UNDO)
    actions.forget(now + rules.UNDO)

    assert Release.objects.get().number_sealed is None
    with pytest.raises(refusals.NothingToTakeBack):
        actions.take_back(released, by=as_officer, now=now + rules.UNDO)


def test_who_has_given_their_own_by_now_gets_no_second_of_the_kind(made, su, as_officer, by, now):
    released = actions.release(made, by=as_officer, now=now)
    people.add_document(su, resident_id(904), by=by, now=now)

    with pytest.raises(refusals.OtherDocument):
        actions.take_back(released, by=as_officer, now=now)
    assert su.documents.get().number_tail == resident_id(904).tail


def test_what_was_returned_meanwhile_is_no_conflict_to_answer(made, su, as_officer, now):
    actions.give_back(made, reason="请核对证件", by=as_officer, now=now)

    with pytest.raises(refusals.NoConflict):
        actions.release(made, by=as_officer, now=now)
    with pytest.raises(refusals.NoConflict):
        actions.settle(made, same=True, by=as_officer, now=now)
    assert (Application.objects.get().state, su.documents.exists()) == ("returned", True)


@pytest.mark.parametrize("whose", ["applicant", "rival"])
def test_nobody_says_so_of_oneself_nor_takes_it_back(made, su, rider, as_officer, by, now, whose):
    oneself = replace(by, person={"applicant": rider, "rival": su}[whose].pk)
    with pytest.raises(refusals.OwnApplication):
        actions.release(made, by=oneself, now=now)
    released = actions.release(made, by=as_officer, now=now)
    with pytest.raises(refusals.OwnApplication):
        actions.take_back(released, by=oneself, now=now)


def test_what_is_no_conflict_is_not_released_twice(made, as_officer, now):
    actions.release(made, by=as_officer, now=now)
    with pytest.raises(refusals.NoConflict):
        actions.release(made, by=as_officer, now=now)


@pytest.mark.parametrize(("place", "code"), [("works", 404), ("yangquan", 404), ("motors", 303), ("datong", 303)])
def test_only_the_union_of_the_row_says_that_it_is_wrong(place, code, request, made, su, officer_of, browser):
    desk = browser(officer_of(request.getfixturevalue(place)))
    shown = desk.get(reverse("joining-console:conflicts")).content.decode()

    assert ("另一条登记错了" in shown) is (code == 303)
    assert desk.post(reverse("joining-console:release", args=[made.pk])).status_code == code
    assert Release.objects.exists() is (code == 303)


def test_both_unions_read_it_and_the_one_of_the_row_takes_it_back(
    made, works, motors, officer_of, browser, as_officer, now
):
    released = actions.release(made, by=as_officer, now=now)
    listed, back = reverse("joining-console:released"), reverse("joining-console:take-back", args=[released.pk])
    desks = {place: browser(officer_of(union, 950 + nth)) for nth, (place, union) in enumerate(
        (("works", works), ("motors", motors))
    )}  # fmt: skip

    for desk in desks.values():
        assert "苏**" in desk.get(listed).content.decode()
    assert back not in desks["works"].get(listed).content.decode()
    assert desks["works"].post(back).status_code == 404
    assert desks["motors"].post(back).status_code == 303
    assert Release.objects.get().undone_at == now


def test_programs_release_read_and_take_back(made, api, program, officer_of, motors, works, su):
    theirs, ours = officer_of(motors), officer_of(works, 951)
    assert program(ours).post(f"/joining/conflicts/{made.pk}/release", {}).status_code == 404
    done = program(theirs).post(f"/joining/conflicts/{made.pk}/release", {}).json()
    told = api(ours)("/joining/released").json()["items"]

    assert [one["id"] for one in told] == [done["id"]]
    assert (done["person"], done["applicant"], done["recorded_by"]) == ("苏**", "古***", motors.name)
    assert program(ours).post(f"/joining/released/{done['id']}/return", {}).status_code == 404
    assert program(theirs).post(f"/joining/released/{done['id']}/return", {}).json()["undone_at"]
    assert su.documents.exists()


def test_an_application_is_released_again_once_it_has_another_number(made, rider, lin, as_officer, applied, now):
    """It was returned and mended meanwhile; what goes back of the first has nothing to do with the second."""
    first = actions.release(made, by=as_officer, now=now)
    actions.give_back(made, reason="请核对证件", by=as_officer, now=now)
    actions.release(applied(rider, document=resident_id(101)), by=as_officer, now=now)
    actions.take_back(first, by=as_officer, now=now)

    assert Release.objects.count() == 2
    assert Application.objects.get().rival is None
