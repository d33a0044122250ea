"""By a program: the roster with whole numbers, who waits for a union, how many work where."""

import io
from datetime import date

import openpyxl
import pytest

from gonghui.kernel.workbooks import workbook
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.services.membership.models import Workforce
from gonghui.services.membership.roster import actions as rosters
from gonghui.services.membership.roster.sheets import ROSTER
from tests.cast import mobile, resident_id

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password-9"
HEADER = ["工会代码", "行业", "人数", "统计日期", "来源"]


def code_of(answer):
    return answer.status_code, answer.json()["error"]["code"]


@pytest.fixture
def takes(program, account_of, by, now):
    """`takes(zhao)(at="TY")` is the roster that a program of somebody's is given, who knows the password."""

    def asking(person):
        people.open_account(person, username=f"gh{person.pk.hex[-6:]}", password=PASSWORD, by=by, now=now)
        ask = program(person)
        return lambda **said: ask("POST", "/members/roster", **{"why": "报送上级", "password": PASSWORD} | said)

    return asking


def rows_of(answer):
    return list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)


def test_the_roster_is_taken_in_the_order_in_which_it_is_brought_and_each_member_reads_who_took_it(
    takes, zhao, lin, chen, su, works, taiyuan, zhao_calls, now
):
    header, *rows = rows_of(takes(zhao)(at=taiyuan.code))
    assert header == ("姓名", "证件类型", "证件号码", "手机号", "工会代码", "入会日期")
    assert header == tuple(column.name for column in ROSTER.columns)
    assert {line[0] for line in rows} == {"林小雨", "陈建国"}
    own = next(line for line in rows if line[0] == "林小雨")
    assert own[1:5] == ("居民身份证", resident_id(101).number, mobile(101).national, works.code)
    taken = Entry.objects.get(act="membership.export_roster", on_person=lin.pk)
    assert (taken.by_person, taken.facts, taken.origin[:3]) == (zhao.pk, {"why": "报送上级"}, "api")
    assert Entry.objects.filter(act="people.look_at_number", on_person=lin.pk).count() == 2
    assert not Entry.objects.filter(on_person=su.pk, act__endswith="export_roster").exists()

    again = rosters.upload(works, workbook(header, rows), "名单.xlsx", by=zhao_calls, now=now)
    rosters.work_rosters(now)
    again.refresh_from_db()
    assert (again.rows_same, again.rows_new, again.rows_bad) == (2, 0, 0)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"why": " "}, (422, "membership.export_reason")),
        ({"password": "错的密码"}, (422, "people.wrong_password")),
        ({"kind": "guild"}, (422, "faces.bad_fields")),
    ],
)
def test_no_number_is_told_without_a_reason_the_password_and_what_can_be_asked_for(said, code, takes, zhao, lin):
    assert code_of(takes(zhao)(**said)) == code
    assert not Entry.objects.filter(act__in=("membership.export_roster", "people.look_at_number")).exists()


def test_the_roster_holds_whom_the_officer_reaches_and_who_was_asked_for(
    takes, zhao, elsewhere, lin, su, works, now, by
):
    assert [line[0] for line in rows_of(takes(elsewhere)())[1:]] == ["苏红梅"]
    of_zhao = takes(zhao)
    people.set_standing(lin.memberships.get(), "retired", starts_on=now.date(), by=by, now=now)
    assert [line[0] for line in rows_of(of_zhao(standing="retired"))[1:]] == ["林小雨"]
    assert [line[0] for line in rows_of(of_zhao(q="苏"))[1:]] == ["苏红梅"]
    assert rows_of(of_zhao(at="NOWHERE"))[1:] == []
    assert not Entry.objects.filter(by_person=elsewhere.pk, on_person=lin.pk).exists()


def test_who_is_no_officer_takes_nothing(takes, lin):
    assert code_of(takes(lin)()) == (403, "faces.not_your_office")


def test_members_are_listed_by_all_that_the_page_is_asked_for(program, zhao, elsewhere, lin, chen, su, by, now):
    firm = people.add_employer(name="并州速递有限公司", trade="courier", by=by, now=now)
    people.employ(lin, firm, starts_on=date(2026, 5, 1), by=by, now=now)
    people.set_standing(chen.memberships.get(), "retired", starts_on=now.date(), by=by, now=now)
    desk = program(zhao)

    def names(query):
        return {one["name"] for one in desk("GET", f"/members?{query}").json()["items"]}

    assert names(f"employer={firm.pk}") == names("trade=courier") == names("q=林") == {"林**"}
    assert names("standing=retired") == {"陈**"}
    assert names("standing=regular&kind=grassroots") == {"林**", "苏**"}
    assert names("at=NOWHERE") == set()
    shown = desk("GET", "/members?q=林").json()["items"][0]
    assert (shown["mobile"], mobile(101).national in str(shown)) == (lin.masked_mobile, False)
    there = program(elsewhere)("GET", f"/members?employer={firm.pk}").json()["items"]
    assert there == [], "she works there, and is a member elsewhere"


