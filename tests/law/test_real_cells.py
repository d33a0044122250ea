"""What is a number, a day or a moment on a page is one in its workbook, in every list of the product."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import pytest

from gonghui.faces.listing import Column
from gonghui.kernel.money import Fen
from gonghui.kernel.percent import Percent

from .test_lists import list_pages
from .world import address, undone

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REAL = (int, float, Decimal, Fen, Percent, date, datetime)


@dataclass
class Seen:
    """Columns that hold numbers, days or moments, and those of them whose workbook has a text instead."""

    real: set[str] = field(default_factory=set)
    flattened: set[str] = field(default_factory=set)


@pytest.fixture
def seen(monkeypatch):
    found = Seen()
    values = Column.values

    def looked(self, rows, request):
        raw = values(self, rows, request)
        for value in raw:
            if isinstance(value, REAL) and not isinstance(value, bool):
                found.real.add(str(self.label))
                if isinstance(self.kind.file(value), str):
                    found.flattened.add(str(self.label))
        return raw

    monkeypatch.setattr(Column, "values", looked)
    return found


def test_no_workbook_has_a_text_for_a_number_or_a_day(law, things, browsers, seen):
    pages, opened = dict(list_pages()), {}
    for row, letters in law.pages.items():
        method, name, *_names = row.split()
        who = law.one_who_may(letters, "officer", "finance", "operator", "worker", "administrator")
        if method == "GET" and name in pages and pages[name].listing.file and who:
            url = address(row, things) + "?export=xlsx"
            opened[row] = undone(lambda url=url, who=who: sheet_of(browsers[who][0].get(url)))
    assert {row for row, is_workbook in opened.items() if not is_workbook} == set(), "no workbook came"
    assert seen.flattened == set()
    assert seen.real or not opened, "no number and no day was looked at: this world has nothing to show"


def sheet_of(answer):
    """Whether a workbook came; it is written while it is read."""
    return answer.status_code == 200 and answer.get("Content-Type") == XLSX and bool(b"".join(answer))


def test_the_alarm_rings_for_a_number_kept_as_a_text(works, seen):
    Column("数", lambda union, request: 7).values([works], None)
    Column("名称", "name").values([works], None)
    assert (seen.real, seen.flattened) == ({"数"}, {"数"})
