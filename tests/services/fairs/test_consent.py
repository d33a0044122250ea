"""A till sells to nobody who did not say so: the changing code, or digits that came to their own telephone."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.primitives.admission import live_codes as live
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices import budgets
from gonghui.primitives.notices.envelopes import opened
from gonghui.primitives.notices.models import Delivery
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account
from gonghui.services.fairs import actions, refusals, rules
from gonghui.services.fairs.models import Consent, Purchase
from gonghui.services.fairs.refusals import till as no
from tests.cast import mobile

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(admitted):
    return admitted.places.get()


@pytest.fixture
def till(taiyuan_venue, dealer, clerk, browser_of):
    """Qian's browser and the address of his till."""
    return browser_of(clerk), reverse("fairs-counter:till", args=[taiyuan_venue.pk, dealer.pk])


@pytest.fixture
def hear(taiyuan_venue, dealer, place, by, now):
    """What the till hears of Lin: `hear(word="123456")`."""

    def heard(text="", word="", at=now):
        return actions.hear(taiyuan_venue, dealer, text or place.code, word=word, by=by, now=at)

    return heard


@pytest.fixture
def asked(taiyuan_venue, dealer, place, by, now):
    """The digits that came to Lin's telephone, and what the clerk was told of where they went."""

    def sent(at=now):
        said = actions.ask_word(taiyuan_venue, dealer, place, by=by, now=at)
        delivery = Delivery.objects.filter(template="fairs.word").latest("pk")
        return re.search(r"\d{6}", opened(delivery, now=at).text).group(), said

    return sent


@pytest.mark.parametrize("shown", ["receipt", "card", "number"])
def test_what_can_be_passed_on_sells_nothing(shown, till, place, fridge, admitted):
    browser, here = till
    text = {"receipt": place.code, "card": admitted.member_code, "number": mobile(101).national}[shown]
    page = browser.post(here, {"buyer": text}, follow=True).content.decode()
    assert "买家本人同意才能登记购买" in page
    assert admitted.name not in page
    form = {"buyer": text, "offer": fridge.pk, "serial": "SN0001", "invoice": "26000001", "key": uuid.uuid4()}
    answer = browser.post(f"{here}sales/", form)
    assert (answer.status_code, answer.context["refusal"].code) == (403, no.NoWord.code)
    assert not Purchase.objects.exists()


def test_the_changing_code_is_a_word_for_half_an_hour_at_this_dealers_till(
    till, place, hear, taiyuan_venue, dealer, now
):
    browser, here = till
    page = browser.post(here, {"buyer": live.code_at(place, now)}, follow=True)
    assert "海星冰箱" in page.content.decode()
    stands = [
        Consent.objects.stands(taiyuan_venue, dealer, place.holder_id, now=now + timedelta(minutes=minutes))
        for minutes in (rules.WORD_LASTS - 1, rules.WORD_LASTS)
    ]
    assert stands == [True, False]
    with pytest.raises(no.WordOver):  # a stolen screenshot gives nothing either, and digits nobody sent
        hear(word="123456", at=now + timedelta(hours=1))


def test_digits_by_sms_let_the_till_sell_and_say_where_they_went(till, place, asked, fridge, admitted, now):
    browser, here = till
    answer = browser.post(f"{here}word/", {"buyer": place.code, "offer": fridge.pk}, follow=True)
    assert f"短信码已发到{admitted.masked_mobile}" in answer.content.decode()
    assert mobile(101).national not in answer.content.decode()
    digits = re.search(r"\d{6}", opened(Delivery.objects.get(template="fairs.word"), now=now).text).group()
    page = browser.post(here, {"buyer": place.code, "offer": fridge.pk, "word": digits}, follow=True)
    assert page.context["quote"].refusal is None, "and the goods that were chosen are still there"
    form = {"buyer": place.code, "offer": fridge.pk, "serial": "SN0001", "invoice": "26000001", "key": uuid.uuid4()}
    assert browser.post(f"{here}sales/", form).status_code == 303
    acts = Entry.objects.filter(on_person=admitted.pk, act__startswith="fairs.").values_list("act", flat=True)
    assert {"fairs.ask_word", "fairs.give_word", "fairs.sell"} <= set(acts)


