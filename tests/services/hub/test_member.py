"""What a worker sees of the rooms: houses, a day, a room, the booking, the calendar."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.kernel.window import Window
from gonghui.primitives.places import actions as places
from gonghui.services.hub import actions
from gonghui.services.hub.models import Feed, RoomBooking, Series
from gonghui.services.hub.pages.browse import free_now

from .conftest import HOUR, TOMORROW, at, form, post, text


def test_houses_are_listed_with_how_many_rooms_are_free(client_of, tea_room, reception, lin, book, now):
    book(tea_room, lin, at(10, day=0))
    page = text(client_of().get(reverse("hub:home")))
    assert "职工会客厅" in page
    assert "<b>1</b><span>间空着" in page


def test_a_day_shows_the_gaps_of_each_room_and_nobodys_name(client_of, house, tea_room, chen, book):
    book(tea_room, chen, at(10, 2 * HOUR))
    page = text(client_of().get(reverse("hub:house", args=[house.pk]), {"day": TOMORROW.isoformat()}))
    assert re.findall(r">\s*(\d+:\d\d–\d+:\d\d)\s*<", page) == ["9:00–10:00", "12:00–21:00"]
    assert chen.name not in page
    assert "品茶谈心" not in page


def test_a_day_of_thirty_rooms_costs_no_more_queries_than_of_one(
    client_of, house, make_room, lin, book, django_assert_max_num_queries
):
    make_room("一号")
    for number in range(29):
        book(make_room(f"茶室{number}"), lin, at(9 + number % 10, day=1 + number // 10))
    phone = client_of(lin)
    address = reverse("hub:house", args=[house.pk]) + f"?day={TOMORROW.isoformat()}"
    phone.get(address)
    with django_assert_max_num_queries(19):
        assert phone.get(address).status_code == 200


def test_booking_leads_to_its_receipt(client_of, tea_room, lin):
    phone = client_of(lin)
    answer = post(phone, "book", tea_room.pk, **form())
    held = RoomBooking.objects.get()
    assert answer.headers["Location"] == reverse("hub:booking", args=[held.pk])
    page = text(phone.get(answer.headers["Location"]))
    assert "预订成功" in page
    assert "读书会" in page
    assert "取消预订" in page


def test_a_double_click_is_one_booking(client_of, tea_room, lin):
    phone, filled = client_of(lin), form()
    assert {post(phone, "book", tea_room.pk, **filled).status_code for _twice in range(2)} == {303}
    assert RoomBooking.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ends": "10:00"}, "window.empty"),
        ({"ends": "09:00"}, "window.ends_before_it_starts"),
        ({"starts": "10:10"}, "admission.not_a_quarter_hour"),
        ({"starts": "08:00"}, "hub.outside_hours"),
        ({"ends": "20:00"}, "hub.too_long"),
        ({"day": "2026-05-19"}, "admission.hours_past"),
        ({"day": "2027-05-19"}, "hub.too_far_ahead"),
        ({"people": "9"}, "hub.too_many"),
        ({"layout": "倒立"}, "hub.unknown_layout"),
        ({"equipment": "projector"}, "hub.unknown_equipment"),
        ({"key": ""}, "faces.form_key"),
    ],
)
def test_a_no_stands_on_the_page_with_the_form_as_it_was(client_of, tea_room, lin, changes, code):
    answer = post(client_of(lin), "book", tea_room.pk, **form(**changes))
    assert answer.context["refusal"].code == code
    assert f'data-code="{code}"' in text(answer)
    assert "读书会" in text(answer)
    assert not RoomBooking.objects.exists()


@pytest.mark.parametrize("changes", [{"day": "x"}, {"purpose": ""}, {"people": "0"}, {"starts": "25:00"}])
def test_what_cannot_be_read_is_said_at_its_field(client_of, tea_room, lin, changes):
    answer = post(client_of(lin), "book", tea_room.pk, **form(**changes))
    assert answer.status_code == 422
    assert "k-field-wrong" in text(answer)


def test_every_week_shows_the_dates_first_and_books_the_free_ones(client_of, tea_room, lin, chen, book):
    book(tea_room, chen, at(10, day=8))
    phone, filled = client_of(lin), form(every="7", times="4")
    shown = post(phone, "book", tea_room.pk, **filled)
    assert "4 次里有 3 次空着" in text(shown)
    assert "5月28日 10:00-11:00 已经被订了" in text(shown)
    assert not Series.objects.exists(), "nothing is booked before it is confirmed"
    answer = post(phone, "book-series", tea_room.pk, **filled)
    page = text(phone.get(answer.headers["Location"]))
    assert page.count("看预订") == 3
    assert "已经被订了" in page


def test_a_room_that_is_not_for_me_says_why_and_offers_no_form(client_of, make_room, lin):
    room = make_room("两岸茶室", who="compatriots")
    page = text(client_of(lin).get(reverse("hub:room", args=[room.pk])))
    assert "供台湾职工和乡亲预订" in page
    assert 'name="purpose"' not in page


def test_a_visitor_sees_the_room_and_is_asked_to_sign_in(client_of, tea_room):
    page = text(client_of().get(reverse("hub:room", args=[tea_room.pk])))
    assert "登录后预订" in page
    assert 'name="purpose"' not in page


def test_the_tapped_gap_is_what_the_form_proposes(client_of, tea_room, lin, chen, book):
    book(tea_room, chen, at(12))
    address = reverse("hub:room", args=[tea_room.pk])
    page = text(client_of(lin).get(address, {"day": TOMORROW.isoformat(), "from": "13:00"}))
    assert re.findall(r'<option value="(\d\d:\d\d)" selected>', page) == ["13:00", "14:00"]


def test_giving_back_is_once_and_only_mine(client_of, tea_room, lin, chen, book):
    held = book(tea_room, lin, at(10))
    assert post(client_of(chen), "give-back", held.pk).status_code == 404
    phone = client_of(lin)
    post(phone, "give-back", held.pk)
    page = text(phone.get(reverse("hub:booking", args=[held.pk])))
    assert "已取消" in page
    assert "再订一次" in page


def test_mine_lists_what_comes_before_what_is_over(client_of, tea_room, lin, book, by, now):
    actions.give_back(book(tea_room, lin, at(15)), by=by, now=now)
    book(tea_room, lin, at(10))
    page = text(client_of(lin).get(reverse("hub:mine")))
    assert page.index("已订") < page.index("以前的") < page.index("已取消")


def test_the_calendar_address_is_told_once_and_read_without_signing_in(client_of, tea_room, lin, book, by, now):
    book(tea_room, lin, at(10))
    phone = client_of(lin)
    address = re.search(r'value="(http[^"]+\.ics)"', text(phone.post(reverse("hub:open-feed"))))[1]
    assert address not in text(phone.get(reverse("hub:mine")))
    answer = Client().get(address.removeprefix("http://testserver"))
    assert answer.headers["Content-Type"].startswith("text/calendar")
    said = text(answer).replace("\r\n ", "")
    assert "DTSTART:20260521T020000Z" in said
    assert "SUMMARY:茶室 品茶谈心" in said
    assert len(Feed.objects.get().digest) == 64, "only its hash is kept"


def test_a_revoked_or_replaced_address_is_like_one_that_never_was(client_of, lin, by, now):
    phone = client_of(lin)
    tokens = [actions.open_feed(lin, by=by, now=now) for _twice in range(2)]
    read = [Client().get(reverse("hub:calendar", args=[token])).status_code for token in tokens]
    assert read == [404, 200]
    phone.post(reverse("hub:revoke-feed"))
    assert Client().get(reverse("hub:calendar", args=[tokens[1]])).status_code == 404
    assert Client().get(reverse("hub:calendar", args=["x"])).status_code == 404


def test_a_rooms_calendar_holds_no_name(tea_room, lin, zhao, book, by, now):
    held = book(tea_room, lin, at(10))
    token = actions.open_feed(zhao, room=tea_room, by=by, now=now)
    said = text(Client().get(reverse("hub:calendar", args=[token])))
    assert "品茶谈心" in said
    assert lin.name not in said
    assert held.booking.code not in said


def test_a_rooms_calendar_is_the_rooms_whichever_officer_made_it(tea_room, zhao, qian, by, now):
    token = actions.open_feed(zhao, room=tea_room, by=by, now=now)
    own = actions.open_feed(zhao, by=by, now=now)
    actions.revoke_feed(qian, room=tea_room, by=by, now=now)
    read = [Client().get(reverse("hub:calendar", args=[one])).status_code for one in (token, own)]
    assert read == [404, 200]


def test_what_was_given_back_is_cancelled_in_the_calendar(client_of, tea_room, lin, book, by, now):
    held = book(tea_room, lin, at(10))
    actions.give_back(held, by=by, now=now)
    said = text(client_of(lin).get(reverse("hub:booking-file", args=[held.pk])))
    assert "STATUS:CANCELLED" in said


def test_the_pages_speak_traditional_script(client_of, tea_room, house, lin, book):
    held = book(tea_room, lin, at(10))
    phone = client_of(lin)
    phone.post(reverse("faces:language"), {"language": "zh-hant", "next": "/"})
    for name, pk, word in (("house", house.pk, "怎麼去"), ("room", tea_room.pk, "預訂"), ("booking", held.pk, "預訂")):
        page = text(phone.get(reverse(f"hub:{name}", args=[pk])))
        assert 'lang="zh-hant"' in page
        assert "職工會客廳" in page
        assert word in page
        assert "职工会客厅" not in page
        assert not re.search(r"\{\w|小时|分钟|\d月\d+号|\d{4}-\d\d<", page)


def test_a_closed_stretch_shows_its_reason(client_of, tea_room, house, by, now):
    places.close_for(house, at(12, 2 * HOUR), reason="检修空调", by=by, now=now)
    page = text(client_of().get(reverse("hub:room", args=[tea_room.pk]), {"day": TOMORROW.isoformat()}))
    assert "检修空调" in page
    assert "9:00–12:00" in page


def test_my_booking_stands_on_home_and_is_found_by_its_code(client_of, tea_room, lin, book):
    held = book(tea_room, lin, at(10))
    phone = client_of(lin)
    assert "茶室" in text(phone.get("/"))
    answer = phone.post(reverse("faces:scan"), {"code": held.booking.code})
    assert answer.headers["Location"] == reverse("hub:booking", args=[held.pk])


def test_done_early_from_the_phone(client_of, tea_room, lin, book, by, now):
    held = book(tea_room, lin, at(10, 2 * HOUR, day=0))
    actions.receive(held, by=by, now=now)
    phone = client_of(lin)
    assert "用完了" in text(phone.get(reverse("hub:booking", args=[held.pk])))
    post(phone, "leave", held.pk)
    assert RoomBooking.objects.get().booking.left_at == now


def test_nothing_is_said_to_be_free_in_a_house_that_is_shut(house, make_room, by, now):
    first, _second = make_room("茶室"), make_room("会议室")
    assert free_now([house], now)[house.pk] == 2
    hour = Window(now, now + timedelta(hours=1))
    places.close_for(first, hour, reason="换茶席", by=by, now=now)
    assert free_now([house], now)[house.pk] == 1
    assert free_now([house], now.replace(hour=23))[house.pk] == 0
    places.close_for(house, hour, reason="停电", by=by, now=now)
    assert free_now([house], now)[house.pk] == 0
