"""At the desk: employers without a union, a case step by step, its documents; who reaches what."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gonghui.kernel.workbooks import workbook
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Employer
from gonghui.services.founding.models import Case, Paper
from tests.kernel.test_pictures import photograph

from .conftest import credit_code

pytestmark = pytest.mark.django_db
KEY = "0197a000-0000-7000-8000-00000000000"
HEADER = ["单位名称", "统一社会信用代码", "区县", "行业", "职工人数"]


def url(name, *ids):
    return reverse(f"founding-console:{name}", args=ids)


def step(case, kind):
    return url("step", case.pk, case.steps.get(kind=kind).pk)


def sheet(*rows):
    data = workbook(HEADER, rows)
    return SimpleUploadedFile("单位.xlsx", data if isinstance(data, bytes) else b"".join(data))


def test_employers_of_25_and_more_without_a_union_are_listed(browser, employ, zhao, works):
    employ("大厂", 60), employ("小店", 8), employ("有会厂", 90, union=works)
    desk = browser(zhao)
    page = desk.get(url("employers")).text
    assert "大厂" in page
    assert "小店" not in page
    assert "有会厂" not in page
    assert "小店" in desk.get(url("employers"), {"size": "all"}).text
    assert "大厂" not in desk.get(url("employers"), {"size": "100"}).text
    file = openpyxl.load_workbook(io.BytesIO(b"".join(desk.get(url("employers"), {"export": "1"}))))
    assert [row[0].value for row in file.active.iter_rows(min_row=2)] == ["大厂"]


def test_members_of_one_employer_without_a_union_propose_a_founding_at_25(browser, employ, enrol, zhao, works, by, now):
    firm = employ("快递站", 30)
    for number in range(400, 425):
        person = enrol("骑手" + "甲乙丙丁戊"[number % 5], number, works)
        people.employ(person, firm, starts_on=now.date(), by=by, now=now)
        if number == 423:
            assert "快递站" not in browser(zhao).get(url("employers"), {"members": "enough"}).text
    assert "快递站" in browser(zhao).get(url("employers"), {"members": "enough"}).text


def test_cases_are_opened_for_all_that_are_picked(browser, employ, zhao):
    firms = [employ("甲厂", 60), employ("乙厂", 70)]
    desk = browser(zhao)
    picked = {"row": [str(firm.pk) for firm in firms], "bulk": "party", "key": KEY + "1"}
    desk.post(url("employers"), picked)
    assert sorted(Case.objects.values_list("name", "way")) == [("乙厂工会", "party_led"), ("甲厂工会", "party_led")]


def test_a_list_is_loaded_whole_or_not_at_all(browser, employ, zhao, taiyuan, datong):
    known, elsewhere = employ("老厂", 30), employ("大同厂", 30, area=datong)
    desk = browser(zhao)
    rows = [["新厂", credit_code(77), "太原市小店区", "快递员", 40], ["老厂", known.credit_code, "", "", "88人"]]
    bad = [*rows, ["大同厂", elsewhere.credit_code, "", "", 1]]
    answer = desk.post(url("employers-import"), {"union": str(taiyuan.pk), "sheet": sheet(*bad), "key": KEY + "2"})
    assert answer.status_code == 422
    assert "不在太原市总工会的范围内" in answer.text
    assert not Employer.objects.filter(name="新厂").exists()
    said = desk.post(
        url("employers-import"), {"union": str(taiyuan.pk), "sheet": sheet(*rows), "key": KEY + "3"}, follow=True
    )
    assert "新增 1 个单位，更新 1 个" in said.text
    made = Employer.objects.get(name="新厂")
    assert (made.area, made.division.code, made.trade) == (taiyuan, "140105", "courier")
    known.refresh_from_db()
    assert known.headcount == 88


def test_a_whole_founding_at_the_desk(browser, employ, zhao, wang, taiyuan, now):
    employ("并州快运有限公司")
    desk, other, day = browser(zhao), browser(wang), now.date().isoformat()
    made = {"union": str(taiyuan.pk), "way": "party_led", "name": "并州快运工会", "key": KEY + "1"}
    page = desk.post(url("new"), made)["Location"]
    case = Case.objects.get()
    assert "没有找到" in desk.post(url("employer", case.pk), {"employer": "没有的厂", "key": KEY}).text
    desk.post(url("employer", case.pk), {"employer": "并州快运有限公司", "key": KEY})
    desk.post(step(case, "prepare"), {"done_on": day, "note": "孙、李、周", "key": KEY})
    assert "要由上级工会的另一位干部批准" in desk.get(page).text
    agree = {"done_on": day, "number": "并工组〔2026〕3号", "key": KEY}
    assert desk.post(step(case, "agree"), agree).status_code == 403
    other.post(step(case, "agree"), agree)
    desk.post(step(case, "recruit"), {"done_on": day, "people": "55", "key": KEY})
    counts = {"electors": 60, "present": 50, "ballots_out": 50, "ballots_in": 50, "valid": 48, "spoiled": 2}
    desk.post(url("ballots", case.pk), counts | {"held_on": day, "leader": "赵老板", "key": KEY})
    chair = {"name": "孙主席", "post": "chair", "votes": 45, "against": 2, "abstained": 1, "elected": "on"}
    close = desk.post(url("candidate", case.pk), chair | {"relation": "close", "key": KEY})
    assert close.context["refusal"].code == "founding.close_relative"
    assert 'value="孙主席"' in close.text
    desk.post(url("candidate", case.pk), chair | {"relation": "none", "key": KEY})
    assert "选举结果已确认" in desk.post(url("close-election", case.pk), {"key": KEY}, follow=True).text
    approval = {"number": "并工组〔2026〕15号", "years": "5", "starts_on": day, "code": "TY-KY", "key": KEY}
    assert "并州快运工会成立" in other.post(url("approve", case.pk), approval, follow=True).text
    case.refresh_from_db()
    assert case.union.code == "TY-KY"
    for kind in ("letter", "election", "application", "members"):
        assert "并州快运工会" in desk.get(url("document", case.pk), {"kind": kind}).text
    assert desk.get(url("document", case.pk), {"kind": "poem"}).status_code == 404
    certificate = {"number": credit_code(5, first="8"), "issued_on": day, "ends_on": "2031-05-20", "authority": "市总"}
    assert "证书已登记" in desk.post(url("register", case.pk), certificate | {"key": KEY}, follow=True).text
    assert "并州快运工会" in desk.get(url("unions")).text
    assert "孙主席" in desk.get(url("union", case.union.pk)).text


def test_papers_are_kept_with_their_case(browser, opened, zhao):
    case, desk = opened(), browser(zhao)
    picture = SimpleUploadedFile("名单.jpg", photograph())
    desk.post(url("attach", case.pk), {"step": "recruit", "files": [picture], "key": KEY})
    paper = Paper.objects.get()
    assert desk.get(url("paper", case.pk, paper.pk)).status_code == 200
    desk.post(url("detach", case.pk, paper.pk))
    assert not Paper.objects.exists()


def test_an_officer_of_another_city_opens_nothing(browser, opened, walk, datong, enrol, by, now):
    case = walk(opened(), "register")
    officer = enrol("王大同", 203)
    people.appoint(officer, datong, "officer", by=by, now=now)
    desk = browser(officer)
    for page in (url("case", case.pk), url("union", case.union.pk), url("document", case.pk)):
        assert desk.get(page).status_code == 404
    assert "并州快运" not in desk.get(url("cases")).text + desk.get(url("unions")).text