def test_wrong_digits_are_counted_and_then_the_right_ones_are_worth_nothing(hear, asked):
    digits, _said = asked()
    wrong = "000000" if digits != "000000" else "111111"
    for left in reversed(range(rules.WORD_TRIES)):
        with pytest.raises(no.WrongWord) as refused:
            hear(word=wrong)
        assert refused.value.facts["left"] == left
    with pytest.raises(no.WordOver):
        hear(word=digits)


def test_digits_end_after_their_minutes_and_by_newer_ones(hear, asked, now):
    first, _said = asked()
    later = now + timedelta(minutes=2)
    second, _said = asked(later)
    if first != second:
        with pytest.raises(no.WrongWord):
            hear(word=first, at=later)
    with pytest.raises(no.WordOver):
        hear(word=second, at=later + timedelta(minutes=rules.WORD_MINUTES))


def test_nobody_is_sent_one_sms_after_the_other(asked, monkeypatch, now):
    asked()
    with pytest.raises(no.WordJustSent):
        asked()
    monkeypatch.setattr(budgets, "A_NUMBER", 1)
    with pytest.raises(budgets.SmsSpent):
        asked(now + timedelta(minutes=2))
    assert Delivery.objects.filter(template="fairs.word").count() == 1


def test_no_sms_goes_to_who_can_buy_nothing_here_whatever_they_say(
    sessions, place, chen, fridge, taiyuan_venue, dealer, buy, by, now
):
    outside = actions.sign_up(sessions[1], chen, key="k", by=by, now=now)
    with pytest.raises(refusals.NotAdmitted):
        actions.ask_word(taiyuan_venue, dealer, outside, by=by, now=now)
    for n in range(taiyuan_venue.fair.max_items):
        buy(taiyuan_venue, fridge, place.holder, f"SN000{n}")
    with pytest.raises(refusals.ItemsLimit):
        actions.ask_word(taiyuan_venue, dealer, place, by=by, now=now)
    assert not Delivery.objects.filter(template="fairs.word").exists()


def test_another_s_changing_code_is_not_the_buyer_s_word(sessions, place, hear, chen, taiyuan_venue, dealer, by, now):
    other = actions.sign_up(sessions[0], chen, key="k", by=by, now=now)
    with pytest.raises(no.OtherBuyer):
        hear(place.code, word=live.code_at(other, now))
    assert not Consent.objects.exists()
    assert hear(place.code, word=live.code_at(place, now)) == place
    assert Consent.objects.stands(taiyuan_venue, dealer, place.holder_id, now=now)


def test_who_has_no_living_number_is_told_what_to_show(place, asked, now):
    place.holder.mobile_dead_at = now
    with pytest.raises(no.NoTelephone):
        asked()


def test_the_api_sells_by_word_and_a_repeat_long_after_is_the_same_sale(
    place, fridge, taiyuan_venue, dealer, clerk, browser_of, asked, by, now, monkeypatch
):
    browser_of(clerk)
    token = people.issue_token(Account.objects.get(person=clerk), name="till", days=1, by=by, now=now)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())}
    here = f"/api/v1/fairs/tills/{taiyuan_venue.pk}/{dealer.pk}"
    sale = {"buyer": mobile(101).national, "offer": str(fridge.pk), "serial": "SN0001", "invoice": "26000001"}

    def post(what, body):
        return Client().post(f"{here}/{what}", json.dumps(body), "application/json", headers=headers)

    assert post("sales", sale).json()["error"]["code"] == no.NoWord.code
    assert post("word", {"buyer": place.code}).json() == {"sent_to": place.holder.masked_mobile, "minutes": 10}
    digits = re.search(r"\d{6}", opened(Delivery.objects.get(template="fairs.word"), now=now).text).group()
    sold = post("sales", sale | {"word": digits})
    assert sold.status_code == 200
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now + timedelta(minutes=50))
    for again in ({"word": digits}, {"buyer": live.code_at(place, now)}):  # the code shown has changed since
        assert post("sales", sale | again).json()["id"] == sold.json()["id"]


def test_words_are_forgotten_a_day_after_their_end(hear, place, now):
    hear(live.code_at(place, now))
    ends = now + timedelta(minutes=rules.WORD_LASTS)
    assert actions.forget(ends + timedelta(hours=23)) == 0
    assert actions.forget(ends + timedelta(hours=25)) == 1
