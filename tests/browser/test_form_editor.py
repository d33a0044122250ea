"""An officer puts a form together in a real browser, tries it out and publishes it."""

import pytest
from playwright.sync_api import expect

from gonghui.primitives.forms import actions as built_forms
from gonghui.primitives.forms.models import FormVersion
from tests.primitives.forms.asked import AID

from .looking import assert_fit_everywhere


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.ROOT_URLCONF = "tests.faces.built_forms.mounted"


def added(page, kind, label, **more):
    """One question more, from the editor's first page and back to it."""
    page.get_by_role("link", name=kind, exact=True).click()
    page.get_by_label("题目", exact=True).fill(label)
    page.get_by_role("radio", name="是", exact=True).first.check()
    for name, value in more.items():
        page.locator(f"[name=a-{name}]").fill(value)


def saved(page):
    page.get_by_role("button", name="保存题目").click()
    expect(page.get_by_text("已改好，发布以后才会给人填写")).to_be_visible()


def test_an_officer_puts_a_form_together_and_publishes_it(window, zhao, province, by, now):
    form = built_forms.make_form("tests.aid", province, "互助金申请", by=by, now=now)
    page = window(zhao).open(f"/console/tests/{form.pk}/form/")
    expect(page.get_by_text("还没有题目")).to_be_visible()
    assert_fit_everywhere(page, "form-empty")
    added(page, "是或否", "家里有人生病吗")
    saved(page)
    added(page, "单选", "和谁一起生活")
    page.locator("[name=a-choices-0-label]").fill("父母")
    page.locator("[name=a-choices-1-label]").fill("孩子")
    page.get_by_role("button", name="再加一行").click()
    page.locator("[name=a-choices-2-label]").fill("朋友")
    assert_fit_everywhere(page, "form-question")
    saved(page)
    added(page, "一行文字", "什么病", most="20")
    page.get_by_role("checkbox", name="家里有人生病吗：是").check()
    saved(page)
    assert_fit_everywhere(page, "form-drafted")
    page.get_by_role("link", name="预览").click()
    page.get_by_role("radio", name="是", exact=True).check()
    page.get_by_role("radio", name="孩子").check()
    assert_fit_everywhere(page, "form-preview")
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("什么病").fill("肺炎")
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_text("肺炎")).to_be_visible()
    assert_fit_everywhere(page, "form-review")
    page.get_by_role("button", name="提交（只是预览）").click()
    expect(page.get_by_text("填写的内容没有保存")).to_be_visible()
    page.get_by_role("link", name="互助金申请").click()
    page.locator("summary", has_text="发布").click()
    page.get_by_role("dialog").get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_text("已发布第 1 版")).to_be_visible()
    assert [field.label for field in FormVersion.objects.current(form).definition.fields] == [
        "家里有人生病吗", "和谁一起生活", "什么病",
    ]  # fmt: skip


def test_a_form_of_every_kind_is_tried_on_a_phone(window, zhao, province, by, now):
    form = built_forms.make_form("tests.aid", province, "互助金申请", definition=AID, by=by, now=now)
    page = window(zhao).open(f"/console/tests/{form.pk}/form/preview/")
    assert_fit_everywhere(page, "form-every-kind")
    page.get_by_label("一句话说明").fill("工地欠薪三个月")
    page.get_by_role("radio", name="建筑").check()
    page.get_by_role("radio", name="是", exact=True).check()
    page.get_by_label("欠多少工资（元）").fill("很多")
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_text("“很多”不是金额")).to_be_visible()
    assert_fit_everywhere(page, "form-wrong")
    page.get_by_label("欠多少工资（元）").fill("18,600")
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("什么病").fill("肺炎")
    page.get_by_label("姓名").fill("林大山")
    page.get_by_role("button", name="再加一行").click()
    expect(page.get_by_label("姓名").first).to_have_value("林大山")
    assert_fit_everywhere(page, "form-rows")
