"""The doors of a draw: pages, API, console; and that lists cost the same however many entered."""
# ruff: noqa: F811 - fixtures of the draw's tests

import io
import json
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from gonghui.primitives import clock
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.draws.models import Draw, Lot
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, Person
from gonghui.primitives.rows import insert_many, new_id

from .test_draw import after, crowd, drawing, enter, paper, slots, work  # noqa: F401


@pytest.fixture
def api(client, by, now):
    """Calls as a person: `api(lin, "post", path, body)`."""

    def call(person, method, path, body=None, key=""):
        account = Account.objects.filter(person=person).first() or people.open_account(person, by=by, now=now)
        token = people.issue_token(account, name="t", days=1, by_password=True, by=by, now=now)
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key or str(uuid.uuid4())}
        more = {"data": json.dumps(body or {}), "content_type": "application/json"} if method == "post" else {}
        return getattr(client, method)(f"/api/v1/fairs/{path}", headers=headers, **more)

    return call


def test_the_api_enters_answers_repeats_and_leaves(drawing, slots, lin, api, browser_of):
    wish = {"sessions": [str(slots[1].pk), str(slots[0].pk)], "nonce": "ab" * 16}
    first = api(lin, "post", f"{drawing.pk}/draw/lot", wish, key=str(uuid.UUID(int=1)))
    assert first.status_code == 200
    mine = first.json()
    assert (mine["weight"], mine["nonce"], mine["rank"]) == (1, "ab" * 16, None)
    again = api(lin, "post", f"{drawing.pk}/draw/lot", wish, key=str(uuid.UUID(int=1))).json()
    assert (again["code"], again["choices"]) == (mine["code"], mine["choices"])
    assert api(lin, "post", f"{drawing.pk}/draw/lot", wish, key=str(uuid.UUID(int=2))).status_code == 409
    assert api(lin, "get", f"{drawing.pk}/draw").json()["entries"] == 1
    assert api(lin, "get", f"{drawing.pk}/draw/lot").json()["code"] == mine["code"]
    assert api(lin, "get", f"{drawing.pk}/draw/file").status_code == 404
    assert api(lin, "delete", f"{drawing.pk}/draw/lot").status_code == 204
    assert api(lin, "get", f"{drawing.pk}/draw/lot").json()["error"]["code"] == "fairs.no_lot"


@pytest.mark.parametrize(
    ("wish", "status"),
    [({"sessions": []}, 422), ({"sessions": ["x"]}, 422), ({"sessions": [str(uuid.UUID(int=7))]}, 410), ({}, 422)],
)
def test_a_bad_wish_is_refused_over_the_api(drawing, lin, api, browser_of, wish, status):
    assert api(lin, "post", f"{drawing.pk}/draw/lot", wish).status_code == status


def test_a_twofold_choice_and_a_bad_nonce_are_refused_on_the_page(drawing, slots, lin, browser_of):
    browser, key = browser_of(lin), str(uuid.uuid4())
    twice = {"choice": [slots[0].pk, slots[0].pk], "key": key}
    assert browser.post(f"/subsidies/{drawing.pk}/draw/lot/", twice).status_code == 422
    odd = {"choice": [slots[0].pk], "key": key, "nonce": "mine"}
    assert browser.post(f"/subsidies/{drawing.pk}/draw/lot/", odd).status_code == 422
    assert browser.post(f"/subsidies/{drawing.pk}/draw/lot/", {"choice": ["x", ""], "key": key}).status_code == 422
    assert not Lot.objects.exists()


def test_the_file_is_public_after_the_close_packed_or_plain(drawing, enter, crowd, after, client, browser_of):
    assert client.get(f"/subsidies/{drawing.pk}/draw/file.json").status_code == 404
    for person in crowd:
        enter(person)
    work(after)
    plain = client.get(f"/subsidies/{drawing.pk}/draw/file.json")
    packed = client.get(f"/subsidies/{drawing.pk}/draw/file.json", headers={"Accept-Encoding": "gzip"})
    assert plain.json()["list_hash"] == Draw.objects.get().list_hash
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content)


def test_the_officer_sees_and_exports_codes_and_no_names(drawing, enter, crowd, after, zhao, browser_of):
    for person in crowd:
        enter(person)
    work(after)
    browser = browser_of(zhao)
    page = browser.get(f"/console/fairs/{drawing.pk}/draw/").content.decode()
    assert Draw.objects.get().commitment in page
    assert not any(person.name in page for person in crowd)
    book = load_workbook(io.BytesIO(browser.get(f"/console/fairs/{drawing.pk}/draw/?export=1").content))
    rows = list(book.active.iter_rows(values_only=True))
    assert len(rows) == 10
    assert [row[0] for row in rows[1:]] == list(range(1, 10))


def test_the_public_number_is_entered_once_and_the_draw_follows(
    drawing, enter, crowd, after, zhao, browser_of, monkeypatch
):
    Draw.objects.update(beacon_rule="当晚双色球")
    for person in crowd:
        enter(person)
    work(after)
    browser = browser_of(zhao)
    monkeypatch.setattr(clock, "now", lambda: after)
    assert "请填入公共随机数" in browser.get(f"/console/fairs/{drawing.pk}/draw/").content.decode()
    address = f"/console/fairs/{drawing.pk}/draw/beacon/"
    assert browser.post(address, {"beacon": "…"}).status_code == 409
    assert browser.post(address, {"beacon": "01 02 03"}).status_code == 303
    assert browser.post(address, {"beacon": "010204"}).status_code == 409
    work(after)
    assert paper(drawing).beacon == "010203"


def test_lists_cost_the_same_for_ten_and_for_ten_thousand(drawing, slots, lin, enter, zhao, browser_of, now):
    enter(lin)
    draw, pool = Draw.objects.get(), slots[0].pool_id

    def fill(count):
        persons = [Person(name="职工", sort_key="z", member_code=new_id().hex[-16:]) for _n in range(count)]
        insert_many(persons)
        draws.enter_many([draws.Entering(draw.pk, person.pk, "k", (pool,)) for person in persons], now=now)

    officer, member = browser_of(zhao), browser_of(lin)

    def queries():
        counted = []
        for browser, address in ((officer, "/console/fairs/{}/draw/"), (member, "/subsidies/{}/draw/")):
            browser.get(address.format(drawing.pk))
            with CaptureQueriesContext(
                connection,
            ) as seen:
                assert browser.get(address.format(drawing.pk)).status_code == 200
            counted.append(len(seen))
        return counted

    fill(60)
    few = queries()
    fill(10_000)
    assert queries() == few
