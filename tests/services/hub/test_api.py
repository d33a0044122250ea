"""The rooms over the API: found, booked, given back, come to; every no by its code."""

import uuid
from datetime import UTC

import pytest

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.primitives.places import actions as places
from gonghui.services.hub import actions
from gonghui.services.hub.models import RoomBooking

from .conftest import TOMORROW, at


def test_the_api_books_shows_and_gives_back(api, house, tea_room, lin):
    call = api(lin)
    assert call("GET", "/")[1][0]["rooms"] == 1
    window = at(10)
    body = {"starts_at": window.starts.isoformat(), "ends_at": window.ends.isoformat(), "purpose": "读书会"}
    key = str(uuid.uuid4())
    status, held = call("POST", f"/rooms/{tea_room.pk}/bookings", body, key)
    assert (status, held["state"]) == (200, "coming")
    assert call("POST", f"/rooms/{tea_room.pk}/bookings", body, key)[1]["id"] == held["id"]
    day = call("GET", f"/{house.pk}/rooms?day={TOMORROW.isoformat()}")[1][0]["day"]
    assert [stretch["what"] for stretch in day] == ["free", "mine", "free"]
    assert call("GET", "/bookings")[1]["items"][0]["id"] == held["id"]
    assert call("DELETE", f"/bookings/{held['id']}")[0] == 204
    assert call("GET", f"/bookings/{held['id']}")[1]["state"] == "given_back"


def test_the_api_says_no_by_code(api, tea_room, lin):
    call, window = api(lin), at(8)
    body = {"starts_at": window.starts.isoformat(), "ends_at": window.ends.isoformat(), "purpose": "早茶"}
    status, answer = call("POST", f"/rooms/{tea_room.pk}/bookings", body)
    assert (status, answer["error"]["code"]) == (422, "hub.outside_hours")
    naive = body | {"starts_at": "2026-05-21T10:00:00"}
    assert call("POST", f"/rooms/{tea_room.pk}/bookings", naive)[1]["error"]["code"] == "faces.bad_fields"


def test_the_desk_receives_over_the_api(api, house, tea_room, lin, wu, book):
    held = book(tea_room, lin, at(10, day=0))
    status, answer = api(wu)("POST", f"/{house.pk}/arrivals", {"code": held.booking.code})
    assert (status, answer["holder"]) == (200, "林**")
    assert api(lin)("POST", f"/{house.pk}/arrivals", {"code": held.booking.code})[0] == 404


def test_a_visitor_reads_houses_and_rooms_and_is_not_told_why_not(house, make_room, client_of):
    make_room("两岸茶室", who="compatriots")
    visitor = client_of()
    [found] = visitor.get("/api/v1/hub/").json()
    assert (found["name"], found["rooms"], found["free_now"]) == ("职工会客厅", 1, 1)
    [room] = visitor.get(f"/api/v1/hub/{house.pk}/rooms").json()
    assert (room["who"], room["why_not"], room["longest_minutes"]) == ("compatriots", None, 240)


def test_a_member_is_told_why_not_and_a_room_without_terms_is_told_apart(api, house, make_room, lin, by, now):
    make_room("两岸茶室", who="compatriots")
    places.add_room(house, kind="desk", name="工位", by=by, now=now)
    call = api(lin)
    rooms = {room["name"]: room for room in call("GET", f"/{house.pk}/rooms")[1]}
    assert rooms["两岸茶室"]["why_not"]["code"] == "hub.not_a_compatriot"
    assert (rooms["工位"]["who"], rooms["工位"]["longest_minutes"], rooms["工位"]["asks"]) == (None, None, False)


@pytest.mark.parametrize("day", ["2029-01-01", "2020-01-01"])
def test_a_day_out_of_reach_is_today(api, house, tea_room, lin, day):
    room = api(lin)("GET", f"/{house.pk}/rooms?day={day}")[1][0]
    assert room["day"][0]["starts_at"].startswith("2026-05-20")
    assert room["day"][0]["what"] == "past"


