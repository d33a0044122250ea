"""The month of care, small: real server processes, every channel, read back; then strangers ask for everything."""

import pytest

pytestmark = pytest.mark.race


def test_everybody_is_answered_in_time_and_nobody_sees_what_is_not_theirs(story):
    figures = story("care", scale=0.05)
    assert figures["requests"] == figures["asked"] == 100
    assert figures["answered_in_time"] + figures["escalated"] + figures["withdrawn"] == 100
    assert figures["escalated"] == figures["left_lying"] == 6
    assert figures["overdue"] == figures["seen_by_strangers"] == figures["refusals_without_rule"] == 0
    assert figures["aid_paid_fen"] > figures["aid_unmatched_fen"] == 0
    assert figures["risk_answers"] == figures["risk_asked"] == 4
    assert figures["planted"] > 200 > figures["planted_found"] == 0
