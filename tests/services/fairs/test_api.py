"""The open API does what the pages do, by the same verbs."""

import json
import uuid
from datetime import UTC

import pytest

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_now(monkeypatch, now):
    """The request's clock stands at the tests' moment."""
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now.astimezone(UTC))


@pytest.fixture
def call(client, by, now, at_now):
    """Calls the API as a person: `call(lin, "post", "/fairs/…", {...}, key=…)`."""
    tokens = {}

    def called(person, method, path, body=None, key=None):
        headers = {}
        if person is not None:
            if person.pk not in tokens:
                account = getattr(person, "account", None) or people.open_account(person, by=by, now=now)
                tokens[person.pk] = people.issue_token(account, name="测试", days=1, by_password=True, by=by, now=now)
            headers["Authorization"] = f"Bearer {tokens[person.pk]}"
        if key:
            headers["Idempotency-Key"] = key
        verb = getattr(client, method)
        if body is None:
            return verb(f"/api/v1{path}", headers=headers)
        return verb(f"/api/v1{path}", body, content_type="application/json", headers=headers)

    return called


def new_key():
    return str(uuid.uuid4())


def test_a_visitor_reads_the_fairs_and_a_member_also_reads_their_standing(call, lin, sessions):
    assert call(None, "get", "/fairs/").json()[0]["why_not"] is None
    mine = call(lin, "get", "/fairs/").json()[0]
    assert (mine["near"], mine["signed_up"], mine["free"]) == (True, False, 24)


def test_the_whole_way_of_a_worker_over_the_api(call, lin, zhao, wu, clerk, fair, sessions, fridge, dealer, by, now):
    key = new_key()
    first = call(lin, "post", f"/fairs/sessions/{sessions[0].pk}/place", {}, key=key)
    again = call(lin, "post", f"/fairs/sessions/{sessions[0].pk}/place", {}, key=key)
    assert (first.status_code, first.json()) == (200, again.json())
    code = first.json()["code"]
    venue = sessions[0].venue
    asked = call(wu, "post", f"/fairs/gates/{venue.pk}/admissions", {"code": code}).json()["error"]
    assert (asked["code"], asked["facts"]["name"]) == ("fairs.compare_name", "林*雨")
    let_in = call(wu, "post", f"/fairs/gates/{venue.pk}/admissions", {"code": code, "name": asked["facts"]["name"]})
    assert let_in.json()["name"] == "林小雨"
    twice = call(wu, "post", f"/fairs/gates/{venue.pk}/admissions", {"code": code})
    assert (twice.status_code, twice.json()["error"]["code"]) == (409, "fairs.already_admitted")
    till = f"/fairs/tills/{venue.pk}/{dealer.pk}"
    quote = call(clerk, "post", f"{till}/quotes", {"buyer": code, "offer": str(fridge.pk)}).json()
    assert (quote["subsidy"], quote["pays"], quote["why_not"]) == (240_000, 560_000, None)
    [shown, *_later] = call(lin, "get", f"/fairs/{fair.pk}/place/codes").json()["codes"]
    sale = {"buyer": shown, "offer": str(fridge.pk), "serial": "SN0001", "invoice": "26000001"}
    key = new_key()
    sold = call(clerk, "post", f"{till}/sales", sale, key=key)
    assert call(clerk, "post", f"{till}/sales", sale, key=key).json() == sold.json()
    board = call(zhao, "get", f"/fairs/{fair.pk}/board").json()
    assert (board["signed_up"], board["admitted"], board["sales_count"]) == (1, 1, 1)
    assert board["pool"] == board["subsidy"] + board["pool_left"]
    undone = call(clerk, "post", f"{till}/sales/{sold.json()['id']}/cancellation", {"reason": "尺寸不合"})
    assert undone.json()["cancelled_at"] is not None


def test_acts_without_a_key_are_refused_by_name(call, lin, sessions):
    answer = call(lin, "post", f"/fairs/sessions/{sessions[0].pk}/place", {})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "faces.idempotency_key")


