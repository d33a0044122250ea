"""The open API of the reading rooms: what an app of somebody else finds, does, and is told."""

from datetime import timedelta

import pytest

from gonghui.kernel.window import Window
from gonghui.primitives.places import actions as places
from gonghui.services.reading import actions as reading
from gonghui.services.reading.models import Hold, Loan, Seat, SeatBooking, Visit

from .conftest import key_of

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
START, END = "2026-05-20T03:00:00Z", "2026-05-20T05:00:00Z"  # 11:00 to 13:00 in Shanghai


def code(answer):
    status, body = answer
    return status, body["error"]["code"]


# Finding


def test_rooms_are_told_with_their_state_and_free_seats(library, hall, bank, api):
    status, rooms = api()("GET", "/rooms")
    assert status == 200
    [first, second] = rooms
    assert (first["name"], first["seats"], first["free"], first["open"], first["metres"]) == (
        "工惠图书馆",
        6,
        6,
        True,
        None,
    )
    assert second["name"] == "金融书屋"


def test_rooms_near_a_point_come_nearest_first_and_only_open_ones_if_asked(library, bank, api, by, now):
    ask = api()
    near = ask("GET", "/rooms?lat=37.88&lon=112.56")[1]
    assert [room["name"] for room in near] == ["金融书屋", "工惠图书馆"]
    assert near[0]["metres"] < near[1]["metres"]
    places.close_for(bank.premises, Window(now - HOUR, now + HOUR), reason="消杀", by=by, now=now)
    assert [room["name"] for room in ask("GET", "/rooms?lat=37.88&lon=112.56&open_now=true")[1]] == ["工惠图书馆"]
    assert ask("GET", "/rooms?lat=37.88")[0] == 422, "half a point is none"


def test_a_search_is_capped_and_says_that_there_is_more(add, api):
    for number in range(51):
        add(f"活着{number}", codes=(f"N{number}",))
    found = api()("GET", "/titles?q=活着")[1]
    assert (len(found["items"]), found["more"]) == (50, True)
    assert api()("GET", "/titles?q=活着50")[1]["items"][0]["name"] == "活着50"


def test_a_search_within_a_room_leaves_the_others_out(add, library, bank, api):
    add("三体", codes=("S1",), room=bank)
    ask = api()
    assert [one["name"] for one in ask("GET", f"/titles?q=三体&at={bank.premises.pk}")[1]["items"]] == ["三体"]
    assert ask("GET", f"/titles?q=三体&at={library.premises.pk}")[1]["items"] == []


# Borrowing


def test_my_loans_come_newest_first_in_pages(add, lin, chen, lend, back, api):
    copies = add("活着", codes=("A", "B", "C"))
    for copy in copies:
        lend(copy, lin)
    back(copies[0])
    lend(add("家")[0], chen)
    first = api(lin)("GET", "/loans?limit=2")[1]
    assert [one["code"] for one in first["items"]] == ["C", "B"]
    rest = api(lin)("GET", f"/loans?limit=2&after={first['next']}")[1]
    assert [(one["code"], one["ended_at"] is None) for one in rest["items"]] == [("A", False)]


def test_a_loan_is_kept_longer_by_its_reader_only(dream, lin, chen, lend, api):
    loan = lend(dream, lin)
    assert api(chen)("POST", f"/loans/{loan.pk}/renewal")[0] == 404
    status, told = api(lin)("POST", f"/loans/{loan.pk}/renewal")
    assert (status, told["renewed"], told["name"]) == (200, 1, "红楼梦")
    assert code(api(lin)("POST", f"/loans/{loan.pk}/renewal")) == (409, "reading.no_more_renewals")