def test_a_house_given_up_is_in_no_answer(api, house, tea_room, lin, by, now):
    places.close_premises(house, reason="拆迁", by=by, now=now)
    call = api(lin)
    assert call("GET", "/") == (200, [])
    assert call("GET", f"/{house.pk}/rooms")[0] == 404
    assert call("POST", f"/rooms/{tea_room.pk}/bookings", asked_for(at(10)))[0] == 404


def asked_for(window, **more):
    return {"starts_at": window.starts.isoformat(), "ends_at": window.ends.isoformat(), "purpose": "读书会"} | more


def test_a_booking_needs_a_key_and_another_room_needs_another(api, tea_room, make_room, lin):
    call, key = api(lin), str(uuid.uuid4())
    assert call("POST", f"/rooms/{tea_room.pk}/bookings", asked_for(at(10)), "x")[1]["error"]["code"] == (
        "faces.idempotency_key"
    )
    assert call("POST", f"/rooms/{tea_room.pk}/bookings", asked_for(at(10)), key)[0] == 200
    status, answer = call("POST", f"/rooms/{make_room('会议室').pk}/bookings", asked_for(at(12)), key)
    assert (status, answer["error"]["code"]) == (409, "admission.booking_key_reused")
    assert RoomBooking.objects.count() == 1


def test_what_waits_for_a_yes_says_until_when_and_every_time_is_utc(api, reception, lin, now, clock_at):
    call = api(lin)
    clock_at(now.astimezone(UTC))
    status, held = call("POST", f"/rooms/{reception.pk}/bookings", asked_for(at(14)))
    assert (status, held["state"], held["confirm_by"]) == (200, "asked", "2026-05-21T02:00:00Z")
    assert (held["starts_at"], held["ends_at"]) == ("2026-05-21T06:00:00Z", "2026-05-21T07:00:00Z")


def test_the_wish_is_kept_and_read_back(api, tea_room, lin, by, now):
    actions.add_layout(tea_room, name="围坐", seats=6, by=by, now=now)
    wish = asked_for(at(10), people=5, layout="围坐", equipment=["tea_set"])
    held = api(lin)("POST", f"/rooms/{tea_room.pk}/bookings", wish)[1]
    kept = RoomBooking.objects.get(pk=held["id"])
    assert (kept.people, kept.layout.name, kept.equipment, held["people"]) == (5, "围坐", ["tea_set"], 5)


def test_bookings_of_others_are_not_there_to_read_or_to_give_back(api, tea_room, lin, chen, book):
    held = book(tea_room, chen, at(10))
    call = api(lin)
    assert call("GET", "/bookings")[1] == {"items": [], "next": None}
    assert call("GET", f"/bookings/{held.pk}")[0] == 404
    assert call("DELETE", f"/bookings/{held.pk}")[0] == 404
    assert RoomBooking.objects.get().booking.released_at is None


def test_my_bookings_come_in_pages_newest_first(api, tea_room, lin, book):
    held = [str(book(tea_room, lin, at(10, day=day)).pk) for day in range(1, 6)]
    call = api(lin)
    first = call("GET", "/bookings?limit=3")[1]
    rest = call("GET", f"/bookings?limit=3&after={first['next']}")[1]
    assert [one["id"] for one in first["items"] + rest["items"]] == held[::-1]
    assert rest["next"] is None


def test_giving_back_is_once_and_not_after_coming(api, tea_room, lin, book, by, now):
    gone, here = book(tea_room, lin, at(12)), book(tea_room, lin, at(10, day=0))
    actions.receive(here, by=by, now=now)
    call = api(lin)
    assert [call("DELETE", f"/bookings/{gone.pk}")[0] for _twice in range(2)] == [204, 204]
    assert call("DELETE", f"/bookings/{here.pk}")[1]["error"]["code"] == "admission.booking_in_use"


def test_a_desk_of_another_city_receives_nobody_here(api, house, tea_room, lin, datong, book, enrol, by, now):
    held, clerk = book(tea_room, lin, at(10, day=0)), enrol("周正", 401, None)
    people.appoint(clerk, datong, Role.OPERATOR, by=by, now=now)
    assert api(clerk)("POST", f"/{house.pk}/arrivals", {"code": held.booking.code})[0] == 404
    assert RoomBooking.objects.get().booking.arrived_at is None