def test_who_waits_for_a_union_is_told_by_employer(program, zhao, elsewhere, lin, chen, works, by, now):
    big = people.add_employer(name="并州速递有限公司", headcount=86, by=by, now=now)
    small = people.add_employer(name="汾河洗衣店", headcount=4, by=by, now=now)
    own = people.add_employer(name="晋源机械厂", union=works, by=by, now=now)
    for person, firm in ((lin, big), (chen, big), (chen, small), (chen, own)):
        people.employ(person, firm, starts_on=date(2026, 5, 1), by=by, now=now)
    desk = program(zhao)
    told = {one["name"]: (one["members"], one["founds"]) for one in desk("GET", "/pool").json()["items"]}
    assert told == {"并州速递有限公司": (2, True), "汾河洗衣店": (1, False)}
    assert [one["id"] for one in desk("GET", "/pool?ready=true").json()["items"]] == [str(big.pk)]
    first = desk("GET", "/pool?limit=1").json()
    second = desk("GET", f"/pool?limit=1&after={first['next']}").json()
    assert {page["items"][0]["name"] for page in (first, second)} == set(told)
    assert second["next"] is None
    assert program(elsewhere)("GET", "/pool").json()["items"] == []
    assert program(lin)("GET", "/pool").status_code == 403


@pytest.fixture
def figure(works):
    return {"union": str(works.pk), "trade": "courier", "people": 90, "as_of": "2026-04-30", "source": "统计年鉴"}


def test_how_many_work_somewhere_is_entered_once_and_read(program, zhao, figure, works):
    desk = program(zhao)
    first, second = (desk("POST", "/workforce", **figure).json() for _time in range(2))
    assert (first["id"], first["union_code"], first["people"]) == (second["id"], works.code, 90)
    assert Entry.objects.filter(act="membership.enter_workforce").count() == 1
    assert code_of(desk("POST", "/workforce", **figure | {"people": 91})) == (409, "membership.figured_already")
    desk("POST", "/workforce", **figure | {"as_of": "2026-05-01", "trade": ""})
    assert [one["as_of"] for one in desk("GET", "/workforce").json()["items"]] == ["2026-05-01", "2026-04-30"]
    assert [one["id"] for one in desk("GET", "/workforce?trade=courier").json()["items"]] == [first["id"]]
    line = desk("GET", f"/coverage?at={works.code}&by=place").json()["lines"][0]
    assert (line["people"], line["sources"]) == (90, ["统计年鉴"])


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"people": 0}, "faces.bad_fields"),
        ({"source": " \u200b"}, "faces.bad_fields"),
        ({"trade": "fishing"}, "faces.bad_fields"),
        ({"as_of": "2026-05-21"}, "membership.day_to_come"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(wrong, code, program, zhao, figure):
    assert code_of(program(zhao)("POST", "/workforce", **figure | wrong)) == (422, code)
    assert not Workforce.objects.exists()


def test_figures_of_another_union_are_neither_entered_nor_read(program, sends, zhao, elsewhere, figure, works):
    desk = program(elsewhere)
    assert desk("POST", "/workforce", **figure).status_code == 404
    program(zhao)("POST", "/workforce", **figure)
    assert desk("GET", "/workforce").json()["items"] == []
    refused = sends(elsewhere)("/workforce/import", workbook(HEADER, [[works.code, "", 5, "2026-04-30", "年鉴"]]))
    assert code_of(refused) == (422, "sheets.bad_rows")
    assert Workforce.objects.count() == 1


def test_a_sheet_of_figures_goes_in_whole_or_each_bad_row_is_named(program, sends, zhao, works, taiyuan):
    send, good = sends(zhao), [works.code, "快递员", 1200, "2026-04-30", "年鉴"]
    bad = workbook(HEADER, [good, ["XX", "", 5, "2026-04-30", "年鉴"], ["TY", "", "很多", "2026-04-30", "年鉴"]])
    refused = send("/workforce/import", bad).json()["error"]
    assert (refused["code"], refused["facts"]["count"]) == ("sheets.bad_rows", 2)
    named = [(line["row"], line["column"]) for line in refused["facts"]["rows"]]
    assert named == [(3, "工会代码"), (4, "人数")]
    assert "没有代码为“XX”的工会" in refused["facts"]["rows"][0]["says"]
    assert all(line["mend"] for line in refused["facts"]["rows"])
    assert not Workforce.objects.exists()

    taken = send("/workforce/import", workbook([*HEADER, "电话局"], [[*good, "x"]])).json()
    assert (taken["entered"], taken["remarks"]) == (1, ["没有读取的列：电话局"])
    again = send("/workforce/import", workbook(HEADER, [good]))
    assert "已经登记过" in again.json()["error"]["facts"]["rows"][0]["says"]
    assert code_of(send("/workforce/import", None)) == (422, "faces.bad_fields")
    assert Workforce.objects.count() == 1
    [header] = rows_of(program(zhao)("GET", "/workforce/template"))
    assert list(header) == HEADER
