"""The officers' pages: who may open them, what bad input gets, how much they cost."""

import re

import pytest
from django.urls import reverse

from gonghui.services.fairs import actions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch, now):
    """The pages live in the moment of the tests."""
    from gonghui.primitives import clock

    monkeypatch.setattr(clock, "now", lambda: now)


def address(name, *args):
    return reverse(f"fairs-console:{name}", args=args)


def seen(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


TABS = ["fair", "offers", "sessions", "board", "sales", "requests", "settlement", "journal"]


@pytest.fixture
def settled(fair, admitted, fridge, taiyuan_venue, buy, dealer, zhao, by, now):
    """A batch of one fridge, prepared by Zhao."""
    buy(taiyuan_venue, fridge, admitted, "SN0001")
    return actions.prepare_settlement(taiyuan_venue, dealer, by_person=zhao, by=by, now=now)


@pytest.mark.parametrize("tab", TABS)
def test_officers_and_finance_open_every_tab(tab, fair, settled, zhao, sun, signed_in):
    for person in (zhao, sun):
        assert signed_in(person).get(address(tab, fair.pk)).status_code == 200


def test_forms_open(draft, dealer, taiyuan_venue, zhao, signed_in):
    browser = signed_in(zhao)
    for one in (
        address("index"),
        address("new"),
        address("fair", draft.pk),
        address("terms", draft.pk),
        address("venues", draft.pk),
        address("dealers", draft.pk, taiyuan_venue.pk),
        address("add-sessions", draft.pk, taiyuan_venue.pk),
        address("clerks", draft.pk, dealer.pk),
        address("goods", draft.pk, dealer.pk),
        address("template"),
        address("cancel", draft.pk),
    ):
        assert browser.get(one).status_code == 200, one


def test_session_pages(fair, sessions, settled, zhao, sun, signed_in):
    browser = signed_in(zhao)
    for name in ("cancel-session", "move-session"):
        assert browser.get(address(name, fair.pk, sessions[1].pk)).status_code == 200
    assert browser.get(address("batch", fair.pk, settled.pk)).status_code == 200
    for tab in ("offers", "board", "sales", "settlement", "journal"):
        assert browser.get(address(tab, fair.pk) + "?export=1")["Content-Type"].startswith("application/vnd"), tab
