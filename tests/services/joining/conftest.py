"""Qian, who drives for two platforms and belongs nowhere, applies to the works of Taiyuan; Lin, a member, moves."""

from dataclasses import replace

import pytest
from django.test import Client

from gonghui.kernel.identity import ResidentId
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Person
from gonghui.services.joining import actions
from gonghui.services.joining.actions import Entry, Who
from tests.cast import mobile, resident_id

FREE_ID = resident_id(901)  # nobody's yet


@pytest.fixture
def rider(db, by, now) -> Person:
    """古丽 drives for two platforms; signed in by her number, and known by nothing else."""
    return people.enrol(name="古丽·阿依", mobile=mobile(901), documents=(), by=by, now=now)


@pytest.fixture
def drafted(works, by, now):
    """`drafted(rider)`: two screens are filled in."""

    def drafted(person, union=None, document: ResidentId | None = FREE_ID, **more):
        draft = actions.begin(person, by=by, now=now)
        who = Who(person.name, document, **({"platforms": "小象外卖、并州速递"} | more), consents=True)
        draft = actions.keep_who(draft, who, by=by, now=now)
        return actions.choose(draft, union or works, by=by, now=now)

    return drafted


@pytest.fixture
def applied(drafted, by, now):
    """`applied(rider)`: and sent."""
    return lambda person, union=None, **more: actions.send(drafted(person, union, **more), by=by, now=now)


@pytest.fixture
def entry(works):
    """What an officer writes down for 马师傅, who came to the window."""

    def made(**more):
        said = {"name": "马师傅", "mobile": mobile(902), "document": resident_id(902), "union": works}
        return Entry(**said | {"trade": "lorry_driver", "consents": True} | more)

    return made


@pytest.fixture
def as_officer(zhao, by):
    """The caller that Zhao is."""
    return replace(by, person=zhao.pk, name=zhao.name)


@pytest.fixture
def program(account_of, by, now):
    """`program(zhao).post("/joining/queue/bulk", {…})` asks the API in somebody's name, `program()` in nobody's."""

    class Program:
        def __init__(self, person=None):
            self.headers = {}
            if person:
                token = people.issue_token(account_of(person), name="测试", days=1, by_password=True, by=by, now=now)
                self.headers = {"Authorization": f"Bearer {token}"}

        def get(self, path):
            return Client().get(f"/api/v1{path}", headers=self.headers)

        def post(self, path, body):
            return Client().post(f"/api/v1{path}", body, content_type="application/json", headers=self.headers)

    return Program
