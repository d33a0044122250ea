"""How a worker comes to a room: the houses, a day, a room, what the form proposes and keeps; and what is theirs."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.agenda import rules as heaps
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.primitives.people.permissions import offices_of
from gonghui.primitives.places import actions as places
from gonghui.services.hub import actions
from gonghui.services.hub.models import RoomBooking, Series
from gonghui.services.hub.pages import cards
from gonghui.services.hub.rules import RoomWish

from .conftest import DAY, HOUR, TODAY, TOMORROW, at, form, post, text


def asking(person, now=None):
    """A request of somebody, as far as the common pages' cards look at it."""
    return SimpleNamespace(person=person, now=now)


def room_page(client, room, **asked):
    return client.get(reverse("hub:room", args=[room.pk]), asked)


def test_the_houses_of_my_city_come_first(client_of, house, datong_house, lin, su):
    def order(client):
        return [place.premises.name for place, _free in client.get(reverse("hub:home")).context["listed"].rows]

    assert order(client_of(lin)) == ["职工会客厅", "大同会客厅"]
    assert order(client_of(su)) == ["大同会客厅", "职工会客厅"]
    assert order(client_of()) == ["大同会客厅", "职工会客厅"]


def test_a_house_counts_its_rooms_without_those_that_are_gone(client_of, house, make_room, by, now):
    make_room("茶室")
    places.close_room(make_room("旧会议室"), by=by, now=now)
    assert "1 个房间" in text(client_of().get(reverse("hub:home")))


def test_a_house_or_a_room_that_is_no_more_is_not_found(client_of, house, tea_room, make_room, by, now):
    gone = make_room("旧茶室")
    places.close_room(gone, by=by, now=now)
    visitor = client_of()
    assert room_page(visitor, gone).status_code == 404
    places.close_premises(house, reason="拆迁", by=by, now=now)
    assert visitor.get(reverse("hub:house", args=[house.pk])).status_code == 404
    assert visitor.get(reverse("hub:month", args=[house.pk])).status_code == 404
    assert room_page(visitor, tea_room).status_code == 404
    assert "还没有开放的会客厅" in text(visitor.get(reverse("hub:home")))


def test_premises_of_another_kind_have_no_rooms_to_book(client_of, taiyuan, house, by, now):
    reading = places.open_premises(
        union=taiyuan, kind="reading", name="书屋", address="迎泽大街3号", point=house.point, by=by, now=now
    )
    room = places.add_room(reading, kind="reading", name="阅览室", by=by, now=now)
    assert client_of().get(reverse("hub:house", args=[reading.pk])).status_code == 404
    assert room_page(client_of(), room).status_code == 404


@pytest.mark.parametrize("day", ["", "x", "2026-02-30", "2026-13-01", "9999-12-31", "0001-01-01", "2020-01-01"])
def test_a_day_that_cannot_be_is_today(client_of, house, tea_room, day):
    for name, pk in (("house", house.pk), ("room", tea_room.pk), ("month", house.pk)):
        shown = client_of().get(reverse(f"hub:{name}", args=[pk]), {"day": day})
        assert shown.status_code == 200
        page = shown.context["shown" if name == "house" else "page"]
        assert getattr(page, "day", TODAY) == TODAY
        assert getattr(page, "month", TODAY.replace(day=1)) == TODAY.replace(day=1)


def test_each_room_says_why_it_cannot_be_had(client_of, house, make_room, lin, chen, book, by, now):
    places.add_room(house, kind="desk", name="工位", by=by, now=now)
    make_room("两岸茶室", who="compatriots")
    full = make_room("会议室", longest_minutes=720)
    book(full, chen, at(9, 12 * HOUR))
    page = client_of(lin).get(reverse("hub:house", args=[house.pk]), {"day": TOMORROW.isoformat()})
    parts = text(page).split("<article")[1:]
    whys = {"工位": "现在不接受预订", "两岸茶室": "没有查到你的台胞证或居住证", "会议室": "这一天没有空了"}
    assert {name: [why for why in whys.values() if why in part] for name in whys for part in parts if name in part} == {
        name: [why] for name, why in whys.items()
    }


def test_a_day_on_which_the_room_is_shut_is_told_from_a_full_one(client_of, house, tea_room, make_room, chen, book):
    full = make_room("会议室", longest_minutes=720)
    book(full, chen, at(9, 12 * HOUR))
    visitor = client_of()
    assert "这一天没有空了" in text(room_page(visitor, full, day=TOMORROW.isoformat()))
    assert "这一天不开放" in text(room_page(visitor, tea_room, day="2026-05-19")), "nobody is in before the first day"


