"""Officers open one application by a program, find what was decided, hand out doors; a newcomer registers by one."""

from datetime import datetime, timedelta

import pytest

from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Person, Role
from gonghui.services.joining import actions
from gonghui.services.joining.models import Application
from tests.cast import mobile, resident_id

pytestmark = pytest.mark.django_db
CODE = "246810"


@pytest.fixture
def county(datong, enrol, by, now):
    """An officer of Datong, whose nothing of Taiyuan is."""
    person = enrol("王大同", 203)
    people.appoint(person, datong, Role.OFFICER, by=by, now=now)
    return person


@pytest.fixture
def known_code(monkeypatch):
    """Every code that is sent is CODE."""
    monkeypatch.setattr("gonghui.primitives.people.actions.codes.secrets.randbelow", lambda most: int(CODE) % most)


def test_an_officer_opens_one_with_its_verdicts_and_history_and_whose_it_is_reads_who(api, rider, applied, zhao):
    made = applied(rider)
    told = api(zhao)(f"/joining/queue/{made.pk}").json()
    assert (told["name"], told["document"], told["mobile"]) == (rider.name, made.masked_number, rider.masked_mobile)
    assert resident_id(901).number not in str(told)
    assert (told["why"]["answer"], told["may_decide"], told["documents"]) == ("yes", True, [])
    assert [(one["act"], one["by"]) for one in told["history"]] == [("joining.send", "测试")]
    look = Entry.objects.get(act="people.look")
    assert (look.by_person, look.on_person) == (zhao.pk, rider.pk)


def test_what_is_decided_is_read_with_its_reason_and_decided_no_more(api, rider, applied, zhao, as_officer, now):
    made = applied(rider)
    actions.refuse(made, ground="document", reason="照片看不清", by=as_officer, now=now)
    told = api(zhao)(f"/joining/queue/{made.pk}").json()
    assert (told["state"], told["reason"], told["ground"]["code"]) == ("refused", "照片看不清", "document")
    assert told["may_decide"] is False
    assert told["history"][0]["by"] == zhao.name


def test_who_only_watches_is_told_that_others_decide(api, rider, applied, enrol, taiyuan, by, now):
    made, auditor = applied(rider), enrol("卫经审", 205)
    people.appoint(auditor, taiyuan, Role.AUDITOR, by=by, now=now)
    assert api(auditor)(f"/joining/queue/{made.pk}").json()["may_decide"] is False


def test_who_entered_it_for_whom_and_where_they_work_is_told_masked(api, entry, lin, zhao, by, now):
    made = actions.enter(entry(relation="女儿"), via="helper", by=people_caller(by, lin), now=now)
    told = api(zhao)(f"/joining/queue/{made.pk}").json()
    assert (told["via"], told["entered_by"], told["relation"]) == ("helper", "林**", "女儿")
    slip = api(zhao)(f"/joining/queue/{made.pk}/slip").json()
    assert (slip["code"], slip["applicant"], slip["mobile_tail"]) == (made.code, "马**", "0902")
    assert "马师傅" not in str(slip)


def people_caller(by, person):
    return type(by)(person.pk, person.name, by.origin)


def test_another_citys_officer_and_a_worker_open_nothing(api, rider, applied, county, lin):
    made = applied(rider)
    for path in (f"/joining/queue/{made.pk}", f"/joining/queue/{made.pk}/slip"):
        assert api(county)(path).status_code == 404
        assert api(lin)(path).status_code == 403
        assert api()(path).status_code == 401
    assert not Entry.objects.filter(act="people.look").exists()


def test_a_draft_is_nobodys_to_open_but_its_own(api, rider, drafted, zhao):
    assert api(zhao)(f"/joining/queue/{drafted(rider).pk}").status_code == 404


def test_the_queue_is_narrowed_as_the_page_narrows_it(api, rider, applied, lin, taiyuan, zhao, as_officer, by, now):
    joins, moves = applied(rider, trade="food_rider"), actions.move(lin, taiyuan, by=by, now=now)
    ask = api(zhao)
    for asked, found in (
        ({}, {joins, moves}),
        ({"kind": "transfer"}, {moves}),
        ({"trade": "food_rider"}, {joins}),
        ({"via": "hotline"}, set()),
        ({"which": "appealed"}, set()),
        ({"q": rider.name[:1]}, {joins}),
        ({"state": "approved"}, set()),
    ):
        told = ask("/joining/queue", **asked).json()["items"]
        assert {one["id"] for one in told} == {str(each.pk) for each in found}, asked
    actions.approve(joins, by=as_officer, now=now)
    assert [one["id"] for one in ask("/joining/queue", state="approved").json()["items"]] == [str(joins.pk)]
    assert len(ask("/joining/queue", state="all").json()["items"]) == 2
    assert ask("/joining/queue", state="lost").status_code == 422


