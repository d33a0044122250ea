"""The open API: tokens, one error shape, pages of lists, documentation without a CDN."""

import re
import uuid

import pytest
from django.test import Client, RequestFactory

from gonghui.faces.api.base import NoIdempotencyKey, idempotency_key
from gonghui.faces.services import signs
from gonghui.primitives import clock
from gonghui.primitives.notices.models import ShownMessage
from gonghui.primitives.notices.outbox import send_due
from gonghui.primitives.people import actions as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(lin, account_of, by):
    return people.issue_token(account_of(lin), name="测试", days=30, by=by, now=clock.now())


@pytest.fixture
def api(token):
    return Client(headers={"Authorization": f"Bearer {token}"})


def assert_shape(response, status: int, code: str) -> dict:
    assert response.status_code == status
    error = response.json()["error"]
    assert set(error) == {"code", "says", "mend", "rule", "facts"}
    assert error["code"] == code
    assert error["says"]
    return error


@pytest.mark.django_db(transaction=True)
def test_a_worker_signs_in_by_code_and_gets_a_token(client, lin, settings):
    settings.DEMO, settings.SMS = True, {**settings.SMS, "backend": "demo"}
    sent = client.post("/api/v1/sign-in/code", {"mobile": "19900000101"}, content_type="application/json")
    assert (sent.status_code, sent.json()["mobile"]) == (200, "199****0101")
    send_due(now=clock.now())
    code = re.search(r"\d{6}", ShownMessage.objects.get().text)[0]
    body = {"mobile": "19900000101", "code": code, "device": "我的手机"}
    signed = client.post("/api/v1/sign-in", body, content_type="application/json").json()
    headers = {"Authorization": f"Bearer {signed['token']}"}
    assert client.get("/api/v1/me", headers=headers).json()["name"] == "林小雨"
    assert client.delete("/api/v1/sign-in", headers=headers).status_code == 204
    assert client.get("/api/v1/me", headers=headers).status_code == 401


def test_me_says_who_and_where(api, lin):
    me = api.get("/api/v1/me").json()
    assert (me["name"], me["member_code"], me["offices"]) == ("林小雨", lin.member_code, [])
    assert me["membership"] == {"union": "晋源机械厂工会", "union_code": "TY-JY", "since": "2020-05-01"}


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer nonsense", "Basic abc", "Bearer " + "x" * 5000])
def test_without_a_good_token_it_answers_401(client, header):
    response = client.get("/api/v1/me", headers={"Authorization": header} if header else {})
    assert_shape(response, 401, "faces.not_signed_in")
    assert response["WWW-Authenticate"] == "Bearer"


def test_a_session_is_no_token(lin, as_person):
    assert as_person(lin).get("/api/v1/me").status_code == 401


def test_fields_that_cannot_be_are_named(client):
    response = client.post("/api/v1/sign-in/code", {"phone": "1"}, content_type="application/json")
    error = assert_shape(response, 422, "faces.bad_fields")
    assert error["facts"]["fields"][0]["where"].endswith("mobile")


def test_a_value_that_cannot_be_is_the_kernels_refusal(client):
    response = client.post("/api/v1/sign-in/code", {"mobile": "12"}, content_type="application/json")
    assert assert_shape(response, 422, "mobile.length")["mend"]


def test_a_body_that_is_no_json_is_answered_400(client):
    response = client.post("/api/v1/sign-in/code", "{", content_type="application/json")
    assert_shape(response, 400, "faces.not_understood")


def test_no_such_address_has_the_same_shape(client):
    assert_shape(client.get("/api/v1/nowhere"), 404, "faces.no_such_page")


def test_the_services_can_be_searched(client):
    found = client.get("/api/v1/services", {"q": "老板不发工资"}).json()
    assert found[0]["code"] == "legal"
    assert len(client.get("/api/v1/services").json()) == len(signs())


def test_messages_come_in_pages_and_only_mine(api, lin, chen, tell):
    for number in range(5):
        tell(lin, f"消息{number}")
    tell(chen, "别人的")
    first = api.get("/api/v1/messages", {"limit": 3}).json()
    rest = api.get("/api/v1/messages", {"limit": 3, "after": first["next"]}).json()
    titles = [item["title"] for item in first["items"] + rest["items"]]
    assert titles == [f"消息{number}" for number in (4, 3, 2, 1, 0)]
    assert rest["next"] is None


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 101}, {"limit": "x"}, {"after": "1"}])
def test_a_page_that_cannot_be_is_refused(api, query):
    assert_shape(api.get("/api/v1/messages", query), 422, "faces.bad_fields")


def test_messages_are_marked_and_others_are_passed_over(api, lin, chen, tell):
    ids = [str(tell(lin, "一").pk), str(tell(chen, "二").pk), str(uuid.uuid4())]
    body = {"ids": ids}
    assert api.post("/api/v1/messages/read", body, content_type="application/json").json() == {"marked": 1}


def test_every_operation_documents_its_errors(client):
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["components"]["schemas"]["ErrorAnswer"]
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            assert {"400", "404", "409", "422", "429"} <= set(map(str, operation["responses"])), path


def test_the_documentation_needs_no_other_host(client):
    page = client.get("/api/v1/docs").content.decode()
    assert not re.search(r'(src|href)="(https?:)?//', page)
    assert not re.search(r"<script>|<style", page)


def test_an_idempotency_key_is_a_uuid():
    key = uuid.uuid4()
    requests = RequestFactory()
    assert idempotency_key(requests.post("/", headers={"Idempotency-Key": str(key).upper()})) == str(key)
    for bad in ({}, {"Idempotency-Key": "1"}):
        with pytest.raises(NoIdempotencyKey):
            idempotency_key(requests.post("/", headers=bad))
