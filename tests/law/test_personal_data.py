"""Telephone and document numbers: sealed in every table, masked in every answer; of pages test_who_may_see sees it."""

import ast

import pytest
from django.db import connection

from tests.cast import mobile

from . import kinds
from .cases import WHO
from .numbers import SECRET, SECRETS, text_of
from .test_who_may_see import call
from .world import undone

pytestmark = pytest.mark.django_db

SEALED_ELSEWHERE = {"django_migrations", "people_division"}


def tables():
    return sorted(set(connection.introspection.table_names()) - SEALED_ELSEWHERE)


def rows_that_tell(secret):
    """Tables with a row that holds `secret` in any column, as text or as bytes."""
    found = []
    with connection.cursor() as cursor:
        for table in tables():
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT count(*) FROM {name} AS each WHERE each::text ~ %s", [secret])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_no_table_holds_a_number_that_can_be_read(things):
    plain = "|".join(SECRETS)
    as_bytes = "|".join(secret.encode().hex() for secret in SECRETS)
    assert rows_that_tell(plain) == []
    assert rows_that_tell(as_bytes) == []


def test_the_search_finds_a_number_that_was_left_lying(things, province, now, by):
    from gonghui.primitives.journal import actions as journal

    journal.record("law.careless", province, by=by, now=now, label="", facts={"mobile": mobile(101).national})
    assert rows_that_tell(mobile(101).national) == ["journal_entry"]


def test_no_answer_of_the_api_shows_a_whole_number(law, things, browsers):
    """Neither to what is asked well, nor where a desk is shown somebody's code."""
    told, shown = [], law.shown(things)
    for row, operation in law.operations.items():
        for who in ("worker", "clerk", "operator", "officer"):
            if operation.letters[WHO.index(who)] == "y":
                ask = row, operation, things, browsers[who][1]
                response = undone(lambda ask=ask: call(*ask, **shown))
                if SECRET.search(text_of(response)):
                    told.append(f"{row} to {who}")
    assert told == []


def test_only_what_is_journalled_opens_a_sealed_number():
    """Whoever shows a whole number calls people.actions.look_at_number, which writes down who looked and why."""
    above = kinds.modules("faces", "services", "site")
    assert {name: lines for name, source in above.items() if (lines := opened(source))} == {}


def opened(source):
    """Lines that open a sealed number and do something with it; whether it can be opened at all may be tried."""
    tree = ast.parse(source)
    tried = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and id(node) not in tried)
    return [call.lineno for call in calls if ast.unparse(call.func).split(".")[-1] in {"number_of", "mobile_of"}]


def test_the_alarm_rings_for_a_page_that_opens_a_number():
    assert opened("shown = keys.mobile_of(person)") == [1]
    assert opened("def card(person):\n    return {'mobile': mobile_of(person)}") == [2]
    assert opened("try:\n    keys.number_of(document)\nexcept Unsealable:\n    pass") == []


def test_the_search_box_of_the_console_posts(browsers):
    officer = browsers["officer"][0]
    assert 'method="post" action="/console/find/"' in officer.get("/console/").content.decode()
    assert "林小雨" in officer.post("/console/find/", {"q": mobile(101).national}).content.decode()
