"""Every list of the product: its columns ask the database for nothing of one row, and its order has an end."""

import re
from functools import cache

import pytest
from django.db import connection
from django.urls import get_resolver

from gonghui.faces.listing import Column, ListPage, Together, acts, table

from .tree import CODE, named, python
from .world import address, undone

pytestmark = pytest.mark.django_db

AT_LEAST = 20  # lists there are


# What stands on the line above a table that is no Listing: a picture (a month, a day, a plan, figures beside a chart).
BY_HAND = re.compile(r"{# A table by hand: [^#]{5,}\. #}\n *<table\b")
EXPORT = re.compile(r"""GET(\.get\(|\[)["']export""")


class AsksForARow(AssertionError):
    pass


def never(execute, sql, params, many, context):
    raise AsksForARow(sql[:200])


def alone(method):
    """The method without a database."""

    def guarded(self, *args, **kwargs):
        if isinstance(getattr(self, "of", None), Together):
            return method(self, *args, **kwargs)
        with connection.execute_wrapper(never):
            return method(self, *args, **kwargs)

    return guarded


@pytest.fixture
def without_a_database(monkeypatch):
    """Columns, links and buttons of a row work with what was fetched with the rows, or for all of them together."""
    monkeypatch.setattr(Column, "values", alone(Column.values))
    monkeypatch.setattr(acts.Buttons, "of", alone(acts.Buttons.of))
    monkeypatch.setattr(table.Writer, "row", alone(table.Writer.row))


def list_pages(resolver=None, namespace=""):
    """Every list's page by the name of its address."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            within = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from list_pages(pattern, within)
        elif isinstance(pattern.callback, ListPage):
            yield f"{namespace}{pattern.name}", pattern.callback


@cache
def names_of_lists():
    return frozenset(name for name, _page in list_pages())


def has_a_workbook(row, page):
    """Whether a page, as it was answered, may be asked for a workbook: it is a list's, or leads to one."""
    return row.split()[1] in names_of_lists() or b"export=" in getattr(page, "content", b"")


def test_no_column_asks_the_database_for_its_row(law, things, browsers, without_a_database):
    found, empty = dict(list_pages()), set()
    for row, letters in law.pages.items():
        method, name, *_names = row.split()
        if method != "GET" or name not in found:
            continue
        url = address(row, things)
        client = browsers[law.one_who_may(letters, "officer", "finance", "operator", "worker", "administrator")][0]
        for query in ("", "?export=xlsx"):
            response = undone(lambda url=url + query, client=client: client.get(url))
            assert response.status_code == 200, f"{name}{query}"
            if not query and not response.context["listing"].page.object_list:
                empty.add(name)
    assert empty == law.without_rows, "a list without a row proves nothing: put one into the world of the laws"


def test_there_are_lists(db):
    assert len(dict(list_pages())) >= AT_LEAST


def unexplained(text):
    """How many tables of a template do not say why they are no list."""
    return text.count("<table") - len(BY_HAND.findall(text))


def test_no_table_is_made_by_hand_without_a_reason():
    found = {named(path): count for path in CODE.rglob("*.html") if (count := unexplained(path.read_text()))}
    assert found == {}, "a list is said once: docs/faces.md, Listing"


def test_no_door_asks_for_a_workbook_itself():
    assert [named(path) for path in python() if EXPORT.search(path.read_text())] == []


def test_the_alarm_rings_for_a_list_by_hand():
    assert unexplained("<ul></ul><table><tr></tr></table>") == 1
    assert unexplained("{# A table by hand: a month. #}\n<table></table>\n<table></table>") == 1
    assert unexplained("{# A table by hand: . #}\n<table></table>") == 1
    assert EXPORT.search("if request.GET.get('export'):")


def test_every_list_is_named_as_its_address(db):
    """Acts go back to the page by its name."""
    assert {name: page.name for name, page in list_pages() if page.name != name} == {}


def test_the_alarm_rings_for_a_column_that_asks(works, monkeypatch, without_a_database):
    column = Column("上级", lambda union, request: union.parent.name)
    works.refresh_from_db()
    with pytest.raises(AsksForARow):
        column.values([type(works).objects.get(pk=works.pk)], None)
    assert Column("上级", "parent.name").values(
        [works.__class__.objects.select_related("parent").get(pk=works.pk)], None
    )
    assert Column("数", Together(lambda rows, request: {works.pk: type(works).objects.count()})).values([works], None)
