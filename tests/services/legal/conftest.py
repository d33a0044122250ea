"""Lin of Taiyuan is owed wages; Guo is Taiyuan's officer, Zhao the province's."""

from dataclasses import replace
from datetime import date

import pytest

from gonghui.primitives.casework.dispatch import Words
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division, Role
from gonghui.services.legal import actions
from gonghui.services.legal.actions import Content
from gonghui.services.legal.rules.entitled import Facts

WORDS = "老板欠我三个月工资，说年底才发"
CONTENT = Content(
    "wages", "工地欠薪找总包", "分包欠薪的，由总包先付。", "保障农民工工资支付条例第三十条",
    "保障农民工工资支付条例（2019 年）", date(2026, 5, 1), "包工头跑了 欠薪 总包",
)  # fmt: skip


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
    """`asked()`: Lin's question to the union."""

    def asked(person=lin, *, topic="wages", trade="", **more):
        said = Words(topic, WORDS, place, trade)
        return actions.ask(person, said, by=replace(by, person=person.pk), now=now, **more)

    return asked


@pytest.fixture
def answer(taiyuan, by, now):
    """An answer of Taiyuan's library."""
    return actions.write(taiyuan, CONTENT, by=by, now=now)


@pytest.fixture
def applied(lin, place, by, now):
    """`applied()`: Lin, who works away from home, wants a lawyer for her wages."""

    def applied(person=lin, *, topic="wages", at=now, facts=None, **more):
        caller = replace(by, person=person.pk)
        told = facts or Facts(topic, migrant=True)
        return actions.aid.apply(person, Words(topic, WORDS, place), told, by=caller, now=at, **more)

    return applied


@pytest.fixture
def lawyer(enrol, taiyuan, by, now):
    """Ji, a lawyer of Taiyuan."""
    person = enrol("纪守正", 311)
    people.appoint(person, taiyuan, Role.LAWYER, by=by, now=now)
    return person


@pytest.fixture
def as_lawyer(lawyer, by):
    return replace(by, person=lawyer.pk, name=lawyer.name)


@pytest.fixture
def helped(applied, lawyer, as_guo, now):
    """`helped()`: granted, and in the hands of Ji."""

    def helped(**more):
        case = applied(**more)
        actions.aid.grant(case, by=as_guo, now=now)
        return actions.aid.assign(case, lawyer, by=as_guo, now=now)

    return helped


@pytest.fixture
def as_lin(lin, by):
    return replace(by, person=lin.pk, name=lin.name)
