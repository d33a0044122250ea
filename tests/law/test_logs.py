"""What the log holds: no telephone number, no code, no document number, no token, also when something breaks."""

import io
import json
import logging
import re

import pytest
from django.test import Client

from gonghui.primitives import clock
from gonghui.primitives.notices.models import ShownMessage
from gonghui.primitives.notices.outbox import send_due
from gonghui.primitives.people import actions as people
from tests.cast import mobile, resident_id

from .test_bad_files import page_of, xlsx
from .world import BACKEND

pytestmark = pytest.mark.django_db(transaction=True)

NUMBERS = [number for n in (101, 102, 9999) for number in (mobile(n).national, resident_id(n % 1000).number)]


@pytest.fixture
def log():
    """Everything that any logger says, as the site's own formatter writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    logging.getLogger("django.db.backends").propagate = False  # statements are logged under GONGHUI_DEBUG alone
    yield stream.getvalue
    root.setLevel(level)
    root.removeHandler(handler)
    logging.getLogger("django.db.backends").propagate = True


@pytest.fixture
def demo(settings):
    settings.DEMO, settings.SMS = True, {**settings.SMS, "backend": "demo"}


def secrets_in(text, *more):
    return [secret for secret in (*NUMBERS, *more) if secret in text]


def code_of(number):
    send_due(now=clock.now())
    return re.search(r"\d{6}", ShownMessage.objects.filter(to=mobile(number).e164).latest("at").text)[0]


def test_signing_in_leaves_neither_number_nor_code_nor_token(lin, demo, log):
    def ask(path, **body):
        return Client().post(f"/api/v1{path}", json.dumps(body), content_type="application/json")

    client = Client(raise_request_exception=False)
    for number in (101, 9999):
        client.post("/sign-in/", {"mobile": mobile(number).national})
    code = code_of(101)
    Client().get(f"/no-such-page/?mobile={mobile(101).national}")
    ask("/sign-in", mobile=mobile(101).national, code="abcdef")
    ask("/sign-in", mobile=mobile(101).national + "x", code=code)
    token = ask("/sign-in", mobile=mobile(101).national, code=code).json()["token"]
    Client().get("/api/v1/fairs/x", headers={"Authorization": f"Bearer {token}"})
    client.post("/sign-in/staff/", {"username": "zhao", "password": "太行山上 2026 雪"})
    assert "Not Found" in log()
    assert secrets_in(log(), code, token, "太行山上") == []


def test_a_search_leaves_no_number(zhao, log, by, now):
    client = Client()
    client.force_login(people.open_account(zhao, by=by, now=now), backend=BACKEND)
    client.post("/console/find/", {"q": mobile(101).national})
    assert secrets_in(log()) == []


def test_no_sheet_leaves_what_it_says_of_people(sheet, upload, office, log, now):
    """Neither a row that goes in nor one that stays out."""
    said = [cell for cell in sheet.good if len(cell) > 8 and cell[:8].isdigit()]
    page_of(sheet, upload(xlsx(sheet)), office, now)
    for column, value, _said in sheet.cells:
        page_of(sheet, upload(xlsx(sheet, **{column: value})), office, now)
    assert secrets_in(log(), *said) == []


def test_an_error_of_ours_is_logged_without_what_was_sent(lin, log, monkeypatch):
    monkeypatch.setattr("gonghui.faces.actions.people.request_sign_in_code", lambda *_args, **_more: 1 / 0)
    response = Client(raise_request_exception=False).post("/sign-in/", {"mobile": mobile(101).national})
    assert response.status_code == 500
    assert "ZeroDivisionError" in log()
    assert secrets_in(log()) == []


def test_the_search_finds_what_was_logged_carelessly(log):
    logging.getLogger("gonghui.careless").info("asked by %s", mobile(101).national)
    assert secrets_in(log()) == [mobile(101).national]