@pytest.mark.parametrize(
    ("begins", "proposed"),
    [
        ("", ["09:00", "10:00"]),
        ("13:15", ["13:15", "14:15"]),
        ("20:30", ["20:30", "21:00"]),
        ("12:15", ["09:00", "10:00"]),
        ("13:07", ["13:00", "14:00"]),
        ("x", ["09:00", "10:00"]),
    ],
)
def test_the_form_proposes_what_was_tapped_or_the_first_free_hour(
    client_of, tea_room, lin, chen, book, begins, proposed
):
    book(tea_room, chen, at(12))
    page = room_page(client_of(lin), tea_room, **{"day": TOMORROW.isoformat(), "from": begins})
    assert re.findall(r'<option value="(\d\d:\d\d)" selected>', text(page)) == proposed


def test_after_a_no_what_was_chosen_is_still_chosen(client_of, make_room, lin, by, now):
    room = make_room("茶室", equipment=("tea_set", "whiteboard"))
    actions.add_layout(room, name="围坐", seats=6, by=by, now=now)
    filled = form(people="99", layout="围坐") | {"equipment": ["whiteboard"]}
    page = text(post(client_of(lin), "book", room.pk, **filled))
    assert re.findall(r'value="(\w+)"\s+checked', page) == ["whiteboard"]
    assert '<option value="围坐" selected>' in page


def test_a_layout_that_is_gone_is_not_offered_and_stays_with_who_chose_it(client_of, tea_room, lin, book, by, now):
    layout = actions.add_layout(tea_room, name="围坐", seats=6, by=by, now=now)
    held = book(tea_room, lin, at(10), RoomWish("品茶", 4, "围坐"))
    actions.remove_layout(layout, by=by, now=now)
    phone = client_of(lin)
    assert "围坐" not in text(room_page(phone, tea_room))
    assert "围坐" in text(phone.get(reverse("hub:booking", args=[held.pk])))
    assert post(phone, "book", tea_room.pk, **form(layout="围坐")).context["refusal"].code == "hub.unknown_layout"
    assert actions.add_layout(tea_room, name="围坐", seats=8, by=by, now=now).seats == 8


def test_what_waits_has_no_code_to_show_until_it_is_a_yes(client_of, reception, lin, zhao, by, now):
    phone = client_of(lin)
    answer = phone.post(reverse("hub:book", args=[reception.pk]), form(), follow=True)
    assert "已提交，等会客厅答复" in text(answer)
    assert "k-receipt-qr" not in text(answer)
    assert "5月21日 10:00" in text(answer) or "明天 10:00" in text(answer)
    held = RoomBooking.objects.for_page().get()
    actions.admit(held, by_person=zhao, by=by, now=now)
    page = text(phone.get(reverse("hub:booking", args=[held.pk])))
    assert "k-receipt-qr" in page
    assert "取消预订" in page


def test_a_booking_is_its_holders_alone(client_of, tea_room, lin, chen, book):
    held = book(tea_room, lin, at(10))
    other = client_of(chen)
    assert other.get(reverse("hub:booking", args=[held.pk])).status_code == 404
    assert other.get(reverse("hub:booking-file", args=[held.pk])).status_code == 404
    assert [post(other, name, held.pk).status_code for name in ("give-back", "leave")] == [404, 404]
    assert cards.page_of_code(asking(chen), held.booking.code) is None
    assert cards.page_of_code(asking(lin), held.booking.code) == reverse("hub:booking", args=[held.pk])
    assert cards.page_of_code(asking(None), held.booking.code) is None


def test_home_shows_the_next_three_first_and_until_when_an_answer_comes(tea_room, reception, lin, book, by, now):
    for day in (5, 4, 3):
        book(tea_room, lin, at(10, day=day))
    actions.give_back(book(tea_room, lin, at(10, day=2)), by=by, now=now)
    book(reception, lin, at(15))
    first, *others = agenda.of(lin, now=now)
    assert (first.starts, first.note, first.queue) == (at(15).starts, "等工会答复，最晚5月21日 10:00", heaps.WAITING)
    assert [(one.starts, one.unit) for one in others] == [
        (at(10, day=3).starts, "凭证码"), (at(10, day=4).starts, "凭证码"), (at(10, day=5).starts, "凭证码"),
    ]  # fmt: skip


def test_what_is_asked_for_waits_for_the_officers_of_the_house_until_it_is_answered(
    reception, lin, zhao, book, by, now
):
    held = book(reception, lin, at(15))
    [waiting] = agenda.of_offices(offices_of(zhao, now=now), now=now)
    assert (waiting.queue, waiting.due, waiting.title) == ("房间预订审核", held.booking.confirm_by, "接待室：品茶谈心")
    actions.admit(held, by_person=zhao, by=by, now=now)
    assert list(agenda.of_offices(offices_of(zhao, now=now), now=now)) == []
    assert [one.queue for one in agenda.of(lin, now=now)] == [heaps.BOOKINGS]


