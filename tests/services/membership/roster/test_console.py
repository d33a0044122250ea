"""The officer's pages: who may open them, what they show, and that they cost the same however long the list."""

import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.primitives.people.permissions import offices_of
from gonghui.primitives.rows import insert_many
from gonghui.services.membership.models import RosterImport, RosterTrouble
from gonghui.services.membership.roster import actions

from ..conftest import csv_file, member_row, row

pytestmark = pytest.mark.django_db
LIST = "/console/membership/rosters/"
CLAIMS = "/console/membership/claims/"


@pytest.fixture
def desk(by, now):
    """A browser in which somebody is signed in."""

    def signed_in(person) -> Client:
        account = getattr(person, "account", None) or people.open_account(person, by=by, now=now)
        client = Client()
        client.force_login(account)
        return client

    return signed_in


@pytest.fixture
def officer(enrol, by, now):
    """Makes an officer of a union."""

    def made(name, number, union, role=Role.OFFICER):
        person = enrol(name, number, None)
        people.appoint(person, union, role, by=by, now=now)
        return person

    return made


@pytest.fixture
def office_bring(desk, zhao, works, now):
    """Zhao's browser, and a checked roster of hers with a bad row."""
    client = desk(zhao)
    send(client, csv_file(row("高一鸣", 1), row("", 2)))
    actions.work_rosters(now)
    return client, RosterImport.objects.get()


def page(roster):
    return f"{LIST}{roster.pk}/"


def send(client, data, name="名单.csv", union="TY-JY"):
    return client.post(f"{LIST}new/", {"union": union, "sheet": SimpleUploadedFile(name, data)})


def test_an_officer_uploads_looks_confirms_and_sees_the_result(desk, zhao, works, now):
    client = desk(zhao)
    answer = send(client, csv_file(row("高一鸣", 1), row("", 2)))
    assert answer.status_code == 303
    at = answer["Location"]
    assert "排队等待检查" in client.get(at).text

    actions.work_rosters(now)
    shown = client.get(at).text
    assert "可以导入" in shown
    assert "没有填写姓名" in shown
    assert "高**" in shown
    assert "高一鸣" not in shown

    assert client.post(f"{at}confirmation/").status_code == 303
    assert "正在导入" in client.get(at).text
    actions.work_rosters(now)
    done = client.get(at).text
    assert "已导入" in done
    assert "没有填写姓名" in done
    assert RosterImport.objects.get().rows_joined == 1


