"""A roster by a program: brought, read row by row, mended, let in; claims looked into; nothing of another union."""

import io

import openpyxl
import pytest

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Membership
from gonghui.services.membership.models import RosterImport, RosterTrouble
from gonghui.services.membership.roster import actions
from gonghui.services.membership.roster.sheets import ROSTER

from ..conftest import csv_file, member_row, row

pytestmark = pytest.mark.django_db


def code_of(answer):
    return answer.status_code, answer.json()["error"]["code"]


def sheet_of(answer):
    return list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)


def test_a_program_brings_a_roster_reads_what_was_found_and_lets_the_good_rows_in(program, sends, zhao, works, now):
    desk, data = program(zhao), csv_file(row("高一鸣", 1), row("", 2))
    brought = sends(zhao)("/rosters", data, "名单.csv", union=works.code).json()
    assert (brought["state"], brought["rows_total"], brought["union"]) == ("uploaded", 2, works.name)
    one = f"/rosters/{brought['id']}"
    assert code_of(desk("POST", f"{one}/confirmation")) == (409, "roster.not_checked")
    actions.work_rosters(now)

    told = desk("GET", one).json()
    assert (told["state"], told["rows_new"], told["rows_bad"], told["troubles"]) == ("checked", 1, 1, {"name": 1})
    assert told["brought_by"] == zhao.name
    assert [(line["row"], line["name"]) for line in told["sample"]] == [(2, "高**")]
    assert "高一鸣" not in str(told)
    assert not Membership.objects.filter(person__name="高一鸣").exists(), "nobody has confirmed it"

    for _time in range(2):
        assert desk("POST", f"{one}/confirmation").json()["state"] == "committing"
    actions.work_rosters(now)
    assert desk("POST", f"{one}/confirmation").json()["rows_joined"] == 1
    assert Membership.objects.get(person__name="高一鸣").union == works
    assert [each["id"] for each in desk("GET", "/rosters?state=done").json()["items"]] == [brought["id"]]
    assert desk("GET", "/rosters?state=checked").json()["items"] == []


def test_the_same_file_again_is_the_first_and_one_that_is_given_up_is_gone(program, sends, zhao, works):
    desk, data = program(zhao), csv_file(row("高一鸣", 1))
    first, second = (sends(zhao)("/rosters", data, "名单.csv", union=works.code).json() for _time in range(2))
    assert first["id"] == second["id"]
    for _time in range(2):
        assert desk("DELETE", f"/rosters/{first['id']}").status_code == 204
    given_up = RosterImport.objects.get()
    assert (given_up.state, given_up.file_sealed) == ("discarded", None)
    assert code_of(desk("POST", f"/rosters/{first['id']}/confirmation")) == (409, "roster.not_checked")


@pytest.mark.parametrize(
    ("data", "union", "code"),
    [
        (None, "TY-JY", (422, "faces.bad_fields")),
        (b"", "TY-JY", (422, "sheets.empty")),
        (b"MZ\x90\0" + b"\0" * 100, "TY-JY", (422, "sheets.not_a_sheet")),
        ("姓名,证件号码,手机号\n高一鸣,1,2\n".encode(), "XX", (404, "faces.no_such_page")),
    ],
)
def test_what_is_no_roster_or_for_no_union_of_mine_is_refused_and_nothing_is_kept(
    data, union, code, sends, zhao, works, found
):
    found("XX", "河北省总工会", "province")
    assert code_of(sends(zhao)("/rosters", data, "名单.csv", union=union)) == code
    assert not RosterImport.objects.exists()


def test_a_file_that_is_too_big_is_not_read(sends, zhao, works, settings):
    settings.MAX_UPLOAD_BYTES = 1024
    assert code_of(sends(zhao)("/rosters", b"x" * 1025, union=works.code)) == (422, "sheets.too_big")


