"""The same for programs: ask and follow; read the queue and handle."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.models import Attachment, Case, Message
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people

from .conftest import WORDS

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n" + (
    b"trailer<</Root 1 0 R>>\n%%EOF"
)
ASKED = {"topic": "wages", "words": WORDS, "place": "140105"}


@pytest.fixture
def call(account_of, by, now):
    """`call(lin, "/hotline/cases", ASKED)` posts; without a body it reads."""

    def called(person, path, body=None, key="0190a0a0-0000-7000-8000-000000000003"):
        token = people.issue_token(account_of(person), name="测试", days=1, by_password=True, by=by, now=now)
        headers = {"Authorization": f"Bearer {token}", **({"Idempotency-Key": key} if key else {})}
        if body is None:
            return Client().get(f"/api/v1{path}", headers=headers)
        return Client().post(f"/api/v1{path}", json.dumps(body), "application/json", headers=headers)

    return called


def test_a_worker_asks_follows_adds_and_rates(call, lin, chen, guo, as_guo, taiyuan, now):
    made = call(lin, "/hotline/cases", ASKED).json()
    assert (made["stage"], made["union"]) == ("waiting", taiyuan.name)
    assert call(lin, "/hotline/cases", ASKED).json()["id"] == made["id"]
    own = f"/hotline/cases/{made['id']}"
    assert call(chen, own).status_code == 404
    call(lin, f"{own}/messages", {"words": "有工资条"})
    case = casework.assign(Case.objects.get(), guo, by=as_guo, now=now)
    casework.look(case, by=as_guo, now=now)
    casework.answer(case, "月底发清", stage="answered", by=as_guo, now=now)

    told = call(lin, own).json()
    assert [one["words"] for one in told["messages"]] == [WORDS, "有工资条", "月底发清"]
    assert [one["who"] for one in told["looks"]] == ["郭**"]
    assert call(lin, f"{own}/rating", {"stars": 5}).json()["outcome"] == "solved"
    assert call(lin, f"{own}/rating", {"stars": 5}).json()["error"]["code"] == "casework.rated_already"
    assert call(lin, f"{own}/again", {"why": "没到账"}).json()["stage"] == "working"
    assert call(lin, f"{own}/withdrawal", {}).json()["outcome"] == "withdrawn"
    assert [one["id"] for one in call(lin, "/hotline/cases").json()["items"]] == [made["id"]]


def test_an_officer_handles_it(call, lin, guo, zhao, asked, datong):
    case = asked()
    [row] = call(guo, "/hotline/queue").json()["items"]
    assert (row["person"], "messages" in row) == ("林**", False)
    one = f"/hotline/queue/{case.pk}"
    assert call(guo, one).json()["messages"][0]["words"] == WORDS
    assert call(guo, f"{one}/assignment", {"to": str(guo.pk)}).json()["stage"] == "working"
    assert call(guo, f"{one}/note", {"words": "打电话"}, key=None).status_code == 200
    assert call(guo, f"{one}/answer", {"words": "在核实"}, key=None).json()["stage"] == "working"
    assert call(guo, f"{one}/pause", {"why": "等材料"}).json()["due_at"] is None
    assert call(guo, f"{one}/resumption", {}).json()["due_at"]
    assert call(guo, f"{one}/answer", {"words": "好了", "done": True}, key=None).json()["stage"] == "answered"
    assert call(guo, f"{one}/closure", {"outcome": "gold", "words": "x"}).status_code == 422
    nowhere = call(guo, f"{one}/union", {"union": "XX", "why": "x"}).json()
    assert nowhere["error"]["code"] == "faces.no_such_union"
    assert call(guo, f"{one}/union", {"union": datong.code, "why": "在大同"}).json()["union"] == datong.name
    assert call(guo, one).status_code == 404
    assert call(zhao, f"{one}/closure", {"outcome": "referred", "words": "已转"}).json()["outcome"] == "referred"
    assert call(lin, "/hotline/queue").status_code == 403


def test_a_seat_takes_a_call(call, wu, taiyuan):
    made = call(wu, "/hotline/queue", ASKED | {"anonymous": True}).json()
    assert (made["stage"], made["union"]) == ("waiting", taiyuan.name)
    refused = call(wu, "/hotline/queue", ASKED, key="0190a0a0-0000-7000-8000-000000000004").json()
    assert refused["error"]["code"] == "hotline.name_missing"
    by_code = call(wu, "/hotline/codes", {"code": made["code"]}).json()
    assert (by_code["code"], by_code["stage"], "messages" in by_code) == (made["code"], "waiting", False)


def test_the_queue_is_searched_and_a_code_that_there_is_not_is_unknown(call, guo, asked, chen):
    first, second = asked(), asked(chen)
    found = [call(guo, f"/hotline/queue?q={words}").json()["items"] for words in (first.code, "0102", "没有")]
    assert [[one["id"] for one in items] for items in found] == [[str(first.pk)], [str(second.pk)], []]
    unknown = call(guo, "/hotline/codes", {"code": "ABCDEFGHJK"})
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "hotline.unknown_code")


@pytest.mark.parametrize("place", ["000000", "14010", "省", ""])
def test_a_place_that_there_is_not(call, lin, taiyuan, place):
    assert call(lin, "/hotline/cases", ASKED | {"place": place}).json()["error"]["code"] == "faces.no_such_place"


OTHER, THIRD = "0190a0a0-0000-7000-8000-000000000004", "0190a0a0-0000-7000-8000-000000000005"


def said(what="say"):
    return Message.objects.filter(what=what).count()


def test_what_is_sent_twice_with_one_key_is_said_once_and_without_a_key_twice(call, lin, guo, asked):
    case = asked()
    own, one = f"/hotline/cases/{case.pk}", f"/hotline/queue/{case.pk}"
    for key in (OTHER, OTHER, None):
        assert call(lin, f"{own}/messages", {"words": "有工资条"}, key=key).status_code == 200
    call(guo, f"{one}/assignment", {"to": str(guo.pk)})
    for _time in range(2):
        assert call(guo, f"{one}/note", {"words": "打电话"}, key=OTHER).status_code == 200
        done = {"words": "办好了", "done": True}
        assert call(guo, f"{one}/answer", done, key=THIRD).json()["stage"] == "answered"

    assert (said(), said("note")) == (3, 1)
    for words in ("别的", "打电话"):  # other words, and another act
        told = call(guo, f"{one}/answer", {"words": words}, key=OTHER).json()
        assert told["error"]["code"] == "casework.key_reused"
    refused = call(lin, f"{own}/messages", {"words": "x"}, key="k").json()
    assert refused["error"]["code"] == "faces.idempotency_key"


@pytest.fixture
def send(account_of, by, now):
    """`send(lin, path, "工资条.txt")`: a form with words and a paper."""

    def sent(person, path, name="工资条.pdf", data=PDF, words="有工资条"):
        token = people.issue_token(account_of(person), name="测试", days=1, by_password=True, by=by, now=now)
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": OTHER}
        form = {"words": words, "files": [SimpleUploadedFile(name, data)]}
        return Client().post(f"/api/v1{path}", form, headers=headers)

    return sent


def test_papers_are_brought_listed_and_read_by_both_sides_and_by_nobody_else(call, send, lin, guo, chen, asked):
    case = asked()
    own, one = f"/hotline/cases/{case.pk}/files", f"/hotline/queue/{case.pk}/files"
    [file] = send(lin, own).json()["messages"][-1]["files"]
    assert (file["name"], file["kind"]) == ("工资条.pdf", "pdf")
    assert send(lin, own).json()["messages"][-1]["files"] == [file], "sent twice, kept once"
    [theirs] = send(guo, one, name="调解书.pdf", words="请看").json()["messages"][-1]["files"]

    for person, path in ((lin, own), (guo, one)):
        answer = call(person, f"{path}/{file['id']}")
        assert (answer.status_code, answer.content) == (200, PDF)
        assert call(person, f"{path}/{theirs['id']}").status_code == 200
    assert [call(chen, f"{path}/{file['id']}").status_code for path in (own, one)] == [404, 403]
    looks = call(lin, f"/hotline/cases/{case.pk}").json()["looks"]
    seen = [(look["who"], look["times"]) for look in looks]
    assert seen == [("郭**", 2), ("郭**", 1)], "two papers, and all that was said, with which the sending was answered"
    assert Attachment.objects.count() == 2


def test_a_paper_that_is_none_is_refused_with_its_name_and_nothing_is_said(send, lin, asked):
    refused = send(lin, f"/hotline/cases/{asked().pk}/files", name="工资条.pdf", data=b"MZ\x90")
    assert refused.status_code == 422
    assert refused.json()["error"]["code"] == "attachments.kind_not_accepted"
    assert said() == 0


def test_a_search_in_the_queue_is_written_down_once_and_not_for_whom(call, guo, asked, taiyuan):
    case = asked()
    for words in ("林", case.code):
        assert len(call(guo, f"/hotline/queue?q={words}").json()["items"]) == 1
    call(guo, f"/hotline/queue?q=林&after={case.pk}")

    [entry] = Entry.objects.filter(act="hotline.search")
    assert (entry.by_person, entry.label, entry.facts) == (guo.pk, taiyuan.name, {})
