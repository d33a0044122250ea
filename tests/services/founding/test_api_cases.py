"""A case by a program, beside what moves it on: employers taken off, steps planned, votes one by one, papers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gonghui.primitives.journal.models import Entry
from gonghui.services.founding.models import Candidate, CaseEmployer, Paper
from tests.kernel.test_pictures import photograph

from .conftest import BALLOT, VOTES

pytestmark = pytest.mark.django_db
KEY = "0197a000-0000-7000-8000-000000000003"
DAY = "2026-05-20"
COUNTS = {name: getattr(BALLOT, name) for name in BALLOT.__dataclass_fields__ if name != "held_on"} | {"held_on": DAY}


def code_of(answer):
    return answer.status_code, answer.json()["error"]["code"]


def vote(candidate):
    return {name: getattr(candidate, name) for name in candidate.__dataclass_fields__}


def pictures(many=1):
    return {"files": [SimpleUploadedFile(f"申请{each}.jpg", photograph()) for each in range(many)]}


def test_an_employer_is_taken_off_and_is_free_for_another_case(program, opened, employ, zhao):
    firms = [employ("甲店", 8), employ("乙店", 9), employ("丙店", 7)]
    case, ask = opened("joint", firms[:2]), program(zhao)
    told = ask("DELETE", f"/founding/cases/{case.pk}/employers/{firms[0].pk}").json()
    assert told["employer_count"] == 1
    assert ask("DELETE", f"/founding/cases/{case.pk}/employers/{firms[0].pk}").status_code == 404
    assert ask("DELETE", f"/founding/cases/{case.pk}/employers/{firms[2].pk}").status_code == 404, "of no case"
    other = opened(employers=[firms[0]], name="甲店工会")
    assert ask("DELETE", f"/founding/cases/{case.pk}/employers/{firms[0].pk}").status_code == 404, "of another case"
    assert other.employers.count() == 1


def test_once_the_preparation_is_done_nobody_is_taken_off(program, opened, walk, zhao):
    case = walk(opened(), "agree")
    firm = case.employers.get().employer_id
    gone = program(zhao)("DELETE", f"/founding/cases/{case.pk}/employers/{firm}")
    assert code_of(gone) == (409, "founding.step_done")
    assert CaseEmployer.objects.count() == 1


def test_a_step_is_planned_until_it_is_done(program, opened, zhao):
    case, ask = opened(), program(zhao)
    way = f"/founding/cases/{case.pk}/steps"
    told = ask("POST", f"{way}/agree/plan", {"who": " 张科长 ", "due_on": "2026-06-20"}).json()
    [agree] = [one for one in told["steps"] if one["kind"] == "agree"]
    assert (agree["who"], agree["due_on"], agree["done_on"]) == ("张科长", "2026-06-20", None)
    assert ask("POST", f"{way}/party/plan", {"due_on": "2026-06-20"}).status_code == 404
    assert ask("POST", f"{way}/agree/plan", {"due_on": "0026-06-20"}).status_code == 422
    ask("POST", f"{way}/prepare", {"done_on": DAY})
    assert code_of(ask("POST", f"{way}/prepare/plan", {"due_on": "2026-06-20"})) == (409, "founding.step_done")


def test_votes_are_entered_one_by_one_and_then_the_election_holds(program, opened, walk, zhao):
    case, ask = walk(opened(), "elect"), program(zhao)
    way = f"/founding/cases/{case.pk}/election"
    assert ask("GET", way).status_code == 404, "nothing was counted yet"
    assert code_of(ask("POST", f"{way}/candidates", vote(VOTES[0]))) == (422, "founding.election_missing")
    assert ask("POST", f"{way}/ballots", COUNTS | {"valid": 49}).json()["error"]["code"] == "founding.ballots_disagree"
    assert ask("POST", f"{way}/ballots", COUNTS).json()["valid"] == 48

    told = [ask("POST", f"{way}/candidates", vote(each)).json() for each in VOTES][-1]
    assert [one["name"] for one in told["candidates"]] == ["孙主席", "李委员", "周落选"]
    assert code_of(ask("POST", f"{way}/candidates", vote(VOTES[0]))) == (409, "founding.candidate_twice")
    last = told["candidates"][-1]["id"]
    assert len(ask("DELETE", f"{way}/candidates/{last}").json()["candidates"]) == 2
    assert ask("DELETE", f"{way}/candidates/{last}").status_code == 404
    assert code_of(ask("POST", f"{way}/closure"))[1] == "founding.no_choice"
    ask("POST", f"{way}/candidates", vote(VOTES[-1]))
    steps = {one["kind"]: one["done_on"] for one in ask("POST", f"{way}/closure").json()["steps"]}
    assert steps["elect"] == DAY
    assert ask("GET", way).json()["candidates"][0]["elected"] is True


def test_a_candidate_of_another_case_is_not_struck_by_way_of_ones_own(program, opened, employ, walk, zhao):
    ours, other = (walk(opened(employers=[employ(name)], name=name), "elect") for name in ("甲厂", "乙厂"))
    ask = program(zhao)
    for case in (ours, other):
        ask("POST", f"/founding/cases/{case.pk}/election/ballots", COUNTS)
    made = ask("POST", f"/founding/cases/{other.pk}/election/candidates", vote(VOTES[0])).json()["candidates"][0]["id"]
    assert ask("DELETE", f"/founding/cases/{ours.pk}/election/candidates/{made}").status_code == 404
    assert Candidate.objects.count() == 1


def test_papers_are_added_once_for_a_key_opened_and_taken_off(program, opened, zhao):
    case, ask = opened(), program(zhao)
    way = f"/founding/cases/{case.pk}/papers"
    told = ask("POST", way, {"step": "prepare"}, files=pictures(2), key=KEY).json()
    assert [(one["name"], one["step"], one["kind"]) for one in told] == [
        ("申请0.jpg", "prepare", "jpeg"), ("申请1.jpg", "prepare", "jpeg")
    ]  # fmt: skip
    assert ask("POST", way, {"step": "prepare"}, files=pictures(2), key=KEY).json() == told
    assert ask("GET", way).json() == told

    opened_one = ask("GET", f"{way}/{told[0]['id']}")
    assert (opened_one["Content-Type"], opened_one["Cache-Control"]) == ("image/jpeg", "no-store, private")
    assert Entry.objects.get(act="founding.open_paper").by_person == zhao.pk
    assert ask("DELETE", f"{way}/{told[0]['id']}").json() == told[1:]
    assert ask("DELETE", f"{way}/{told[0]['id']}").status_code == 404


def test_what_cannot_be_a_paper_is_refused_and_none_of_them_is_kept(program, opened, zhao):
    case, ask = opened(), program(zhao)
    way, text = f"/founding/cases/{case.pk}/papers", SimpleUploadedFile("名单.txt", "名单".encode())
    for step, files, code in (
        ("prepare", {"files": [*pictures()["files"], text]}, "attachments.kind_not_accepted"),
        ("prepare", pictures(7), "attachments.too_many"),
        ("prepare", {"files": []}, "founding.papers_missing"),
        ("party", pictures(), "founding.no_such_step"),
    ):
        assert code_of(ask("POST", way, {"step": step}, files=files)) == (422, code)
    keyless = ask("POST", way, {"step": "prepare"}, files=pictures(), key="none")
    assert code_of(keyless) == (422, "faces.idempotency_key")
    assert not Paper.objects.exists()


def test_a_paper_of_another_case_is_not_opened_by_way_of_ones_own(program, opened, employ, zhao):
    ours, other = (opened(employers=[employ(name)], name=name) for name in ("甲厂", "乙厂"))
    ask = program(zhao)
    [made] = ask("POST", f"/founding/cases/{other.pk}/papers", {"step": "prepare"}, files=pictures()).json()
    for method in ("GET", "DELETE"):
        assert ask(method, f"/founding/cases/{ours.pk}/papers/{made['id']}").status_code == 404
    assert Paper.objects.count() == 1


def test_each_document_is_a_file_that_needs_no_other(program, opened, walk, zhao):
    case, ask = walk(opened(), "register"), program(zhao)
    listed = ask("GET", f"/founding/cases/{case.pk}/documents").json()
    assert {one["kind"] for one in listed} == {"letter", "election", "application", "members"}
    for one in listed:
        got = ask("GET", f"/founding/cases/{case.pk}/documents/{one['kind']}")
        text = got.content.decode()
        assert got["Content-Type"].startswith("text/html")
        assert got["Content-Disposition"].startswith("attachment")
        assert case.name in text
        assert ".fo-table { width: 100%" in text, "it has its own style"
        assert not [part for part in ("<link", "<script", "src=") if part in text]
    assert ask("GET", f"/founding/cases/{case.pk}/documents/contract").status_code == 404


def test_cases_are_found_by_state_way_and_name(program, opened, employ, walk, zhao):
    running = opened(employers=[employ("甲厂")], name="甲厂工会")
    approved = walk(opened("key_firm", [employ("乙厂")], name="乙厂工会"), "register")
    for asked, found in (
        ({"state": "running"}, [running]),
        ({"state": "approved"}, [approved]),
        ({"way": "key_firm"}, [approved]),
        ({"q": "甲厂"}, [running]),
        ({"q": "太原"}, [approved, running]),
    ):
        told = program(zhao)("GET", "/founding/cases", asked).json()["items"]
        assert [one["id"] for one in told] == [str(each.pk) for each in found], asked
    assert program(zhao)("GET", "/founding/cases", {"state": "lost"}).status_code == 422


def test_another_citys_officer_finds_nothing_of_it(program, opened, zhao, county):
    case = opened()
    [made] = program(zhao)("POST", f"/founding/cases/{case.pk}/papers", {"step": "prepare"}, files=pictures()).json()
    ask, way, firm = program(county), f"/founding/cases/{case.pk}", case.employers.get().employer_id
    for method, path, body in (
        ("DELETE", f"employers/{firm}", {}),
        ("POST", "steps/agree/plan", {"due_on": DAY}),
        ("GET", "election", {}),
        ("POST", "election/ballots", COUNTS),
        ("POST", "election/candidates", vote(VOTES[0])),
        ("POST", "election/closure", {}),
        ("GET", "papers", {}),
        ("POST", "papers", {}),
        ("GET", f"papers/{made['id']}", {}),
        ("DELETE", f"papers/{made['id']}", {}),
        ("GET", "documents", {}),
        ("GET", "documents/letter", {}),
    ):
        assert ask(method, f"{way}/{path}", body).status_code == 404, (method, path)
    assert (Paper.objects.count(), CaseEmployer.objects.count()) == (1, 1)
