"""The story, small: real server processes, officers in the console, phones and desks over the API, read back."""

import pytest

pytestmark = pytest.mark.race


def test_the_fairs_happen_as_told_at_a_five_hundredth(story):
    """50,000 workers and 14 million yuan become 100 workers and 28,000 yuan; every rule stays."""
    figures = story("fairs", scale=0.002)
    assert (figures["workers"], figures["signed_up"], figures["admitted"]) == (100, 100, 100)
    assert (figures["pool_fen"], figures["subsidy_fen"], figures["pool_left_fen"]) == (2_800_000, 2_800_000, 0)
    assert figures["sales_fen"] == 14_272_000
    nothing = ("oversold", "duplicates_admitted", "unsettled_fen", "unsent_notices", "sms_sent_twice")
    assert {figures[name] for name in nothing} == {0}
