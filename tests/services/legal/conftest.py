"""Lin of Taiyuan is owed wages; Guo is Taiyuan's officer, Zhao the province's."""

from dataclasses import replace
from datetime import date

import pytest

from gonghui.primitives.casework.dispatch import Words
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division, Role
from gonghui.services.legal import actions
from gonghui.services.legal.actions import Content

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