@pytest.mark.parametrize("who", ["lin", "qian"])
def test_gate_board_and_till_are_closed_to_others(who, request, call, fair, sessions, dealer):
    person = request.getfixturevalue(who)
    venue = sessions[0].venue_id
    assert call(person, "post", f"/fairs/gates/{venue}/admissions", {"code": "x"}).status_code == 404
    assert call(person, "get", f"/fairs/{fair.pk}/board").status_code == 403
    assert call(person, "post", f"/fairs/tills/{venue}/{dealer.pk}/quotes", {}).status_code in (404, 422)


def test_an_operator_of_another_city_does_not_see_this_gate(call, su, datong, sessions, by, now):
    people.appoint(su, datong, Role.OPERATOR, by=by, now=now)
    assert call(su, "get", "/fairs/gates").json()[0]["city"] == "大同市"
    answer = call(su, "post", f"/fairs/gates/{sessions[0].venue_id}/admissions", {"code": "x"})
    assert answer.status_code == 404


def test_unknown_and_malformed_ids_are_404_or_422_never_500(call, lin):
    for path in ("/fairs/not-a-uuid", f"/fairs/{uuid.uuid4()}", f"/fairs/{uuid.uuid4()}/place"):
        assert call(lin, "get", path).status_code == 404
    assert call(lin, "post", f"/fairs/sessions/{uuid.uuid4()}/place", {}, key=new_key()).status_code == 404


def test_a_key_used_for_one_session_gets_no_other(call, lin, sessions):
    """The answer would else be a receipt of the first session under the name of the second."""
    first, second = new_key(), new_key()

    def act(what, session, key):
        return call(lin, "post", f"/fairs/sessions/{session.pk}/{what}", {}, key=key)

    taken = act("place", sessions[1], first)
    for what in ("place", "move"):
        reused = act(what, sessions[2], first)
        assert (reused.status_code, reused.json()["error"]["code"]) == (409, "admission.key_reused")
    moved = act("move", sessions[2], second)
    assert moved.json()["starts_at"] != taken.json()["starts_at"]
    assert act("move", sessions[2], second).json() == moved.json()
    assert act("move", sessions[1], second).status_code == 409


def test_a_key_used_for_one_sale_gets_no_other(
    call, clerk, admitted, fridge, kettle, taiyuan_venue, dealer, give_word, now
):
    give_word(taiyuan_venue, admitted, now)
    till, key = f"/fairs/tills/{taiyuan_venue.pk}/{dealer.pk}", new_key()
    sale = {"buyer": admitted.places.get().code, "offer": str(fridge.pk), "serial": "SN0001", "invoice": "26000001"}
    sold = call(clerk, "post", f"{till}/sales", sale, key=key)
    assert sold.status_code == 200
    assert call(clerk, "post", f"{till}/sales", sale, key=key).json() == sold.json()
    for other in ({"serial": "SN0002"}, {"invoice": "26000002"}, {"offer": str(kettle.pk)}):
        reused = call(clerk, "post", f"{till}/sales", sale | other, key=key)
        assert (reused.status_code, reused.json()["error"]["code"]) == (409, "catalogue.key_reused"), other
    cancel = f"{till}/sales/{sold.json()['id']}/cancellation"
    assert call(clerk, "post", cancel, {"reason": "退货"}).status_code == 200
    assert call(clerk, "post", cancel, {"reason": "退货"}).status_code == 409


def test_a_phone_shows_changing_codes_and_a_device_reports_what_it_did_alone(call, lin, wu, fair, sessions, now):
    call(lin, "post", f"/fairs/sessions/{sessions[0].pk}/place", {}, key=new_key())
    codes = call(lin, "get", f"/fairs/{fair.pk}/place/codes").json()
    assert (len(set(codes["codes"])), codes["seconds"]) == (40, 30)
    gate = f"/fairs/gates/{sessions[0].venue_id}"
    told = call(wu, "get", f"{gate}/list").json()
    [place] = [one[0] for session in json.loads(told["list"])["sessions"] for one in session["people"]]
    at = int(now.timestamp() * 1000)
    scan = {"id": new_key(), "place": place, "at": at, "way": "live", "shown": codes["codes"][0]}
    batch = {"device": new_key(), "scans": [scan]}
    for _time in range(2):
        assert call(wu, "post", f"{gate}/scans", batch).json()["scans"][0]["outcome"] == "admitted"
    again = call(wu, "post", f"{gate}/admissions", {"code": codes["codes"][0]})
    assert again.json()["error"]["code"] == "fairs.already_admitted"
