"""Rosters as offices write them: any name of a file, full width, permits with and without their last two digits."""

from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gonghui.primitives.people import actions as people
from gonghui.services.membership.models import RosterImport
from gonghui.services.membership.roster import actions as rosters
from tests.cast import mobile, resident_id

from ..conftest import csv_file

pytestmark = pytest.mark.django_db
RESIDENT, MOBILE = resident_id(301).number, mobile(301).national


@pytest.fixture
def office(zhao, works, by, now):
    client = Client()
    client.force_login(people.open_account(zhao, by=by, now=now))
    return client


@pytest.fixture
def checked(office, now):
    """The import of one row, checked by the worker."""

    def brought(document=RESIDENT, number=MOBILE, name="名单.csv"):
        file = SimpleUploadedFile(name, csv_file(["高一鸣", document, number]))
        answer = office.post(reverse("membership:new-roster"), {"union": "TY-JY", "sheet": file})
        assert answer.status_code == 303
        rosters.work_rosters(now)
        return RosterImport.objects.get()

    return brought


@pytest.mark.parametrize("permit", ["0123456789", "01234567"])
def test_a_taiwan_permit_is_its_first_eight_digits_also_when_the_two_of_its_issue_follow(permit, checked):
    [shown] = checked(permit).sample
    assert "0*****67" in shown


def test_full_width_digits_are_welcome(checked):
    wide = {ord(str(digit)): 0xFF10 + digit for digit in range(10)}
    roster = checked(RESIDENT.translate(wide), MOBILE.translate(wide))
    assert (roster.state, roster.rows_new) == ("checked", 1)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\nb\r\nX-Evil: 1.csv", '"><b>.csv', "长" * 250 + ".csv"])
def test_the_name_of_a_file_is_no_path_and_no_header(name, checked, office):
    roster = checked(name=name)
    assert "/" not in roster.file_name
    book = office.get(reverse("membership:roster", args=[roster.pk]), {"export": "xlsx"})
    assert (book.status_code, book.has_header("X-Evil")) == (200, False)


def test_a_formula_with_a_value_is_read(office, works, now):
    """What a spreadsheet has worked out is a value like any other; one without is named by the law of files."""

    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["姓名", "证件号码", "手机号"])
        page.write_row(1, 0, ["高一鸣", RESIDENT])
        page.write_formula(1, 2, '="1990000"&"0301"', None, MOBILE)
    file = SimpleUploadedFile("名单.xlsx", out.getvalue())
    office.post(reverse("membership:new-roster"), {"union": "TY-JY", "sheet": file})
    rosters.work_rosters(now)
    assert RosterImport.objects.get().rows_new == 1
