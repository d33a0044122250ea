"""The open API of stations: each operation does what its page does, and tells it in the same shape every time."""

import json
from datetime import datetime, timedelta

import pytest
from django.test import Client

from gonghui.kernel.codes import shown
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account
from gonghui.primitives.places.models import Sign
from gonghui.primitives.presence import actions as presence
from gonghui.services.stations import actions
from gonghui.services.stations.actions import visits
from gonghui.services.stations.models import Call, FraudReport, Load, Stay, Touch, Use
from tests.cast import mobile

from .conftest import key

HERE = {"lat": "37.8735", "lon": "112.5624"}
BED = {"kind": "bed", "starts": "2026-05-20T12:00:00Z", "hours": 8}
ASK = {"plate": "晋A12345", "trouble": "右后轮爆胎", "near": "滨河东路", **HERE}
POST = {"origin": "太原市", "target": "包头市", "goods": "钢材", "weight_kg": 28_000, "loads_on": "2026-05-21"}


@pytest.fixture
def call_api(by, now, browser_of):
    """Calls an operation as a person's program, or nobody's: `call_api(lin, "post", "/repairs", {…})`."""
    browser_of()  # the clock stands

    def called(person, method, path, body=None, number=None):
        headers = {"Idempotency-Key": key(number)} if number else {}
        if person is not None:
            account = Account.objects.filter(person=person).first() or people.open_account(person, by=by, now=now)
            token = people.issue_token(account, name="测试", days=30, by_password=True, by=by, now=now)
            headers["Authorization"] = f"Bearer {token}"
        send = getattr(Client(headers=headers), method)
        url = f"/api/v1/stations{path}"
        return send(url, body or {}) if method == "get" else send(url, json.dumps(body or {}), "application/json")

    return called


def error(answer):
    return answer.status_code, answer.json()["error"]["code"]


def test_a_program_finds_stations_near_with_how_far_how_full_and_how_sure(call_api, station, home):
    found = call_api(None, "get", "/", HERE).json()
    assert [(one["name"], one["metres"]) for one in found] == [("迎泽驿站", 0), ("北环司机之家", 8645)]
    assert found[0] | {"says": "", "confidence": ""} == {
        "id": str(station.pk), "code": station.code, "kind": "station", "name": "迎泽驿站", "address": "迎泽大街1号",
        "phone": "0351-0000001", "lat": 37.8735, "lon": 112.5624, "star": 0, "open": True, "says": "",
        "facilities": ["water", "microwave", "charging"], "confidence": "", "inside": 0, "capacity": 3, "metres": 0,
    }  # fmt: skip
    assert found[0]["says"]
    assert found[0]["confidence"] in ("sure", "expected", "doubted")


def test_it_asks_for_homes_needs_and_what_is_open(call_api, station, home):
    def names(**asked):
        return [one["name"] for one in call_api(None, "get", "/", asked).json()]

    assert names(truckers="1") == ["北环司机之家"]
    assert names(need="shower") == ["北环司机之家"]
    assert names(need=["shower", "microwave"]) == []
    assert sorted(names(place="太原市")) == ["北环司机之家", "迎泽驿站"]
    assert names(place="包头市") == []


def test_a_station_is_told_by_the_code_on_its_plate(call_api, station):
    told = call_api(None, "get", f"/at/{shown(station.code)}").json()
    assert (told["id"], told["metres"]) == (str(station.pk), None)
    assert error(call_api(None, "get", "/at/K7M2PX9Q")) == (404, "stations.no_such_station")


def test_a_door_counts_in_and_out_by_the_key_of_the_visit(call_api, station):
    came = call_api(None, "post", f"/at/{station.code}/visits", {"trade": "rider"}, 1)
    assert came.json() == {"key": key(1), "inside": 1, "capacity": 3}
    again = call_api(None, "post", f"/at/{station.code}/visits", {"trade": "rider"}, 1)
    assert again.json() == came.json()
    assert call_api(None, "delete", f"/at/{station.code}/visits/{key(1)}").status_code == 204
    assert presence.inside([station.pk])[station.pk].inside == 0
    assert error(call_api(None, "delete", f"/at/{station.code}/visits/{key(2)}")) == (404, "stations.no_visit")
    assert error(call_api(None, "post", f"/at/{station.code}/visits", {"trade": "rider"}))[0] == 422
    assert error(call_api(None, "post", f"/at/{station.code}/visits", {"trade": "x"}, 3)) == (422, "stations.bad_trade")


def test_a_keypad_takes_a_code_once(call_api, station, by, now, monkeypatch):
    monkeypatch.setattr(visits.secrets, "randbelow", lambda _most: 42)
    actions.send_entry_code(station, mobile(101), trade="courier", by=by, now=now)
    came = call_api(None, "post", f"/at/{station.code}/visits/code", {"digits": "000042"}).json()
    assert (came["inside"], came["capacity"]) == (1, 3)
    assert came["key"]
    again = call_api(None, "post", f"/at/{station.code}/visits/code", {"digits": "000042"})
    assert error(again) == (422, "stations.wrong_entry_code")


