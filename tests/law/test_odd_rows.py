"""One odd row refuses or spoils nothing: every page, list, board, feed, workbook and answer shows it as what it is.

Rows are made odd behind the acts' backs, as a clock that was set wrong, a scan told late or an old release leaves them:
what ended before it began, or in the same moment, what has no name, what counts nothing. What a constraint forbids
cannot be stored and is left alone.
"""

import contextlib
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.db.models import F, Value

from gonghui.kernel.quarters import quarters
from gonghui.kernel.window import Window
from gonghui.primitives.hours.models import Booking

from .cases import WHO
from .test_lists import has_a_workbook
from .world import address, undone

pytestmark = pytest.mark.django_db

# Who may do what, and what is sealed, are no rows that a list shows.
UNTOUCHED = {"people", "journal", "sessions", "contenttypes", "notices"}
BEGINS = ("starts_at", "starts", "opens_at", "lent_at", "started_at", "since", "taken_at", "posted_at", "reported_at")
ENDS = ("ends", "ended", "left", "closes", "until", "due", "returned", "released", "finished", "fixed", "answered",
        "decided", "expires", "settled", "arrived", "ready", "confirm")  # fmt: skip
TEXTS = {"name", "title", "purpose", "address", "hall", "note", "reason", "about", "goods", "text", "what", "near"}
TEXTS |= {"trouble", "summary", "body", "author", "publisher", "content", "place", "hotline", "phone", "file_name"}
COUNTS = {
    "capacity",
    "seats",
    "minutes",
    "weight_kg",
    "price",
    "funded",
    "score",
    "rows",
    "copies_new",
    "total",
    "days",
}

STILL_FINE = (200, 302, 303, 404)  # it may lead on, or be over and gone


def plant(rows, /, **values):
    """How many rows are odd now; those of a model that a constraint forbids stay as they are."""
    with contextlib.suppress(DatabaseError), transaction.atomic():
        return rows.update(**values)
    return 0


def ours():
    for model in apps.get_models():
        if model.__module__.startswith("gonghui.") and model._meta.app_label not in UNTOUCHED and model._meta.managed:
            yield model, {field.name: field for field in model._meta.concrete_fields}


def moments(gap):
    """Whatever ends does so `gap` before it begins. Returns how many rows."""
    planted = 0
    Booking.objects.filter(arrived_at=None).update(arrived_at=F("starts") - timedelta(minutes=10))
    Booking.objects.filter(left_at=None).update(left_at=F("starts") - timedelta(minutes=5))
    for model, fields in ours():
        begins = next((name for name in BEGINS if isinstance(fields.get(name), models.DateTimeField)), "created_at")
        if begins not in fields:
            continue
        for name, field in fields.items():
            if isinstance(field, models.DateTimeField) and name != begins and name.startswith(ENDS):
                there = model._base_manager.filter(**{f"{name}__isnull": False})  # where there is such a moment at all
                planted += plant(there, **{name: F(begins) - gap})
    return planted


def texts():
    """Nothing has a name. Returns how many rows."""
    planted = 0
    for model, fields in ours():
        for name, field in fields.items():
            if name in TEXTS and isinstance(field, models.CharField | models.TextField) and not field.choices:
                planted += plant(model._base_manager.all(), **{name: Value("")})
    return planted


def counts():
    """Nothing counts anything. Returns how many rows."""
    planted = 0
    for model, fields in ours():
        for name, field in fields.items():
            if name in COUNTS and isinstance(field, models.IntegerField) and not field.choices:
                planted += plant(model._base_manager.all(), **{name: 0})
    return planted


ODD = {
    "ended before it began": lambda: moments(timedelta(hours=1)),
    "ended as it began": lambda: moments(timedelta()),
    "without a name": texts,
    "counting nothing": counts,
}


def looked_at(law, things, browsers, day):
    """Address -> status of every page, workbook and answer that somebody of the cast is shown."""
    found = {}
    for row, letters in law.pages.items():
        who = law.one_who_may(letters, *WHO)
        if row.startswith("GET ") and who:
            url, browser = address(row, things), browsers[who][0]
            page = browser.get(url)
            found[row] = page.status_code
            queries = [f"?day={day:%Y-%m-%d}"] * ("day" in law.asked) + ["?export=xlsx"] * has_a_workbook(row, page)
            found |= {row + query: browser.get(url + query).status_code for query in queries}
    for row, operation in law.operations.items():
        who = law.one_who_may(operation.letters, *WHO)
        if row.startswith("GET ") and who:
            path = row.split()[1]
            for name in operation.names.split():
                before, _brace, rest = path.partition("{")
                path = f"{before}{things[name]}{rest.partition('}')[2]}"
            found[row] = browsers[who][0].get(f"/api/v1{path}", headers=browsers[who][1]).status_code
    return found


def fallen(kinds, law, things, browsers, now):
    """What was shown before the rows were odd, and is refused or fails since; pages of a day also on the next one."""
    day = now + timedelta(days=1)
    before = undone(lambda: looked_at(law, things, browsers, day))

    def spoilt(kind):
        planted = ODD[kind]()
        assert planted or kind == "counting nothing", f"no row of this world was made odd: {kind}"
        return looked_at(law, things, browsers, day)

    after = {kind: undone(lambda kind=kind: spoilt(kind)) for kind in kinds}
    return [
        f"{kind}: {row} {found[row]}"
        for kind, found in after.items()
        for row, was in before.items()
        if was == 200 and found.get(row, 404) not in STILL_FINE
    ]


def test_no_page_and_no_workbook_fails_for_an_odd_row(law, things, browsers, now):
    assert fallen(ODD, law, things, browsers, now) == []


@pytest.mark.parametrize("law", ["stations"], indirect=True)
def test_what_counts_is_made_to_count_nothing_where_no_constraint_forbids_it(law, things):
    assert undone(counts) > 0


@pytest.mark.parametrize("law", ["hub"], indirect=True)
def test_the_alarm_rings_for_a_page_that_reckons_with_an_odd_row(law, things, browsers, now, monkeypatch):
    whole = "gonghui.services.hub.pages.availability._between"
    monkeypatch.setattr(whole, lambda starts, ends, within: quarters(Window(starts, ends)))
    fell = fallen(["ended before it began"], law, things, browsers, now)
    assert any("GET hub-console:day house?day=" in row for row in fell)
