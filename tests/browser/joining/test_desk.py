"""Officers go through the queue on a phone and at a desk; the hotline enters for who undoes it by the slip."""

import re

import pytest
from playwright.sync_api import expect

from gonghui.kernel.codes import shown
from gonghui.primitives.notices.envelopes import opened
from gonghui.primitives.notices.models import Delivery
from gonghui.primitives.people import actions as people
from gonghui.services.joining.bulk import actions as bulk
from gonghui.services.joining.models import Application
from tests.browser.looking import DESK, PHONE, assert_fit, picture
from tests.cast import mobile, resident_id

SIZES = pytest.mark.parametrize(("size", "where"), [(PHONE, "phone"), (DESK, "desk")])


@pytest.fixture
def three(enrol, applied, motors, by, now):
    """Three who wait; the second has become a member elsewhere."""
    persons = [enrol(f"申请人{'甲乙丙'[n]}", 920 + n) for n in range(3)]
    made = [applied(person, document=None) for person in persons]
    people.join(persons[1], motors, starts_on=now.date(), by=by, now=now)
    return made


@SIZES
def test_an_officer_searches_decides_picked_ones_and_reads_who_stays(window, zhao, three, size, where):
    page = window(zhao, size=size).open("/console/join/")
    page.get_by_label("姓名开头").fill("申请人")
    page.get_by_label("姓名开头").press("Enter")
    expect(page).to_have_url(re.compile("q="))
    for one in three[:2]:
        page.get_by_role("row", name=one.name).get_by_role("checkbox").check()
    assert_fit(page)
    picture(page, f"joining-queue-{where}-1-picked")

    page.locator(".k-bulk summary", has_text="同意").first.click()
    page.get_by_role("dialog").get_by_role("button", name="同意").click()
    expect(page.get_by_text("平城电机厂工会")).to_be_visible()
    assert_fit(page)
    picture(page, f"joining-queue-{where}-2-named")


@SIZES
def test_an_officer_answers_all_that_the_filters_show_and_watches(window, zhao, three, now, size, where):
    page = window(zhao, size=size).open("/console/join/?kind=join")
    page.get_by_role("link", name="办理全部").click()
    expect(page.get_by_text("共 3 份")).to_be_visible()
    assert_fit(page)
    picture(page, f"joining-every-{where}-1-asked")
    page.get_by_label("同意", exact=True).check()
    page.get_by_role("button", name="答复这 3 份").click()
    expect(page.get_by_text("正在办理，已到 0%")).to_be_visible()
    assert_fit(page)
    picture(page, f"joining-every-{where}-2-working")

    while bulk.work(now):
        pass
    expect(page.get_by_text("办完了")).to_be_visible()
    expect(page.get_by_role("link", name="申请人乙")).to_be_visible()
    assert_fit(page)
    picture(page, f"joining-every-{where}-3-done")


def test_the_hotline_enters_for_a_caller_who_undoes_it_by_the_slip(window, wu, works, now):
    page = window(wu, size=DESK).open("/console/join/new/")
    page.get_by_label("加入哪个工会").select_option(label=works.name)
    page.get_by_label("姓名").fill("马师傅")
    page.get_by_label("手机").fill(mobile(902).national)
    page.get_by_label("证件号码", exact=True).fill(resident_id(902).number)
    page.get_by_label("行业").select_option("lorry_driver")
    page.get_by_label("怎么来的").select_option("hotline")
    page.get_by_label("已取得本人同意").check()
    assert_fit(page)
    picture(page, "joining-hotline-1-entry")
    page.get_by_role("button", name="提交申请").click()
    made = Application.objects.filter(via="hotline").select_related("person")
    expect(page.get_by_text(shown(made.get().code))).to_be_visible()
    assert_fit(page)
    picture(page, "joining-hotline-2-slip")
    assert made.get().code in opened(Delivery.objects.get(template="joining.entered"), now=now).text

    phone = window(size=PHONE).open("/join/slip/")
    phone.get_by_label("受理单编号").fill(made.get().code)
    phone.get_by_label("手机号后四位").fill("0902")
    phone.get_by_role("button", name="查进度").click()
    expect(phone.get_by_text("等待审核").first).to_be_visible()
    assert_fit(phone)
    picture(phone, "joining-hotline-3-follow")
    phone.get_by_role("button", name="不是我的意思").click()
    expect(phone.get_by_text("已撤销")).to_be_visible()
    assert made.get().state == "withdrawn"


def test_the_poster_of_a_union_leads_to_the_form_with_the_union_chosen(window, zhao, works, rider):
    page = window(zhao, size=DESK).open("/console/join/posters/")
    page.get_by_role("link", name=works.name).click()
    expect(page.get_by_role("img", name="二维码")).to_be_visible()
    assert_fit(page)
    picture(page, "joining-poster-desk")
    phone = window(rider, size=PHONE).open(f"/join/u/{works.code}/")
    expect(phone.get_by_text(f"申请加入：{works.name}")).to_be_visible()
    assert_fit(phone)
