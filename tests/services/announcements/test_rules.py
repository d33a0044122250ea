"""What it is at a moment, what its text holds, how much is told of who read it."""

from datetime import timedelta

import pytest

from gonghui.services.announcements import rules
from gonghui.services.announcements.refusals import AlreadyOver, EndsBeforeStart
from gonghui.services.announcements.rules import Piece
from tests.cast import NOW

HOUR = timedelta(hours=1)
BEFORE, AFTER = NOW - HOUR, NOW + HOUR


@pytest.mark.parametrize(
    ("published", "withdrawn", "starts", "ends", "state"),
    [
        (None, None, None, None, rules.DRAFT),
        (None, None, BEFORE, None, rules.DRAFT),
        (BEFORE, None, AFTER, None, rules.SCHEDULED),
        (BEFORE, None, NOW, None, rules.SHOWN),
        (BEFORE, None, BEFORE, AFTER, rules.SHOWN),
        (BEFORE, None, BEFORE, NOW, rules.OVER),
        (BEFORE, NOW, BEFORE, NOW, rules.WITHDRAWN),
    ],
)
def test_its_state_follows_from_its_times(published, withdrawn, starts, ends, state):
    told = rules.state(published_at=published, withdrawn_at=withdrawn, starts_at=starts, ends_at=ends, now=NOW)
    assert told == state


@pytest.mark.parametrize(
    ("starts", "ends", "refusal"),
    [
        (None, None, None),
        (AFTER, None, None),
        (None, AFTER, None),
        (BEFORE, AFTER, None),
        (AFTER, AFTER, EndsBeforeStart),
        (AFTER, BEFORE, AlreadyOver),
        (BEFORE - HOUR, BEFORE, AlreadyOver),
        (None, BEFORE, AlreadyOver),
    ],
)
def test_it_ends_after_it_starts_and_not_in_the_past(starts, ends, refusal):
    assert type(rules.refuse_times(starts, ends, NOW)) is (refusal or type(None))


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("报名见https://www.example.org/a/b?c=1&d=%20#e，请转告", ["https://www.example.org/a/b?c=1&d=%20#e"]),
        ("见 http://example.org.", ["http://example.org"]),
        ("（https://example.org:8443/a）", ["https://example.org:8443/a"]),
        ("https://example.org/a、https://example.org/b。", ["https://example.org/a", "https://example.org/b"]),
        ("javascript:alert(1) data:text/html,x ftp://example.org www.example.org https://", []),
        ('https://example.org/"onmouseover="x', ["https://example.org/"]),
        ("https://example.org/<script>", ["https://example.org/"]),
    ],
)
def test_only_addresses_of_the_web_are_links_and_end_where_chinese_begins(text, links):
    [[pieces]] = rules.paragraphs(text)
    assert [piece.url for piece in pieces if piece.url] == links
    assert "".join(piece.text for piece in pieces) == text


def test_an_empty_line_parts_paragraphs_and_no_other():
    assert rules.paragraphs("甲\n乙\n\n丙") == [[[Piece("甲")], [Piece("乙")]], [[Piece("丙")]]]


@pytest.mark.parametrize(
    ("counts", "told", "small", "rest", "total"),
    [
        ({}, [], 0, 0, 0),
        ({"甲": 0, "乙": 9}, [("乙", 9)], 0, 0, 9),
        ({"甲": 5, "乙": 9}, [("乙", 9), ("甲", 5)], 0, 0, 14),
        ({"甲": 4, "乙": 9}, [("乙", 9)], 1, None, None),
        ({"甲": 1, "乙": 2, "丙": 9}, [("丙", 9)], 2, None, None),
        ({"甲": 4, "乙": 4, "丙": 9}, [("丙", 9)], 2, 8, 17),
        ({"甲": 3}, [], 1, None, None),
    ],
)
def test_no_small_group_can_be_told_nor_found_by_subtraction(counts, told, small, rest, total):
    assert rules.readers(counts.items()) == rules.Readers(told, small, rest, total)
