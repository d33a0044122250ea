"""Officers by a program: terms, certificates, changes and re-elections of unions that stand; a case from the pool."""

import pytest

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division
from gonghui.services.founding.models import Case, Certificate, Change, Term

from .conftest import credit_code

pytestmark = pytest.mark.django_db
DAY = "2026-05-20"
TERM = {"number": "并工组〔2026〕9号", "years": 5, "starts_on": DAY, "chair": "孙主席"}
CERTIFICATE = {"issued_on": DAY, "ends_on": "2031-05-20", "authority": "太原市总工会", "kind": "first"}
CHANGE = {"what": "chair", "before": "李主席", "after": "孙主席", "happened_on": "2026-05-10"}


@pytest.fixture
def chair(enrol, works, by, now):
    """An officer of the works' own union."""
    person = enrol("马主席", 301, works)
    people.appoint(person, works, "officer", by=by, now=now)
    return person


def code_of(answer):
    return answer.status_code, answer.json()["error"]["code"]


def test_a_term_is_registered_and_told_with_its_end(program, works, zhao):
    ask = program(zhao)
    told = ask("POST", f"/founding/unions/{works.pk}/terms", TERM).json()
    assert (told["term_ends"], told["terms"][0]["chair"], told["terms"][0]["in_force"]) == (
        "2031-05-20",
        "孙主席",
        True,
    )
    again = ask("POST", f"/founding/unions/{works.pk}/terms", TERM | {"number": "10号", "years": 3}).json()
    assert [each["in_force"] for each in again["terms"]] == [True, False]
    [line] = ask("GET", "/founding/unions").json()["items"]
    assert (line["id"], line["term_ends"], line["certificate_ends"]) == (str(works.pk), "2029-05-20", None)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"number": " "}, "founding.number_missing"),
        ({"years": 4}, "founding.term_of_other_years"),
        ({"starts_on": "2026-05-21"}, "founding.term_starts"),
    ],
)
def test_a_term_that_cannot_be_leaves_nothing(program, works, zhao, said, code):
    assert code_of(program(zhao)("POST", f"/founding/unions/{works.pk}/terms", TERM | said)) == (422, code)
    assert not Term.objects.exists()


def test_a_committee_gives_itself_neither_term_nor_reelection_by_a_program(program, works, chair, zhao):
    own, above = program(chair), program(zhao)
    for path, body in ((f"/founding/unions/{works.pk}/terms", TERM), (f"/founding/unions/{works.pk}/reelection", {})):
        assert code_of(own("POST", path, body)) == (422, "founding.by_union_above")
    assert not Term.objects.exists() | Case.objects.exists()
    key = "0197a000-0000-7000-8000-000000000009"
    made = above("POST", f"/founding/unions/{works.pk}/reelection", key=key).json()
    assert (made["way"], made["state"], made["union"]) == ("reelection", "running", str(works.pk))
    assert above("POST", f"/founding/unions/{works.pk}/reelection", key=key).json()["id"] == made["id"]
    assert code_of(above("POST", f"/founding/unions/{works.pk}/reelection")) == (409, "founding.reelection_open")
    assert Case.objects.count() == 1


def test_a_certificate_gives_the_union_its_credit_code(program, works, motors, chair, by, now):
    ask, number = program(chair), credit_code(9, first="8")
    told = ask("POST", f"/founding/unions/{works.pk}/certificates", CERTIFICATE | {"number": number}).json()
    assert (told["credit_code"], told["certificate_ends"]) == (number, "2031-05-20")
    other = credit_code(8, first="8")
    people.set_credit_code(motors, other, by=by, now=now)
    taken = ask("POST", f"/founding/unions/{works.pk}/certificates", CERTIFICATE | {"number": other})
    assert code_of(taken) == (409, "people.credit_code_taken")
    works.refresh_from_db()
    assert (works.credit_code, Certificate.objects.in_force().get().number) == (number, number)


@pytest.mark.parametrize(
    ("path", "body", "rows"),
    [("terms", TERM, Term), ("certificates", CERTIFICATE | {"number": credit_code(9, first="8")}, Certificate)],
)
def test_what_is_sent_twice_with_one_key_is_written_down_once(program, works, zhao, path, body, rows):
    ask, key = program(zhao), "0197a000-0000-7000-8000-00000000000a"
    first, again = (ask("POST", f"/founding/unions/{works.pk}/{path}", body, key=key).json() for _time in range(2))

    assert first == again
    assert rows.objects.get().key == key
    code = code_of(ask("POST", f"/founding/unions/{works.pk}/{path}", body, key="none"))
    assert code == (422, "faces.idempotency_key")


