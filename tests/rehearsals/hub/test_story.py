"""The rooms' story, small, against real server processes."""

import pytest

pytestmark = pytest.mark.race


def test_the_rooms_are_booked_as_told_at_a_fiftieth(story):
    figures = story("hub", scale=0.02)
    assert (figures["rooms"], figures["wishes"]) == (16, 120)
    assert figures["booked"] + sum(figures["refused"].values()) == figures["wishes"]
    assert figures["double_booked"] == figures["held_by_who_stayed_away"] == 0
    assert figures["in_traditional_script"] is True
