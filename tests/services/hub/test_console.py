"""What officers and the desk see: the day, the month, what waits, terms and layouts."""

from io import BytesIO
from urllib.parse import quote

from django.urls import reverse
from openpyxl import load_workbook

from gonghui.primitives.places import actions as places
from gonghui.services.hub.models import Layout, RoomBooking, RoomTerms
from gonghui.services.hub.pages import calendar_pages

from .conftest import HOUR, TODAY, TOMORROW, at, text


def test_the_day_shows_who_has_what(client_of, house, tea_room, lin, zhao, book):
    held = book(tea_room, lin, at(10))
    page = text(client_of(zhao).get(reverse("hub-console:day", args=[house.pk]), {"day": TOMORROW.isoformat()}))
    assert "品茶谈心" in page
    assert "林**" in page
    assert lin.name not in page
    assert reverse("hub-console:booking", args=[held.pk]) in page


def test_a_month_of_a_hundred_rooms_is_few_queries(house, make_room, lin, book, django_assert_max_num_queries):
    for number in range(100):
        make_room(f"房间{number}")
    rooms = calendar_pages.rooms_of(house)
    book(rooms[0], lin, at(10, 2 * HOUR))
    with django_assert_max_num_queries(12):
        page = calendar_pages.month_page(house, calendar_pages.rooms_of(house), TODAY)
    assert (len(page.rows), len(page.days)) == (100, 31)
    booked = [day for _room, days in page.rows for day in days if day.booked]
    assert [(day.day, day.booked, day.open, day.level) for day in booked] == [(TOMORROW, 120, 720, 1)]


def test_a_month_knows_closures_and_holidays(house, tea_room, by, now):
    places.close_for(house, at(0, 24 * HOUR, day=3), reason="消杀", by=by, now=now)
    [(_room, days)] = calendar_pages.month_page(house, calendar_pages.rooms_of(house), TODAY).rows
    opened = TODAY.day  # nobody is in before the first day
    assert [day.day.day for day in days if day.level == 5] == [*range(1, opened), 23]


def test_yes_and_no_from_the_queue(client_of, reception, lin, chen, zhao, book, now):
    first, second = book(reception, lin, at(10)), book(reception, chen, at(14))
    desk = client_of(zhao)
    assert text(desk.get(reverse("hub-console:asked"))).count('btn-sm btn-primary">通过</button>') == 2
    assert "接待室" in text(desk.get(reverse("faces:work")))
    desk.post(reverse("hub-console:admit", args=[first.pk]))
    desk.post(reverse("hub-console:refuse", args=[second.pk]), {"reason": "当天有会"})
    states = [RoomBooking.objects.for_page().get(pk=held.pk).state(now) for held in (first, second)]
    assert states == ["coming", "refused"]
    assert "没有等审核的预订" in text(desk.get(reverse("hub-console:asked")))


def test_a_no_without_a_reason_is_refused_in_place(client_of, reception, lin, zhao, book):
    held = book(reception, lin, at(10))
    answer = client_of(zhao).post(reverse("hub-console:refuse", args=[held.pk]), {"reason": ""})
    assert answer.context["refusal"].code == "hub.reason_missing"
    assert RoomBooking.objects.get().decided_at is None


def test_terms_and_layouts_are_set_in_the_console(client_of, house, zhao, by, now):
    room = places.add_room(house, kind="meeting", name="会议室", by=by, now=now)
    desk = client_of(zhao)
    assert "还没有规则" in text(desk.get(reverse("hub-console:room", args=[room.pk])))
    terms = {
        "since": TODAY.isoformat(), "bookable": "on", "who": "members", "longest_minutes": "120", "ahead_days": "14",
        "before": "15", "after": "15", "answer_hours": "24", "grace_minutes": "15", "says": "用完擦白板",
    }  # fmt: skip
    answer = desk.post(reverse("hub-console:terms", args=[room.pk]), terms)
    assert answer.status_code == 303
    assert RoomTerms.objects.get(room=room).longest_minutes == 120
    desk.post(reverse("hub-console:add-layout", args=[room.pk]), {"name": "回字形", "seats": "12"})
    layout = Layout.objects.get()
    desk.post(reverse("hub-console:remove-layout", args=[room.pk, layout.pk]))
    layout.refresh_from_db()
    assert layout.gone_at == now
    wrong = desk.post(reverse("hub-console:terms", args=[room.pk]), terms | {"after": "10"})
    assert wrong.status_code == 422


def test_the_list_is_exported_as_it_is_filtered_with_masked_names(
    client_of, house, tea_room, reception, lin, zhao, book
):
    book(tea_room, lin, at(10))
    book(reception, lin, at(14))
    month, address = f"{TOMORROW:%Y-%m}", reverse("hub-console:bookings", args=[house.pk])
    asked = {"month": month, "room": str(tea_room.pk), "export": "xlsx"}
    answer = client_of(zhao).get(address, asked)
    heads, row, *others = load_workbook(BytesIO(answer.content)).active.values
    cells = dict(zip(heads, row, strict=True))
    assert (cells["房间"], cells["预订人"], cells["状态"], others) == ("茶室", "林**", "已订", [])
    assert cells["时间 开始"].hour == 10
    assert f"{quote('职工会客厅预订')}%20{month}%20{quote('茶室')}.xlsx" in answer["Content-Disposition"]