def test_a_hold_is_placed_once_for_a_key_and_told_with_its_place(dream, library, lin, su, lend, api):
    lend(dream, su)
    ask = api(lin)
    asked = ("POST", f"/titles/{dream.title_id}/holds")
    first, again = (ask(*asked, key=key_of(1), pick_up=str(library.premises.pk)) for _time in range(2))
    assert first == again
    assert (first[1]["position"], first[1]["ready_at"]) == (1, None)
    assert ask("GET", "/holds")[1] == [first[1]]
    assert code(ask(*asked, key=key_of(2), pick_up=str(library.premises.pk))) == (409, "reading.already_holding")
    assert Hold.objects.count() == 1


@pytest.mark.parametrize(("key", "expected"), [("", "faces.idempotency_key"), ("not a uuid", "faces.idempotency_key")])
def test_without_a_key_nothing_is_held(key, expected, dream, library, lin, api):
    answer = api(lin)("POST", f"/titles/{dream.title_id}/holds", key=key, pick_up=str(library.premises.pk))
    assert code(answer) == (422, expected)
    assert not Hold.objects.exists()


def test_a_hold_is_given_up_and_the_next_is_told(dream, library, lin, chen, hold, api):
    first, second = hold(dream.title, lin), hold(dream.title, chen)
    assert api(chen)("DELETE", f"/holds/{first.pk}")[0] == 404
    assert api(lin)("DELETE", f"/holds/{first.pk}") == (204, None)
    assert code(api(lin)("DELETE", f"/holds/{first.pk}")) == (409, "reading.hold_over")
    assert "预约的书到了" in chen.notices.get().title
    [told] = api(chen)("GET", "/holds")[1]
    assert (told["id"], told["position"], told["ready_at"] is None) == (str(second.pk), 0, False)


def test_a_room_that_is_given_up_holds_no_books(dream, bank, lin, api, by, now):
    places.close_premises(bank.premises, reason="搬迁", by=by, now=now)
    asked = {"key": key_of(1), "pick_up": str(bank.premises.pk)}
    assert api(lin)("POST", f"/titles/{dream.title_id}/holds", **asked)[0] == 404


# Sitting


def test_seats_are_told_free_or_not_for_the_hours_asked(library, seat, lin, chen, api, by, now):
    reading.book_seat(seat, lin, Window(now + HOUR, now + 3 * HOUR), key="k", by=by, now=now)
    asked = f"/rooms/{library.premises.pk}/seats?starts={START}&ends={END}"

    def first(person):
        told = next(one for one in api(person)("GET", asked)[1] if one["label"] == "A1")
        return told["free"], told["mine"]

    assert (first(lin), first(chen), first(None)) == ((False, True), (False, False), (False, False))
    later = f"/rooms/{library.premises.pk}/seats?starts=2026-05-20T05:00:00&ends=2026-05-20T06:00:00"
    assert {one["free"] for one in api()("GET", later)[1]} == {True}, "a moment without a zone is UTC"
    assert api()("GET", f"/rooms/{library.premises.pk}/seats?starts={END}&ends={START}")[0] == 422


def test_a_seat_is_booked_come_to_and_left(seat, lin, api, set_clock, now):
    ask = api(lin)
    asked = {"key": key_of(1), "starts": START, "ends": END}
    first, again = (ask("POST", f"/seats/{seat.pk}/bookings", **asked) for _time in range(2))
    assert first == again
    booked = SeatBooking.objects.get()
    assert (first[1]["label"], first[1]["room"]) == ("A1", str(booked.premises_id))
    assert code(ask("POST", f"/bookings/{booked.pk}/arrival", code=booked.premises.code)) == (
        409,
        "reading.not_yet_time",
    )
    set_clock(now + HOUR)
    assert ask("POST", f"/bookings/{booked.pk}/arrival", code=booked.premises.code)[1]["arrived_at"] is not None
    assert ask("POST", f"/bookings/{booked.pk}/leaving")[1]["left_at"] is not None
    assert Visit.objects.count() == 1


