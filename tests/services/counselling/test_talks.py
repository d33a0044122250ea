"""Counsellors open hours; people book, move and give them back; never two at once, never more than are free."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from gonghui.kernel.geo import Point
from gonghui.kernel.window import Window
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.hours.actions import reserve_hours
from gonghui.primitives.hours.models import Booking
from gonghui.primitives.hours.refusals import AlreadyBooked, BookingKeyReused, HoursTaken
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.primitives.places import actions as places
from gonghui.services.counselling import actions, refusals, rules
from gonghui.services.counselling.actions.booking import Wish
from gonghui.services.counselling.models import Counsellor, Opening, Talk
from gonghui.services.counselling.models.sealing import unsealed
from gonghui.services.counselling.pages import shown, times
from tests.cast import BY, mobile

from .conftest import ABOUT, DAY, HOUR

pytestmark = pytest.mark.django_db
KEY, OTHER_KEY = (f"0190a0a0-0000-7000-8000-00000000001{n}" for n in (1, 2))
DESK = reverse("counselling-console:desk")


def page(response):
    return response.content.decode()


def at(name, thing):
    return reverse(f"counselling:{name}", args=[thing.pk])


def value(window):
    return window.starts.isoformat()


@pytest.fixture
def room(taiyuan, by, now):
    house = places.open_premises(
        union=taiyuan, kind="hub", name="职工会客厅", address="迎泽大街1号", point=Point(37.87, 112.56),
        division=taiyuan.division, by=by, now=now,
    )  # fmt: skip
    return places.add_room(house, kind="meeting", name="静室", seats=2, by=by, now=now)


def test_a_counsellor_introduces_herself_and_opens_hours(browser, mei, taiyuan, now):
    desk = browser(mei)
    assert "先写介绍" in page(desk.get(DESK))
    where = reverse("counselling-console:profile")
    assert desk.post(where, {"about": "擅长睡眠", "ways": ["phone"]}).url == DESK
    window = {"window_starts": "2026-05-21T09:00", "window_ends": "2026-05-21T12:00", "weeks": "2"}
    desk.post(reverse("counselling-console:open-hours"), window)
    assert Opening.objects.count() == 2
    assert "擅长睡眠" in page(browser().get(reverse("counselling:counsellor", args=[Counsellor.objects.get().pk])))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"ways": []}, "aria-invalid"),
        ({"ways": ["video"]}, "视频咨询还没有会议链接"),
        ({"ways": ["room"]}, "面谈还没有选房间"),
        ({"about": ""}, "aria-invalid"),
        ({"link": "javascript:alert(1)"}, "aria-invalid"),
        ({"ways": ["video"], "link": "http://meet.example/x"}, "https"),
    ],
)
def test_an_introduction_that_does_not_go_says_what_to_mend(browser, mei, typed, says):
    answer = browser(mei).post(reverse("counselling-console:profile"), {"about": "好", "ways": ["phone"]} | typed)
    assert answer.status_code == 422
    assert says in page(answer)
    assert not Counsellor.objects.exists()


def test_without_an_introduction_no_hours(browser, mei):
    window = {"window_starts": "2026-05-21T09:00", "window_ends": "2026-05-21T12:00", "weeks": "1"}
    answer = browser(mei).post(reverse("counselling-console:open-hours"), window)
    assert answer.status_code == 403
    assert "请先填写介绍" in page(answer)


def test_the_same_hours_are_opened_once(desk, mei, as_, hours, now):
    with pytest.raises(refusals.OpeningOverlaps, match="5月21日 10:00"):
        actions.open_hours(desk, hours(3, 2), by=as_(mei), now=now)
    actions.open_hours(desk, hours(4, 2), by=as_(mei), now=now)


def test_one_week_in_the_way_and_none_is_opened(desk, mei, as_, hours, now):
    actions.open_hours(desk, hours(24 * 7 + 5), by=as_(mei), now=now)
    with pytest.raises(refusals.OpeningOverlaps):
        actions.open_hours(desk, hours(5), weeks=2, by=as_(mei), now=now)
    assert Opening.objects.count() == 2


def test_she_books_moves_and_gives_back(browser, lin, desk, hours):
    phone = browser(lin)
    where = at("counsellor", desk)
    seen = page(phone.get(where))
    assert "今年还有 6 次免费" in seen
    answer = phone.post(where, {"time": value(hours(0)), "way": "phone", "about": ABOUT, "key": KEY})
    talk = Talk.objects.get()
    assert answer.url == at("talk", talk)
    assert ABOUT in page(phone.get(answer.url))
    assert "今年还有 5 次免费" in page(phone.get(where))
    assert value(hours(0)) not in page(phone.get(where))

    phone.post(at("move", talk), {"time": value(hours(2)), "key": OTHER_KEY})
    talk.refresh_from_db()
    assert talk.booking.window == hours(2)
    assert value(hours(0)) in page(phone.get(where))
    assert Booking.objects.live().count() == 1

    phone.post(at("cancel", talk))
    talk.refresh_from_db()
    assert (shown.state(talk, talk.created_at), talk.turn) == ("off", None)
    assert "今年还有 6 次免费" in page(phone.get(where))


def test_the_same_form_twice_is_one_talk(booked):
    assert booked() == booked()
    assert Talk.objects.count() == 1


def test_a_double_click_at_either_form_ends_at_the_talk(browser, lin, desk, hours):
    phone, filled = browser(lin), {"time": value(hours(0)), "way": "phone", "key": KEY}
    first, again = (phone.post(at("counsellor", desk), filled) for _each in range(2))
    assert first.url == again.url == at("talk", Talk.objects.get())
    changed = {"time": value(hours(2)), "key": OTHER_KEY}
    first, again = (phone.post(at("move", Talk.objects.get()), changed) for _each in range(2))
    assert first.status_code == again.status_code == 303
    assert Talk.objects.get().booking.window == hours(2)
    assert phone.post(at("counsellor", desk), filled | {"time": value(hours(2))}).status_code == 422  # another form


def test_an_hour_is_given_once(booked, su):
    booked()
    with pytest.raises(refusals.NotOffered):
        booked(su, key="k2")


def test_who_looked_before_it_was_taken_is_refused_by_the_hours_themselves(booked, su, monkeypatch):
    monkeypatch.setattr("gonghui.services.counselling.actions.booking.is_offered", lambda *_args, **_kw: True)
    booked()
    with pytest.raises(HoursTaken):
        booked(su, key="k2")


def test_nobody_is_with_two_counsellors_at_a_time(booked, he, taiyuan, as_, hours, now):
    other = actions.introduce(he, taiyuan, about="好", ways=["phone"], by=as_(he), now=now)
    actions.open_hours(other, hours(0, 2), by=as_(he), now=now)
    booked()
    with pytest.raises(AlreadyBooked):
        booked(desk=other, key="k2")


def test_the_seventh_of_a_year_is_not_free(booked, desk, mei, as_, hours, now):
    actions.open_hours(desk, hours(5, 5), by=as_(mei), now=now)
    talks = [booked(at=hour, key=f"k{hour}") for hour in (0, 1, 2, 3, 5, 6)]
    assert sorted(talk.turn for talk in talks) == [1, 2, 3, 4, 5, 6]
    with pytest.raises(refusals.FreeTalksUsed, match="6 次免费"):
        booked(at=7, key="k7")
    assert Booking.objects.live().count() == 6
    actions.cancel(talks[2], by=as_(talks[2].person), now=now)
    assert booked(at=7, key="k8").turn == 3


def test_two_forms_at_once_never_have_the_same_free_turn(booked, monkeypatch):
    """The database decides: who counted before the other was stored takes the next one."""
    booked()
    real, asked = actions.booking._next_turn, []

    def blind(talk, *, now, without=frozenset()):
        real(talk, now=now, without=without)
        if not asked:
            asked.append(1)
            talk.turn = 1  # as counted before the other's was there

    monkeypatch.setattr(actions.booking, "_next_turn", blind)
    assert booked(at=1, key="k2").turn == 2


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"time": "2026-05-21T20:00:00+00:00"}, "这个时间约不到了"),
        ({"time": "abc"}, "这个时间约不到了"),
        ({"time": ""}, "aria-invalid"),
        ({"way": "room"}, "aria-invalid"),
        ({"about": "字" * 301}, "300"),
    ],
)
def test_what_cannot_be_booked_says_why_and_keeps_what_was_typed(browser, lin, desk, hours, typed, says):
    filled = {"time": value(hours(0)), "way": "phone", "about": ABOUT, "key": KEY} | typed
    answer = browser(lin).post(at("counsellor", desk), filled)
    assert answer.status_code == 422
    assert says in page(answer)
    assert filled["about"] in page(answer)
    assert not Talk.objects.exists()


def test_nobody_books_herself(booked, mei):
    with pytest.raises(refusals.OwnTalk):
        booked(mei)


def test_past_and_begun_talks_stay_as_they_are(booked, lin, as_, hours, now):
    talk, begun = booked(), hours(0).starts
    with pytest.raises(refusals.TalkBegun):
        actions.move(talk, hours(2), key="k2", by=as_(lin), now=begun)
    with pytest.raises(refusals.TalkBegun):
        actions.cancel(talk, by=as_(lin), now=begun)
    assert Booking.objects.live().count() == 1


def test_a_move_to_what_is_gone_leaves_what_was_had(booked, lin, su, as_, hours, now):
    talk = booked()
    booked(su, at=1, key="k2")
    with pytest.raises(refusals.NotOffered):
        actions.move(talk, hours(1), key="k3", by=as_(lin), now=now)
    assert Talk.objects.get(pk=talk.pk).booking.window == hours(0)
    assert Booking.objects.live().count() == 2


def test_cancelled_twice_is_said(booked, lin, as_, now):
    talk = actions.cancel(booked(), by=as_(lin), now=now)
    with pytest.raises(refusals.TalkOff):
        actions.cancel(talk, by=as_(lin), now=now)


def test_a_talk_face_to_face_has_its_room_and_nobody_else_does(booked, desk, room, mei, taiyuan, as_, now):
    actions.introduce(mei, taiyuan, about="好", ways=["room"], room=room, by=as_(mei), now=now)
    desk.refresh_from_db()
    talk = booked(way="room")
    assert (talk.room_booking.resource, talk.room_booking.holder) == (room.pk, mei)  # the house reads no asker's name
    actions.cancel(talk, by=as_(talk.person), now=now)
    assert not Booking.objects.live().exists()


@pytest.fixture
def roomed(desk, room, mei, taiyuan, as_, now):
    """`roomed("room", "phone")`: Mei counsels in the room, or otherwise."""

    def introduced(*ways, room=room):
        actions.introduce(mei, taiyuan, about="好", ways=list(ways), room=room, by=as_(mei), now=now)
        desk.refresh_from_db()
        return desk

    return introduced


def test_an_hour_in_a_room_that_is_taken_is_not_offered(roomed, room, su, browser, api, lin, hours, now):
    hold = {"key": "hub", "after": 15, "now": now}
    reserve_hours(room.pk, su, Window(hours(1).starts, hours(1).starts + HOUR / 2), **hold)
    desk = roomed("room")
    assert times.free(desk, now=now) == [hours(0), hours(2), hours(3)]
    assert value(hours(1)) not in page(browser(lin).get(at("counsellor", desk)))
    assert [one["ways"] for one in api()(f"/counselling/counsellors/{desk.pk}/times").json()] == [["room"]] * 3


def test_by_telephone_it_is_and_the_page_says_which_hours_have_no_room(roomed, room, su, browser, lin, hours, now):
    reserve_hours(room.pk, su, hours(1), key="hub", now=now)
    phone, where = browser(lin), at("counsellor", roomed("phone", "room"))
    assert page(phone.get(where)).count("房间有人用，不能面谈") == 1
    filled = {"time": value(hours(1)), "about": ABOUT, "key": KEY}
    answer = phone.post(where, filled | {"way": "room"})
    assert answer.status_code == 422
    assert "这个时间房间有人用，请换一种方式" in page(answer)
    phone.post(where, filled | {"way": "phone"})
    assert Talk.objects.get().booking.window == hours(1)


def test_a_talk_in_a_room_is_not_moved_to_where_the_room_is_taken(roomed, booked, room, su, browser, lin, hours, now):
    roomed("phone", "room")
    talk = booked(way="room")
    reserve_hours(room.pk, su, hours(2), key="hub", now=now)
    seen = page(browser(lin).get(at("talk", talk)))
    assert value(hours(1)) in seen
    assert value(hours(2)) not in seen
    with pytest.raises(refusals.NotOffered):
        actions.move(talk, hours(2), key="k9", by=BY, now=now)


def test_a_room_that_was_given_up_is_offered_no_more(roomed, room, by, now):
    assert times.free(roomed("room"), now=now) != []
    type(room).objects.filter(pk=room.pk).update(closed_on=now.date())
    assert times.free(Counsellor.objects.get(), now=now) == []


def test_where_to_go_is_the_room_that_was_booked(roomed, booked, room, browser, lin, mei, by, now):
    roomed("room")
    talk = booked(way="room")
    roomed("room", room=places.add_room(room.premises, kind="meeting", name="别处", seats=2, by=by, now=now))
    for seen in (browser(lin).get(at("talk", talk)), browser(mei).get(f"/console/counselling/talks/{talk.pk}/")):
        assert "静室" in page(seen)
        assert "别处" not in page(seen)


def test_an_old_form_that_comes_again_after_a_move_books_nothing(booked, lin, as_, hours, now):
    talk = booked()
    actions.move(talk, hours(2), key="k2", by=as_(lin), now=now)
    with pytest.raises(BookingKeyReused):
        booked()
    actions.move(talk, hours(0), key="k3", by=as_(lin), now=now)
    with pytest.raises(BookingKeyReused):
        actions.move(talk, hours(2), key="k2", by=as_(lin), now=now)
    assert Talk.objects.get().booking.window == hours(0)
    assert Booking.objects.live().count() == 1


def test_the_counsellor_sees_the_number_of_who_wants_to_be_called_and_of_nobody_else(booked, browser, mei, su):
    telephone, video = booked(), booked(su, at=1, key="k2", way="video")
    desk = browser(mei)
    assert mobile(101).e164 in page(desk.get(reverse("counselling-console:talk", args=[telephone.pk])))
    other = page(desk.get(reverse("counselling-console:talk", args=[video.pk])))
    assert "tel:+86" not in other
    assert "https://meet.example/mei" in other


def test_the_link_is_told_to_who_booked(booked, browser, lin, desk):
    assert "meet.example" not in page(browser(lin).get(at("counsellor", desk)))
    talk = booked(way="video")
    assert "https://meet.example/mei" in page(browser(lin).get(at("talk", talk)))


def test_a_counsellor_who_cannot_says_why(booked, browser, mei, lin, desk, hours, now):
    talk = booked()
    browser(mei).post(reverse("counselling-console:call-off", args=[talk.pk]), {"reason": "发烧了"})
    assert "发烧了" in page(browser(lin).get(at("talk", talk)))
    told = Notice.objects.get(person=lin, title__startswith="咨询取消")
    assert "发烧了" not in told.text
    assert hours(0) in times.free(desk, now=now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT each::text FROM counselling_talk AS each")
        [(row,)] = cursor.fetchall()
    assert "发烧了" not in row
    assert "发烧了".encode().hex() not in row
    actions.forget(now + 33 * DAY)
    assert unsealed(Talk.objects.get(), "reason") == ""


def test_hours_taken_back_leave_what_is_booked(booked, browser, mei, desk, now):
    talk = booked()
    browser(mei).post(reverse("counselling-console:close-hours", args=[Opening.objects.get().pk]))
    assert times.free(desk, now=now) == []
    assert Talk.objects.standing().get() == talk


def test_who_left_the_office_is_offered_no_more(desk, mei, browser, by, now):
    people.dismiss(mei.offices.get(role=Role.COUNSELLOR), by=by, now=now)
    assert browser().get(at("counsellor", desk)).status_code == 404
    assert "没有可以约的咨询师" in page(browser().get(reverse("counselling:counsellors")))


def test_who_booked_a_counsellor_that_left_is_told_and_may_book_another(booked, mei, lin, by, now):
    talk = booked()
    people.dismiss(mei.offices.get(role=Role.COUNSELLOR), by=by, now=now)
    assert actions.work(now) == 1
    assert actions.work(now) == 0
    talk.refresh_from_db()
    assert (unsealed(talk, "reason"), talk.turn) == ("这位咨询师不再接咨询", None)
    assert Notice.objects.filter(person=lin, title__startswith="咨询取消").exists()
    assert not Matter.objects.filter(key="counselling.talk").exists()


def test_what_it_is_about_stands_sealed_and_is_forgotten(booked, now):
    talk = booked()
    with connection.cursor() as cursor:
        cursor.execute("SELECT each::text FROM counselling_talk AS each")
        [(row,)] = cursor.fetchall()
    assert ABOUT not in row
    assert ABOUT.encode().hex() not in row
    actions.forget(now + 31 * DAY)
    assert bytes(Talk.objects.get(pk=talk.pk).about) != b""
    actions.forget(now + 33 * DAY)
    assert bytes(Talk.objects.get(pk=talk.pk).about) == bytes(Talk.objects.get(pk=talk.pk).phone) == b""


def test_both_have_it_before_them(booked, lin, mei):
    booked()
    rows = Matter.objects.filter(key="counselling.talk")
    assert {row.person for row in rows} == {lin, mei}
    assert "林" not in "".join(row.title + row.note for row in rows)


def test_she_is_reminded_once_and_no_sms_says_of_what(booked, lin, hours, now):
    booked()
    soon = hours(0).starts - 6 * HOUR
    assert actions.work(now) == 0
    assert actions.work(soon) == 1
    assert actions.work(soon + HOUR) == 0
    assert Notice.objects.filter(person=lin, title__startswith="快到咨询时间").count() == 1
    from gonghui.services.counselling import words

    for told in (words.BOOKED, words.MOVED, words.REMINDER, words.CALLED_OFF, words.TAKEN):
        assert not any(word in told.sms for word in ("咨询", "心理", "12356"))


def test_over_it_is_rated_once(booked, browser, lin, hours, monkeypatch):
    talk = booked()
    phone = browser(lin)
    assert phone.post(at("rate", talk), {"stars": "5"}).status_code == 409
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: hours(3).starts)
    phone.post(at("rate", talk), {"stars": "4"})
    assert Talk.objects.get().stars == 4
    assert phone.post(at("rate", talk), {"stars": "5"}).status_code == 409


@pytest.fixture
def around_new_year(desk, mei, as_, now):
    """`around_new_year(31, 9)`: an hour of Mei's, days after the first of December; all of them are open."""
    december = now.replace(month=12, day=20)

    def an_hour(day, hour):
        starts = december.replace(day=1, hour=hour) + (day - 1) * DAY
        return Window(starts, starts + HOUR)

    for day in (31, 32):
        actions.open_hours(desk, Window(an_hour(day, 9).starts, an_hour(day, 16).ends), by=as_(mei), now=december)
    return an_hour, december