def test_a_device_of_the_keeper_says_that_it_is_open_and_a_strangers_does_not(call_api, station, keeper, su):
    assert call_api(su, "post", f"/{station.pk}/signs", {"way": "door"}).status_code == 404
    assert not Sign.objects.exists()
    assert call_api(keeper, "post", f"/{station.pk}/signs", {"way": "door"}).status_code == 204
    assert Sign.objects.get().way == "door"
    assert call_api(keeper, "post", f"/{station.pk}/signs", {"way": "smoke"}).status_code == 422


def test_a_bed_is_booked_by_its_key_and_given_back(call_api, home, lin, su):
    booked = call_api(lin, "post", f"/{home.pk}/stays", BED, 1).json()
    stay = Stay.objects.select_related("booking").get()
    assert booked == {
        "id": str(stay.pk), "kind": "bed", "room": "床位01", "starts": "2026-05-20T12:00:00Z",
        "ends": "2026-05-20T20:00:00Z", "code": stay.booking.code,
    }  # fmt: skip
    assert call_api(lin, "post", f"/{home.pk}/stays", BED, 1).json() == booked
    assert call_api(su, "delete", f"/stays/{stay.pk}").status_code == 404
    assert call_api(lin, "delete", f"/stays/{stay.pk}").status_code == 204
    stay.booking.refresh_from_db()
    assert stay.booking.released_at is not None


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"starts": "2026-05-20T12:00:00"}, "faces.bad_fields"),
        ({"hours": 0}, "faces.bad_fields"),
        ({"hours": 25}, "stations.stay_too_long"),
        ({"kind": "sauna"}, "stations.not_a_home"),
    ],
)
def test_a_bed_that_cannot_be_is_refused_by_name(call_api, home, lin, said, code):
    assert error(call_api(lin, "post", f"/{home.pk}/stays", BED | said, 1))[1] == code
    assert not Stay.objects.exists()


def test_a_turn_in_the_line_is_followed_by_program(call_api, home, lin, chen, now):
    first = call_api(lin, "post", f"/{home.pk}/lines/shower", number=1).json()
    assert (first["number"], first["position"], first["over"]) == (1, 0, False)
    assert first["called_until"] == "2026-05-20T02:10:00Z"
    second = call_api(chen, "post", f"/{home.pk}/lines/shower", number=2).json()
    assert (second["position"], second["called_until"]) == (1, None)
    assert call_api(chen, "get", f"/turns/{first['id']}").status_code == 404
    for _again in range(2):
        used = call_api(lin, "post", f"/turns/{first['id']}/use").json()
        use = Use.objects.get()
        assert (used["id"], used["room"]) == (str(use.pk), "淋浴01")
        assert datetime.fromisoformat(used["until"]) == now + timedelta(minutes=20)
    assert call_api(chen, "delete", f"/uses/{use.pk}").status_code == 404
    for _again in range(2):
        assert call_api(lin, "delete", f"/uses/{use.pk}").status_code == 204
    assert call_api(chen, "get", f"/turns/{second['id']}").json()["called_until"] is not None
    assert call_api(chen, "delete", f"/turns/{second['id']}").status_code == 204
    assert call_api(chen, "get", f"/turns/{second['id']}").json()["over"] is True


def test_there_is_no_line_for_a_sauna(call_api, home, lin):
    assert call_api(lin, "post", f"/{home.pk}/lines/sauna", number=1).status_code == 404


def test_a_repair_from_the_call_to_the_rating(call_api, lin, workshop, mechanic, now):
    made = call_api(lin, "post", "/repairs", ASK, 1).json()
    call = Call.objects.get()
    assert made == {
        "id": str(call.pk), "code": call.code, "state": "asked", "trouble": "右后轮爆胎", "plate": "晋A12345",
        "exact": True, "asked_at": now.isoformat(), "chosen": None, "charged": None, "stars": None, "quotes": [],
    }  # fmt: skip
    job = {"id": str(call.pk), "code": call.code, "state": "asked", "trouble": "右后轮爆胎", "near": "滨河东路"}
    assert call_api(mechanic, "get", "/jobs").json() == [job | {"metres": 2954}]
    said = {"minutes": 30, "price": 20_000, "note": "含补胎"}
    assert call_api(mechanic, "post", f"/jobs/{call.pk}/quotes", said).json() == job | {"metres": 2954}
    [quote] = call_api(lin, "get", f"/repairs/{call.pk}").json()["quotes"]
    expected = said | {"workshop": "老郝修车", "metres": 2954, "jobs": 0, "mark": None}
    assert quote == expected | {"id": quote["id"]}
    chosen = call_api(lin, "post", f"/repairs/{call.pk}/choice", {"quote": quote["id"]}).json()
    assert (chosen["state"], chosen["chosen"]) == ("coming", quote["id"])
    there = call_api(mechanic, "post", f"/jobs/{call.pk}/arrival").json()
    assert there == job | {"state": "there", "metres": 0}
    dear = call_api(mechanic, "post", f"/jobs/{call.pk}/finish", {"charged": 20_001})
    assert error(dear) == (409, "stations.repair_price_raised")
    assert call_api(mechanic, "post", f"/jobs/{call.pk}/finish", {"charged": 18_000}).json()["state"] == "done"
    rated = call_api(lin, "post", f"/repairs/{call.pk}/rating", {"stars": 4, "rating": "快"}).json()
    assert (rated["state"], rated["charged"], rated["stars"]) == ("rated", 18_000, 4)
    assert rated["quotes"][0]["jobs"] == 1
    assert rated["quotes"][0]["mark"] == 4


