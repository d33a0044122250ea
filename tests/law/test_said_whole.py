"""What a page says is said whole: no placeholder is left in a sentence of either script, no raw date among words."""

import re

import pytest

from .cases import WHO
from .world import address

pytestmark = pytest.mark.django_db

NOT_SAID = re.compile(r"<(script|style|textarea|code|pre)\b.*?</\1>|<[^>]*>", re.DOTALL)
HOLE = re.compile(r"\{ ?[a-z_]+ ?\}|%\([a-z_]+\)[sd]|\{\{|\{%")
RAW_DATE = re.compile(r"\b20\d\d-[01]\d-[0-3]\d\b|\b20\d\d-[01]\d-[0-3]\dT")
DESKS = ("/console/", "/counter/", "/api/")


def pages(law, things, browsers, language):
    """(row, address, what it says) of each page."""
    for row, letters in law.pages.items():
        url = address(row, things) if row.startswith("GET ") else "/api/"
        who = law.one_who_may(letters, "worker", "officer", "visitor", *WHO)
        if url.startswith("/api/") or who is None:
            continue
        browser = browsers[who][0]
        browser.cookies["django_language"] = language
        answer = browser.get(url)
        if answer.status_code == 200 and "text/html" in answer["Content-Type"]:
            yield row, url, NOT_SAID.sub(" ", answer.content.decode())


def test_no_sentence_has_a_hole_and_no_page_of_a_worker_says_a_date_as_a_machine_does(law, things, browsers):
    found = {}
    for language in ("zh-hans", "zh-hant"):
        for row, url, said in pages(law, things, browsers, language):
            dates = [] if url.startswith(DESKS) else RAW_DATE.finditer(said)
            hits = HOLE.findall(said) + [said[max(0, hit.start() - 30) : hit.end() + 10] for hit in dates]
            found |= {(row, language): hits} if hits else {}
    assert found == {}


def test_the_alarm_rings():
    assert HOLE.findall("借 {n} 天，%(seat)s号") == ["{n}", "%(seat)s"]
    assert RAW_DATE.search("2026-05-20 到期")
    assert not HOLE.findall("借 3 天（5 号）")
