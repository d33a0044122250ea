"""Programs do what pages do: read, agree, answer, be called, book, move, give back; officers read groups."""

import uuid

import pytest
from django.test import Client

from gonghui.primitives.people import actions as people
from gonghui.services.counselling.models import Call, Consent, Result, RiskPath, Talk

from .conftest import ABOUT, HEAVY, RISKY

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(account_of, by, now):
    """`program(lin)("post", "/counselling/consent")`."""

    def asking(person):
        token = people.issue_token(account_of(person), name="测试", days=1, by_password=True, by=by, now=now)
        client = Client(headers={"Authorization": f"Bearer {token}"})

        def ask(method, path, body=None, key=None):
            headers = {"Idempotency-Key": key or str(uuid.uuid4())}
            send = getattr(client, method)
            return send(f"/api/v1/counselling{path}", body or {}, content_type="application/json", headers=headers)

        return ask

    return asking


def test_what_is_open_to_all(api):
    assert api()("/counselling/texts").json() == {"items": [], "next": None}
    phq9, gad7 = api()("/counselling/scales").json()
    assert (phq9["cut_offs"], gad7["cut_offs"]) == ([5, 10, 15, 20], [5, 10, 15])
    assert len(phq9["questions"]) == 9
    assert "2001" in phq9["source"]


def test_agree_answer_read_delete_and_take_it_back(program, lin):
    ask = program(lin)
    refused = ask("post", "/scales/phq9/results", {"answers": HEAVY})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "counselling.consent_missing")
    ask("post", "/consent")
    told = ask("post", "/scales/phq9/results", {"answers": HEAVY}).json()
    assert (told["result"]["score"], told["result"]["band"], told["path"]) == (11, "moderate", None)
    assert [one["score"] for one in ask("get", "/results").json()] == [11]
    assert ask("delete", "/results").status_code == 204
    assert ask("get", "/results").json() == []
    ask("delete", "/consent")
    assert not Consent.objects.filter(revoked_at=None).exists()


@pytest.mark.parametrize(
    ("code", "answers", "no"),
    [
        ("phq9", [0] * 8, "counselling.answers_missing"),
        ("phq9", [9] * 9, "counselling.unknown_answer"),
        ("phq9", [0] * 31, "faces.bad_fields"),
        ("phq9", "abc", "faces.bad_fields"),
        ("stars", [0] * 9, "counselling.no_such_scale"),
    ],
)
def test_bad_answers_are_named(program, lin, code, answers, no):
    ask = program(lin)
    ask("post", "/consent")
    answer = ask("post", f"/scales/{code}/results", {"answers": answers})
    assert answer.json()["error"]["code"] == no
    assert not Result.objects.exists()


def test_a_risk_answer_comes_with_a_way_and_the_line(program, lin, mei):
    ask = program(lin)
    ask("post", "/consent")
    told = ask("post", "/scales/phq9/results", {"answers": RISKY}).json()
    assert told["line"] == "12356"
    path = RiskPath.objects.get(pk=told["path"])
    assert path.shown_at == path.answered_at
    call = ask("post", "/calls", {"path": told["path"]}).json()
    assert (call["stage"], call["line"]) == ("waiting", "12356")
    assert ask("get", f"/calls/{call['id']}").json()["taken_at"] is None
    path.refresh_from_db()
    assert path.call == Call.objects.get()


def test_one_key_is_one_answer_and_without_one_there_is_none(program, lin, mei):
    ask, key = program(lin), str(uuid.uuid4())
    ask("post", "/consent")
    answers = {"answers": RISKY}
    first, again = (ask("post", "/scales/phq9/results", answers, key=key).json() for _each in range(2))
    assert first == again
    assert (Result.objects.count(), RiskPath.objects.count()) == (1, 1)
    refused = ask("post", "/scales/phq9/results", answers, key="x")
    assert refused.status_code == 422
    assert Result.objects.count() == 1


def test_one_key_is_one_call(program, lin, mei):
    ask, key = program(lin), str(uuid.uuid4())
    first, again = (ask("post", "/calls", key=key).json()["id"] for _each in range(2))
    assert first == again


def test_book_move_and_give_back(program, api, lin, su, desk, hours):
    ask = program(lin)
    [listed] = api()("/counselling/counsellors").json()["items"]
    assert (listed["name"], listed["ways"]) == ("梅咨询", ["phone", "video"])
    free = [one["starts_at"] for one in api()(f"/counselling/counsellors/{desk.pk}/times").json()]
    assert len(free) == 4
    assert api()(f"/counselling/counsellors/{desk.pk}/times").json()[0]["ways"] == ["phone", "video"]
    said = {"starts_at": free[0], "way": "phone", "about": ABOUT}
    talk = ask("post", f"/counsellors/{desk.pk}/talks", said).json()
    assert (talk["state"], talk["about"]) == ("ahead", ABOUT)
    moved = ask("post", f"/talks/{talk['id']}/time", {"starts_at": free[2]}).json()
    assert moved["starts_at"] == free[2]
    assert program(su)("delete", f"/talks/{talk['id']}").status_code == 404
    assert ask("delete", f"/talks/{talk['id']}").status_code == 204
    assert [one["state"] for one in ask("get", "/talks").json()["items"]] == ["off"]
    assert Talk.objects.get().turn is None


def test_an_hour_that_is_not_offered(program, lin, desk, hours):
    said = {"starts_at": hours(9).starts.isoformat(), "way": "phone"}
    answer = program(lin)("post", f"/counsellors/{desk.pk}/talks", said)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "counselling.not_offered")
    answer = program(lin)("post", f"/counsellors/{desk.pk}/talks", said | {"way": "letter"})
    assert answer.json()["error"]["code"] == "counselling.way_not_offered"


def test_groups_are_for_officers(program, lin, zhao, mei):
    assert program(zhao)("get", "/groups").json() == []
    assert program(lin)("get", "/groups").status_code == 403
    assert program(mei)("get", "/groups").status_code == 403
