"""The desk of a house: who may stand there, who is let in, who goes, and what it says to the rest."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from gonghui.primitives.hours.models import Hour
from gonghui.primitives.places import actions as places
from gonghui.services.hub import actions
from gonghui.services.hub.models import RoomBooking

from .conftest import HOUR, at, text


@pytest.fixture
def desk(client_of, house, wu):
    """Wu's desk: an operator of the house's union. `desk()` is the page, `desk(code)` what it says to a code."""
    client, address = client_of(wu), reverse("hub-counter:desk", args=[house.pk])
    return lambda code=None: client.get(address) if code is None else client.post(address, {"code": code})


def test_it_lets_in_by_code_and_says_no_by_name(desk, tea_room, lin, book):
    held = book(tea_room, lin, at(10, day=0))
    answer = desk(held.booking.code)
    assert "k-verdict-yes" in text(answer)
    assert lin.name in text(answer)
    assert "登记离开" in text(answer)
    assert desk("K7M").context["refusal"].code == "codes.length"


def test_it_is_only_for_who_receives_there(client_of, house, lin, zhao):
    address = reverse("hub-counter:desk", args=[house.pk])
    assert client_of(lin).get(address).status_code == 404
    assert client_of(zhao).get(address).status_code == 200


def test_who_looks_after_a_house_stands_at_its_desk_and_at_no_other(client_of, house, datong_house, lin, by, now):
    phone = client_of(lin)
    assert "大同会客厅" not in text(phone.get(reverse("hub-counter:home")))
    places.add_keeper(datong_house, lin, by=by, now=now)
    listed = text(phone.get(reverse("hub-counter:home")))
    assert "大同会客厅" in listed
    assert "职工会客厅" not in listed
    assert phone.get(reverse("hub-counter:desk", args=[datong_house.pk])).status_code == 200
    assert phone.get(reverse("hub-counter:desk", args=[house.pk])).status_code == 404


def test_it_lists_today_in_order_of_time_without_names_and_without_what_was_given_back(
    desk, tea_room, make_room, lin, chen, su, qian, book, by, now
):
    book(tea_room, chen, at(14, day=0))
    book(make_room("会议室", who="everyone"), qian, at(11, day=0))
    book(tea_room, su, at(10, day=1))
    actions.give_back(book(tea_room, lin, at(16, day=0)), by=by, now=now)
    listed = desk().context["listed"]
    assert [(held.booking.holder, state) for held, state, _may_come in listed] == [(qian, "coming"), (chen, "coming")]
    assert "陈**" in text(desk())
    assert chen.name not in text(desk())


def test_an_empty_day_is_said(desk, tea_room):
    assert "今天还没有预订" in text(desk())


def test_a_code_of_another_house_says_where_to_go(desk, datong_house, lin, book, by, now):
    room = places.add_room(datong_house, kind="tea", name="茶室", seats=4, by=by, now=now)
    actions.set_terms(room, since=now.date(), by=by, now=now)
    held = book(room, lin, at(10, day=0))
    answer = desk(held.booking.code)
    assert answer.context["refusal"].code == "hub.booked_elsewhere"
    assert "大同会客厅" in answer.context["refusal"].says
    assert RoomBooking.objects.get().booking.arrived_at is None


def test_who_comes_too_early_is_told_when_and_the_code_stays_in_the_field(desk, tea_room, lin, book):
    held = book(tea_room, lin, at(10.5, day=0))
    answer = desk(held.booking.code)
    assert (answer.status_code, answer.context["refusal"].code) == (409, "hub.too_early")
    assert held.booking.code in text(answer)
    assert RoomBooking.objects.get().booking.arrived_at is None


def test_what_still_waits_for_a_yes_lets_nobody_in(desk, reception, lin, book):
    held = book(reception, lin, at(10, day=0))
    assert desk(held.booking.code).context["refusal"].code == "admission.booking_not_confirmed"


def test_what_is_over_lets_nobody_in(desk, tea_room, lin, book, clock_at):
    held = book(tea_room, lin, at(10, day=0))
    clock_at(at(11, day=0).starts)
    assert desk(held.booking.code).context["refusal"].code == "admission.booking_over"


def test_who_leaves_is_written_down_once_and_the_rest_is_free(desk, client_of, house, tea_room, lin, zhao, book, now):
    held = book(tea_room, lin, at(10, 4 * HOUR, day=0))
    desk(held.booking.code)
    officer, address = client_of(zhao), reverse("hub-counter:leave", args=[house.pk, held.pk])
    assert officer.post(address).status_code == 303
    assert officer.post(address).status_code == 303
    held.booking.refresh_from_db()
    assert held.booking.left_at == now
    assert not Hour.objects.filter(booking=held.booking, at__gt=now).exists()
    assert "登记离开" not in text(desk())


def test_who_never_came_does_not_leave(desk, client_of, house, tea_room, lin, zhao, book):
    held = book(tea_room, lin, at(10, day=0))
    answer = client_of(zhao).post(reverse("hub-counter:leave", args=[house.pk, held.pk]))
    assert (answer.status_code, answer.context["refusal"].code) == (409, "admission.not_arrived")


def test_a_booking_of_another_house_is_not_left_from_this_desk(
    client_of, house, datong_house, lin, zhao, book, by, now
):
    room = places.add_room(datong_house, kind="tea", name="茶室", seats=4, by=by, now=now)
    actions.set_terms(room, since=now.date(), by=by, now=now)
    held = book(room, lin, at(10, day=0))
    actions.receive(held, by=by, now=now)
    assert client_of(zhao).post(reverse("hub-counter:leave", args=[house.pk, held.pk])).status_code == 404
    assert RoomBooking.objects.get().booking.left_at is None


def test_who_left_the_code_at_home_is_let_in_from_the_list_once_it_is_time(
    desk, client_of, house, tea_room, lin, chen, zhao, book
):
    held, later = book(tea_room, lin, at(10, day=0)), book(tea_room, chen, at(15, day=0))
    officer, address = client_of(zhao), reverse("hub-counter:let-in", args=[house.pk, held.pk])
    assert [(held.booking.holder, may_come) for held, _state, may_come in desk().context["listed"]] == [
        (lin, True),
        (chen, False),
    ]
    assert text(desk()).count("没带凭证码") == 1
    assert officer.post(address).status_code == 303
    held.booking.refresh_from_db()
    assert held.booking.arrived_at
    assert "没带凭证码" not in text(desk())
    early = officer.post(reverse("hub-counter:let-in", args=[house.pk, later.pk]))
    assert (early.status_code, early.context["refusal"].code) == (409, "hub.too_early")


@pytest.fixture
def alone(client_of, house, wu, now):
    """What Wu's desk did without a network, told now: `alone((code, 40), …)`, so many minutes ago."""
    device, address = client_of(wu), reverse("hub-counter:taps", args=[house.pk])

    def told(*came):
        taps = [
            {"id": str(uuid.UUID(int=100 + n)), "act": "receive", "of": str(house.pk), "value": code,
             "at": int((now - timedelta(minutes=ago)).timestamp() * 1000)}
            for n, (code, ago) in enumerate(came)
        ]  # fmt: skip
        body = {"device": str(uuid.UUID(int=1)), "taps": taps}
        return device.post(address, body, "application/json").json()["taps"]

    return told


