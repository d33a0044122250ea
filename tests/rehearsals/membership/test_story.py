"""The story of membership, small: real server processes, phones, a hotline, officers in the console, read back."""

import pytest

from gonghui.rehearsals.membership.world import TRADES

pytestmark = pytest.mark.race


def test_everybody_of_three_trades_joins_and_nobody_loses_a_day_in_a_year_of_transfers(story):
    figures = story("membership", scale=0.001)
    assert figures["joined"] == figures["workers"] == 6 * len(TRADES)
    assert (figures["refused_with_reason"], figures["joined_by_roster"]) == (1, 2)
    assert figures["decided_in_time"] == figures["decided"] >= figures["joined"]
    assert figures["transfers"] == figures["transfers_in_the_books"] == 12
    assert figures["gaps_days"] == figures["double_memberships"] == 0
    assert figures["foundings"] == figures["certificates"] == 3
    assert {line["percent"] for line in figures["coverage_before"].values()} == {0}
    assert {line["percent"] for line in figures["coverage_after"].values()} == {100}
