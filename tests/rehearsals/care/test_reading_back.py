"""What makes a month good, figure by figure; and a no that lacks one of its three parts is counted."""

import pytest

from gonghui.rehearsals.care.month import Noes
from gonghui.rehearsals.care.reading_back import as_told

GOOD = {
    "requests": 100, "asked": 100, "answered_in_time": 90, "escalated": 5, "withdrawn": 5, "left_lying": 5,
    "cases_listed": 75, "cases_asked": 75, "overdue": 0, "unanswered": 0, "missing": 0, "seen_by_strangers": 0,
    "strangers_turned_away": 500, "refusals": 9, "refusals_without_rule": 0, "aid_paid_fen": 1, "aid_unmatched_fen": 0,
    "risk_answers": 4, "risk_asked": 4, "risk_seconds_to_human_path": 0.2, "planted": 250, "planted_found": 0,
}  # fmt: skip
BAD = {
    "requests": 99, "answered_in_time": 89, "escalated": 6, "cases_listed": 76, "overdue": 1, "unanswered": 1,
    "missing": 1, "seen_by_strangers": 1, "strangers_turned_away": 50, "refusals_without_rule": 1, "aid_paid_fen": 0,
    "aid_unmatched_fen": 1, "risk_answers": 3, "risk_seconds_to_human_path": 6.0, "planted": 20, "planted_found": 1,
}  # fmt: skip


def test_a_month_in_which_all_went_well_is_good():
    assert as_told(GOOD)


@pytest.mark.parametrize("name", BAD)
def test_one_bad_figure_spoils_it(name):
    assert not as_told(GOOD | {name: BAD[name]})


def test_a_no_without_what_next_step_or_rule_is_counted():
    noes, whole = Noes(), {"says": "还没有同意", "mend": "请先同意", "rule": "个人信息保护法第二十九条"}
    noes.note("whole", whole)
    for part in whole:
        noes.note(part, whole | {part: ""})
    assert (noes.met.total(), noes.without.total()) == (4, 3)
    assert noes.without["whole"] == 0
