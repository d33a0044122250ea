"""Founding in Taiyuan: what Lin asks in confidence, Zhao's cases, and Wang who approves them."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from gonghui.kernel.credit_code import ALPHABET, VALUE, WEIGHTS, CreditCode
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division
from gonghui.services.founding import actions
from gonghui.services.founding.pages.pleas import PleaWords
from gonghui.services.founding.rules import cases, elections
from tests.cast import NOW

SAID = PleaWords("并州快运有限公司", "六十多人", "想有个工会，怕老板知道", "晚上八点后")


@pytest.fixture
def plead(by, now, taiyuan):
    """`plead(lin)`: asks Taiyuan's union in confidence."""

    def pleaded(person, said=SAID, *, place="140105", key="", now=now):
        return actions.ask(person, Division.objects.get(pk=place), said, key=key, by=by, now=now)

    return pleaded


def credit_code(sequence, *, first="9"):
    """A code with the right check character, of nobody."""
    body = f"{first}1140100MA{sequence:07}"[:17]
    body = body if len(body) == 17 else body.ljust(17, "0")
    total = sum(weight * VALUE[letter] for weight, letter in zip(WEIGHTS, body, strict=True))
    return f"{body}{ALPHABET[-total % 31]}"


@pytest.fixture
def employ(by, now, taiyuan):
    """`employ("并州快运有限公司", 60)`: an employer of Taiyuan without a union."""
    numbers = iter(range(1, 100))

    def employed(name="并州快运有限公司", headcount=60, *, area=taiyuan, **more):
        code = CreditCode(credit_code(next(numbers)))
        return people.add_employer(name=name, credit_code=code, area=area, headcount=headcount, **more, by=by, now=now)

    return employed


@pytest.fixture
def wang(enrol, taiyuan, by, now):
    """The second officer, of Taiyuan: approves what Zhao has prepared."""
    person = enrol("王审核", 320)
    people.appoint(person, taiyuan, "officer", by=by, now=now)
    return person


@pytest.fixture
def county(datong, enrol, by, now):
    """An officer of Datong, whose nothing of Taiyuan is."""
    person = enrol("王大同", 203)
    people.appoint(person, datong, "officer", by=by, now=now)
    return person


BALLOT = elections.Ballot(
    NOW.date(), "赵老板", electors=60, present=50, ballots_out=50, ballots_in=50, valid=48, spoiled=2
)
VOTES = (
    elections.Vote("孙主席", "chair", 45, 2, 1, elected=True),
    elections.Vote("李委员", "member", 40, 6, 2, elected=True),
    elections.Vote("周落选", "member", 20, 20, 8, elected=False),
)


@pytest.fixture
def opened(employ, taiyuan, zhao, by, now):
    """`opened()`: Zhao's case for one employer, at Taiyuan."""

    def made(way="party_led", employers=None, *, name="并州快运工会", area=taiyuan, **more):
        found = [employ()] if employers is None else employers
        return actions.open_case(area, way, name, found, **more, by_person=zhao, by=by, now=now)

    return made


@pytest.fixture
def walk(zhao, wang, by, now):
    """`walk(case, "approve")`: takes its steps up to this one, which is still to be done."""

    def walked(case, upto):
        for kind in cases.steps_of(case.way):
            if kind == upto:
                break
            own = {"by_person": wang if kind in cases.BY_ANOTHER else zhao, "by": by, "now": now}
            take(case, kind, own, now)
        case.refresh_from_db()
        return case

    return walked


@pytest.fixture
def program(account_of, by, now):
    """`program(zhao)("POST", "/founding/cases", {…})`: what a program of Zhao's is answered.

    `key=` repeats a call, `files=` sends a form."""

    def of(person):
        token = people.issue_token(account_of(person), name="测试", days=1, by_password=True, by=by, now=now)

        def send(method, path, body=None, *, key=None, files=None):
            headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key or str(uuid.uuid4())}
            ask = getattr(Client(), method.lower())
            how = {} if method == "GET" or files is not None else {"content_type": "application/json"}
            return ask(f"/api/v1{path}", (body or {}) | (files or {}), headers=headers, **how)

        return send

    return of


@pytest.fixture
def pool(enrol, taiyuan, by, now):
    """`pool(firm, 25)`: so many members of Taiyuan's own union, which looks after them, work at this employer."""
    numbers = iter(range(600, 1000))

    def pooled(firm, many, *, union=taiyuan):
        made = []
        for number in [next(numbers) for _each in range(many)]:
            made.append(enrol("骑手" + "甲乙丙丁戊己庚辛壬癸"[number % 10], number, union))
            people.employ(made[-1], firm, starts_on=now.date(), by=by, now=now)
        return made

    return pooled


def queue_of(officer, now, name):
    """What waits for an officer in a queue."""
    return list(agenda.of_offices(officer.offices.select_related("union"), now=now, queue=name))


def take(case, kind, own, now):
    today = now.date()
    if kind == "elect":
        actions.record_election(case, BALLOT, VOTES, **own)
    elif kind == "approve":
        actions.approve(case, number="并工组〔2026〕15号", years=5, starts_on=today, **own)
    elif kind == "register":
        code, until = credit_code(50, first="8"), today + timedelta(days=1826)
        actions.register(case, number=code, issued_on=today, ends_on=until, authority="太原市总工会", **own)
    else:
        more = {"agree": {"number": "并工组〔2026〕3号"}, "recruit": {"people": 55}}.get(kind, {})
        actions.take_step(case, kind, done_on=today, **more, **own)
