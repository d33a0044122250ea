"""What is a number, a day or a moment on a page is one in its workbook, in every list of the product."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from gonghui.faces.listing import Column
from gonghui.kernel.money import Fen
from gonghui.kernel.percent import Percent

from .cases import one_who_may
from .test_lists import list_pages
from .world import address, undone

pytestmark = pytest.mark.django_db
REAL = (int, float, Decimal, Fen, Percent, date, datetime)


@pytest.fixture
def flattened(monkeypatch):
    """The columns whose workbook has a text for what is a number, a day or a moment."""
    found = set()
    values = Column.values

    def looked(self, rows, request):
        raw = values(self, rows, request)
        for value in raw:
            if isinstance(value, REAL) and not isinstance(value, bool) and isinstance(self.kind.file(value), str):
                found.add(str(self.label))
        return raw

    monkeypatch.setattr(Column, "values", looked)
    return found


def test_no_workbook_has_a_text_for_a_number_or_a_day(law, things, browsers, flattened):
    pages = dict(list_pages())
    for row, letters in law.pages.items():
        method, name, *_names = row.split()
        who = one_who_may(letters, "officer", "finance", "operator", "worker", "administrator")
        if method == "GET" and name in pages and who:
            url = address(row, things) + "?export=xlsx"
            undone(lambda url=url, who=who: browsers[who][0].get(url))
    assert flattened == set()


def test_the_alarm_rings_for_a_number_kept_as_a_text(works, flattened):
    Column("数", lambda union, request: 7).values([works], None)
    Column("名称", "name").values([works], None)
    assert flattened == {"数"}
