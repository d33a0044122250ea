"""By when: working days over holidays and make-up days; which limit holds; what may come next."""

from datetime import date, datetime

import pytest

from gonghui.primitives.casework import refusals, rules
from gonghui.primitives.casework.kinds import Limit, Party, Relation, Stage
from gonghui.services.hotline.rules import HOTLINE
from tests.cast import SHANGHAI

from .conftest import CALM

# 2026: the Spring Festival from 15 to 23 February; Saturday the 14th and Saturday the 28th are worked.
FESTIVAL = {date(2026, 2, day): False for day in range(15, 24)} | {date(2026, 2, 14): True, date(2026, 2, 28): True}


def at(day, month=2, hour=10):
    return datetime(2026, month, day, hour, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("asked", "days", "due"),
    [
        (at(20, 5), 1, (5, 21)),
        (at(22, 5), 1, (5, 25)),  # a Friday
        (at(22, 5), 0, (5, 22)),
        (at(16), 0, (2, 24)),  # nobody works that day
        (at(13), 1, (2, 14)),  # to a Saturday that is worked
        (at(13), 2, (2, 24)),  # across the festival
        (at(14), 5, (2, 28)),  # 24, 25, 26, 27, and the Saturday after it
        (at(16), 1, (2, 24)),  # asked on a holiday
    ],
)
def test_a_limit_counts_working_days(asked, days, due):
    found = rules.due(asked, days, FESTIVAL)

    assert (found.month, found.day) == due
    assert (found.hour, found.minute) == (23, 59)


def test_the_days_left_are_those_that_the_limit_counted():
    for days in range(12):
        due = rules.due(at(11), days, FESTIVAL)
        assert rules.days_between(at(11).date(), due.date(), FESTIVAL) == days


def test_the_newest_limit_of_the_level_holds_as_of_the_day_of_asking():
    stage = Stage("x", "x", limits=(
        Limit(date(2024, 1, 1), 5, "a"), Limit(date(2025, 1, 1), 3, "b"), Limit(date(2025, 1, 1), 9, "c", "hard"),
    ))  # fmt: skip

    assert stage.limit("ordinary", on=date(2024, 12, 31)).days == 5
    assert stage.limit("ordinary", on=date(2025, 1, 1)).days == 3
    assert stage.limit("hard", on=date(2025, 1, 1)).days == 9
    assert stage.limit("hard", on=date(2023, 1, 1)) is None


def test_three_levels_have_three_limits():
    on = date(2026, 5, 20)
    assert [rules.limit(HOTLINE, "working", level, on=on).days for level, _ in HOTLINE.levels] == [5, 15, 30]


def test_every_stage_that_has_not_ended_has_a_limit_for_every_level():
    """Else the clock of a case would stand still unseen."""
    for stage in HOTLINE.stages:
        for level, _word in HOTLINE.levels:
            assert (stage.limit(level, on=date(2026, 5, 20)) is None) == (stage.code == HOTLINE.ended)


def test_a_move_that_the_kind_does_not_know_is_refused_with_both_names():
    with pytest.raises(refusals.NotThere) as no:
        rules.check_move(HOTLINE, "waiting", "answered", Party.STAFF)
    assert "等待受理" in no.value.sentence()
    assert "已答复" in no.value.sentence()
    with pytest.raises(refusals.NotThere):
        rules.check_move(HOTLINE, "waiting", "working", Party.ASKER)
    rules.check_move(HOTLINE, "waiting", "working", Party.STAFF)


@pytest.mark.parametrize(
    ("kind", "relations", "sees"),
    [
        (HOTLINE, {Relation.ASKER}, True),
        (HOTLINE, {Relation.HERE}, True),
        (HOTLINE, set(), False),
        (CALM, {Relation.HERE, Relation.ABOVE}, False),
        (CALM, {Relation.ASSIGNED}, True),
    ],
)
def test_who_sees_follows_from_kind_and_relation(kind, relations, sees):
    assert rules.sees(kind, frozenset(relations)) is sees
