"""Rosters as officers write them, about people who do not exist."""

import csv
import io

import pytest

from gonghui.kernel.callers import Caller
from gonghui.kernel.workbooks import workbook
from gonghui.services.membership import actions
from gonghui.services.membership.models import RosterImport
from tests.cast import mobile, resident_id

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