def test_the_queue_comes_page_by_page_what_is_due_first_on_top(api, drafted, lin, chen, su, taiyuan, zhao, by, now):
    due = {}
    for person, days in ((lin, 1), (chen, 9), (su, 5)):
        due[days] = str(actions.move(person, taiyuan, by=by, now=now - timedelta(days=days)).pk)
    ask, seen, after = api(zhao), [], {}
    while after is not None:
        page = ask("/joining/queue", limit=1, **after).json()
        seen += [one["id"] for one in page["items"]]
        after = page["next"] and {"after": page["next"]}
    assert seen == [due[9], due[5], due[1]]


def test_one_word_is_about_what_was_counted(program, api, rider, drafted, lin, taiyuan, zhao, by, now):
    counted = now - timedelta(minutes=1)
    early = actions.send(drafted(rider), by=by, now=now - timedelta(minutes=2))
    late = actions.move(lin, taiyuan, by=by, now=now)
    assert api(zhao)("/joining/queue/count").json()["count"] == 2
    one = api(zhao)("/joining/queue/count", kind="join").json()
    assert (one["count"], datetime.fromisoformat(one["as_of"])) == (1, now)

    asker = program(zhao)
    asker.headers |= {"Idempotency-Key": "0197a000-0000-7000-8000-000000000004"}
    word = {"decision": "approved", "as_of": counted.isoformat()}
    assert asker.post("/joining/queue/bulk", word).json()["total"] == 1
    assert asker.post("/joining/queue/bulk", word | {"as_of": "0001-01-01T00:00:00Z"}).status_code == 422
    assert {early.state, late.state} == {"waiting"}, "the worker has it still to do"


def test_each_union_has_a_door_that_its_own_officers_hand_out(api, works, datong, zhao, county, client):
    told = {one["code"]: one["door"] for one in api(zhao)("/joining/posters").json()["items"]}
    assert told[works.code].endswith(f"/join/u/{works.code}/")
    assert client.get(told[works.code]).status_code == 302
    assert [one["code"] for one in api(zhao)("/joining/posters", q=works.code).json()["items"]] == [works.code]
    assert {one["code"] for one in api(county)("/joining/posters").json()["items"]} == {datong.code}


def test_a_newcomer_registers_and_applies_with_the_token(program, works, known_code):
    sent = program().post("/joining/newcomers/code", {"mobile": mobile(940).national})
    assert (sent.status_code, mobile(940).national in sent.text) == (200, False)
    said = {"name": "马小勇", "mobile": mobile(940).national, "code": CODE}
    wrong = program().post("/joining/newcomers", said | {"code": "111111"})
    assert (wrong.status_code, Person.objects.by_mobile(mobile(940)).exists()) == (422, False)

    token = program().post("/joining/newcomers", said).json()["token"]
    asker = program()
    asker.headers = {"Authorization": f"Bearer {token}"}
    typed = {"document_kind": "resident_id", "number": resident_id(940).number, "trade": "courier", "consents": True}
    made = asker.post("/joining/applications", typed | {"name": "马小勇", "union": str(works.pk)}).json()
    assert (made["state"], Application.objects.get().person.name) == ("waiting", "马小勇")
    used = program().post("/joining/newcomers", said)
    assert (used.status_code, Person.objects.by_mobile(mobile(940)).count()) == (410, 1)


def test_who_is_registered_already_is_answered_alike_and_signed_in_under_their_name(program, lin, known_code):
    asked = [{"mobile": mobile(number).national} for number in (101, 941)]
    known, unknown = (program().post("/joining/newcomers/code", each) for each in asked)
    assert known.json().keys() == unknown.json().keys()
    said = {"name": "别的名字", "mobile": mobile(101).national, "code": CODE}
    asker = program()
    asker.headers = {"Authorization": f"Bearer {program().post('/joining/newcomers', said).json()['token']}"}
    assert asker.get("/me").json()["name"] == lin.name
    assert not Person.objects.filter(name="别的名字").exists()


@pytest.mark.parametrize(
    ("said", "code"), [({"name": "1"}, "text."), ({"mobile": "12"}, "mobile."), ({"code": ""}, "people.wrong_code")]
)
def test_a_newcomer_that_cannot_be_is_none(program, known_code, said, code):
    program().post("/joining/newcomers/code", {"mobile": mobile(940).national})
    good = {"name": "马小勇", "mobile": mobile(940).national, "code": CODE}
    answer = program().post("/joining/newcomers", good | said)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"].startswith(code)
    assert not Person.objects.by_mobile(mobile(940)).exists()
