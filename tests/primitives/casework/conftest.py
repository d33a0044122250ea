"""Lin asks Taiyuan's union; Guo is its officer. `CALM` is a kind that nobody sees but its asker and who has it."""

from dataclasses import replace

import pytest

from gonghui.primitives.casework import actions
from gonghui.primitives.casework.actions import Asked
from gonghui.primitives.casework.kinds import Relation
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.services.hotline.rules import HOTLINE

CALM = replace(HOTLINE, code="calm", seen_by=frozenset({Relation.ASKER, Relation.ASSIGNED}))
WORDS = "老板欠我三个月工资，说年底才发"


@pytest.fixture
def asked(lin, taiyuan, by, now):
    """`asked()`: Lin's request to Taiyuan's union."""

    def asked(kind=HOTLINE, *, at=now, words=WORDS, person=lin, union=taiyuan, **more):
        caller = replace(by, person=person.pk if person else None)
        return actions.ask(Asked(kind, union, "wages", words, person), by=caller, now=at, **more)

    return asked


@pytest.fixture
def officer(enrol, by, now):
    """`officer(taiyuan)`: somebody who handles what is asked there."""
    numbers = iter(range(301, 400))

    def made(union, role=Role.OFFICER):
        person = enrol("郭干事", next(numbers))
        people.appoint(person, union, role, by=by, now=now)
        return person

    return made


@pytest.fixture
def guo(officer, taiyuan):
    return officer(taiyuan)


@pytest.fixture
def as_guo(guo, by):
    return replace(by, person=guo.pk, name=guo.name)


@pytest.fixture
def as_lin(lin, by):
    return replace(by, person=lin.pk, name=lin.name)