def test_who_came_while_the_network_was_gone_came_at_that_time_and_once(alone, tea_room, lin, book, now):
    held = book(tea_room, lin, at(9.5, day=0), now=now - HOUR)
    for _again in range(2):
        assert [told["outcome"] for told in alone((held.booking.code, 25))] == ["done"]
    held.booking.refresh_from_db()
    assert held.booking.arrived_at == now - timedelta(minutes=25)


def test_what_a_desk_alone_could_not_know_is_answered_by_name(alone, tea_room, datong_house, lin, chen, book, by, now):
    elsewhere = places.add_room(datong_house, kind="tea", name="茶室", seats=4, by=by, now=now)
    actions.set_terms(elsewhere, since=now.date(), by=by, now=now)
    there, early = book(elsewhere, lin, at(10, day=0)), book(tea_room, chen, at(11, day=0))
    answers = alone((there.booking.code, 5), (early.booking.code, 4), ("2222222222", 3))
    assert [told["outcome"] for told in answers] == ["refused"] * 3
    assert "大同会客厅" in answers[0]["says"]
    assert "来早了" in answers[1]["says"]
    assert "没有找到" in answers[2]["says"]
    assert not RoomBooking.objects.exclude(booking__arrived_at=None).exists()


def test_the_page_that_a_device_keeps_shows_nobody(client_of, house, tea_room, lin, wu, book):
    book(tea_room, lin, at(10, day=0))
    kept = text(client_of(wu).get(reverse("hub-counter:desk", args=[house.pk]), {"alone": "1"}))
    assert "没有网络" in kept
    assert "今天的预订" not in kept
