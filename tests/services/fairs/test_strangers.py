"""What a desk of the fairs may learn of whom, and reach of others."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account
from gonghui.services.fairs import actions
from gonghui.services.fairs.models import Purchase
from gonghui.services.fairs.pages.shown import place_shown
from gonghui.services.fairs.refusals import NotSignedUp
from tests.cast import mobile

pytestmark = pytest.mark.django_db


@pytest.fixture
def bought(fair, taiyuan_venue, fridge, admitted, buy):
    """Lin's fridge, of Haixing."""
    return buy(taiyuan_venue, fridge, admitted, "SN0001")


@pytest.fixture
def rival(draft, taiyuan_venue, enrol, by, now):
    """Zhou, who sells for another dealer in the same hall, and their stall."""
    stall = actions.invite_dealer(
        taiyuan_venue, credit_code="91310000132612172J", name="北辰电器", hotline="400-001", by=by, now=now
    )
    zhou = enrol("周店员", 201)
    actions.add_clerk(draft, stall.merchant, name=zhou.name, mobile=mobile(201), by=by, now=now)
    return zhou, stall.merchant


def test_a_desk_cannot_look_up_whose_number_it_is(fair, taiyuan_venue, su, now):
    for shown in (mobile(103).national, su.member_code):
        with pytest.raises(NotSignedUp) as no:
            place_shown(taiyuan_venue, shown, now=now)
        assert su.name not in str(no.value.facts)


def test_a_number_typed_at_the_till_never_stands_in_the_address(
    bought, admitted, taiyuan_venue, dealer, clerk, browser_of
):
    till = reverse("fairs-counter:till", args=[taiyuan_venue.pk, dealer.pk])
    browser = browser_of(clerk)
    assert '<form class="g-ask" method="post"' in browser.get(till).content.decode()
    answer = browser.post(till, {"buyer": mobile(101).national})
    assert answer["Location"] == f"{till}?buyer={admitted.places.get().code}"


def test_a_till_shows_and_undoes_only_what_is_its_own(rival, bought, taiyuan_venue, dealer, zhao, browser_of, by, now):
    """The other dealer's clerk stands in the same hall: their own stall, Haixing's goods and sale."""
    zhou, mine = rival
    batch = actions.prepare_settlement(taiyuan_venue, dealer, by_person=zhao, by=by, now=now)
    browser, till = browser_of(zhou), [taiyuan_venue.pk, mine.pk]
    assert browser.get(reverse("fairs-counter:till", args=till)).status_code == 200
    assert browser.get(reverse("fairs-counter:sale", args=[*till, bought.pk])).status_code == 404
    for name, thing, form in (("cancel", bought.pk, {"reason": "试"}), ("claim", batch.pk, {"claimed": "10"})):
        assert browser.post(reverse(f"fairs-counter:{name}", args=[*till, thing]), form).status_code == 404


def test_the_api_sells_and_undoes_only_what_is_the_tills_own(
    rival, bought, admitted, kettle, taiyuan_venue, browser_of, by, now
):
    zhou, mine = rival
    browser_of(zhou)
    token = people.issue_token(Account.objects.get(person=zhou), name="till", days=1, by=by, now=now)
    till = f"/api/v1/fairs/tills/{taiyuan_venue.pk}/{mine.pk}"
    sale = {"buyer": admitted.places.get().code, "offer": str(kettle.pk), "serial": "SN0009", "invoice": "26000009"}
    asks = {
        f"{till}/quotes": sale,
        f"{till}/sales": sale,
        f"{till}/sales/{bought.pk}/cancellation": {"reason": "试"},
    }
    for address, body in asks.items():
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())}
        assert Client().post(address, json.dumps(body), "application/json", headers=headers).status_code == 404, address
    assert Purchase.objects.count() == 1
