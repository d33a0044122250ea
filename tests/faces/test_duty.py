"""Staff come in by their password alone, are gone when nobody is at the desk, and say it again before money moves."""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from gonghui.faces.asking_anew import FIELD
from gonghui.faces.models import SignIn
from gonghui.faces.sessions import stored
from gonghui.primitives import clock
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.primitives.people.powers import Act, Power
from tests.faces.conftest import BACKEND, PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.by_sms]


@pytest.fixture
def at(monkeypatch, now):
    """`at(minutes=31)`: it is so long after the start of the test."""

    def later(**how_long):
        monkeypatch.setattr(clock, "now", lambda: now + timedelta(**how_long))

    later()
    return later


@pytest.fixture
def account(account_of, zhao, at):
    return account_of(zhao, username="zhao", password=PASSWORD)


@pytest.fixture
def by_sms(account):
    """Zhao's browser, let in by an SMS code."""
    browser = Client()
    browser.force_login(account, backend=BACKEND)
    return browser


def sign_in(browser, target="/console/"):
    return browser.post("/sign-in/staff/", {"username": "zhao", "password": PASSWORD, "next": target})


def test_an_sms_code_alone_opens_the_worker_s_pages_and_not_the_console(by_sms):
    assert by_sms.get("/card/").status_code == 200
    sent_on = by_sms.get("/console/premises/")
    assert sent_on["Location"] == "/sign-in/staff/?next=%2Fconsole%2Fpremises%2F"
    assert "工作台" in by_sms.get("/mine/").content.decode()  # the way there is shown all the same


def test_with_the_password_the_same_session_is_an_officer_s(by_sms):
    assert sign_in(by_sms, "/console/premises/")["Location"] == "/console/premises/"
    assert by_sms.get("/console/premises/").status_code == 200


def test_a_desk_where_nobody_is_locks_and_the_worker_stays_in(by_sms, at):
    sign_in(by_sms)
    at(minutes=settings.CONSOLE_IDLE_MINUTES - 1)
    assert by_sms.get("/console/").status_code == 200  # a sign of life
    at(minutes=2 * settings.CONSOLE_IDLE_MINUTES - 2)
    assert by_sms.get("/console/").status_code == 200
    at(minutes=3 * settings.CONSOLE_IDLE_MINUTES)
    assert by_sms.get("/console/").status_code == 303
    assert by_sms.get("/card/").status_code == 200


def test_a_console_that_locked_is_not_opened_by_the_counter_next_door(by_sms, at):
    sign_in(by_sms)
    at(minutes=settings.CONSOLE_IDLE_MINUTES + 1)
    for address in ("/counter/", "/counter/nowhere/"):
        by_sms.get(address)
        assert by_sms.get("/console/").status_code == 303
    assert by_sms.get("/counter/").status_code == 200


def test_what_a_page_asks_by_itself_keeps_no_desk_open(by_sms, at):
    sign_in(by_sms)
    at(minutes=settings.CONSOLE_IDLE_MINUTES - 1)
    assert by_sms.get("/console/", headers={"HX-Request": "true"}).status_code == 200
    at(minutes=settings.CONSOLE_IDLE_MINUTES + 1)
    assert by_sms.get("/console/").status_code == 303


def test_what_was_typed_at_a_locked_desk_is_done_after_the_password(by_sms, at):
    sign_in(by_sms)
    at(minutes=settings.CONSOLE_IDLE_MINUTES + 1)
    asked = by_sms.post("/console/unions/switch/", {"code": "SX"})
    assert asked.status_code == 403
    assert '<input type="hidden" name="code" value="SX">' in asked.content.decode()
    assert by_sms.post("/console/unions/switch/", {"code": "SX", FIELD: "falsch"}).status_code == 422
    assert "union" not in by_sms.session
    before = by_sms.session.session_key
    assert by_sms.post("/console/unions/switch/", {"code": "SX", FIELD: PASSWORD}).status_code == 303
    assert by_sms.session["union"] == "SX"
    assert by_sms.session.session_key != before  # whoever had the key of the locked desk has nothing
    [here] = SignIn.objects.all()
    assert (here.by_password, here.session_id) == (True, stored(by_sms.session.session_key))


def test_a_script_at_a_locked_desk_is_sent_to_the_sign_in_and_says_it_in_its_own_way(by_sms, at):
    sign_in(by_sms)
    at(minutes=settings.CONSOLE_IDLE_MINUTES + 1)
    by_htmx = by_sms.post("/console/unions/switch/", {"code": "SX"}, headers={"HX-Request": "true"})
    assert by_htmx.headers["HX-Redirect"].startswith("/sign-in/staff/")
    by_json = by_sms.post("/console/unions/switch/", {"code": "SX"}, content_type="application/json")
    assert by_json["Location"].startswith("/sign-in/staff/")
    assert "union" not in by_sms.session


def test_another_s_password_does_not_open_the_desk(by_sms, account_of, sun, at):
    account_of(sun, username="sun", password=PASSWORD + " 2")
    sign_in(by_sms)
    at(minutes=settings.CONSOLE_IDLE_MINUTES + 1)
    assert by_sms.post("/console/unions/switch/", {"code": "SX", FIELD: PASSWORD + " 2"}).status_code == 422


