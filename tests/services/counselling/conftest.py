"""Lin has heavy weeks. Mei and He counsel in Taiyuan, Gu for the province."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gonghui.kernel.window import Window
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.services.counselling import actions
from gonghui.services.counselling.actions.booking import Wish
from gonghui.services.counselling.rules.scales import GAD7, PHQ9

ABOUT, NOTE = "夜里总梦见工地", "谈到父亲，下次继续"
HEAVY, RISKY = [2, 2, 2, 2, 1, 1, 1, 0, 0], [2, 2, 2, 2, 1, 1, 1, 0, 1]  # 11 and 12: moderate
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def counsellor(enrol, by, now):
    """`counsellor("梅咨询", 401, union)`: a person in that office."""

    def made(name, number, union):
        person = enrol(name, number)
        people.appoint(person, union, Role.COUNSELLOR, by=by, now=now - DAY)
        return person

    return made


@pytest.fixture
def mei(counsellor, taiyuan):
    return counsellor("梅咨询", 401, taiyuan)


@pytest.fixture
def he(counsellor, taiyuan):
    return counsellor("何同事", 402, taiyuan)


@pytest.fixture
def gu(counsellor, province):
    return counsellor("顾省里", 403, province)


@pytest.fixture
def as_(by):
    """`as_(lin)` is who acts."""
    return lambda person: replace(by, person=person.pk, name=person.name)


@pytest.fixture
def hours(now):
    """`hours(3)`: that hour from now, tomorrow."""
    return lambda at, length=1: Window(now + DAY + at * HOUR, now + DAY + (at + length) * HOUR)


@pytest.fixture
def desk(mei, taiyuan, as_, hours, now):
    """Mei as she introduces herself, with four hours tomorrow."""
    made = actions.introduce(
        mei, taiyuan, about="二级心理咨询师，擅长睡眠", ways=["phone", "video"], link="https://meet.example/mei",
        by=as_(mei), now=now,
    )  # fmt: skip
    actions.open_hours(made, hours(0, 4), by=as_(mei), now=now)
    return made


@pytest.fixture
def booked(desk, lin, as_, hours, now):
    """`booked()`: Lin's first hour with Mei, by telephone."""

    def book(person=lin, *, at=0, key="k1", way="phone", about=ABOUT, desk=desk):
        wish = Wish(way, about)
        return actions.book(desk, person, hours(at), wish, key=key, by=as_(person), now=now)

    return book


@pytest.fixture
def took(lin, as_, now):
    """`took()`: Lin answers the scale, with her consent."""

    def take(person=lin, answers=HEAVY, *, at=now, scale=None):
        actions.consent(person, by=as_(person), now=at)
        return actions.take(person, scale or (PHQ9 if len(answers) == 9 else GAD7), answers, now=at)

    return take


@pytest.fixture
def called(mei, he, lin, as_, now):
    """`called()`: Lin asks to be called."""
    return lambda person=lin, path=None: actions.ask_call(person, path, by=as_(person), now=now)
