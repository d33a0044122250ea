"""How scales count, what is told of groups, which hours are offered: tables of cases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gonghui.kernel.window import Window
from gonghui.services.counselling import refusals, rules
from gonghui.services.counselling.rules import scales
from gonghui.services.counselling.rules.groups import FEWEST, Group, groups
from gonghui.services.counselling.rules.scales import GAD7, PHQ9
from tests.cast import NOW

HOUR = timedelta(hours=1)
BANDS = [band.code for band in PHQ9.bands]


def after(hours, length=1):
    return Window(NOW + hours * HOUR, NOW + (hours + length) * HOUR)


@pytest.mark.parametrize(
    ("scale", "score", "band"),
    [
        (PHQ9, 0, "minimal"), (PHQ9, 4, "minimal"), (PHQ9, 5, "mild"), (PHQ9, 9, "mild"), (PHQ9, 10, "moderate"),
        (PHQ9, 14, "moderate"), (PHQ9, 15, "severe_ish"), (PHQ9, 19, "severe_ish"), (PHQ9, 20, "severe"),
        (PHQ9, 27, "severe"),
        (GAD7, 4, "minimal"), (GAD7, 5, "mild"), (GAD7, 9, "mild"), (GAD7, 10, "moderate"), (GAD7, 14, "moderate"),
        (GAD7, 15, "severe"), (GAD7, 21, "severe"),
    ],
)  # fmt: skip
def test_the_published_cut_offs_hold_at_their_edges(scale, score, band):
    assert scale.band(score).code == band


def test_a_scale_is_what_was_published():
    assert (len(PHQ9.questions), PHQ9.most, len(GAD7.questions), GAD7.most) == (9, 27, 7, 21)
    assert "2001;16:606-613" in PHQ9.source
    assert "2006;166:1092-1097" in GAD7.source


def test_the_score_is_the_sum():
    assert PHQ9.score([3, 0, 1, 2, 0, 0, 1, 0, 0]) == 7


@pytest.mark.parametrize("answers", [[0] * 8, [0] * 10, []])
def test_every_question_is_answered(answers):
    with pytest.raises(refusals.AnswersMissing, match="还有问题没有选"):
        PHQ9.score(answers)


@pytest.mark.parametrize("answer", [-1, 4, 99])
def test_an_answer_is_one_of_four(answer):
    with pytest.raises(refusals.UnknownAnswer):
        GAD7.score([answer] + [0] * 6)


def test_only_the_ninth_question_opens_the_way_and_any_answer_but_never_does():
    assert not PHQ9.risks([3] * 8 + [0])
    assert all(PHQ9.risks([0] * 8 + [much]) for much in (1, 2, 3))
    assert not GAD7.risks([3] * 7)


def test_a_scale_holds_from_its_day_and_an_old_answer_keeps_its_form():
    newer = replace(PHQ9, since=date(2027, 1, 1), bands=PHQ9.bands[:2])
    both = (PHQ9, newer)

    assert scales.scale("phq9", date(2026, 12, 31), both) is PHQ9
    assert scales.scale("phq9", date(2027, 1, 1), both) is newer
    assert scales.in_force(date(2027, 1, 1), both) == [newer]
    assert scales.scale("phq9", date(1999, 1, 1), both) is None
    assert scales.scale("stars", date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, []),
        ({"minimal": 9}, []),
        ({"minimal": 5, "severe": 4}, []),
        ({"minimal": 10}, [Group(tuple(BANDS), 10)]),
        ({"minimal": 12, "severe": 10}, [Group(("minimal", "mild", "moderate", "severe_ish"), 12),
                                         Group(("severe",), 10)]),
        ({"minimal": 12, "severe": 1}, [Group(tuple(BANDS), 13)]),
        ({"minimal": 3, "mild": 15, "severe": 11}, [Group(("minimal", "mild", "moderate", "severe_ish"), 18),
                                                    Group(("severe",), 11)]),
        ({"minimal": 30, "mild": 20, "moderate": 6, "severe_ish": 3, "severe": 1},
         [Group(("minimal",), 30), Group(("mild",), 20), Group(("moderate", "severe_ish", "severe"), 10)]),
        ({"minimal": 2, "mild": 1, "moderate": 7}, [Group(tuple(BANDS), 10)]),
    ],
)  # fmt: skip
def test_no_group_is_small_enough_to_find_somebody_in(counts, told):
    assert groups(counts, BANDS) == told


def test_whatever_the_counts_nothing_follows_from_the_rest():
    for seed in range(400):
        counts = {band: (seed * (at + 3) * 7919 % 31) for at, band in enumerate(BANDS)}
        told = groups(counts, BANDS)
        assert all(group.many >= FEWEST for group in told)
        assert sum(group.many for group in told) in (0, sum(counts.values()))
        assert [band for group in told for band in group.bands] in ([], BANDS)


@pytest.mark.parametrize(
    ("openings", "taken", "hours"),
    [
        ([], [], []),
        ([(1, 3)], [], [1, 2, 3]),
        ([(1, 3)], [(2, 1)], [1, 3]),
        ([(-1, 3)], [], [1]),  # what has begun is not offered
        ([(5, 1), (1, 1)], [], [1, 5]),
        ([(1, 2), (1, 2)], [], [1, 2]),
        ([(1, 0.5)], [], []),
    ],
)
def test_which_hours_can_be_had(openings, taken, hours):
    found = rules.times([after(*each) for each in openings], [after(*each) for each in taken], NOW)
    assert [(each.starts - Window(NOW, NOW + HOUR).starts) / HOUR for each in found] == hours


@pytest.mark.parametrize(
    ("window", "weeks", "no"),
    [
        (after(-2), 1, refusals.OpeningPast),
        (after(1.1), 1, refusals.OpeningUneven),
        (after(1, 2.1), 1, refusals.OpeningUneven),
        (after(1, 0.5), 1, refusals.OpeningTooLong),
        (after(1, 13), 1, refusals.OpeningTooLong),
        (after(1), 0, refusals.TooManyWeeks),
        (after(1), 13, refusals.TooManyWeeks),
    ],
)
def test_hours_that_cannot_be_opened(window, weeks, no):
    with pytest.raises(no):
        rules.check_opening(window, weeks, NOW)


def test_hours_that_can():
    rules.check_opening(after(1, 12), 12, NOW)


def test_the_promise_in_force_is_the_newest():
    old, new = rules.Promise(date(2026, 1, 1), 6, "旧"), rules.Promise(date(2027, 1, 1), 8, "新")
    assert rules.in_force((old, new), date(2026, 12, 31)) is old
    assert rules.in_force((old, new), date(2027, 1, 1)) is new
    assert rules.in_force((old, new), date(2020, 1, 1)) is old