def test_moved_into_another_year_it_is_one_of_that_years(around_new_year, desk, lin, as_, monkeypatch):
    an_hour, december = around_new_year
    beside = {"by": as_(lin), "now": december}
    talk = actions.book(desk, lin, an_hour(31, 9), Wish("phone"), key="old", **beside)
    there = actions.book(desk, lin, an_hour(32, 9), Wish("phone"), key="new", **beside)
    assert ((talk.year, talk.turn), (there.year, there.turn)) == ((2026, 1), (2027, 1))
    real, asked = actions.booking._next_turn, []

    def blind(talk, *, now, without=frozenset()):
        real(talk, now=now, without=without)
        if not asked:
            asked.append(1)
            talk.turn = 1  # as counted before the other's was there

    monkeypatch.setattr(actions.booking, "_next_turn", blind)
    moved = actions.move(talk, an_hour(32, 10), key="over", **beside)
    assert (moved.year, moved.turn, moved.booking.window) == (2027, 2, an_hour(32, 10))


def test_into_a_year_that_is_used_up_it_is_not_moved(around_new_year, desk, lin, as_):
    an_hour, december = around_new_year
    beside = {"by": as_(lin), "now": december}
    for hour in range(9, 15):
        actions.book(desk, lin, an_hour(32, hour), Wish("phone"), key=f"new{hour}", **beside)
    talk = actions.book(desk, lin, an_hour(31, 9), Wish("phone"), key="old", **beside)
    with pytest.raises(refusals.FreeTalksUsed, match="2027 年的 6 次免费"):
        actions.move(talk, an_hour(32, 15), key="over", **beside)
    assert Talk.objects.get(pk=talk.pk).booking.window == an_hour(31, 9)


def test_a_year_has_its_own_free_ones(booked, desk, mei, lin, as_, now):
    actions.open_hours(desk, Window(now + 20 * DAY, now + 20 * DAY + HOUR), by=as_(mei), now=now)
    december = now.replace(month=12, day=20)
    later = Window(december + 20 * DAY, december + 20 * DAY + HOUR)
    actions.open_hours(desk, later, by=as_(mei), now=december)
    talk = actions.book(desk, lin, later, Wish("phone"), key="k9", by=as_(lin), now=december)
    assert (talk.year, talk.turn) == (2027, 1)
    assert rules.in_force(rules.FREE_TALKS, now.date()).many == 6
    assert timedelta(0) < rules.LENGTH
