"""The gate: each no is its own."""

from datetime import timedelta

import pytest

from gonghui.kernel.codes import new_code
from gonghui.services.fairs import actions, refusals
from gonghui.services.fairs.models import Turned
from tests.cast import mobile

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(lin, sessions, by, now):
    return actions.sign_up(sessions[0], lin, key="k1", by=by, now=now)


@pytest.mark.parametrize("shown", ["receipt", "receipt, small letters and spaces", "member card", "mobile"])
def test_it_admits_by_whatever_is_at_hand(shown, place, lin, taiyuan_venue, by, now):
    texts = {
        "receipt": place.code,
        "receipt, small letters and spaces": f" {place.code[:3].lower()} {place.code[3:]} ",
        "member card": lin.member_code,
        "mobile": mobile(101).national,
    }
    assert actions.admit(taiyuan_venue, texts[shown], by=by, now=now).place == place


def test_a_second_time_is_refused_with_the_time_of_the_first(place, taiyuan_venue, by, now):
    actions.admit(taiyuan_venue, place.code, by=by, now=now)
    with pytest.raises(refusals.AlreadyAdmitted) as refused:
        actions.admit(taiyuan_venue, place.code, by=by, now=now + timedelta(minutes=1))
    assert "10:00" in refused.value.sentence()
    assert Turned.objects.filter(desk="gate", code="fairs.already_admitted").count() == 1


def test_a_receipt_of_another_city_names_where_it_belongs(place, datong_venue, by, now):
    with pytest.raises(refusals.OtherVenue) as refused:
        actions.admit(datong_venue, place.code, by=by, now=now)
    assert "滨河会展中心" in refused.value.sentence()


@pytest.mark.parametrize("moment", [timedelta(hours=-1), timedelta(hours=2)])
def test_a_receipt_of_another_session_names_its_time(moment, place, taiyuan_venue, by, now):
    with pytest.raises(refusals.WrongSession) as refused:
        actions.admit(taiyuan_venue, place.code, by=by, now=now + moment)
    assert "09:30" in refused.value.sentence()


def test_a_place_given_back_does_not_open_the_gate(place, lin, fair, taiyuan_venue, by, now):
    actions.give_back(fair, lin, by=by, now=now)
    with pytest.raises(refusals.GivenBack):
        actions.admit(taiyuan_venue, place.code, by=by, now=now)
    with pytest.raises(refusals.NotSignedUp):
        actions.admit(taiyuan_venue, lin.member_code, by=by, now=now)


def test_a_cancelled_session_is_named_at_the_gate(place, taiyuan_venue, by, now):
    actions.cancel_session(place.pool.session, reason="停电", by=by, now=now)
    with pytest.raises(refusals.SessionCancelled) as refused:
        actions.admit(taiyuan_venue, place.code, by=by, now=now)
    assert "09:30" in refused.value.sentence()


@pytest.mark.parametrize("text", ["", "???", "ABC", "长长长", new_code(), "x" * 500], ids=range(6))
def test_unknown_and_unreadable_codes_are_refused_by_name(text, fair, taiyuan_venue, by, now):
    with pytest.raises(refusals.UnknownReceipt):
        actions.admit(taiyuan_venue, text, by=by, now=now)


def test_a_member_without_sign_up_is_told_to_sign_up(chen, fair, taiyuan_venue, by, now):
    with pytest.raises(refusals.NotSignedUp):
        actions.admit(taiyuan_venue, chen.member_code, by=by, now=now)
