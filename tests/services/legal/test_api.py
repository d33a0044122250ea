"""The same for programs."""

import json

import pytest
from django.test import Client

from gonghui.primitives.casework.models import Case
from gonghui.primitives.people import actions as people

from .conftest import WORDS

pytestmark = pytest.mark.django_db
ASKED = {"topic": "wages", "words": WORDS, "place": "140105"}


@pytest.fixture
def call(account_of, by, now):
    """`call(lin, "/legal/cases", ASKED)` posts; without a body it reads; for nobody without a token."""

    def called(person, path, body=None, key="0190a0a0-0000-7000-8000-000000000003"):
        headers = {"Idempotency-Key": key}
        if person:
            token = people.issue_token(account_of(person), name="测试", days=1, by_password=True, by=by, now=now)
            headers["Authorization"] = f"Bearer {token}"
        if body is None:
            return Client().get(f"/api/v1{path}", headers=headers)
        return Client().post(f"/api/v1{path}", json.dumps(body), "application/json", headers=headers)

    return called


def test_an_answer_needs_no_token(call, answer):
    found = call(None, "/legal/answers", {"said": "工地欠薪找总包"}).json()[0]
    assert (found["title"], found["law"]) == (answer.title, [answer.law])
    assert call(None, f"/legal/answers/{answer.pk}").json()["union"] == "太原市总工会"
    assert call(None, "/legal/answers", {"said": "食堂"}).json() == []


@pytest.mark.parametrize(
    "body", [{"limit": "gold", "start": "2026-05-01"}, {"limit": "lawsuit", "start": "9999-12-31"}]
)
def test_a_limit_that_there_is_not(call, body):
    assert call(None, "/legal/limits", body).json()["error"]["code"] == "legal.no_such_limit"


def test_how_long_there_is(call):
    told = call(None, "/legal/limits", {"limit": "lawsuit", "start": "2026-05-10"}).json()
    assert (told["last"], "第四十八条" in told["law"]) == ("2026-05-25", True)
    assert call(None, "/legal/limits", {"limit": "lawsuit", "start": "昨天"}).status_code == 422


def test_a_question_is_asked_handled_and_closed_with_what_came_back(call, lin, chen, guo, taiyuan):
    made = call(lin, "/legal/cases", ASKED).json()
    assert (made["stage"], made["union"]) == ("waiting", taiyuan.name)
    assert call(lin, "/legal/cases", ASKED).json()["id"] == made["id"]
    assert call(chen, f"/legal/cases/{made['id']}").status_code == 404
    one = f"/legal/queue/{made['id']}"
    assert call(guo, one).json()["messages"][0]["words"] == WORDS
    call(guo, f"{one}/assignment", {"to": str(guo.pk)})
    close = {"outcome": "won", "words": "裁决支持", "recovered_fen": 960000}
    assert call(guo, f"{one}/closure", close | {"recovered_fen": -1}).status_code == 422
    assert call(lin, f"{one}/closure", close).status_code == 403
    assert call(guo, f"{one}/closure", close).json()["outcome"] == "won"
    assert Case.objects.select_related("matter").get().matter.recovered_fen == 960000
    assert call(lin, f"/legal/cases/{made['id']}").json()["outcome"] == "won"