def test_two_apps_do_not_get_one_seat(seat, lin, chen, api):
    asked = {"starts": START, "ends": END}
    assert api(lin)("POST", f"/seats/{seat.pk}/bookings", key=key_of(1), **asked)[0] == 200
    assert code(api(chen)("POST", f"/seats/{seat.pk}/bookings", key=key_of(1), **asked)) == (
        409,
        "admission.hours_taken",
    )


def test_a_seat_given_back_is_free_and_anothers_is_not_there(seat, lin, chen, api):
    api(lin)("POST", f"/seats/{seat.pk}/bookings", key=key_of(1), starts=START, ends=END)
    booked = SeatBooking.objects.get()
    for method, path in (("POST", "/arrival"), ("POST", "/leaving"), ("DELETE", "")):
        assert api(chen)(method, f"/bookings/{booked.pk}{path}")[0] == 404
    assert api(lin)("DELETE", f"/bookings/{booked.pk}") == (204, None)
    assert api(chen)("POST", f"/seats/{seat.pk}/bookings", key=key_of(1), starts=START, ends=END)[0] == 200


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2026-05-20T03:05:00Z", END, "admission.not_a_quarter_hour"),
        (START, "2026-05-20T08:00:00Z", "reading.seat_too_long"),
        ("2026-06-20T03:00:00Z", "2026-06-20T05:00:00Z", "reading.seat_too_far_ahead"),
        ("2026-05-20T13:00:00Z", "2026-05-20T14:00:00Z", "reading.room_not_open"),
    ],
)
def test_hours_that_cannot_be_are_refused_by_name(starts, ends, expected, seat, lin, api):
    answer = api(lin)("POST", f"/seats/{seat.pk}/bookings", key=key_of(1), starts=starts, ends=ends)
    assert code(answer)[1] == expected
    assert not SeatBooking.objects.exists()
    assert Seat.objects.filter(closed_at=None).count() == 6


# The desk


def test_a_keeper_asks_for_their_own_desk(library, bank, librarian, wu, lin, api):
    assert [one["name"] for one in api(librarian)("GET", "/desks")[1]] == ["金融书屋"]
    assert {one["name"] for one in api(wu)("GET", "/desks")[1]} == {"工惠图书馆", "金融书屋"}
    assert api(lin)("GET", "/desks")[1] == []
    assert api(librarian)("POST", f"/desks/{library.pk}/scans", key=key_of(1), code="X")[0] == 404


def test_a_scan_sent_again_is_the_same_scan(dream, library, wu, lin, api):
    ask = api(wu)
    asked = {"key": key_of(1), "code": "HLM1", "reader": lin.member_code}
    first, again = (ask("POST", f"/desks/{library.pk}/scans", **asked) for _time in range(2))
    assert first == again
    assert first[1]["title"] == "红楼梦"
    assert Loan.objects.count() == 1
    assert code(ask("POST", f"/desks/{library.pk}/scans", code="HLM1")) == (422, "faces.idempotency_key")


def test_a_desk_tells_its_hour_without_a_network_as_the_page_does(dream, library, wu, lin, api, now):
    at = int((now - HOUR).timestamp() * 1000)
    acts = [{"id": key_of(5), "act": "lend", "at": at, "copy_code": "HLM1", "reader": lin.member_code}]
    asked = ("POST", f"/desks/{library.pk}/acts")
    first, again = (api(wu)(*asked, device=key_of(1), acts=acts) for _time in range(2))
    assert first == again == (200, {"acts": [{"id": key_of(5), "outcome": "done", "says": ""}]})
    assert Loan.objects.get().lent_at == now - HOUR
    reused = [acts[0] | {"act": "give_back"}]
    assert api(wu)(*asked, device=key_of(1), acts=reused)[1]["acts"][0]["outcome"] == "refused"
    assert Loan.objects.get().ended_at is None


def test_a_list_without_a_network_comes_with_the_key_to_verify_it(dream, library, wu, api):
    told = api(wu)("GET", f"/desks/{library.pk}/list")[1]
    assert set(told) == {"list", "signature", "public_key"}
    assert "HLM1" not in told["list"]
