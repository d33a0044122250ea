"""Lists behind the figures: the roster with whole numbers, the pool of those whose employer has no union; the API."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from gonghui.kernel.identity import parse_document
from gonghui.kernel.workbooks import workbook
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.services.membership.coverage import actions
from gonghui.services.membership.life import actions as life
from gonghui.services.membership.roster import actions as rosters
from tests.cast import mobile, resident_id

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 20)
EXPORT = reverse("membership:export-roster")


def test_the_roster_comes_in_the_order_of_officers_and_each_member_can_read_who_took_it(browser, zhao, lin, chen, su):
    desk = browser(zhao)
    assert desk.post(EXPORT, {"at": "TY"}).status_code == 422
    answer = desk.post(EXPORT, {"at": "TY", "reason": "报送上级"})
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active.values)
    assert rows[0] == ("姓名", "证件类型", "证件号码", "手机号", "工会代码", "入会日期")
    assert {row[0] for row in rows[1:]} == {"林小雨", "陈建国"}
    own = next(row for row in rows if row[0] == "林小雨")
    assert own[2:5] == (resident_id(101).number, mobile(101).national, "TY-JY")
    seen = Entry.objects.filter(act="membership.export_roster", on_person=lin.pk).get()
    assert (seen.by_person, seen.facts) == (zhao.pk, {"why": "报送上级"})
    looks = Entry.objects.filter(act="people.look_at_number", on_person=lin.pk)
    assert looks.count() == 2, "of the document and of the mobile"
    assert not Entry.objects.filter(act="membership.export_roster", on_person=su.pk).exists()


def test_no_number_is_taken_of_who_is_not_on_the_page(browser, zhao, lin, chen, su):
    desk, listed = browser(zhao), reverse("membership:members")
    page = desk.get(listed, {"q": "林", "kind": "grassroots"})
    assert ("林小雨" in page.text, "陈建国" in page.text) == (True, False)
    asked = dict(page.context["asked"])
    for more in ({}, {"standing": "regular"}, {"employer": "x"}, {"at": "NOWHERE"}, {"kind": "guild"}, {"trade": "x"}):
        answer = desk.post(EXPORT, asked | {"reason": "报送上级"} | more)
        names = [row[0] for row in openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active.values][1:]
        assert names == (["林小雨"] if set(more) <= {"standing"} else []), more
    assert not Entry.objects.filter(act="membership.export_roster").exclude(on_person=lin.pk).exists()


@pytest.fixture
def rows_of(browser, zhao):
    """What the exported workbook of a union holds."""

    def taken(union):
        answer = browser(zhao).post(EXPORT, {"at": union.code, "reason": "报送上级"})
        return list(openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active.values)

    return taken


def test_what_is_exported_is_brought_again_as_it_is_and_changes_nothing(
    rows_of, enrol, works, lin, chen, by, zhao_calls, now
):
    people.add_document(chen, parse_document("taiwan_permit", "12345678"), by=by, now=now)
    without = people.enrol(name="武吉光", mobile=None, documents=[resident_id(655)], by=by, now=now)
    people.join(without, works, starts_on=TODAY, by=by, now=now)
    header, *rows = rows_of(works)
    roster = rosters.upload(works, workbook(header, rows), "名单.xlsx", by=zhao_calls, now=now)
    rosters.work_rosters(now)
    roster.refresh_from_db()
    assert list(roster.troubles.values_list("says", flat=True)) == []
    assert (roster.rows_total, roster.rows_same, roster.rows_new) == (3, 3, 0)


def test_what_is_brought_is_exported_as_it_was(rows_of, works, zhao_calls, now):
    header = ("姓名", "证件类型", "证件号码", "手机号", "工会代码", "入会日期")
    brought = [
        ("高一鸣", "居民身份证", resident_id(301).number, mobile(301).national, "TY-JY", "2026-05-02"),
        ("台小胞", "台湾居民来往大陆通行证", "12345678", mobile(302).national, "TY-JY", "2026-05-03"),
        ("老无机", "居民身份证", resident_id(303).number, "无", "TY-JY", "2026-05-04"),
    ]
    roster = rosters.upload(works, workbook(header, brought), "名单.xlsx", by=zhao_calls, now=now)
    rosters.work_rosters(now)
    rosters.confirm(roster, by=zhao_calls, now=now)
    rosters.work_rosters(now)
    first, *rows = rows_of(works)
    assert first == header
    assert sorted((*row[:5], str(row[5])[:10]) for row in rows) == sorted(brought)


def test_the_pool_is_grouped_by_employer_and_proposes_a_union_at_25(browser, zhao, lin, chen, by, now):
    big = people.add_employer(name="并州速递有限公司", headcount=86, by=by, now=now)
    small = people.add_employer(name="汾河洗衣店", headcount=4, by=by, now=now)
    for person, firm in ((lin, big), (chen, big), (chen, small)):
        people.employ(person, firm, starts_on=date(2026, 5, 1), by=by, now=now)
    desk = browser(zhao)
    shown = desk.get(reverse("membership:pool")).text
    assert shown.count("可以建会") == 1
    assert shown.index("并州速递") < shown.index("汾河洗衣店")
    behind = desk.get(reverse("membership:members"), {"employer": str(small.pk)}).text
    assert "陈建国" in behind
    assert "林小雨" not in behind


def test_who_works_for_a_firm_that_has_but_a_federation_or_an_upper_union_waits_in_the_pool(
    browser, zhao, found, taiyuan, works, lin, chen, by, now
):
    federation = found("TY-WL", "物流行业工会联合会", "industry", taiyuan)
    for firm, union, person in (("汾河物流", federation, lin), ("晋阳速运", taiyuan, lin), ("晋源机械厂", works, chen)):
        employer = people.add_employer(name=firm, union=union, area=taiyuan, by=by, now=now)
        people.employ(person, employer, starts_on=date(2026, 5, 1), by=by, now=now)
    shown = browser(zhao).get(reverse("membership:pool")).text
    assert "汾河物流" in shown
    assert "晋阳速运" in shown
    assert "晋源机械厂" not in shown, "its workers have a union of their own"


def test_the_api_tells_a_member_and_an_officer_what_the_pages_do(api, lin, zhao, works, by, now):
    [mine] = api(lin)("/membership/mine").json()
    assert (mine["union"], mine["standing"], mine["votes"], mine["ends_on"]) == (works.name, "regular", True, None)
    people.set_standing(lin.memberships.get(), "retired", starts_on=now.date(), by=by, now=now)
    assert api(lin)("/membership/mine").json()[0]["dues"] is False
    checked = api()("/membership/check", code=lin.member_code).json()
    assert checked == {"member": True, "name": "林**", "why": ""}
    actions.count(now=now)
    told = api(zhao)("/membership/coverage", by="kind").json()
    assert told["counted_on"] == "2026-05-20"
    assert {line["label"]: line["members"] for line in told["lines"]}["基层工会"] == 1
    life.ask_to_leave(lin, by=by, now=now)
    assert api(lin)("/membership/changes").status_code == 403


def test_the_list_of_members_taken_away_names_nobody_whole(browser, zhao, lin, su):
    answer = browser(zhao).get(reverse("membership:members"), {"export": "xlsx"})
    cells = {
        str(cell) for row in openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active.values for cell in row if cell
    }
    assert "林**" in cells
    told = " ".join(cells)
    assert lin.name not in told
    assert lin.member_code not in told.replace("-", "")
