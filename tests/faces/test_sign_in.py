"""A worker signs in by phone and SMS code, staff by password; both come back to where they were bound."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from gonghui.primitives import clock
from gonghui.primitives.notices.models import Delivery, ShownMessage
from gonghui.primitives.notices.outbox import send_due
from gonghui.primitives.people import actions as people
from tests.cast import mobile
from tests.faces.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def demo(settings):
    settings.DEMO, settings.SMS = True, {**settings.SMS, "backend": "demo"}


def code_on_the_phone(number: str) -> str:
    send_due(now=clock.now())
    return re.search(r"\d{6}", ShownMessage.objects.filter(to=number).latest("at").text)[0]


def test_two_steps_lead_in_and_back_to_where_the_worker_was_bound(client, lin, demo):
    sent = client.post("/sign-in/?next=/card/", {"mobile": "199 0000 0101", "next": "/card/"})
    assert (sent.status_code, sent["Location"]) == (303, "/sign-in/code/?next=%2Fcard%2F")
    assert "199****0101" in client.get("/sign-in/code/").content.decode()
    inside = client.post("/sign-in/code/", {"code": code_on_the_phone("+8619900000101"), "next": "/card/"})
    assert (inside.status_code, inside["Location"]) == (303, "/card/")
    assert "林小雨" in client.get("/card/").content.decode()


def test_a_full_width_code_is_welcome(client, lin, demo):
    client.post("/sign-in/", {"mobile": "19900000101"})
    wide = code_on_the_phone("+8619900000101").translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    assert client.post("/sign-in/code/", {"code": f" {wide} "}).status_code == 303


@pytest.mark.parametrize("gap", [" ", "-", "\u2003", "·"])
def test_a_code_typed_in_two_groups_is_that_code(gap, client, lin, demo):
    client.post("/sign-in/", {"mobile": "19900000101"})
    code = code_on_the_phone("+8619900000101")
    assert client.post("/sign-in/code/", {"code": f"{code[:3]}{gap}{code[3:]}"}).status_code == 303


def test_asking_again_at_once_leads_to_the_code_page_for_the_code_is_still_good(client, lin, demo):
    client.post("/sign-in/", {"mobile": "19900000101"})
    again = client.post("/sign-in/", {"mobile": "19900000101"}, follow=True)
    assert again.redirect_chain == [("/sign-in/code/", 303)]
    assert "刚发的验证码还有效" in again.content.decode()
    assert Delivery.objects.count() == 1
    assert client.post("/sign-in/code/", {"code": code_on_the_phone("+8619900000101")}).status_code == 303


def test_a_stranger_who_guesses_and_asks_keeps_nobody_out_and_the_owner_reads_of_it(client, lin, demo):
    client.post("/sign-in/", {"mobile": "19900000101"})
    code = code_on_the_phone("+8619900000101")
    stranger = Client(REMOTE_ADDR="10.9.9.9")
    stranger.post("/sign-in/", {"mobile": "19900000101"})
    for wrong in range(10):
        stranger.post("/sign-in/code/", {"code": f"{(int(code) + 1 + wrong) % 1_000_000:06}"})
    assert client.post("/sign-in/code/", {"code": code}).status_code == 303
    assert "有人在试你的登录验证码" in client.get("/messages/").content.decode()


def test_a_browser_that_was_in_before_is_known_when_it_comes_again(client, lin, demo, settings):
    client.post("/sign-in/", {"mobile": "19900000101"})
    client.post("/sign-in/code/", {"code": code_on_the_phone("+8619900000101")})
    kept = client.cookies["device"]
    assert kept["httponly"]
    client.post("/sign-out/")
    settings.CODES_PER_ADDRESS = 0
    assert client.post("/sign-in/", {"mobile": "19900000101"})["Location"] == "/sign-in/code/"
    assert Client().post("/sign-in/", {"mobile": "19900000101"}).status_code == 429


def test_strangers_lock_no_officer_out_of_the_browser_that_is_theirs(client, zhao, account_of):
    account_of(zhao, username="zhao", password=PASSWORD)
    client.post("/sign-in/staff/", {"username": "zhao", "password": PASSWORD})
    client.post("/sign-out/")
    for _try in range(11):
        Client().post("/sign-in/staff/", {"username": "zhao", "password": "不对的密码 123"})
    assert Client().post("/sign-in/staff/", {"username": "zhao", "password": PASSWORD}).status_code == 429
    assert client.post("/sign-in/staff/", {"username": "zhao", "password": PASSWORD}).status_code == 303


def test_the_page_says_when_the_code_can_be_asked_for_again_without_any_script(client, lin):
    client.post("/sign-in/", {"mobile": "19900000101"})
    assert re.search(r"\d\d:\d\d:\d\d 之后可以再发", client.get("/sign-in/code/").content.decode())


def test_a_number_nobody_registered_is_answered_alike_and_gets_no_message(client, lin):
    known = client.post("/sign-in/", {"mobile": "19900000101"})
    unknown = Client().post("/sign-in/", {"mobile": "19900009999"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize("typed", ["", "12", "1380013800a", "1.38E+10", "13800138000,13900139000"])
def test_a_number_that_cannot_be_is_answered_with_how_to_mend_it(client, db, typed):
    response = client.post("/sign-in/", {"mobile": typed})
    assert response.status_code == 422
    assert "k-wrong" in response.content.decode()


def test_a_wrong_code_is_refused_and_the_right_one_still_works(client, lin, demo):
    client.post("/sign-in/", {"mobile": "19900000101"})
    right = code_on_the_phone("+8619900000101")
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    refused = client.post("/sign-in/code/", {"code": wrong})
    assert refused.status_code in (403, 409, 422)
    assert "k-refusal" in refused.content.decode()
    assert client.post("/sign-in/code/", {"code": right}).status_code == 303


def test_the_session_key_changes_at_the_door(client, lin, demo):
    client.post("/sign-in/", {"mobile": "19900000101"})
    before = client.session.session_key
    client.post("/sign-in/code/", {"code": code_on_the_phone("+8619900000101")})
    assert client.session.session_key != before


@pytest.mark.parametrize("bad", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"])
def test_it_never_leads_to_another_site(client, zhao, account_of, bad):
    account_of(zhao, username="zhao", password=PASSWORD)
    response = client.post("/sign-in/staff/", {"username": "zhao", "password": PASSWORD, "next": bad})
    assert (response.status_code, response["Location"]) == (303, "/console/")


def test_staff_sign_in_by_password_and_a_wrong_one_is_refused(client, zhao, account_of):
    account_of(zhao, username="zhao", password=PASSWORD)
    refused = client.post("/sign-in/staff/", {"username": "zhao", "password": "不对的密码 123"})
    assert refused.status_code in (403, 409, 422)
    assert client.get("/console/").status_code == 303
    assert client.post("/sign-in/staff/", {"username": " ZHAO ", "password": PASSWORD})["Location"] == "/console/"
    assert client.get("/console/").status_code == 200


def test_signing_out_ends_the_session(lin, as_person):
    browser = as_person(lin)
    assert browser.post("/sign-out/")["Location"] == "/"
    assert browser.get("/card/").status_code == 303


def test_a_closed_account_is_a_visitor_at_once(lin, as_person):
    browser = as_person(lin)
    lin.account.is_active = False
    lin.account.save()
    assert browser.get("/card/").status_code == 303


def test_a_visitor_is_asked_to_sign_in_and_brought_back(client, db):
    assert client.get("/messages/?page=2")["Location"] == "/sign-in/?next=%2Fmessages%2F%3Fpage%3D2"
    assert client.get("/console/find/?q=x")["Location"] == "/sign-in/staff/?next=%2Fconsole%2Ffind%2F%3Fq%3Dx"


def test_htmx_is_led_to_the_sign_in_page_as_a_whole(client, db):
    response = client.get("/messages/", headers={"HX-Request": "true", "Referer": "http://testserver/mine/"})
    assert response["HX-Redirect"] == "/sign-in/?next=%2Fmine%2F"


def test_the_demo_phone_shows_what_was_sent(client, lin, demo):
    client.post("/sign-in/", {"mobile": mobile(101).national})
    code = code_on_the_phone("+8619900000101")
    assert code in client.get("/demo/phone/").content.decode()
    assert code in client.get("/demo/phone/?to=%2B8619900000101", headers={"HX-Request": "true"}).content.decode()


def test_a_new_password_ends_the_sessions_opened_with_the_old(client, zhao, account_of, by, now):
    account = account_of(zhao, username="zhao", password=PASSWORD)
    client.post("/sign-in/staff/", {"username": "zhao", "password": PASSWORD})
    assert client.get("/console/").status_code == 200
    people.set_password(account, PASSWORD + "新", by=by, now=now)
    assert client.get("/console/").status_code == 303


def test_a_new_number_ends_the_sessions_and_tokens_opened_by_the_old(lin, as_person, account_of, by, now):
    browser = as_person(lin)
    token = people.issue_token(account_of(lin), name="手机", days=3650, by=by, now=now)
    bearer = {"Authorization": f"Bearer {token}"}
    assert browser.get("/card/").status_code == 200
    assert Client().get("/api/v1/me", headers=bearer).status_code == 200
    people.change_mobile(lin, mobile(555), by=by, now=now)
    assert browser.get("/card/").status_code == 303
    assert Client().get("/api/v1/me", headers=bearer).status_code == 401


def test_whoever_leaves_office_is_no_longer_let_in(zhao, zhao_office, as_person, by, now):
    browser = as_person(zhao)
    assert browser.get("/console/").status_code == 200
    people.dismiss(zhao_office, by=by, now=now)
    assert browser.get("/console/").status_code == 403


def test_a_token_given_back_or_out_of_date_opens_nothing(lin, account_of, by, now, monkeypatch):
    token = people.issue_token(account_of(lin), name="手机", days=1, by=by, now=now)
    bearer = {"Authorization": f"Bearer {token}"}

    def me(at):
        monkeypatch.setattr("gonghui.primitives.clock.now", lambda: at)
        return Client().get("/api/v1/me", headers=bearer).status_code

    assert [me(now), me(now + timedelta(days=1))] == [200, 401]
    me(now)
    assert Client().delete("/api/v1/sign-in", headers=bearer).status_code == 204
    assert me(now) == 401