def test_a_call_is_nobody_elses(call_api, call, workshop, su, lin):
    for method, path, body in (
        ("get", f"/repairs/{call.pk}", {}),
        ("post", f"/repairs/{call.pk}/cancellation", {"reason": "x"}),
        ("post", f"/repairs/{call.pk}/rating", {"stars": 5}),
    ):
        assert call_api(su, method, path, body).status_code == 404
    assert error(call_api(su, "get", "/jobs")) == (403, "stations.not_a_provider")
    cancelled = call_api(lin, "post", f"/repairs/{call.pk}/cancellation", {"reason": "好了"}).json()
    assert cancelled["state"] == "cancelled"


def test_a_call_out_of_reach_takes_no_offer(call_api, chen, workshop, mechanic):
    call_api(chen, "post", "/repairs", ASK | {"lat": "40.65", "lon": "109.84"}, 1)
    far = Call.objects.get()
    answer = call_api(mechanic, "post", f"/jobs/{far.pk}/quotes", {"minutes": 5, "price": 1})
    assert error(answer) == (404, "stations.repair_out_of_reach")
    assert not far.quotes.exists()


def test_loads_are_found_a_page_at_a_time(call_api, post):
    for number in range(3):
        post(key=f"k{number}")
    page = call_api(None, "get", "/loads", {"origin": "太原", "target": "150200", "limit": 2}).json()
    assert len(page["items"]) == 2
    rest = call_api(None, "get", "/loads", {"limit": 2, "after": page["next"]}).json()
    assert (len(rest["items"]), rest["next"]) == (1, None)
    assert page["items"][0] | {"id": ""} == {
        "id": "", "origin": "太原市", "target": "包头市", "goods": "钢材", "weight_kg": 28_000, "lorry": "flat",
        "loads_on": "2026-05-21", "price": None, "shipper": "太钢物流", "note": "",
    }  # fmt: skip
    assert call_api(None, "get", "/loads", {"lorry": "cold"}).json()["items"] == []


@pytest.mark.parametrize(
    ("address", "asked", "code"),
    [
        ("/loads", {"origin": "亚特兰蒂斯"}, "stations.load_unknown_place"),
        ("/loads", {"lorry": "spaceship"}, "stations.unknown_choice"),
        ("/", {"place": "亚特兰蒂斯"}, "stations.load_unknown_place"),
        ("/", {"lat": "37.87"}, "geo.missing"),
        ("/", {"lat": "112.5", "lon": "37.8"}, "geo.swapped"),
        ("/", {"need": "sauna"}, "stations.unknown_choice"),
    ],
)
def test_what_nobody_knows_is_said_and_not_left_out(call_api, station, address, asked, code):
    assert error(call_api(None, "get", address, asked)) == (422, code)


def test_a_lorry_that_nobody_drives_is_posted_by_nobody(call_api, boss, shipper):
    no = call_api(boss, "post", "/loads", POST | {"lorry": "ship"}, 1)
    assert error(no) == (422, "stations.unknown_choice")
    assert not Load.objects.exists()


def test_a_shipper_posts_by_key_and_others_do_not(call_api, shipper, boss, su):
    made = call_api(boss, "post", "/loads", POST | {"price": 350_000}, 1).json()
    assert (made["origin"], made["lorry"], made["price"], made["shipper"]) == ("太原市", "any", 350_000, "太钢物流")
    assert call_api(boss, "post", "/loads", POST, 1).json() == made
    assert error(call_api(su, "post", "/loads", POST, 2)) == (403, "stations.not_a_shipper")
    nowhere = call_api(boss, "post", "/loads", POST | {"target": "亚特兰蒂斯"}, 3)
    assert error(nowhere) == (422, "stations.load_unknown_place")
    assert Load.objects.count() == 1


def test_a_number_is_shown_on_record_and_a_fraud_is_reported_once(call_api, load, lin):
    report = f"/loads/{load.pk}/reports"
    assert error(call_api(lin, "post", report, {"what": "骗"})) == (409, "stations.load_not_touched")
    assert call_api(lin, "post", f"/loads/{load.pk}/contact").json() == {"phone": "0351-0000004"}
    assert Touch.objects.get().person == lin
    first = call_api(lin, "post", report, {"what": "要押金"}).json()
    assert call_api(lin, "post", report, {"what": "又要"}).json() == first == {"id": str(FraudReport.objects.get().pk)}


def test_a_number_is_told_to_nobody_without_a_token(call_api, load):
    assert call_api(None, "post", f"/loads/{load.pk}/contact").status_code == 401
    assert not Touch.objects.exists()
