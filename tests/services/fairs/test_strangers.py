"""What a desk of the fairs may learn of whom, and reach of others."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.actions import names
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
            place_shown(taiyuan_venue, shown, now=now, owner_of=lambda _mobile: su)
        assert su.name not in str(no.value.facts)


def test_a_number_typed_at_the_till_never_stands_in_the_address(
    bought, admitted, taiyuan_venue, dealer, clerk, browser_of
):
    till = reverse("fairs-counter:till", args=[taiyuan_venue.pk, dealer.pk])
    browser = browser_of(clerk)
    assert '<form class="t-ask" method="post"' in browser.get(till).content.decode()
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


@pytest.fixture
def looking(clerk, taiyuan_venue, dealer, fridge, browser_of, by, now):
    """Qian's browser, the till's address, and a quote by the API of whoever is named."""
    browser, address = browser_of(clerk), reverse("fairs-counter:till", args=[taiyuan_venue.pk, dealer.pk])
    token = people.issue_token(Account.objects.get(person=clerk), name="till", days=1, by=by, now=now)

    def quoted(buyer):
        ask = f"/api/v1/fairs/tills/{taiyuan_venue.pk}/{dealer.pk}/quotes"
        body, headers = json.dumps({"buyer": buyer, "offer": str(fridge.pk)}), {"Authorization": f"Bearer {token}"}
        return Client().post(ask, body, "application/json", headers=headers)

    return browser, address, quoted


def test_a_clerk_who_asks_for_numbers_is_stopped_wherever_they_ask(admitted, looking, monkeypatch):
    browser, till, quoted = looking
    monkeypatch.setattr(names, "NUMBERS_PER_HOUR", 2)
    assert browser.post(till, {"buyer": mobile(101).national}).status_code == 303
    assert quoted("19900009999").status_code == 404, "nobody's number counts too"
    assert quoted(mobile(101).e164).status_code == 200, "the number that was asked for counts once"
    assert browser.post(till, {"buyer": mobile(103).national}).status_code == 429
    assert quoted(mobile(103).e164).status_code == 429
    assert quoted(admitted.places.get().code).status_code == 200, "what is shown is not counted"


def test_no_address_looks_a_number_up(admitted, looking):
    browser, till, _quoted = looking
    said = browser.get(till, {"buyer": mobile(101).national}).content.decode()
    assert admitted.name not in said
    assert admitted.masked_name not in said
    assert "手机尾号" not in said


def test_whose_number_was_looked_up_is_written_down_where_they_read_it(admitted, clerk, looking):
    browser, till, quoted = looking
    browser.post(till, {"buyer": mobile(101).national})
    assert quoted(mobile(101).national).status_code == 200
    entries = Entry.objects.filter(act="people.look_up", on_person=admitted.pk)
    assert [(entry.by_person, admitted.name in entry.label) for entry in entries] == [(clerk.pk, False)] * 2


def test_a_till_tells_no_whole_name(bought, admitted, chen, sessions, looking, dealer, taiyuan_venue, by, now):
    browser, till, quoted = looking
    place = actions.sign_up(sessions[0], chen, key="c", by=by, now=now)  # signed up, and not come in
    pages = [
        browser.get(till, {"buyer": admitted.places.get().code}),
        browser.get(reverse("fairs-counter:sale", args=[taiyuan_venue.pk, dealer.pk, bought.pk])),
        browser.get(till, {"buyer": place.code}),
        quoted(place.code),
    ]
    for page in pages:
        assert page.status_code in (200, 409)
        assert admitted.name not in page.content.decode()
        assert chen.name not in page.content.decode()
    assert admitted.masked_name in pages[0].content.decode()
    assert chen.masked_name in json.loads(pages[3].content)["why_not"]["says"]


def test_a_gate_that_asks_for_numbers_is_stopped_and_each_look_is_written_down(
    lin, wu, sessions, taiyuan_venue, browser_of, monkeypatch, by, now
):
    actions.sign_up(sessions[0], lin, key="k1", by=by, now=now)
    monkeypatch.setattr(names, "NUMBERS_PER_HOUR", 1)
    gate, browser = reverse("fairs-counter:gate", args=[taiyuan_venue.pk]), browser_of(wu)
    said = {"code": mobile(101).national}
    assert browser.post(gate, said).status_code == 200
    assert browser.post(gate, said | {"name": "林*雨"}).status_code == 200, "its name was compared: the same number"
    assert browser.post(gate, {"code": mobile(103).national}).status_code == 429
    entries = Entry.objects.filter(act="people.look_up", on_person=lin.pk)
    assert [entry.by_person for entry in entries] == [wu.pk] * 2
