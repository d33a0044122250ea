"""An officer comes to a person's page by search, ends a membership and corrects it, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looking import DESK, PHONE, assert_fit, picture
from tests.services.hub.conftest import at


@pytest.mark.parametrize(("size", "name"), [(PHONE, "phone"), (DESK, "desk")])
def test_a_person_is_found_looked_at_and_put_right(window, tea_room, reception, lin, zhao, book, size, name):
    book(tea_room, lin, at(10))
    book(reception, lin, at(15))
    page = window(zhao, size=size).open("/console/find/?q=林")
    page.get_by_role("link", name=lin.name).click()
    expect(page.get_by_role("heading", name="会籍", exact=True)).to_be_visible()
    assert_fit(page)
    picture(page, f"person-{name}-1")
    page.get_by_role("link", name="更正", exact=True).click()
    page.get_by_label("为什么更正").fill("入会日期录错了")
    page.get_by_label("从哪天起").fill("2019-09-01")
    assert_fit(page)
    picture(page, f"person-{name}-2-correct")
    page.get_by_role("button", name="更正").click()
    expect(page.get_by_text("会籍已更正")).to_be_visible()
    page.locator("summary", has_text="结束会籍").click()
    page.locator("[name=reason]:visible").fill("调到外地工作")
    picture(page, f"person-{name}-3-end")
    page.locator("button:visible", has_text="结束会籍").click()
    expect(page.get_by_text("会籍已结束")).to_be_visible()
    assert page.url.endswith(reverse("faces:person", args=[lin.pk]))
    assert_fit(page)
