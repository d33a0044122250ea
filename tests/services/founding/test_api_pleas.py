"""Officers of the union above the place read a plea by a program, and answer it; nobody else learns of it."""

import pytest

from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people

from .conftest import SAID

pytestmark = pytest.mark.django_db
KEY = "0197a000-0000-7000-8000-000000000001"


def code_of(answer):
    return answer.status_code, answer.json()["error"]["code"]


def test_an_officer_opens_a_plea_and_answers_it_and_its_worker_reads_that_somebody_looked(program, plead, lin, zhao):
    made, ask = plead(lin), program(zhao)
    [line] = ask("GET", "/founding/queue").json()["items"]
    assert (line["id"], line["area"], line["state"]) == (str(made.pk), "太原市总工会", "waiting")
    assert "并州" not in str(line)
    assert "林" not in str(line)
    assert not Entry.objects.filter(act="founding.look").exists(), "to list them opens none"

    opened = ask("GET", f"/founding/queue/{made.pk}").json()
    assert opened["said"] == {
        "employer": SAID.employer, "headcount": SAID.headcount, "text": SAID.text, "reach": SAID.reach
    }  # fmt: skip
    assert (opened["worker"], len(opened["looks"])) == ("林**", 1)
    answered = ask("POST", f"/founding/queue/{made.pk}/answer", {"answer": "下周上门"}).json()
    assert answered["state"] == "answered"

    mine = program(lin)("GET", f"/founding/pleas/{made.pk}").json()
    assert (mine["answer"], mine["said"]["text"], mine["looks"]) == ("下周上门", SAID.text, opened["looks"])


def test_it_is_answered_once_and_in_words(program, plead, lin, zhao):
    made, ask = plead(lin), program(zhao)
    for empty in ("", "  "):
        assert ask("POST", f"/founding/queue/{made.pk}/answer", {"answer": empty}).status_code == 422
    ask("POST", f"/founding/queue/{made.pk}/answer", {"answer": "下周上门"}, key=KEY)
    again = ask("POST", f"/founding/queue/{made.pk}/answer", {"answer": "不来了"}, key=KEY)
    assert code_of(again) == (409, "founding.settled")
    assert program(lin)("GET", f"/founding/pleas/{made.pk}").json()["answer"] == "下周上门"


def test_the_queue_is_asked_by_its_states_and_what_was_taken_back_says_nothing(program, plead, lin, su, zhao):
    kept, gone, ask = plead(lin), plead(su), program(zhao)
    program(su)("DELETE", f"/founding/pleas/{gone.pk}")
    for state, made in (("waiting", kept), ("withdrawn", gone)):
        [line] = ask("GET", "/founding/queue", {"state": state}).json()["items"]
        assert line["id"] == str(made.pk)
    opened = ask("GET", f"/founding/queue/{gone.pk}").json()
    assert (opened["said"], opened["answer"]) == (None, "")


def test_neither_the_employers_union_nor_another_city_nor_a_worker_finds_it(
    program, plead, lin, works, datong, enrol, by, now
):
    made = plead(lin)
    for number, union in ((301, works), (302, datong)):
        officer = enrol("马主席", number, works)
        people.appoint(officer, union, "officer", by=by, now=now)
        ask = program(officer)
        assert ask("GET", "/founding/queue").json()["items"] == []
        assert ask("GET", f"/founding/queue/{made.pk}").status_code == 404
        assert ask("POST", f"/founding/queue/{made.pk}/answer", {"answer": "谁写的"}).status_code == 404
    assert code_of(program(lin)("GET", f"/founding/queue/{made.pk}")) == (403, "faces.not_your_office")
    assert not Entry.objects.filter(act__in=("founding.look", "founding.answer")).exists()


def test_the_journal_does_not_say_where_a_worker_asked_from(program, lin, zhao, taiyuan):
    """At work the address is the employer's: it would say which firm it is."""
    ask = program(lin)
    made = ask("POST", "/founding/pleas", {"employer": "并州快运", "place": "140105"}).json()["id"]
    program(zhao)("GET", f"/founding/queue/{made}")
    ask("DELETE", f"/founding/pleas/{made}")

    told = {entry.act: entry for entry in Entry.objects.filter(act__startswith="founding.")}
    for act in ("founding.ask", "founding.withdraw_plea"):
        assert (told[act].by_person, told[act].by_name, told[act].origin) == (None, "一名职工", "")
    assert (told["founding.look"].by_person, told["founding.look"].origin) == (zhao.pk, "api 127.0.0.1")
