"""A worker asks in confidence and judges the home on a phone; officers walk a case to its union at a desk."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from gonghui.services.founding import actions
from gonghui.services.founding.models import Case
from tests.browser.looking import DESK, PHONE, assert_fit, assert_fit_everywhere, picture
from tests.services.founding.conftest import BALLOT


@pytest.mark.parametrize("scripts", [True, False])
def test_a_worker_asks_in_confidence_on_a_phone(scripts, window, taiyuan, lin, zhao, by, now):
    one = window(lin, size=PHONE, scripts=scripts)
    page = one.open("/founding/")
    assert_fit(page, scripts)
    picture(page, "founding-phone-1-way")
    page.get_by_role("link", name="请工会来帮忙").click()
    page.get_by_role("button", name="送给上级工会").click()
    expect(page.locator(".k-wrong").first).to_be_visible()
    picture(page, "founding-phone-2-wrong")
    page.get_by_label("你在哪个单位工作").fill("并州快运有限公司")
    page.get_by_label("单位在哪个区县").fill("太原市小店区")
    page.get_by_label("想说什么").fill("想有个工会，怕老板知道")
    page.get_by_role("button", name="送给上级工会").click()
    expect(page.get_by_text("已送到太原市总工会")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "founding-phone-3-sent")
    page.locator("summary", has_text="撤回").click()
    page.locator("form[action$='withdrawal/']").get_by_role("button", name="撤回").click()
    expect(page.get_by_text("已撤回，内容已经删除")).to_be_visible()
    assert one.complaints == []


def test_a_member_judges_the_home_on_a_phone(window, works, lin, by, now):
    today = now.date()
    actions.open_round(works, year=2026, opens_on=today, closes_on=today + timedelta(30), by=by, now=now)
    page = window(lin, size=PHONE).open("/founding/judging/")
    assert_fit_everywhere(page, "founding-judge-1-asked")
    for group in page.get_by_role("radiogroup").or_(page.locator("fieldset")).all():
        group.get_by_label("满意", exact=True).first.check()
    page.get_by_role("button", name="打好了，交上去").click()
    expect(page.get_by_text("谢谢，打分已经收到")).to_be_visible()
    assert_fit_everywhere(page, "founding-judge-2-thanked")


def test_officers_walk_a_case_to_its_union(window, employ, wang, zhao, taiyuan, plead, lin, now):
    employ("并州快运有限公司", 64), employ("汾河外卖配送有限公司", 130)
    plead(lin)
    desk, other = window(zhao, size=DESK), window(wang, size=DESK)
    page = desk.open("/console/founding/employers/")
    assert_fit_everywhere(page, "founding-desk-1-employers")
    page.goto(page.url.replace("employers/", "cases/new/"))
    page.get_by_label("上级工会（由它批准）").select_option(label=taiyuan.name)
    page.get_by_label("新工会的名称").fill("并州快运有限公司工会")
    page.get_by_role("button", name="开办").click()
    page.get_by_label("单位名称或信用代码").fill("并州快运有限公司")
    page.get_by_role("button", name="添加单位").click()
    assert_fit_everywhere(page, "founding-desk-2-case")
    page.get_by_role("button", name="这一步办完了").click()
    expect(page.get_by_text("要由上级工会的另一位干部批准")).to_be_visible()
    case = Case.objects.get()
    second = other.open(f"/console/founding/cases/{case.pk}/")
    second.get_by_label("批准文号").fill("并工组〔2026〕3号")
    second.get_by_role("button", name="批准筹备").click()
    page.reload()
    page.get_by_label("已入会人数").fill("58")
    page.get_by_role("button", name="这一步办完了").click()
    for name, value in {"选举日期": BALLOT.held_on.isoformat(), "单位主要负责人": "郭守成", "应到会人数": "60"}.items():
        page.get_by_label(name).fill(value)
    for name, value in {"实到会人数": "50", "发出选票": "50", "收回选票": "50", "有效票": "48", "废票": "2"}.items():
        page.get_by_label(name).fill(value)
    page.get_by_role("button", name="保存票数").click()
    for name, value in {"姓名": "孙志强", "赞成": "45", "反对": "2", "弃权": "1"}.items():
        page.get_by_label(name, exact=True).fill(value)
    page.get_by_label("职务").select_option("chair")
    page.get_by_label("当选").check()
    page.get_by_role("button", name="登记候选人").click()
    assert_fit_everywhere(page, "founding-desk-3-election")
    page.locator("summary", has_text="确认选举结果").click()
    page.locator("form[action$='election/']").get_by_role("button", name="确认选举结果").click()
    second.reload()
    second.get_by_label("批复文号").fill("并工组〔2026〕15号")
    second.get_by_label("任期从哪天起").fill(BALLOT.held_on.isoformat())
    assert_fit_everywhere(second, "founding-desk-4-approval")
    second.get_by_role("button", name="批复", exact=True).click()
    expect(second.get_by_text("并州快运有限公司工会成立")).to_be_visible()
    for kind in ("letter", "election", "application", "members"):
        page.goto(page.url.split("cases/")[0] + f"cases/{case.pk}/document/?kind={kind}")
        assert_fit_everywhere(page, f"founding-document-{kind}")
    case.refresh_from_db()
    lists = ("cases/", "unions/", "pleas/", "rounds/")
    for place in (*lists, f"unions/{case.union.pk}/", "rounds/new/", "employers/import/"):
        page.goto(page.url.split("/founding/")[0] + f"/founding/{place}")
        assert_fit_everywhere(page, f"founding-desk-5-{place.replace('/', '-')[:14]}")
    page.goto(page.url.split("/founding/")[0] + "/founding/pleas/")
    page.locator("main tbody a").first.click()
    expect(page.get_by_text("职工能看到你打开过")).to_be_visible()
    assert_fit_everywhere(page, "founding-desk-6-plea")


def test_employers_are_gathered_and_members_come_home(window, employ, opened, walk, pool, wang, zhao, by, now):
    firm = employ("并州快运有限公司", 64, trade="courier")
    employ("汾河快递站", 30, trade="courier"), pool(firm, 25)
    actions.find_ready(now)
    desk = window(zhao, size=DESK)
    page = desk.open("/console/")
    expect(page.get_by_text("还没有工会，已经有 25 名会员")).to_be_visible()
    page.goto(page.url.split("/console/")[0] + "/console/founding/employers/ready/")
    assert_fit_everywhere(page, "founding-gather-1-ready")
    page.goto(page.url.replace("employers/ready/", "employers/"))
    for box in page.locator("input[name=row]").all():
        box.check()
    page.locator("summary", has_text="行业联合会").click()
    page.get_by_label("新工会的名称").locator("visible=true").fill("小店物流行业工会联合会")
    assert_fit_everywhere(page, "founding-gather-2-asked")
    page.get_by_role("button", name="行业联合会").locator("visible=true").click()
    expect(page.get_by_text("已开办，放进了 2 个单位")).to_be_visible()
    page.locator("summary", has_text="添加一个地方、一个行业的全部单位").click()
    assert_fit_everywhere(page, "founding-gather-3-case")
    case = walk(opened(employers=[firm], name="并州快运工会"), "register")
    page.goto(page.url.split("cases/")[0] + f"cases/{case.pk}/")
    expect(page.get_by_text("有 25 名会员在这里工作")).to_be_visible()
    assert_fit_everywhere(page, "founding-gather-4-home")
    page.locator("summary", has_text="全部转入").click()
    page.locator("form[action$='homecoming/']").get_by_role("button", name="全部转入").click()
    expect(page.get_by_text("已转入 25 名会员")).to_be_visible()
    assert desk.complaints == []
