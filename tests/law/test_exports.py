"""Every workbook to take along: what people typed stays text, whatever a spreadsheet would make of it."""

import io
import re
import zipfile

import pytest

from . import cases
from .world import address, undone

pytestmark = pytest.mark.django_db

STARTS = "=+-@\t\r\n＝＋－＠"
RUNS = re.compile(rb"<f[ >/]|<t[^>]*>(?:[=+\-@\t\r\n]|\xef\xbc[\x9d\x8b\x8d\xa0])|<c[^>]*><v>=")


@pytest.fixture
def spiteful(law, things, by, now):
    """Puts a text that begins with `start` wherever people may have typed one."""

    def spoil(start):
        for each in (cases.law_of(cases.HOUSE), law):
            if each.spoil:
                each.spoil(things, f"{start}1+1|cmd", by=by, now=now)

    return spoil


def workbooks(law, rows, things, browsers):
    """Address -> the XML of its sheet and texts, for those of these downloads that somebody of the cast gets."""
    found = {}
    for row, letters in rows.items():
        who = law.one_who_may(letters, "officer", "clerk")
        if not row.startswith("GET ") or not who:
            continue
        response = browsers[who][0].get(address(row, things) + "?export=1")
        if "spreadsheet" in response.headers.get("Content-Type", ""):
            with zipfile.ZipFile(io.BytesIO(response.content)) as package:
                parts = [package.read(name) for name in package.namelist() if "sheet" in name or "String" in name]
            found[row] = b"".join(parts)
    return found


def test_no_cell_of_any_download_can_run(law, things, browsers, spiteful):
    def all_of_them(rows, start):
        spiteful(start)
        return workbooks(law, rows, things, browsers)

    rows = law.pages
    for start in STARTS:
        found = undone(lambda rows=rows, start=start: all_of_them(rows, start))
        runs = {row: RUNS.findall(xml)[:3] for row, xml in found.items() if RUNS.search(xml)}
        assert runs == {}, f"a text that begins with {start!r}"
        told = {row.split()[1] for row, xml in found.items() if b"1+1|cmd" in xml}
        assert told >= law.exports, "else the text was looked for where nobody put it"
        rows = {row: law.pages[row] for row in found}  # the first look has told which addresses are downloads


def test_the_search_finds_a_cell_that_could():
    for cell in (b"<f>1+1</f>", b'<t xml:space="preserve">=1+1</t>', b"<t>\xef\xbc\x9d1</t>", b"<t>-1</t>"):
        assert RUNS.search(cell)
    assert not RUNS.search(b"<t>'=1+1</t><t>1-1</t><fonts/>")
