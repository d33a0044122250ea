"""Every page of the faces, for everyone who may ask."""

import re
import uuid

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

# address: status for a visitor, for Lin the worker, for Zhao the officer; 303 asks to sign in
PAGES = {
    "/": (200, 200, 200),
    "/services/": (200, 200, 200),
    "/services/?q=借书": (200, 200, 200),
    "/services/mall/": (200, 200, 200),
    "/services/nothing/": (404, 404, 404),
    "/scan/": (200, 200, 200),
    "/messages/": (303, 200, 200),
    "/messages/?page=999": (303, 200, 200),
    f"/messages/{uuid.UUID(int=1)}/": (303, 404, 404),
    "/mine/": (200, 200, 200),
    "/mine/data/": (303, 200, 200),
    "/mine/sign-ins/": (303, 200, 200),
    "/mine/mobile/": (303, 200, 200),
    "/mine/password/": (303, 200, 200),
    "/card/": (303, 200, 200),
    "/card/codes/": (303, 200, 200),
    "/sign-in/": (200, 302, 302),
    "/sign-in/code/": (302, 302, 302),
    "/sign-in/staff/": (200, 200, 200),
    "/demo/phone/": (404, 404, 404),
    "/console/": (303, 403, 200),
    "/console/find/": (303, 403, 200),
    "/console/find/?q=林": (303, 403, 200),
    "/console/unions/": (303, 403, 200),
    "/console/unions/?at=TY": (303, 403, 200),
    "/console/here/": (303, 200, 200),
    "/console/help/": (303, 403, 200),
    "/console/kit/": (303, 403, 200),
    "/counter/": (303, 200, 200),
    "/counter/worker.js": (200, 200, 200),
    "/counter/alone/": (200, 200, 200),
    "/nowhere/": (404, 404, 404),
    "/api/v1/docs": (200, 200, 200),
    "/api/v1/openapi.json": (200, 200, 200),
    "/api/v1/services": (200, 200, 200),
    "/api/v1/me": (401, 401, 401),
    "/api/v1/nowhere": (404, 404, 404),
}


@pytest.mark.parametrize("address", PAGES)
def test_each_page_answers_each_asker_as_the_table_says(address, lin, zhao, taiyuan, as_person):
    askers = (Client(), as_person(lin), as_person(zhao))
    assert tuple(asker.get(address).status_code for asker in askers) == PAGES[address]


def test_the_table_names_every_address_of_the_faces():
    from gonghui.faces.urls import urlpatterns

    asked_by_post = {"read-all", "elder-mode", "language", "sign-out", "switch", "keep-view", "forget-view", "tell-me"}
    named = [pattern for pattern in urlpatterns if pattern.name]  # a former address, which leads on, has no name
    shapes = {pattern.name: str(pattern.pattern) for pattern in named if pattern.name not in asked_by_post}
    # Whose they are decides, or they are acts: those stand in the table of tests/law/test_who_may_see.py alone.
    elsewhere = "premises|kept|.*holiday|account|end-|my-mobile-|person"
    shapes = {name: shape for name, shape in shapes.items() if not re.match(elsewhere, name)}
    filled = {
        name: "/" + shape.replace("<slug:code>", "mall").replace("<uuid:pk>", str(uuid.UUID(int=1)))
        for name, shape in shapes.items()
    }
    assert [name for name, address in filled.items() if address not in PAGES] == []


@pytest.mark.parametrize("address", ["/messages/read/", "/mine/elder-mode/", "/mine/language/", "/sign-out/"])
def test_what_changes_something_is_never_done_by_a_link(address, lin, as_person):
    assert as_person(lin).get(address).status_code == 405


def test_a_page_says_its_language_and_carries_the_strict_policy(client):
    response = client.get("/")
    assert '<html lang="zh-hans">' in response.content.decode()
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-cache, private"


def test_our_own_fault_is_shown_without_a_database(client, django_db_blocker):
    from django.test import RequestFactory

    from gonghui.faces.errors import broken

    with django_db_blocker.block():
        response = broken(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "没有办成任何事" in response.content.decode()


def test_a_stale_form_is_refused_in_the_frame():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/sign-in/", {"mobile": "19900000101"})
    assert response.status_code == 403
    assert "表单已经失效" in response.content.decode()