def test_a_changed_chair_is_listed_until_it_is_filed_and_late_after_thirty_days(program, works, chair):
    ask, key = program(chair), "0197a000-0000-7000-8000-000000000008"
    made = ask("POST", f"/founding/unions/{works.pk}/changes", CHANGE | {"happened_on": "2026-04-01"}, key=key).json()
    assert (made["due_on"], made["late"], made["filed_on"]) == ("2026-05-01", True, None)
    ask("POST", f"/founding/unions/{works.pk}/changes", CHANGE | {"happened_on": "2026-04-01"}, key=key)
    assert [each["id"] for each in ask("GET", "/founding/changes").json()["items"]] == [made["id"]]
    way = f"/founding/unions/{works.pk}/changes/{made['id']}/filing"
    assert code_of(ask("POST", way, {"filed_on": "2026-03-31"})) == (422, "founding.filed_before")
    filed = ask("POST", way, {"filed_on": DAY, "number": "回执1"}).json()
    assert (filed["filed_on"], filed["number"], filed["late"]) == (DAY, "回执1", False)
    assert code_of(ask("POST", way, {"filed_on": DAY})) == (409, "founding.filed_already")
    assert ask("GET", "/founding/changes").json()["items"] == []
    assert ask("GET", "/founding/changes?filed=true").json()["items"][0]["number"] == "回执1"


def test_an_address_that_moved_is_due_thirty_days_after_it_moved(program, works, chair):
    moved = CHANGE | {"what": "address", "before": "旧厂区", "after": "新厂区", "happened_on": DAY}
    made = program(chair)("POST", f"/founding/unions/{works.pk}/changes", moved).json()
    assert (made["what"], made["due_on"], made["late"]) == ("address", "2026-06-19", False)
    tomorrow = program(chair)("POST", f"/founding/unions/{works.pk}/changes", moved | {"happened_on": "2026-05-21"})
    assert code_of(tomorrow) == (422, "founding.day_to_come")
    assert Change.objects.count() == 1


def test_a_change_is_filed_at_its_own_union_only(program, works, motors, zhao):
    ask = program(zhao)
    made = ask("POST", f"/founding/unions/{works.pk}/changes", CHANGE).json()
    assert (
        ask("POST", f"/founding/unions/{motors.pk}/changes/{made['id']}/filing", {"filed_on": DAY}).status_code == 404
    )
    assert Change.objects.get().filed_on is None


def test_a_worker_and_an_officer_of_another_city_reach_nothing(program, works, lin, datong, enrol, by, now):
    other = enrol("王大同", 203)
    people.appoint(other, datong, "officer", by=by, now=now)
    assert program(other)("GET", f"/founding/unions/{works.pk}").status_code == 404
    assert program(other)("POST", f"/founding/unions/{works.pk}/terms", TERM).status_code == 404
    assert str(works.pk) not in str(program(other)("GET", "/founding/unions").json())
    assert program(lin)("GET", "/founding/unions").status_code == 403
    assert not Term.objects.exists()


def test_employers_of_a_place_come_into_a_case_and_a_step_is_undone(program, employ, taiyuan, zhao, works):
    from_place = {"division": Division.objects.get(pk="140105")}
    employ("甲店", 8, **from_place), employ("乙店", 9, **from_place), employ("丙店", 9)
    employ("有会店", 9, union=works, **from_place)
    ask = program(zhao)
    case = ask("POST", "/founding/cases", {"area": str(taiyuan.pk), "way": "joint", "name": "小店联合工会"}).json()[
        "id"
    ]
    assert code_of(ask("POST", f"/founding/cases/{case}/employers")) == (422, "founding.which_employers")
    wrong = ask("POST", f"/founding/cases/{case}/employers", {"division": "999999"})
    assert code_of(wrong) == (422, "founding.no_such_place")
    told = ask("POST", f"/founding/cases/{case}/employers", {"division": "140105"}).json()
    assert told["employer_count"] == 2
    ask("POST", f"/founding/cases/{case}/steps/prepare", {"done_on": DAY})
    assert code_of(ask("POST", f"/founding/cases/{case}/employers", {"division": "140100"})) == (
        409,
        "founding.step_done",
    )
    assert ask("POST", f"/founding/cases/{case}/undo").json()["steps"][0]["done_on"] is None
    told = ask("POST", f"/founding/cases/{case}/employers", {"employers": [str(employ("丁店", 7).pk)]}).json()
    assert told["employer_count"] == 3
    listed = ask("GET", f"/founding/cases/{case}/employers").json()["items"]
    assert [one["name"] for one in listed] == ["丁店", "乙店", "甲店"]


def test_members_go_home_by_a_program_once(program, opened, walk, employ, pool, zhao):
    firm = employ()
    pool(firm, 2)
    case, ask = walk(opened(employers=[firm]), "register"), program(zhao)
    assert ask("GET", f"/founding/cases/{case.pk}").json()["brings_home"] is True
    assert ask("POST", f"/founding/cases/{case.pk}/homecoming").json() == {"moved": 2}
    assert code_of(ask("POST", f"/founding/cases/{case.pk}/homecoming")) == (409, "founding.nobody_waits")
