"""Employers by a program: added once for a key, many from a sheet, picked for one founding."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gonghui.kernel.workbooks import workbook
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division, Employer
from gonghui.services.founding.forms.sheets import EMPLOYERS
from gonghui.services.founding.models import Case, Ready

from .conftest import credit_code

pytestmark = pytest.mark.django_db
KEY = "0197a000-0000-7000-8000-000000000002"
HEADER = [column.name for column in EMPLOYERS.columns]


def code_of(answer):
    return answer.status_code, answer.json()["error"]["code"]


def sheet(*rows):
    return {"sheet": SimpleUploadedFile("单位.xlsx", workbook(HEADER, rows))}


def row(number, **instead):
    good = (f"{number}号快运", credit_code(number), "太原市小店区", "快递员", 60, "2026-05-01")
    said = dict(zip(HEADER, good, strict=True))
    return list((said | instead).values())


def test_an_employer_is_added_once_for_a_key(program, taiyuan, zhao):
    ask = program(zhao)
    said = {"area": str(taiyuan.pk), "name": "并州快运", "division": "140105", "trade": "courier", "headcount": 60}
    made = ask("POST", "/founding/employers", said, key=KEY).json()
    told = (made["name"], made["area"], made["division"], made["trade"])
    assert told == ("并州快运", "太原市总工会", "140105", "courier")
    assert ask("POST", "/founding/employers", said, key=KEY).json() == made
    assert Employer.objects.get().headcount == 60
    ask("POST", "/founding/employers", said | {"headcount": 61})
    assert Employer.objects.count() == 2, "another key is another employer: it has no code to be known by"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"name": " "}, (422, "founding.employer_name_missing")),
        ({"credit_code": "91140100MA0EXAMPL4"}, (422, "credit_code.check")),
        ({"division": "999999"}, (422, "founding.no_such_place")),
        ({"credit_code": credit_code(7)}, (409, "people.employer_taken")),
    ],
)
def test_an_employer_that_cannot_be_leaves_its_key_free(program, taiyuan, zhao, said, answer, by, now):
    people.add_employer(name="已有的", credit_code=None, area=taiyuan, by=by, now=now)
    Employer.objects.update(credit_code=credit_code(7))
    good = {"area": str(taiyuan.pk), "name": "并州快运"}
    assert code_of(program(zhao)("POST", "/founding/employers", good | said, key=KEY)) == answer
    assert Employer.objects.count() == 1
    assert program(zhao)("POST", "/founding/employers", good, key=KEY).json()["name"] == "并州快运"


def test_nobody_adds_employers_at_a_union_of_others_or_of_employers(program, taiyuan, works, lin, county, zhao):
    said = {"area": str(taiyuan.pk), "name": "并州快运"}
    assert program(county)("POST", "/founding/employers", said).status_code == 404
    assert program(county)("POST", f"/founding/areas/{taiyuan.pk}/employers", files=sheet(row(1))).status_code == 404
    assert program(zhao)("POST", "/founding/employers", said | {"area": str(works.pk)}).status_code == 404
    assert program(lin)("POST", "/founding/employers", said).status_code == 403
    assert not Employer.objects.exists()


def test_a_list_goes_in_whole_and_sent_again_changes_nothing(program, taiyuan, zhao):
    ask, to = program(zhao), f"/founding/areas/{taiyuan.pk}/employers"
    assert ask("POST", to, files=sheet(row(1), row(2))).json() == {"new": 2, "known": 0}
    stood = list(Employer.objects.order_by("pk").values())
    assert ask("POST", to, files=sheet(row(1), row(2))).json() == {"new": 0, "known": 2}
    assert list(Employer.objects.order_by("pk").values()) == stood


def test_one_bad_row_keeps_the_list_out_and_each_is_named(program, taiyuan, zhao):
    bad = (row(1), row(2, 职工人数="很多"), row(3, 区县="没有这个区"))
    answer = program(zhao)("POST", f"/founding/areas/{taiyuan.pk}/employers", files=sheet(*bad))
    assert code_of(answer) == (422, "sheets.bad_rows")
    named = [(each["row"], each["column"], bool(each["says"])) for each in answer.json()["error"]["facts"]["rows"]]
    assert named == [(3, "职工人数", True), (4, "区县", True)]
    assert not Employer.objects.exists()


@pytest.mark.parametrize("data", [None, b"", b"x,y\n1,2\n", b"MZ\x90\0" * 40])
def test_what_is_no_list_is_refused(program, taiyuan, zhao, data):
    files = {} if data is None else {"sheet": SimpleUploadedFile("单位.csv", data)}
    answer = program(zhao)("POST", f"/founding/areas/{taiyuan.pk}/employers", files=files)
    assert answer.status_code == 422
    assert answer.json()["error"]["mend"]
    assert not Employer.objects.exists()


def test_the_template_that_is_handed_out_is_taken_back(program, taiyuan, zhao):
    got = program(zhao)("GET", "/founding/employers/template")
    assert "spreadsheet" in got["Content-Type"]
    empty = {"sheet": SimpleUploadedFile("模板.xlsx", got.content)}
    answer = program(zhao)("POST", f"/founding/areas/{taiyuan.pk}/employers", files=empty)
    assert "下面没有数据" in answer.json()["error"]["says"]


@pytest.mark.rows_by_hand  # that it is ready is the worker's to find
def test_employers_are_found_by_size_place_trade_name_and_by_being_ready(program, employ, taiyuan, zhao, county, now):
    shop = employ("小店鲜花", 8, division=Division.objects.get(pk="140105"), trade="ecommerce")
    big, small = employ("并州快运", 60), employ("晋阳快运", 12)
    Ready.objects.create(employer=small, area=taiyuan, members=25, created_at=now)
    for asked, found in (
        ({}, {big}),
        ({"least": 0}, {shop, big, small}),
        ({"least": 0, "trade": "ecommerce"}, {shop}),
        ({"least": 0, "division": "140105"}, {shop}),
        ({"least": 0, "q": "快运"}, {big, small}),
        ({"ready": "true"}, {small}),
    ):
        told = program(zhao)("GET", "/founding/employers", asked).json()["items"]
        assert {one["id"] for one in told} == {str(each.pk) for each in found}, asked
    assert program(county)("GET", "/founding/employers", {"least": 0}).json()["items"] == []
    assert code_of(program(zhao)("GET", "/founding/employers", {"division": "999999"}))[0] == 422


def test_an_employer_of_unknown_size_is_found_where_no_size_is_asked_for(program, taiyuan, zhao):
    ask = program(zhao)
    made = ask("POST", "/founding/employers", {"area": str(taiyuan.pk), "name": "并州快运"}).json()
    assert ask("GET", "/founding/employers", {"least": 0}).json()["items"] == [made]
    assert ask("GET", "/founding/employers", {"least": 1}).json()["items"] == []


def test_one_founding_for_many_stands_before_the_lowest_union_above_them_all(program, employ, taiyuan, zhao):
    said = {"employers": [str(employ(name, 8).pk) for name in ("甲店", "乙店")], "way": "joint", "name": "小店联合工会"}
    ask = program(zhao)
    made = ask("POST", "/founding/cases/together", said, key=KEY).json()
    assert (made["way"], made["area"], made["employer_count"]) == ("joint", "太原市总工会", 2)
    assert ask("POST", "/founding/cases/together", said, key=KEY).json()["id"] == made["id"]
    busy = ask("POST", "/founding/cases/together", said)
    assert code_of(busy) == (409, "founding.employer_in_case")
    assert Case.objects.count() == 1


def test_of_one_alone_or_without_a_name_nothing_is_opened(program, employ, zhao, county):
    firm, said = employ(), {"way": "joint", "name": "联合工会"}
    ask = program(zhao)
    alone = ask("POST", "/founding/cases/together", said | {"employers": [str(firm.pk)]})
    assert code_of(alone)[1] == "founding.joint_of_one"
    two = {"employers": [str(firm.pk), str(employ("乙店", 9).pk)]}
    assert code_of(ask("POST", "/founding/cases/together", said | two | {"name": " "}))[1] == "founding.name_missing"
    assert program(county)("POST", "/founding/cases/together", said | two).status_code == 404
    assert not Case.objects.exists()


def test_a_strange_one_among_many_is_found_at_a_cost_that_does_not_grow(program, employ, wang, datong):
    strange, ask, cost = employ("大同快运", 9, area=datong), program(wang), []
    for many in (2, 12):
        chosen = [str(employ(f"{each}号店", 9).pk) for each in range(many)] + [str(strange.pk)]
        said = {"employers": chosen, "way": "joint", "name": "联合工会"}
        with CaptureQueriesContext(connection) as asked:
            assert ask("POST", "/founding/cases/together", said).status_code == 404
        cost.append(len(asked))
    assert cost[0] == cost[1]
    assert not Case.objects.exists()