def test_a_rooms_trouble_is_in_my_work_with_its_clock_wherever_the_console_was_switched_to(
    house, datong, lin, zhao, wu, client_of, by, now
):
    places.add_keeper(house, wu, by=by, now=now)
    trouble = places.report_trouble(house, "broken", person=lin, detail="投影仪不亮", by=by, now=now)
    desk = client_of(zhao)
    desk.post("/console/unions/switch/", {"code": datong.code})
    page = desk.get("/console/").content.decode()
    assert "职工会客厅：坏了" in page
    assert 'name="code" value="TY"' in page, "following it switches the console back"
    to = reverse("faces:kept-one", args=[house.pk]) + f"#t-{trouble.pk}"
    answer = desk.post("/console/unions/switch/", {"code": "TY", "next": to})
    assert (answer.status_code, answer["Location"]) == (303, to)
    assert desk.get(answer["Location"]).status_code == 200
    assert [one.due for one in agenda.of(wu, now=now)] == [now + timedelta(hours=24)], "and its keepers see it"
    places.answer_trouble(trouble, "mended", by=by, now=now)
    assert agenda.of(wu, now=now) == []


def test_leaving_and_giving_back_follow_from_coming(client_of, tea_room, lin, book, by, now):
    held = book(tea_room, lin, at(10, 2 * HOUR, day=0))
    phone = client_of(lin)
    assert post(phone, "leave", held.pk).context["refusal"].code == "admission.not_arrived"
    actions.receive(held, by=by, now=now)
    assert post(phone, "give-back", held.pk).context["refusal"].code == "admission.booking_in_use"
    assert post(phone, "leave", held.pk).status_code == 303
    assert "再订一次" in text(phone.get(reverse("hub:booking", args=[held.pk])))


def test_what_is_over_comes_in_pages(client_of, tea_room, lin, book, by, now):
    for day in range(1, 23):
        actions.give_back(book(tea_room, lin, at(10, day=day)), by=by, now=now)
    phone, address = client_of(lin), reverse("hub:mine")
    assert text(phone.get(address)).count("已取消") == 20
    assert text(phone.get(address, {"page": "2"})).count("已取消") == 2


@pytest.mark.parametrize(("every", "days"), [("1", [1, 2, 3]), ("7", [1, 8, 15]), ("14", [1, 15, 29])])
def test_again_and_again_is_daily_weekly_or_every_other_week(client_of, tea_room, lin, every, days):
    post(client_of(lin), "book-series", tea_room.pk, **form(every=every, times="3"))
    starts = RoomBooking.objects.order_by("booking__starts").values_list("booking__starts", flat=True)
    assert list(starts) == [at(10, day=day).starts for day in days]


def test_without_a_number_it_is_two_times_and_more_than_half_a_year_is_refused_at_its_field(client_of, tea_room, lin):
    phone = client_of(lin)
    assert len(post(phone, "book", tea_room.pk, **form(every="7", times="")).context["dates"]) == 2
    for times in ("1", "27"):
        assert post(phone, "book", tea_room.pk, **form(every="7", times=times)).status_code == 422
    assert not Series.objects.exists()


def test_a_series_is_its_holders_alone_and_what_waits_says_so(client_of, reception, lin, chen):
    answer = post(client_of(lin), "book-series", reception.pk, **form(every="7", times="3"))
    page = text(answer.client.get(answer.headers["Location"]))
    assert page.count("等审核") == 3
    assert client_of(chen).get(answer.headers["Location"]).status_code == 404


def test_terms_that_come_later_do_not_hold_today(client_of, tea_room, lin, by, now):
    actions.set_terms(tea_room, since=TODAY + 2 * DAY, bookable=False, by=by, now=now)
    assert 'name="purpose"' in text(room_page(client_of(lin), tea_room))


def test_members_of_the_houses_own_union_and_below_book_what_is_theirs(client_of, make_room, lin, su):
    room = make_room("内部会议室", who="own_members")
    assert 'name="purpose"' in text(room_page(client_of(lin), room))
    refused = text(room_page(client_of(su), room))
    assert "你的会籍在平城电机厂工会" in refused
    assert 'name="purpose"' not in refused


def test_an_officer_of_the_house_is_no_member_of_it(client_of, make_room, enrol, taiyuan, by, now):
    officer = enrol("周正", 402, None)
    people.appoint(officer, taiyuan, Role.OFFICER, by=by, now=now)
    answer = post(client_of(officer), "book", make_room("茶室").pk, **form())
    assert (answer.status_code, answer.context["refusal"].code) == (403, "hub.not_a_member")
