"""A person's page for officers: who it is, what they hold by the asker's right, memberships ended and corrected."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from gonghui.kernel.geo import Point
from gonghui.kernel.hours import Week
from gonghui.kernel.window import Window
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.primitives.people import refusals as noes
from gonghui.primitives.people.models import Person, Role
from gonghui.primitives.people.rules import BadDates, EndsBeforeStart
from gonghui.primitives.places import actions as places
from gonghui.services.hub import actions as hub
from gonghui.services.hub.rules import RoomWish
from gonghui.services.membership.life import actions
from tests.cast import MEMBER_SINCE, resident_id

DAY = timedelta(days=1)


@pytest.fixture
def desk(browser, now, monkeypatch):
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now)
    return browser


def page_of(person, name="faces:person", *more):
    return reverse(name, args=[person.pk, *more])


def text(response):
    return response.content.decode()


@pytest.fixture
def room(taiyuan, by, now):
    """A room of a house of Taiyuan, for everybody."""
    house = places.open_premises(
        union=taiyuan, kind="hub", name="职工会客厅", address="1号", point=Point(37.87, 112.56), by=by, now=now
    )
    places.set_hours(house, Week.daily("9:00-21:00"), by=by, now=now)
    made = places.add_room(house, kind="tea", name="茶室", seats=8, by=by, now=now)
    hub.set_terms(made, since=now.date(), who="everyone", by=by, now=now)
    return made


@pytest.fixture
def officer_of_datong(enrol, datong, by, now):
    officer = enrol("周正", 411, None)
    people.appoint(officer, datong, Role.OFFICER, by=by, now=now)
    return officer


def test_an_officer_sees_who_it_is_with_documents_masked_and_the_person_sees_who_looked(desk, lin, zhao):
    page = text(desk(zhao).get(page_of(lin)))
    assert lin.name in page
    assert "晋源机械厂工会" in page
    number = resident_id(101).number
    assert number not in page
    assert number[-4:] in page
    entry = Entry.objects.get(act="people.look", on_person=lin.pk)
    assert entry.by_person == zhao.pk
    assert "查看资料" in text(desk(lin).get(reverse("faces:my-data")))


def test_a_whole_number_is_shown_once_with_a_reason_that_is_kept(desk, lin, zhao):
    where, phone = page_of(lin, "faces:person-number", lin.documents.get().pk), desk(zhao)
    refused = phone.post(where, {"reason": " "})
    assert refused.context["refusal"].code == "people.why_missing"
    assert resident_id(101).number not in text(refused)
    assert resident_id(101).number in text(phone.post(where, {"reason": "核对理赔材料"}))
    assert Entry.objects.get(act="people.look_at_number").facts == {"why": "核对理赔材料"}
    assert resident_id(101).number not in text(phone.get(page_of(lin)))


def test_a_document_of_somebody_else_is_not_reached_through_a_person(desk, lin, su, zhao):
    assert (
        desk(zhao).post(page_of(lin, "faces:person-number", su.documents.get().pk), {"reason": "x"}).status_code == 404
    )


def test_nobody_is_seen_from_another_jurisdiction_and_nobody_sees_without_an_office(
    desk, lin, chen, sun, officer_of_datong
):
    assert desk(officer_of_datong).get(page_of(lin)).status_code == 404
    assert [desk(person).get(page_of(lin)).status_code for person in (chen, sun)] == [403, 403]
    assert not Entry.objects.filter(act="people.look").exists()


def test_who_left_is_still_known_where_they_were_until_another_union_takes_them(
    lin, taiyuan, motors, enrol, officer_of_datong, by, now
):
    officer = enrol("周正", 414, None)
    people.appoint(officer, taiyuan, Role.OFFICER, by=by, now=now)

    def knows(whoever):
        return lin in Person.objects.known_to(list(whoever.offices.select_related("union")))

    people.leave(lin, ends_on=now.date(), by=by, now=now)
    assert (knows(officer), knows(officer_of_datong)) == (True, False)
    people.join(lin, motors, starts_on=now.date(), by=by, now=now)
    assert (knows(officer), knows(officer_of_datong)) == (False, True)


def test_what_somebody_holds_is_shown_as_far_as_the_office_reaches(desk, lin, zhao, room, enrol, works, by, now):
    hour = Window(now + DAY, now + DAY + timedelta(hours=1))
    held = hub.book(room, lin, hour, RoomWish("读书会"), key="k", by=by, now=now)
    own = enrol("周正", 412, None)
    people.appoint(own, works, Role.OFFICER, by=by, now=now)
    booking = reverse("hub-console:booking", args=[held.pk])
    assert booking in text(desk(zhao).get(page_of(lin)))
    assert "读书会" not in text(desk(own).get(page_of(lin))), "the house is Taiyuan's, the officer her factory's"


def test_search_and_lists_lead_to_the_page_of_those_who_may_be_seen(
    desk, lin, su, zhao, room, officer_of_datong, taiyuan, enrol, by, now
):
    assert page_of(lin) in text(desk(zhao).post(reverse("faces:find"), {"q": lin.name}))
    for number, person in enumerate((lin, su)):
        hour = Window(now + DAY * (number + 1), now + DAY * (number + 1) + timedelta(hours=1))
        hub.book(room, person, hour, RoomWish("读书会"), key="k", by=by, now=now)
    officer = enrol("周正", 413, None)
    people.appoint(officer, taiyuan, Role.OFFICER, by=by, now=now)
    listed = text(desk(officer).get(reverse("hub-console:bookings", args=[room.premises_id])))
    assert re.findall(r'href="(/console/people/[^"]+)"', listed) == [page_of(lin)], "Su is a member in Datong"


def test_a_membership_ends_with_a_reason_and_its_holder_is_told(desk, lin, zhao, now):
    belongs, phone = lin.memberships.get(), desk(zhao)
    where = reverse("membership:end-membership", args=[belongs.pk])
    assert phone.post(where, {"reason": ""}).context["refusal"].code == "people.reason_missing"
    assert phone.post(where, {"reason": "调到外地工作，已办手续"}).status_code == 303
    belongs.refresh_from_db()
    assert belongs.ends_on == now.date()
    notice = lin.notices.get()
    assert "调到外地工作，已办手续" in notice.text
    assert "晋源机械厂工会" in notice.text
    assert Entry.objects.get(act="people.leave").facts["why"] == "调到外地工作，已办手续"
    page = text(phone.get(page_of(lin)))
    assert "已结束" in page
    assert where not in page


def test_a_membership_that_ended_meanwhile_ends_no_other(lin, motors, by, now):
    old = lin.memberships.get()
    people.transfer(lin, motors, on=now.date(), by=by, now=now)
    with pytest.raises(noes.NotAMember):
        actions.end_membership(old, why="调走", by=by, now=now)
    assert lin.memberships.active().get().union == motors


def test_a_correction_is_typed_kept_with_what_stood_before_and_told(desk, lin, works, taiyuan, zhao):
    belongs, phone = lin.memberships.get(), desk(zhao)
    where = reverse("membership:membership", args=[belongs.pk])
    page = text(phone.get(where))
    assert f'value="{MEMBER_SINCE.isoformat()}"' in page
    sent = {"union": str(taiyuan.pk), "starts_on": "2019-09-01", "ends_on": "", "why": "入会日期录错了"}
    assert phone.post(where, sent).headers["Location"] == page_of(lin)
    belongs.refresh_from_db()
    assert (belongs.union, belongs.starts_on, belongs.ends_on) == (taiyuan, date(2019, 9, 1), None)
    facts = Entry.objects.get(act="people.correct_membership").facts
    assert facts["before"] == {"union": works.name, "starts_on": "2020-05-01", "ends_on": None}
    assert "入会日期录错了" in lin.notices.get().text


def test_a_correction_refuses_what_cannot_be(lin, works, motors, by, now):
    belongs, today = lin.memberships.get(), now.date()
    said = {"union": works, "starts_on": MEMBER_SINCE, "ends_on": None, "why": "录错了", "by": by, "now": now}
    for changes, refusal in (
        ({}, noes.NothingToCorrect),
        ({"starts_on": today - DAY, "why": " "}, noes.ReasonMissing),
        ({"starts_on": today + DAY}, BadDates),
        ({"ends_on": today + DAY}, BadDates),
        ({"ends_on": MEMBER_SINCE - DAY}, EndsBeforeStart),
    ):
        with pytest.raises(refusal):
            actions.correct_membership(belongs, **said | changes)
    people.transfer(lin, motors, on=today - 30 * DAY, by=by, now=now)
    belongs.refresh_from_db()
    with pytest.raises(noes.MembershipsOverlap, match="平城电机厂工会"):
        actions.correct_membership(belongs, **said)
    assert not Entry.objects.filter(act="people.correct_membership").exists()


def test_an_officer_elsewhere_neither_ends_nor_corrects(desk, lin, officer_of_datong):
    belongs, phone = lin.memberships.get(), desk(officer_of_datong)
    for name in ("membership:membership", "membership:end-membership"):
        assert phone.post(reverse(name, args=[belongs.pk]), {"reason": "x", "why": "x"}).status_code == 404
    assert lin.memberships.get().ends_on is None
