"""An officer's way with a fair in a real browser: draft, venue, dealer, goods, sessions, publish, board, settle."""

import pytest
from playwright.sync_api import expect

from gonghui.services.fairs import actions
from gonghui.services.fairs.models import Fair
from tests.browser.looking import DESK, PHONE, assert_fit, picture
from tests.services.fairs.conftest import CREDIT_CODE, FRIDGE, HEADER, KETTLE

TABS = ["", "offers/", "sessions/", "board/", "sales/", "requests/", "settlement/", "journal/", "cancellation/"]


def fill(page, **fields):
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)


def goods(page, *rows):
    data = (HEADER + "".join(rows)).encode()
    page.get_by_label("表格文件").set_input_files({"name": "目录.csv", "mimeType": "text/csv", "buffer": data})
    page.get_by_role("button", name="检查并导入").click()


def test_an_officer_plans_and_publishes_a_fair(window, zhao, found, province):
    page = window(zhao, size=DESK).open("/console/fairs/")
    assert_fit(page)
    page.get_by_role("link", name="新建专场").first.click()
    assert_fit(page)
    fill(page, name="惠职工家电专场", about="本人报名", guarantee="七天退换", funded_by="省总工会")
    fill(page, sign_up_starts="2026-05-20T09:00", sign_up_ends="2026-05-28T18:00")
    fill(page, rate_source="协议第4条", max_subsidy="5000")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".f-next")).to_contain_text("发布前还缺")
    assert_fit(page)
    page.get_by_role("link", name="添加第一个会场").click()
    fill(page, division="太原市", hall="滨河会展中心", address="一号路1号", hotline="0351-0000000", funded="100,000")
    assert_fit(page)
    page.get_by_role("button", name="添加会场并划入资金").click()
    page.get_by_role("link", name="请商家来这个会场").click()
    fill(page, credit_code=CREDIT_CODE, name="海星电器", hotline="400-000")
    page.get_by_role("button", name="加入这个会场").click()
    page.get_by_role("link", name="导入商品").click()
    goods(page, FRIDGE.replace("30%", "31%"), KETTLE)
    expect(page.locator(".k-troubles")).to_contain_text("补贴率")
    assert_fit(page)
    picture(page, "officer-goods-troubles")
    goods(page, FRIDGE, KETTLE)
    expect(page.locator(".k-said")).to_contain_text("新增 2")
    assert_fit(page)
    page.get_by_role("link", name="计划").click()
    page.get_by_role("link", name="添加时段").click()
    fill(page, first_day="2026-05-21", last_day="2026-05-22", opens="09:00", closes="12:00", capacity="50")
    page.get_by_role("button", name="生成时段").click()
    picture(page, "officer-ready")
    page.locator("summary", has_text="发布专场").click()
    expect(page.get_by_role("dialog")).to_contain_text("300 个名额")
    page.get_by_role("button", name="发布，会员可以看到").click()
    expect(page.locator("h1")).to_contain_text("进行中")
    assert Fair.objects.get().published_at


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_tab_fits_and_nobody_is_shut_out(window, size, zhao, fair, admitted, fridge, taiyuan_venue, buy, by, now):
    purchase = buy(taiyuan_venue, fridge, admitted, "SN0001")
    actions.ask_after_sales(purchase, trouble="冰箱有异响", by=by, now=now)
    officer = window(zhao, size=size)
    for tab in TABS:
        page = officer.open(f"/console/fairs/{fair.pk}/{tab}")
        assert_fit(page)
        picture(page, f"officer-{tab.strip('/') or 'plan'}-{size['width']}")
    officer.open(f"/console/fairs/{fair.pk}/board/")
    expect(page.locator("#f-chart canvas")).to_be_visible()


def test_two_persons_settle(window, zhao, sun, fair, admitted, fridge, taiyuan_venue, buy):
    buy(taiyuan_venue, fridge, admitted, "SN0001")
    page = window(zhao, size=DESK).open(f"/console/fairs/{fair.pk}/settlement/")
    page.locator("summary", has_text="生成结算").click()
    page.get_by_role("button", name="生成批次").click()
    expect(page.locator(".f-steps")).to_contain_text("等另一个人")
    assert_fit(page)
    address = page.url
    expect(page.locator("summary", has_text="审核通过")).to_have_count(0)
    page.locator("[name=claimed]").fill("2500")
    page.get_by_role("button", name="记下对账金额").click()
    finance = window(sun, size=DESK)
    waiting = finance.open(f"/console/fairs/{fair.pk}/settlement/waiting/")
    expect(waiting.get_by_text("不一致", exact=True)).to_be_visible()
    assert_fit(waiting)
    picture(waiting, "officer-batches-waiting")
    page = finance.open(address.removeprefix(finance.base))
    page.locator("summary", has_text="审核通过").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("差 100.00 元")
    picture(page, "officer-batch-differs")
    dialog.get_by_role("textbox").fill("发票多开一百，按系统付")
    dialog.get_by_role("button", name="审核通过").click()
    expect(page.locator(".f-steps")).to_contain_text("发票多开一百")
    page.get_by_label("银行付款流水号").fill("ICBC2026001")
    page.get_by_role("button", name="标记已付款").click()
    expect(page.locator(".f-steps")).to_contain_text("ICBC2026001")
    assert_fit(page)
    picture(page, "officer-batch-paid")
