"""Gate, till and statement: one clear yes or no, in place."""

import pytest
from django.urls import reverse

from tests.services.fairs.test_console import _clock  # noqa: F401

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"fairs-counter:{name}", args=args)


def test_pages(fair, admitted, fridge, taiyuan_venue, dealer, clerk, wu, buy, signed_in):
    gate, till = signed_in(wu), signed_in(clerk)
    assert gate.get(address("home")).status_code == 200
    assert gate.get(address("gate", taiyuan_venue.pk)).status_code == 200
    here = address("till", taiyuan_venue.pk, dealer.pk)
    assert till.get(address("home")).status_code == 200
    assert till.get(here).status_code == 200
    buyer = admitted.member_code
    assert till.get(here, {"buyer": buyer}).status_code == 200
    assert till.get(here, {"buyer": buyer, "offer": str(fridge.pk)}).status_code == 200
    assert till.get(here, {"buyer": "nobody"}).status_code == 404
    purchase = buy(taiyuan_venue, fridge, admitted, "SN0001")
    assert till.get(address("sale", taiyuan_venue.pk, dealer.pk, purchase.pk)).status_code == 200
    assert till.get(address("statement", taiyuan_venue.pk, dealer.pk)).status_code == 200
