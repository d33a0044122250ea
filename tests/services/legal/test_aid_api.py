"""A program asks whether, applies, decides, hands over; a lawyer's writes steps and closes; figures."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from gonghui.primitives.casework.models import Case
from gonghui.primitives.people import actions as people
from gonghui.services.legal.models import AidStep, Matter

from .conftest import WORDS

pytestmark = pytest.mark.django_db
KNOWN = {"migrant": True}
ASKED = {"topic": "wages", "words": WORDS, "place": "140105", "known": KNOWN}
REFUSAL = {"ground": "papers", "why": "没有补材料"}
STEP = {"what": "letter", "on": "2026-05-20", "minutes": 30, "words": "写了仲裁申请书"}


class Program:
    """What asks the API with a token, or without."""

    def __init__(self, token=""):
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.client = Client()

    def get(self, path):
        return self.client.get(f"/api/v1{path}", headers=self.headers)

    def post(self, path, body=None):
        headers = self.headers | {"Idempotency-Key": str(uuid4())}
        return self.client.post(f"/api/v1{path}", json.dumps(body or {}), "application/json", headers=headers)


@pytest.fixture
def program(account_of, by, now):
    """`program(lin)`; `program()` of nobody."""

    def of(person=None):
        if person is None:
            return Program()
        return Program(people.issue_token(account_of(person), name="t", days=1, by_password=True, by=by, now=now))

    return of


@pytest.fixture
def own(program, lin):
    return program(lin)


@pytest.fixture
def office(program, guo):
    return program(guo)


@pytest.fixture
def bench(program, lawyer):
    return program(lawyer)


def test_anybody_asks_whether_and_by_what(program):
    said = program().post("/legal/aid/check", {"topic": "wages"} | KNOWN).json()["why"]
    assert (said["answer"], said["benefit"]) == ("yes", "legal.aid")
    assert program().post("/legal/aid/check", {"topic": "other"}).json()["why"]["answer"] == "no"
    assert program().post("/legal/aid/check", {"topic": "invented"}).status_code == 422
    assert program().post("/legal/aid/check", {"topic": "wages", "exempt": "invented"}).status_code == 422


def test_from_the_application_to_what_came_back(own, office, bench, guo, lawyer):
    made = own.post("/legal/aid/cases", ASKED).json()
    assert (made["stage"], made["why"]["answer"]) == ("waiting", "yes")
    case = f"/legal/aid/queue/{made['id']}"
    theirs = f"/legal/aid/desk/{made['id']}"
    assert bench.get(theirs).status_code == 404
    assert office.post(f"{case}/assignment", {"to": str(guo.pk)}).json()["stage"] == "deciding"
    assert office.post(f"{case}/facts", KNOWN | {"exempt": ""}).status_code == 200
    assert office.post(f"{case}/grant").json()["stage"] == "granted"
    assert office.post(f"{case}/assignment", {"to": str(lawyer.pk)}).json()["stage"] == "helping"

    assert [one["id"] for one in bench.get("/legal/aid/desk").json()["items"]] == [made["id"]]
    assert bench.get(theirs).json()["messages"][0]["words"] == WORDS
    assert bench.post(f"{theirs}/steps", STEP).status_code == 200
    assert bench.post(f"{theirs}/steps", STEP | {"what": "gold"}).status_code == 422
    assert bench.get(case).status_code == 403
    ended = {"outcome": "won", "words": "裁决支持", "recovered_fen": 960000}
    assert bench.post(f"{theirs}/closure", ended).json()["outcome"] == "won"

    assert (Matter.objects.get().recovered_fen, AidStep.objects.get().minutes) == (960000, 30)
    [figures] = office.get("/legal/aid/figures").json()
    told = ("applied", "granted", "decided_in_time", "recovered_fen", "lawyer_minutes")
    assert [figures[name] for name in told] == [1, 1, 1, 960000, 30]
    assert office.get("/legal/aid/desk").status_code == 403


def test_a_refusal_is_read_with_its_article(own, office):
    made = own.post("/legal/aid/cases", ASKED).json()
    mine = f"/legal/aid/cases/{made['id']}"
    assert own.get(f"{mine}/refusal").status_code == 404
    case = f"/legal/aid/queue/{made['id']}"
    wrong = office.post(f"{case}/refusal", REFUSAL | {"ground": "means"})
    assert (wrong.status_code, "legal.ground_does_not_hold" in wrong.content.decode()) == (409, True)
    assert office.post(f"{case}/refusal", REFUSAL).json()["outcome"] == "refused"
    said = own.get(f"{mine}/refusal").json()
    assert said["article"] == "法律援助法第四十三条第三款"
    assert said["reason"] == "没有补材料"


def test_it_is_handed_over_to_another_region(own, office, datong):
    made = own.post("/legal/aid/cases", ASKED).json()
    over = f"/legal/aid/queue/{made['id']}/union"
    assert office.post(over, {"union": "XX", "why": "事情在那里"}).status_code == 404
    assert office.post(over, {"union": datong.code, "why": "事情在那里"}).status_code == 200
    assert Case.objects.get().union == datong


def test_what_was_missing_is_told(own):
    made = own.post("/legal/aid/cases", ASKED | {"known": {}}).json()
    assert made["why"]["answer"] == "unknown"
    assert own.post(f"/legal/aid/cases/{made['id']}/facts", KNOWN).json()["why"]["answer"] == "yes"