def test_a_double_click_on_upload_and_on_confirm_does_each_once(desk, zhao, works, now):
    client = desk(zhao)
    data = csv_file(row("高一鸣", 1))
    first, second = send(client, data), send(client, data)
    assert first["Location"] == second["Location"]
    actions.work_rosters(now)
    for _click in range(2):
        assert client.post(f"{first['Location']}confirmation/").status_code == 303
    actions.work_rosters(now)
    assert RosterImport.objects.get().rows_joined == 1
    assert client.post(f"{first['Location']}confirmation/").status_code == 303  # the back button


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (b"", 422, "文件是空的"),
        (b"MZ\x90\0" + b"\0" * 100, 422, "程序文件"),
        ("工号,部门\n1,2\n".encode(), 422, "找不到必需的列"),
        ("姓名,证件号码,手机号\n".encode(), 422, "没有数据"),
        (
            "姓名,证件号码,手机号\n林\xff,1,2\n".encode("latin-1", "ignore") + "林".encode("gb18030") + b"\xff,1,2\n",
            422,
            "无法识别",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_on_the_page_and_nothing_is_kept(desk, zhao, works, data, status, said):
    answer = send(desk(zhao), data)
    assert answer.status_code == status
    assert said in answer.text
    assert "怎么办" in answer.text
    assert not RosterImport.objects.exists()


def test_a_form_without_a_file_and_one_too_big_are_refused(desk, zhao, works, settings):
    client = desk(zhao)
    assert client.post(f"{LIST}new/", {"union": "TY-JY"}).status_code == 422
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    answer = send(client, b"x" * (1024 * 1024 + 1))
    assert answer.status_code == 422
    assert "超过 1 MB" in answer.text


def test_the_union_has_to_be_chosen_among_those_of_my_office(desk, zhao, officer, works, motors, taiyuan):
    all_of_mine = desk(zhao).get(f"{LIST}new/").text
    assert "请选择" in all_of_mine
    assert works.name in all_of_mine
    narrower = desk(officer("太原干部", 201, taiyuan)).get(f"{LIST}new/").text
    assert works.name in narrower
    assert motors.name not in narrower
    answer = send(desk(zhao), csv_file(row("高一鸣", 1)), union="")
    assert (answer.status_code, "没有选择导入到哪个工会" in answer.text) == (422, True)


def test_a_closed_union_takes_no_roster(desk, zhao, works, by, now):
    people.close_union(works, by=by, now=now)
    answer = send(desk(zhao), csv_file(row("高一鸣", 1)))
    assert (answer.status_code, "已经撤销" in answer.text) == (410, True)


def test_the_template_can_be_filled_in_and_read_back(desk, zhao, works):
    answer = desk(zhao).get(f"{LIST}new/?template=1")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.active
    for at, value in enumerate(["高一鸣", "", *row("", 1)[1:], "", "2020-01-31"], start=1):
        sheet.cell(row=2, column=at, value=value)
    out = io.BytesIO()
    book.save(out)
    assert send(desk(zhao), out.getvalue(), "名单.xlsx").status_code == 303


def test_the_list_of_troubles_can_be_filtered_and_taken_along(desk, zhao, bring, lin):
    roster = bring(row("", 1), row("高一鸣", 2, mobile="123"), member_row("林大雨", 101))
    client = desk(zhao)
    filtered = client.get(page(roster), {"about": "mobile"}).text
    assert "手机号应有 11 位" in filtered
    assert "没有填写姓名" not in filtered

    book = openpyxl.load_workbook(io.BytesIO(client.get(page(roster), {"export": "xlsx"}).content))
    lines = list(book.active.values)
    assert lines[0] == ("行号", "列", "类别", "问题", "怎么改")
    assert [line[0] for line in lines[1:]] == [2, 3, 4]
    only = openpyxl.load_workbook(io.BytesIO(client.get(page(roster), {"about": "known", "export": "xlsx"}).content))
    assert [line[0] for line in only.active.values][1:] == [4]


def test_whoever_brought_a_roster_takes_its_bad_rows_mends_and_loads_them_again(desk, zhao, officer, bring, now):
    roster = bring(row("高一鸣", 1), row("方二妹", 2, mobile="123"))
    at, client = f"{page(roster)}rows/", desk(zhao)
    assert at in client.get(page(roster)).text
    book = openpyxl.load_workbook(io.BytesIO(client.get(at).content))
    header, line = book.active.values
    assert (header[:3], header[3:]) == (("姓名", "证件号码", "手机号"), ("原来的行号", "哪里不对", "怎么改"))
    assert line[:4] == ("方二妹", row("", 2)[1], "123", 3)
    assert "手机号应有 11 位" in line[4]

    colleague = desk(officer("太原干部", 205, roster.union))
    assert (colleague.get(at).status_code, at in colleague.get(page(roster)).text) == (404, False)

    book.active["C2"] = row("", 2)[2]
    out = io.BytesIO()
    book.save(out)
    assert send(client, out.getvalue(), "改好.xlsx").status_code == 303
    actions.work_rosters(now)
    assert RosterImport.objects.get(file_name="改好.xlsx").rows_new == 1

    assert client.post(f"{page(roster)}discarding/").status_code == 303
    assert client.get(at).status_code == 404


def test_bad_rows_that_cannot_be_unsealed_are_a_sentence_and_not_a_fault_and_come_back_with_the_key(
    desk, zhao, office_bring
):
    client, roster = office_bring
    sealed = bytes(roster.file_sealed)
    RosterImport.objects.update(file_sealed=b"x" * len(sealed))
    answer = client.get(f"{page(roster)}rows/")
    assert (answer.status_code, "上传的文件现在打不开" in answer.text) == (409, True)
    RosterImport.objects.update(file_sealed=sealed)
    assert client.get(f"{page(roster)}rows/").status_code == 200


def test_progress_is_a_fragment_until_it_is_over_then_the_page_is_shown_again(desk, zhao, works, zhao_calls, now):
    roster = actions.upload(works, csv_file(row("高一鸣", 1)), "名单.csv", by=zhao_calls, now=now)
    client = desk(zhao)
    waiting = client.get(f"{page(roster)}progress/", headers={"HX-Request": "true"})
    assert "hx-get" in waiting.text
    assert "<html" not in waiting.text
    assert '<noscript><meta http-equiv="refresh"' in client.get(page(roster)).text
    actions.work_rosters(now)
    assert client.get(f"{page(roster)}progress/")["HX-Refresh"] == "true"
    assert "<noscript><meta" not in client.get(page(roster)).text


def test_pages_are_for_officers_and_administrators_of_that_union_or_above_only(
    desk, officer, bring, zhao, sun, wu, lin, su, taiyuan, datong, province
):
    roster = bring(row("高一鸣", 1))
    actions_of_page = [page(roster), f"{page(roster)}progress/", f"{page(roster)}?export=xlsx"]
    here, above = officer("太原干部", 201, taiyuan), officer("省管理员", 202, province, Role.ADMINISTRATOR)
    elsewhere = officer("大同干部", 203, datong)
    for person in (zhao, here, above):
        assert [desk(person).get(at).status_code for at in [LIST, *actions_of_page]] == [200] * 4
    assert [desk(elsewhere).get(at).status_code for at in [LIST, *actions_of_page]] == [200, 404, 404, 404]
    assert roster.file_name not in desk(elsewhere).get(LIST).text
    for person in (sun, wu, lin):
        assert [desk(person).get(at).status_code for at in [LIST, f"{LIST}new/", *actions_of_page]] == [403] * 5
    assert Client().get(LIST).status_code == 303
    for at in (f"{page(roster)}confirmation/", f"{page(roster)}discarding/"):
        assert desk(elsewhere).post(at).status_code == 404
        assert desk(wu).post(at).status_code == 403
        assert desk(zhao).get(at)["Location"] == page(roster), "an act is no page"
    roster.refresh_from_db()
    assert roster.state == "checked"


def test_nobody_can_upload_for_a_union_outside_their_office(desk, officer, datong, works):
    assert send(desk(officer("大同干部", 203, datong)), csv_file(row("高一鸣", 1)), union="TY-JY").status_code == 404
    assert not RosterImport.objects.exists()


def test_an_office_of_another_kind_elsewhere_opens_nothing_there(desk, officer, datong, taiyuan, works, by, now):
    person = officer("大同干部", 203, datong)
    people.appoint(person, taiyuan, Role.OPERATOR, by=by, now=now)
    assert send(desk(person), csv_file(row("高一鸣", 1)), union="TY-JY").status_code == 404


def test_a_discarded_roster_says_so(desk, zhao, bring):
    roster = bring(row("高一鸣", 1), row("", 2))
    client = desk(zhao)
    assert client.post(f"{page(roster)}discarding/").status_code == 303
    shown = client.get(page(roster)).text
    assert "已放弃" in shown
    assert "没有填写姓名" in shown
    assert "高**" not in shown
    assert client.post(f"{page(roster)}confirmation/").status_code == 409


def test_members_of_another_union_reach_that_unions_officers(desk, officer, bring, commit, su, motors, datong, works):
    there = officer("大同干部", 203, datong)
    roster = bring(member_row("苏红梅", 103), row("高一鸣", 1))
    assert not Notice.objects.filter(person=there).exists()  # a preview is nobody's claim yet
    assert "苏" not in desk(there).get(CLAIMS).text
    commit(roster)
    notice = Notice.objects.get(person=there)
    assert notice.address == CLAIMS
    assert "1 人" in notice.text
    assert works.name in notice.text

    client = desk(there)
    shown = client.get(CLAIMS).text
    assert "苏**" in shown
    assert works.name in shown
    claim = RosterTrouble.objects.get(roster=roster, about="double")
    for _click in range(2):
        assert client.post(f"{CLAIMS}{claim.pk}/settlement/").status_code == 303
    claim.refresh_from_db()
    assert claim.settled_by == there


def test_a_claim_is_nobody_elses_to_see_or_settle(desk, officer, bring, commit, su, datong, yangquan, works):
    commit(bring(member_row("苏红梅", 103), row("高一鸣", 1)))
    third = desk(officer("阳泉干部", 204, yangquan))
    claim = RosterTrouble.objects.get(about="double")
    assert "苏" not in third.get(CLAIMS).text
    assert third.post(f"{CLAIMS}{claim.pk}/settlement/").status_code == 404


def test_my_work_shows_rosters_to_confirm_and_claims_to_look_into(desk, officer, bring, commit, su, datong, now):
    there = officer("大同干部", 203, datong)
    roster = bring(member_row("苏红梅", 103), row("高一鸣", 1))
    here = officer("太原干部", 205, roster.union)

    def work(person):
        waiting = agenda.of_offices(offices_of(person, now=now), now=now)
        return [(one.queue, one.due and one.due.date()) for one in waiting]

    assert work(here) == [("名单确认", (now + dt.timedelta(days=7)).date())]
    assert work(there) == []
    commit(roster)
    assert work(here) == []
    assert work(there) == [("会籍核实", None)]


def many_troubles(roster, count):
    troubles = [
        RosterTrouble(roster=roster, row=at, column="姓名", about="name", code="x.y", says="说", mend="改")
        for at in range(count)
    ]
    insert_many(troubles)


@pytest.mark.parametrize("address", ["page", "export"])
def test_a_rosters_page_costs_the_same_with_10_troubles_and_with_10_000(desk, zhao, bring, address):
    client, roster = desk(zhao), bring(row("高一鸣", 1))
    at = page(roster) if address == "page" else f"{page(roster)}?export=xlsx"
    client.get(at)
    counts = []
    for more in (10, 9_990):
        many_troubles(roster, more)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(at).status_code == 200
        counts.append(len([query for query in captured if "FETCH" not in query["sql"]]))
    assert counts[0] == counts[1]
    assert counts[0] <= 14


@pytest.mark.rows_by_hand
@pytest.mark.parametrize("address", [LIST, CLAIMS, "/console/"])
def test_the_lists_cost_the_same_with_10_rows_and_with_1_000(desk, zhao, works, motors, su, address, now):
    client = desk(zhao)

    def more(count, state):
        rosters = [
            RosterImport(union=works, by=zhao, file_name=f"{n}.csv", digest=b"", state=state, checked_at=now)
            for n in range(count)
        ]
        for number, one in enumerate(rosters):
            one.digest = one.pk.bytes + number.to_bytes(2, "big")
        insert_many(rosters)
        insert_many(
            [
                RosterTrouble(roster=one, row=2, column="", about="double", person=su, elsewhere=motors)
                for one in rosters
            ]
        )

    counts = []
    for count in (10, 990):
        more(count, "done")
        more(min(count, 40), "checked")
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
