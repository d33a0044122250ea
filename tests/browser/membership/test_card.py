"""The member card that a phone keeps to be shown without a network goes when its owner signs out."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looking import PHONE, reload_alone

CARD = reverse("membership-member:card")
KEPT = "async () => (await caches.keys()).filter((name) => name.startsWith('gonghui-own-')).length"
WHOLE = "async (card) => Boolean(await caches.match(card, { ignoreVary: true }))"


@pytest.fixture
def kept(window, lin):
    """Lin's phone with her card kept on it."""
    one = window(lin, size=PHONE)
    page = one.open(CARD)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(WHOLE, arg=CARD, timeout=30_000)
    return one


def test_a_card_opens_without_a_network_and_not_once_its_owner_has_signed_out(kept, lin):
    page = kept.page
    page.reload()  # from now on the worker answers for this page
    reload_alone(page)
    expect(page.get_by_text(lin.name)).to_be_visible()
    kept.context.set_offline(False)
    page.goto(kept.base + reverse("faces:mine"))
    page.locator("form[action='/sign-out/'] button").first.click()
    expect(page.get_by_text("已退出登录")).to_be_visible()
    assert page.evaluate(KEPT) == 0