def test_somebody_without_an_office_is_told_so_and_not_asked(account_of, lin, at):
    browser = Client()
    browser.force_login(account_of(lin), backend=BACKEND)
    assert browser.get("/console/").status_code == 403


def test_a_counter_asks_staff_for_the_password_and_lets_them_stand_for_a_shift(by_sms, at):
    assert by_sms.get("/counter/premises/").status_code == 303
    sign_in(by_sms)
    at(minutes=settings.COUNTER_IDLE_MINUTES - 1)
    assert by_sms.get("/counter/premises/").status_code == 200


def test_a_keeper_who_works_at_a_counter_by_no_office_comes_in_by_sms(account_of, enrol, province, by, now, at):
    clerk = enrol("马小店", 120)
    people.appoint(clerk, province, Role.CLERK, by=by, now=now)
    browser = Client()
    browser.force_login(account_of(clerk), backend=BACKEND)
    assert browser.get("/counter/premises/").status_code == 200
    told = browser.get("/console/")  # no password is asked for of whom nobody gave one
    assert (told.status_code, told.context["refusal"].code) == (403, "faces.not_your_office")


def test_a_token_of_the_api_brings_offices_for_the_password_alone(account, by, now, client):
    plain = people.issue_token(account, name="手机", days=1, by=by, now=now)
    me = client.get("/api/v1/me", headers={"Authorization": f"Bearer {plain}"}).json()
    assert me["offices"] == []
    given = {"username": "zhao", "password": PASSWORD}
    staff = client.post("/api/v1/sign-in/staff", given, content_type="application/json").json()
    me = client.get("/api/v1/me", headers={"Authorization": f"Bearer {staff['token']}"}).json()
    assert [office["union_code"] for office in me["offices"]] == ["SX"]
    wrong = client.post("/api/v1/sign-in/staff", given | {"password": "x"}, content_type="application/json")
    assert wrong.status_code == 422


@pytest.fixture
def finance(account_of, sun, at):
    """Sun, who lets money go, signed in by the password."""
    account_of(sun, username="sun", password=PASSWORD)
    browser = Client()
    browser.post("/sign-in/staff/", {"username": "sun", "password": PASSWORD})
    return browser


def test_money_asks_for_the_password_anew_however_busy_the_desk_is(finance, at):
    nothing = uuid.UUID(int=1)
    approve = reverse("fairs-console:approve", args=[nothing, nothing])
    assert finance.post(approve, {"claimed": "5"}).status_code == 404  # the password was given just now
    at(minutes=settings.MONEY_PROOF_MINUTES + 1)
    assert finance.get("/console/").status_code == 200
    asked = finance.post(approve, {"claimed": "5"})
    assert (asked.status_code, "资金或账号" in asked.content.decode()) == (403, True)
    assert 'name="claimed" value="5"' in asked.content.decode()
    assert finance.post(approve, {"claimed": "5", FIELD: "falsch"}).status_code == 422
    assert finance.post(approve, {"claimed": "5", FIELD: PASSWORD}).status_code == 404


def test_a_fair_copied_with_its_money_asks_anew_too(by_sms, at):
    sign_in(by_sms)
    copy = reverse("fairs-console:copy", args=[uuid.UUID(int=1)])
    assert by_sms.post(copy).status_code == 404
    at(minutes=settings.MONEY_PROOF_MINUTES + 1)
    assert by_sms.post(copy).status_code == 403


@pytest.fixture
def administrator(account_of, enrol, province, by, now, at):
    """Zheng, who runs the system, signed in by the password some time ago."""
    person = enrol("郑管理", 130)
    people.appoint(person, province, Role.ADMINISTRATOR, by=by, now=now)
    account_of(person, username="zheng", password=PASSWORD)
    browser = Client()
    browser.post("/sign-in/staff/", {"username": "zheng", "password": PASSWORD})
    at(minutes=settings.MONEY_PROOF_MINUTES + 1)
    assert browser.get("/console/").status_code == 200
    return browser


NOBODY = uuid.UUID(int=1)
OPENING = {
    "account-new": [],
    "account-appoint": [NOBODY],
    "account-password": [NOBODY],
    "account-agree-mobile": [NOBODY, NOBODY],
}


@pytest.mark.parametrize("door", OPENING)
def test_what_opens_an_office_or_an_account_to_somebody_asks_anew(door, administrator):
    address = reverse(f"faces:{door}", args=OPENING[door])
    asked = administrator.post(address, {"name": "何新人"})
    assert (asked.status_code, 'name="name" value="何新人"' in asked.content.decode()) == (403, True)
    assert administrator.post(address, {FIELD: PASSWORD}).status_code in (404, 422)  # and then it is looked at


@pytest.mark.parametrize("door", ["account-disable", "account-sign-out", "account-mobile"])
def test_what_shuts_one_does_not(door, administrator):
    assert administrator.post(reverse(f"faces:{door}", args=[NOBODY])).status_code in (404, 422)


def test_whatever_act_takes_the_power_to_approve_is_of_money():
    assert Act("tests.pay", Power.APPROVE).of_money
    assert not Act("tests.look", Power.WATCH).of_money
