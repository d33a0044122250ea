"""A worker reads and searches on a phone, an officer writes, publishes, corrects and withdraws, in a real browser."""

import pytest
from playwright.sync_api import expect

from gonghui.services.announcements import actions
from tests.browser.looking import DESK, PHONE, assert_fit, assert_fit_everywhere, picture

LONG = "各位职工：\n\n为保障高温天气下一线职工的身体健康，我会将开展夏季送清凉活动。\n报名见https://www.example.org/qing-liang，请互相转告。\n\n咨询电话：0351-12351。"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_worker_reads_what_is_new_on_a_phone(scripts, window, publish, works, taiyuan, province, lin, now):
    publish(works, "班前会改到七点四十", "从下周一起。", tells=True)
    publish(taiyuan, "关于开展 2026 年夏季送清凉活动和高温岗位慰问的通知", LONG, pinned=True, ends_at=None)
    publish(province, "职工互助保障新办法出台", "住院补贴提高到每天一百元。", kind="policy", audience="everybody")
    actions.work(now)
    one = window(lin, size=PHONE, scripts=scripts)
    page = one.open("/")
    expect(page.get_by_text("班前会改到七点四十")).to_be_visible()
    page = one.open("/announcements/")
    expect(page.get_by_text("未读", exact=True)).to_have_count(3)
    assert_fit(page, scripts)
    picture(page, "announcements-phone-1-list")
    page.get_by_role("link", name="送清凉").click()
    expect(page.get_by_role("link", name="https://www.example.org/qing-liang", exact=True)).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "announcements-phone-2-one")
    page.go_back()
    page.reload()
    expect(page.get_by_text("未读", exact=True)).to_have_count(2)
    page.get_by_label("在标题和正文里找").fill("住院補貼")
    page.get_by_role("button", name="找一找").click()
    expect(page.locator("main li")).to_have_count(1)
    page.get_by_label("在标题和正文里找").fill("没有的词")
    page.get_by_role("button", name="找一找").click()
    expect(page.get_by_text("没有这样的公告")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "announcements-phone-3-nothing")
    assert one.complaints == []


def test_a_visitor_sees_what_is_for_everybody_in_big_letters_too(window, publish, taiyuan, province):
    publish(taiyuan, "会员才看得到的")
    publish(province, "职工互助保障新办法出台", "住院补贴提高到每天一百元。", kind="policy", audience="everybody")
    page = window(elder=True).open("/announcements/")
    expect(page.locator("main li")).to_have_count(1)
    assert_fit_everywhere(page, "announcements-elder-list")
    page.get_by_role("link", name="互助保障").click()
    assert_fit_everywhere(page, "announcements-elder-one")


@pytest.mark.parametrize("scripts", [True, False])
def test_an_officer_writes_publishes_corrects_and_withdraws(scripts, window, province, taiyuan, zhao, lin):
    desk = window(zhao, size=DESK, scripts=scripts)
    page = desk.open("/console/announcements/")
    expect(page.get_by_text("还没有公告")).to_be_visible()
    assert_fit(page, scripts)
    page.get_by_role("link", name="起草公告").first.click()
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".k-wrong").first).to_be_visible()
    picture(page, "announcements-desk-1-wrong")
    page.get_by_label("以哪个工会的名义").select_option(label=taiyuan.name)
    page.get_by_label("标题").fill("关于开展送清凉活动和高温岗位慰问" * 5)
    page.get_by_label("正文").fill(LONG)
    page.get_by_label("谁能看").select_option("members")
    page.get_by_label("置顶，排在其他公告前面").check()
    page.get_by_label("发布后给每位会员发一条站内消息").check()
    if scripts:
        assert_fit_everywhere(page, "announcements-desk-2-new")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("草稿已保存").first).to_be_visible()
    if scripts:
        assert page.evaluate("document.querySelector('h1').getBoundingClientRect().right <= innerWidth")
        assert page.evaluate("document.querySelector('.c-trail').offsetHeight < 40"), "one line"
    if scripts:
        assert_fit_everywhere(page, "announcements-desk-3-draft")
    page.locator("summary", has_text="发布").click()
    page.locator("form[action$='publication/']").get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布，会员现在可以看到")).to_be_visible()
    if scripts:
        assert_fit_everywhere(page, "announcements-desk-4-out")
    page.get_by_role("link", name="更正", exact=True).click()
    page.get_by_label("更正了什么").fill("电话改了")
    page.get_by_role("button", name="更正").click()
    expect(page.get_by_text("没有改动，不算更正")).to_be_visible()
    assert_fit(page, scripts)
    picture(page, "announcements-desk-5-refused")
    page.get_by_label("正文").fill(LONG.replace("12351", "12345"))
    page.get_by_role("button", name="更正").click()
    expect(page.get_by_text("已更正")).to_be_visible()
    if scripts:
        assert_fit_everywhere(page, "announcements-desk-6-corrected")
    page.locator("summary", has_text="撤回").click()
    page.get_by_label("原因").fill("发错了范围")
    page.locator("form[action$='withdrawal/']").get_by_role("button", name="撤回").click()
    expect(page.get_by_text("已撤回，打开旧链接的人会看到原因")).to_be_visible()
    page = desk.open("/console/announcements/")
    if scripts:
        assert_fit_everywhere(page, "announcements-desk-7-list")
    page = desk.open("/console/announcements/import/")
    if scripts:
        assert_fit_everywhere(page, "announcements-desk-8-import")
    assert desk.complaints == []
