"""Rosters as officers write them, about people who do not exist."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.kernel.workbooks import workbook
from gonghui.primitives.people import actions as people
from gonghui.services.membership.models import RosterImport, UnionChange
from gonghui.services.membership.roster import actions
from gonghui.services.membership.tree import actions as tree
from tests.cast import mobile, resident_id

DAY = timedelta(days=1)
HEADER = ["姓名", "证件号码", "手机号"]


def row(name, number, *more, **instead):
    """A good row: `number` gives document and mobile their digits, as the cast's do."""
    return [
        name,
        instead.get("document", resident_id(number % 1000, place=f"14{number // 1000 % 100 + 1:02}05").number),
        instead.get("mobile", f"1980000{number:04}"),
        *more,
    ]


def member_row(name, number, *more):
    """The row of somebody of the cast, whom `enrol(name, number)` made."""
    return [name, resident_id(number).number, mobile(number).national, *more]


def csv_file(*rows, header=HEADER):
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode()


def xlsx_file(*rows, header=HEADER):
    return workbook(header, rows)


@pytest.fixture
def zhao_calls(zhao):
    return Caller(person=zhao.pk, name=zhao.name, origin="page 10.0.0.7")


@pytest.fixture
def bring(works, zhao_calls, now):
    """Upload a roster for Lin's union and let the worker check it."""

    def brought(*rows, header=HEADER, union=works, name="名单.csv") -> RosterImport:
        roster = actions.upload(union, csv_file(*rows, header=header), name, by=zhao_calls, now=now)
        actions.work_rosters(now)
        roster.refresh_from_db()
        return roster

    return brought


@pytest.fixture
def commit(zhao_calls, now):
    """Confirm a checked roster and let the worker write it."""

    def committed(roster: RosterImport) -> RosterImport:
        actions.confirm(roster, by=zhao_calls, now=now)
        actions.work_rosters(now)
        roster.refresh_from_db()
        return roster

    return committed


@pytest.fixture
def troubles():
    """(row, column, code) of every trouble of a roster."""

    def listed(roster: RosterImport) -> list[tuple[int, str, str]]:
        return list(roster.troubles.by_row().values_list("row", "column", "code"))

    return listed


@pytest.fixture
def program(account_of, by, now):
    """`program(zhao)("POST", "/membership/…", why="…")` is what a program of somebody's is answered."""

    def asking(person):
        token = people.issue_token(account_of(person), name="测试", days=1, by_password=True, by=by, now=now)
        client = Client(headers={"Authorization": f"Bearer {token}"})

        def ask(method, path, **body):
            data = json.dumps(body) if body else ""
            return client.generic(method, f"/api/v1/membership{path}", data, "application/json")

        return ask

    return asking


@pytest.fixture
def sends(account_of, by, now):
    """`sends(zhao)("/rosters", data, union="TY-JY")`: a program of somebody's brings a sheet."""

    def asking(person):
        token = people.issue_token(account_of(person), name="测试", days=1, by_password=True, by=by, now=now)
        client = Client(headers={"Authorization": f"Bearer {token}"})

        def send(path, data, name="表.xlsx", **fields):
            sheet = {} if data is None else {"sheet": SimpleUploadedFile(name, data)}
            return client.post(f"/api/v1/membership{path}", fields | sheet)

        return send

    return asking


@pytest.fixture
def elsewhere(enrol, datong, by, now):
    """An officer of Datong, whom nothing of Taiyuan belongs to."""
    person = enrol("大同干部", 431, None)
    people.appoint(person, datong, "officer", by=by, now=now)
    return person


@pytest.fixture
def second_officer(enrol, province, by, now):
    """Another officer of the province."""
    person = enrol("郑国强", 210)
    people.appoint(person, province, "officer", by=by, now=now)
    return person


@pytest.fixture
def plan(province, zhao_calls, now):
    """`plan("merge", works, target=foundry)` by Officer Zhao, for tomorrow unless another day is said."""

    def planned(kind, union=None, *, days=1, reach=(), **said):
        change = UnionChange(
            kind=kind, union=union, takes_on=localdate(now) + days * DAY, why="总工会批复 12 号", **said
        )
        return tree.plan(change, reach=reach or [province], by=zhao_calls, now=now)

    return planned


@pytest.fixture
def foundry(found, taiyuan):
    """Another works' union in Taiyuan, without members."""
    return found("TY-ZZ", "晋阳铸造厂工会", "grassroots", taiyuan, "140110")