def test_each_bad_row_is_named_in_pages_by_row(program, zhao, bring, lin):
    bad = [row("", 10 + at, mobile="123") for at in range(3)]  # two things are wrong in each
    roster = bring(*bad, member_row("林大雨", 101), row("高一鸣", 1))
    desk, path = program(zhao), f"/rosters/{roster.pk}/troubles"
    seen, after = [], ""
    while after is not None:
        page = desk("GET", f"{path}?limit=2{after}").json()
        seen += [(one["row"], one["about"]) for one in page["items"]]
        after = page["next"] and f"&after={page['next']}"
    assert seen == [(at, about) for at in (2, 3, 4) for about in ("name", "mobile")] + [(5, "known")]
    [only] = desk("GET", f"{path}?about=known").json()["items"]
    assert (only["code"], only["column"], "林小雨" in str(only)) == ("roster.name_differs", "姓名", False)
    other = bring(row("", 20), name="另一份.csv").troubles.get()
    assert desk("GET", f"{path}?after={other.pk}").json() == {"items": [], "next": None}
    assert desk("GET", f"{path}?after=-1").status_code == 422


def test_who_brought_it_takes_the_bad_rows_back_and_a_colleague_does_not(program, zhao, second_officer, bring):
    roster = bring(row("高一鸣", 1), row("方二妹", 2, mobile="123"))
    path = f"/rosters/{roster.pk}"
    header, line = sheet_of(program(zhao)("GET", f"{path}/rows"))
    assert (header[:3], line[0], line[3]) == (("姓名", "证件号码", "手机号"), "方二妹", 3)
    assert program(zhao)("GET", path).json()["rows_to_take"] is True
    colleague = program(second_officer)
    assert colleague("GET", path).json()["rows_to_take"] is False
    assert colleague("GET", f"{path}/rows").status_code == 404


def test_the_empty_roster_has_the_columns_in_the_order_of_the_paper(program, zhao):
    [header] = sheet_of(program(zhao)("GET", "/rosters/template"))
    assert header == ("姓名", "证件类型", "证件号码", "手机号", "工会代码", "入会日期")
    assert header == tuple(column.name for column in ROSTER.columns)


def test_a_claim_is_looked_into_by_the_union_whose_member_it_is(
    program, zhao, elsewhere, bring, commit, su, works, motors, enrol, yangquan, by, now
):
    commit(bring(member_row("苏红梅", 103), row("高一鸣", 1)))
    desk = program(elsewhere)
    [told] = desk("GET", "/claims?open=true").json()["items"]
    assert (told["member"], told["union"], told["listed_by"]) == ("苏**", motors.name, works.name)
    third = enrol("阳泉干部", 433, None)
    people.appoint(third, yangquan, "officer", by=by, now=now)
    path = f"/claims/{told['id']}/settlement"
    assert program(third)("GET", "/claims").json()["items"] == []
    assert program(third)("POST", path).status_code == 404
    for _time in range(2):
        assert desk("POST", path).json()["settled_by"] == elsewhere.name
    assert desk("GET", "/claims?open=true").json()["items"] == []
    assert [one["id"] for one in desk("GET", "/claims").json()["items"]] == [told["id"]]
    assert desk("GET", f"/claims?after={told['id']}").json() == {"items": [], "next": None}
    assert RosterTrouble.objects.get(pk=told["id"]).settled_by == elsewhere


def test_a_roster_of_another_union_is_not_there(program, sends, elsewhere, lin, bring, works):
    roster = bring(row("高一鸣", 1), row("", 2))
    desk, one = program(elsewhere), f"/rosters/{roster.pk}"
    assert desk("GET", "/rosters").json()["items"] == []
    for method, path in (
        ("GET", ""),
        ("GET", "/troubles"),
        ("GET", "/rows"),
        ("POST", "/confirmation"),
        ("DELETE", ""),
    ):
        assert desk(method, f"{one}{path}").status_code == 404, path
    assert sends(elsewhere)("/rosters", csv_file(row("高一鸣", 1)), union=works.code).status_code == 404
    assert program(lin)("GET", "/rosters").status_code == 403
    roster.refresh_from_db()
    assert (roster.state, RosterImport.objects.count()) == ("checked", 1)
