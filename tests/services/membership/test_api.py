"""What programs may do: corrections, changes of the tree, standings, lapses, deaths; each as at a desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate

from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Membership, Person
from gonghui.services.membership.models import Correction, Death, Lapse, UnionChange
from gonghui.services.membership.tree import actions as tree
from tests.kernel.test_pictures import photograph

pytestmark = pytest.mark.django_db
LATER = {"takes_on": "2026-06-01", "why": "批复 12 号"}


def code_of(answer):
    return answer.status_code, answer.json()["error"]["code"]


@pytest.fixture
def low(enrol, works, by, now):
    """An officer of the works alone."""
    person = enrol("厂干部", 421)
    people.appoint(person, works, "officer", by=by, now=now)
    return person


@pytest.fixture
def asked(lin, account_of, by, now):
    """Lin asks for another name, by a program."""
    token = people.issue_token(account_of(lin), name="测试", days=1, by=by, now=now)

    def ask(text="林晓雨", proof=None, **more):
        proof = proof or SimpleUploadedFile("户口页.jpg", photograph())
        headers = {"Authorization": f"Bearer {token}"}
        said = {"about": "name", "text": text, "proof": proof} | more
        return Client().post("/api/v1/membership/corrections", said, headers=headers)

    return ask


# Corrections


def test_a_program_asks_with_a_proof_and_two_officers_agree(asked, program, lin, zhao, second_officer):
    told = asked().json()
    assert (told["before"], told["after"], told["state"]) == ("林**", "林**", "waits")
    first, second = program(zhao), program(second_officer)
    [line] = first("GET", "/corrections?open=true").json()["items"]
    assert (line["id"], line["name"], "林晓雨" in str(line)) == (told["id"], "林**", False)
    one = f"/corrections/{told['id']}"
    shown = first("GET", f"{one}/proof")
    assert (shown.headers["Content-Type"], shown.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert Entry.objects.get(act="membership.look_at_correction").on_person == lin.pk
    assert first("POST", f"{one}/look").json() == {"said": "林晓雨"}
    assert Entry.objects.filter(act="membership.look_at_correction", on_person=lin.pk).count() == 2
    assert first("POST", f"{one}/agreement").json()["state"] == "second"
    assert code_of(first("POST", f"{one}/agreement"))[0] == 403
    assert second("POST", f"{one}/agreement").json()["state"] == "agreed"
    assert Person.objects.get(pk=lin.pk).name == "林晓雨"
    assert program(lin)("GET", "/corrections/mine").json()[0]["state"] == "agreed"
    assert first("GET", "/corrections?open=true").json()["items"] == []


def test_what_is_no_proof_is_named_and_nothing_is_asked(asked):
    assert code_of(asked(proof=SimpleUploadedFile("x.exe", b"MZ\x90")))[0] == 422
    assert code_of(asked(about="mobile", text="123"))[0] == 422
    assert not Correction.objects.exists()


def test_a_no_says_why(asked, program, zhao, lin):
    one = f"/corrections/{asked().json()['id']}/refusal"
    assert program(zhao)("POST", one, why="照片看不清").json()["why_not"] == "照片看不清"
    assert program(zhao)("POST", one, why="又一次").status_code == 409
    assert Person.objects.get(pk=lin.pk).name == "林小雨"


# The tree


def test_a_merger_is_planned_seen_and_undone_by_a_program(program, zhao, works, foundry, taiyuan):
    desk = program(zhao)
    below = desk("GET", f"/unions?at={taiyuan.code}").json()["items"]
    assert {one["code"] for one in below} == {works.code, foundry.code}
    said = {"kind": "merge", "union": str(works.pk), "target": str(foundry.pk)} | LATER
    planned = desk("POST", "/changes", **said).json()
    assert (planned["state"], planned["target"]) == ("waits", foundry.name)
    assert code_of(desk("POST", "/changes", **said)) == (409, "membership.change_waits")
    assert desk("DELETE", f"/changes/{planned['id']}").status_code == 204
    assert desk("GET", "/changes").json()["items"][0]["state"] == "undone"


def test_a_union_is_founded_renamed_and_moved_on_its_day(program, zhao, works, taiyuan, datong, now):
    desk, today = program(zhao), {"takes_on": localdate(now).isoformat(), "why": "批复 12 号"}
    new = {"kind": "found", "target": str(taiyuan.pk), "name": "迎泽骑手工会", "code": "yz-1", "level": "joint"}
    made = desk("POST", "/changes", division="140106", **new, **today).json()
    assert (made["state"], made["union"]) == ("done", "迎泽骑手工会")
    desk("POST", "/changes", kind="rename", union=str(works.pk), name="新机械厂工会", **today)
    assert desk("POST", "/changes", kind="move", union=str(works.pk), target=str(datong.pk), **LATER).status_code == 200
    works.refresh_from_db()
    assert (works.name, works.parent) == ("新机械厂工会", taiyuan)


@pytest.mark.parametrize(
    ("kind", "missing"),
    [("found", "另一个工会、工会名称、工会代码、层级"), ("rename", "是哪个工会、工会名称"), ("close", "是哪个工会")],
)
def test_a_change_that_is_not_whole_names_what_is_missing(kind, missing, program, zhao):
    refused = program(zhao)("POST", "/changes", kind=kind, **LATER)
    assert code_of(refused) == (422, "membership.change_not_whole")
    assert missing in refused.json()["error"]["says"]
    assert not UnionChange.objects.exists()


def test_what_is_not_of_my_unions_is_not_there(program, low, works, taiyuan, datong, motors):
    desk = program(low)
    assert desk("GET", f"/unions?at={datong.code}").json()["items"] == []
    assert desk("POST", "/changes", kind="rename", union=str(motors.pk), name="x", **LATER).status_code == 404
    said = {"kind": "move", "union": str(works.pk), "target": str(datong.pk)}
    assert desk("POST", "/changes", **said, **LATER).status_code == 404
    assert code_of(desk("POST", "/changes", kind="rename", union=str(works.pk), name="x", **LATER))[0] == 403


# The life of a membership


def test_members_are_listed_masked_with_their_standing_in_few_queries(
    program, zhao, works, taiyuan, lin, chen, su, by, now, django_assert_max_num_queries
):
    people.set_standing(chen.memberships.get(), "retired", starts_on=localdate(now), by=by, now=now)
    desk = program(zhao)
    for union in (works, taiyuan):
        told = desk("GET", f"/members?at={union.code}").json()["items"]
        assert {(one["name"], one["standing"]) for one in told} == {("林**", "regular"), ("陈**", "retired")}
    with django_assert_max_num_queries(9):
        assert len(desk("GET", "/members").json()["items"]) == 3


def test_a_standing_is_set_and_heard_of(program, zhao, lin):
    held = lin.memberships.get()
    said = {"kind": "retired", "starts_on": "2026-05-01", "why": "退休证"}
    assert program(zhao)("POST", f"/members/{held.pk}/standing", **said).json()["standing"] == "retired"
    assert held.standings.get().kind == "retired"
    assert program(zhao)("POST", f"/members/{held.pk}/standing", **said | {"kind": "away"}).status_code == 422


def test_a_lapse_goes_its_steps_and_may_be_dropped(program, zhao, lin):
    desk, of = program(zhao), f"/members/{lin.memberships.get().pk}/lapse"
    assert desk("GET", of).status_code == 404
    assert desk("POST", of, idle_since="2025-10-01").json()["stage"] == "begun"
    assert code_of(desk("POST", f"{of}/notice")) == (409, "membership.step_missing")
    assert desk("POST", f"{of}/talk", talked_on="2026-05-20", talk="不愿参加").json()["stage"] == "talked"
    assert desk("POST", f"{of}/notice").json()["ends_on"] == "2026-06-19"
    assert code_of(desk("POST", f"{of}/end")) == (409, "membership.notice_running")
    assert desk("GET", of).json()["stage"] == "noticed"
    assert desk("POST", f"{of}/dropping", why="补缴了").status_code == 204
    assert (Lapse.objects.get().dropped_because, lin.memberships.get().ends_on) == ("补缴了", None)


def test_a_death_is_recorded_and_taken_back(program, zhao, lin):
    desk, of = program(zhao), f"/persons/{lin.pk}/death"
    assert desk("POST", of, died_on="2026-05-19", proof="死亡证明 3 号").json()["name"] == "林**"
    assert lin.memberships.get().ends_on
    assert desk("DELETE", of).status_code == 204
    assert lin.memberships.get().ends_on is None
    assert Death.objects.get().undone_at


def test_the_officer_of_another_union_and_a_worker_do_nothing_of_it(program, low, lin, su):
    desk, theirs = program(low), su.memberships.get()
    assert desk("POST", f"/members/{theirs.pk}/lapse", idle_since="2025-10-01").status_code == 404
    assert desk("POST", f"/persons/{su.pk}/death", died_on="2026-05-19", proof="证明").status_code == 404
    assert program(lin)("GET", "/members").status_code == 403
    assert Membership.objects.active().filter(person=su).exists()


def test_a_change_carried_out_tells_how_many_went(program, zhao, works, foundry, lin, chen, plan, now):
    plan("merge", works, target=foundry, days=0)
    [told] = program(zhao)("GET", "/changes").json()["items"]
    assert (told["state"], told["members"]) == ("done", 2)
    assert tree.work_changes(now) == 0
