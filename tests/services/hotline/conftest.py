"""Lin of Taiyuan asks about her wages; Guo is Taiyuan's officer, Zhao the province's."""

from dataclasses import replace

import pytest

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division, Role
from gonghui.services.hotline import actions
from gonghui.services.hotline.actions import Words

WORDS = "老板欠我三个月工资，说年底才发"


@pytest.fixture
def place(taiyuan):
    """Taiyuan's district, which has no union of its own."""
    return Division.objects.get(pk="140105")


@pytest.fixture
def guo(enrol, taiyuan, by, now):
    person = enrol("郭干事", 301)
    people.appoint(person, taiyuan, Role.OFFICER, by=by, now=now)
    return person


@pytest.fixture
def as_guo(guo, by):
    return replace(by, person=guo.pk, name=guo.name)


@pytest.fixture
def asked(lin, place, by, now):
    """`asked()`: Lin's request."""

    def asked(person=lin, *, words=WORDS, trade="", **more):
        said = Words("wages", words, place, trade)
        return actions.ask(person, said, by=replace(by, person=person.pk), now=now, **more)

    return asked
