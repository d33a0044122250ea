"""Somebody for each of the cast, their browsers, and one slice's world at a time, for laws that look from outside."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, Role

from .cases import HOUSE, PLACES, law_of

BACKEND = "gonghui.faces.accounts.SessionAccounts"
IMPORTS = {one.name: one for name in PLACES for one in law_of(name).imports}


@pytest.fixture
def cast(lin, su, qian, wu, zhao, sun, datong, province, found, enrol, by, now, request):
    """A person for each of WHO, and for whom the slice that is looked at knows beside."""
    henan = found("HA", "河南省总工会", "province", None, "410000")
    others = {
        "other clerk": enrol("周店员", 201),
        "other operator": enrol("郑守门", 202),
        "city officer": enrol("王大同", 203),
        "foreign officer": enrol("冯中州", 204),
        "auditor": enrol("卫经审", 205),
        "administrator": enrol("管平台", 206),
    }
    people.appoint(others["other operator"], datong, Role.OPERATOR, by=by, now=now)
    people.appoint(others["city officer"], datong, Role.OFFICER, by=by, now=now)
    people.appoint(others["foreign officer"], henan, Role.OFFICER, by=by, now=now)
    people.appoint(others["auditor"], province, Role.AUDITOR, by=by, now=now)
    people.appoint(others["administrator"], province, Role.ADMINISTRATOR, by=by, now=now)
    named = {"visitor": None, "worker": lin, "stranger": su, "clerk": qian, "operator": wu, "officer": zhao}
    own = request.getfixturevalue("law").own_cast if "law" in request.fixturenames else {}
    return named | {"finance": sun} | others | {who: request.getfixturevalue(each) for who, each in own.items()}


@pytest.fixture(params=list(PLACES))
def law(request):
    """Each slice's cases in turn."""
    return law_of(request.param)


@pytest.fixture
def things(law, cast, request):
    """What the addresses of the slice name: one of each, and what the house has; for the shared pages, of all."""
    house = law_of(HOUSE)
    worlds = [law_of(name).world for name in PLACES] if law is house else [house.world, law.world]
    found = {}
    for world in worlds:
        made = request.getfixturevalue(world)
        assert not made.keys() & found.keys(), f"{world} names things as another world does"
        found |= made
    return found


@pytest.fixture
def office(zhao, by, now, monkeypatch):
    """The officer's browser, in the moment of the tests."""
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now)
    client = Client()
    client.force_login(people.open_account(zhao, by=by, now=now), backend=BACKEND)
    return client


@pytest.fixture(params=list(IMPORTS))
def sheet(request):
    """Each import of each slice in turn."""
    return IMPORTS[request.param]


@pytest.fixture
def upload(sheet, office, request):
    """Sends a file to the import's page, as the officer."""
    url, beside = request.getfixturevalue(sheet.door)

    def sent(data, name="表.xlsx"):
        return office.post(url, beside | {"sheet": SimpleUploadedFile(name, data)})

    return sent


@pytest.fixture
def browsers(cast, by, now, monkeypatch):
    """A browser and an API token for each of the cast, in the moment of the tests."""
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now)
    made = {}
    for who, person in cast.items():
        client, headers = Client(), {}
        if person is not None:
            account = Account.objects.filter(person=person).first() or people.open_account(person, by=by, now=now)
            client.force_login(account, backend=BACKEND)
            token = people.issue_token(account, name="law", days=1, by_password=True, by=by, now=now)
            headers = {"Authorization": f"Bearer {token}"}
        made[who] = client, headers
    return made


def undone(act):
    """Do it, and take it back, so that everybody finds the same world."""
    block = transaction.atomic()
    block._from_testcase = True  # as pytest's own: the actions inside are outermost
    with block:
        response = act()
        transaction.set_rollback(True)
    return response


def address(row, things):
    """The address of a row of a table of pages."""
    _method, name, *names = row.split()
    return reverse(name, args=[things[each] for each in names])
