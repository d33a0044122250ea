"""Every workbook to take along: what people typed stays text, whatever a spreadsheet would make of it."""

import io
import re
import zipfile

import pytest
from django.urls import reverse

from gonghui.primitives.catalogue.models import Goods, Merchant
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Person
from gonghui.services.fairs.models import Fair, Venue
from gonghui.services.membership.models import RosterTrouble

from .test_who_may_see import PAGES, WHO
from .world import undone

pytestmark = pytest.mark.django_db

STARTS = "=+-@\t\r\n＝＋－＠"
RUNS = re.compile(rb"<f[ >/]|<t[^>]*>(?:[=+\-@\t\r\n]|\xef\xbc[\x9d\x8b\x8d\xa0])|<c[^>]*><v>=")


@pytest.fixture
def spiteful(things, by, now):
    """Puts a text that begins with `start` wherever people of the fair may have typed one."""

    def spoil(start):
        bad = f"{start}1+1|cmd"
        for rows, columns in (
            (Person.objects, ("name",)),
            (Merchant.objects, ("name",)),
            (Goods.objects, ("name", "brand", "category")),
            (Venue.objects, ("hall",)),
            (Fair.objects, ("name",)),
        ):
            rows.update(**dict.fromkeys(columns, bad))
        RosterTrouble.objects.create(roster_id=things["roster"], row=2, column=bad, about="row", says=bad, mend=bad)
        fair = Fair.objects.get(pk=things["fair"])
        journal.record("fairs.withdraw_offer", fair, by=by, now=now, label=bad, facts={"reason": bad})

    return spoil


def workbooks(things, browsers):
    """(address, the XML of its sheet and texts) of every download that somebody of the cast gets."""
    for row, letters in PAGES.items():
        method, name, *names = row.split()
        if method != "GET":
            continue
        who = next((who for who in ("officer", "clerk") if letters[WHO.index(who)] == "y"), None)
        url = reverse(name, args=[things[each] for each in names]) + "?export=1"
        response = undone(lambda who=who, url=url: browsers[who][0].get(url)) if who else None
        if response is not None and "spreadsheet" in response.headers.get("Content-Type", ""):
            with zipfile.ZipFile(io.BytesIO(response.content)) as package:
                parts = [package.read(name) for name in package.namelist() if "sheet" in name or "String" in name]
            yield name, b"".join(parts)


@pytest.mark.parametrize("start", STARTS)
def test_no_cell_of_any_download_can_run(start, things, browsers, spiteful):
    def all_of_them():
        spiteful(start)
        return dict(workbooks(things, browsers))

    found = undone(all_of_them)
    assert {name: RUNS.findall(xml)[:3] for name, xml in found.items() if RUNS.search(xml)} == {}
    told = {name for name, xml in found.items() if b"1+1|cmd" in xml}
    assert told >= {
        "fairs-console:offers",
        "fairs-console:board",
        "fairs-console:sales",
        "fairs-console:settlement",
        "fairs-console:batch",
        "fairs-console:journal",
        "fairs-counter:statement",
        "membership:roster-troubles",
    }


def test_the_search_finds_a_cell_that_could():
    for cell in (b"<f>1+1</f>", b'<t xml:space="preserve">=1+1</t>', b"<t>\xef\xbc\x9d1</t>", b"<t>-1</t>"):
        assert RUNS.search(cell)
    assert not RUNS.search(b"<t>'=1+1</t><t>1-1</t><fonts/>")
