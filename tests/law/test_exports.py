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


def workbooks(names, things, browsers):
    """Address -> the XML of its sheet and texts, for those of these downloads that somebody of the cast gets."""
    found = {}
    for row, letters in PAGES.items():
        method, name, *kinds = row.split()
        who = next((who for who in ("officer", "clerk") if letters[WHO.index(who)] == "y"), None)
        if method != "GET" or name not in names or not who:
            continue
        response = browsers[who][0].get(reverse(name, args=[things[kind] for kind in kinds]) + "?export=1")
        if "spreadsheet" in response.headers.get("Content-Type", ""):
            with zipfile.ZipFile(io.BytesIO(response.content)) as package:
                parts = [package.read(name) for name in package.namelist() if "sheet" in name or "String" in name]
            found[name] = b"".join(parts)
    return found


@pytest.mark.timeout(300)
def test_no_cell_of_any_download_can_run(things, browsers, spiteful):
    def all_of_them(names, start):
        spiteful(start)
        return workbooks(names, things, browsers)

    names = {row.split()[1] for row in PAGES}
    for start in STARTS:
        found = undone(lambda names=names, start=start: all_of_them(names, start))
        runs = {name: RUNS.findall(xml)[:3] for name, xml in found.items() if RUNS.search(xml)}
        assert runs == {}, f"a text that begins with {start!r}"
        told = {name for name, xml in found.items() if b"1+1|cmd" in xml}
        assert told >= {
            "fairs-console:offers",
            "fairs-console:board",
            "fairs-console:sales",
            "fairs-console:settlement",
            "fairs-console:batch",
            "fairs-console:journal",
            "fairs-counter:statement",
            "membership:roster",
        }
        names = set(found)  # the first look has told which addresses are downloads


def test_the_search_finds_a_cell_that_could():
    for cell in (b"<f>1+1</f>", b'<t xml:space="preserve">=1+1</t>', b"<t>\xef\xbc\x9d1</t>", b"<t>-1</t>"):
        assert RUNS.search(cell)
    assert not RUNS.search(b"<t>'=1+1</t><t>1-1</t><fonts/>")
