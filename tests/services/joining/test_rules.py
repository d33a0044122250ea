"""The rules of joining, as tables of cases."""

from dataclasses import fields, replace
from datetime import date, datetime, timedelta

import pytest

from gonghui.kernel.benefits import Answer
from gonghui.services.joining import refusals, rules
from gonghui.services.joining.rules.eligibility import JOINING, Facts, old_enough
from tests.cast import SHANGHAI

GOOD = Facts(
    works=True, willing=True, identified=True, member_of="", same_union=False, moves=False, open_union=True,
    union="太原市总工会", in_conflict=False, born_on=date(1990, 1, 1),
)  # fmt: skip
TODAY = date(2026, 5, 20)


def at(day, hour=10):
    return datetime(2026, *day, hour, tzinfo=SHANGHAI)


def until(day, year=2026):
    return datetime(year, *day, 23, 59, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("sent", "calendar", "ends"),
    [
        (at((5, 20)), {}, until((5, 25))),  # Wednesday: Thursday, Friday, Monday
        (at((5, 20), 23), {}, until((5, 25))),
        (at((5, 22)), {}, until((5, 27))),  # Friday
        (at((5, 23)), {}, until((5, 27))),  # Saturday
        (at((5, 20)), {date(2026, 5, 21): False}, until((5, 26))),  # Thursday is a holiday
        (at((5, 20)), {date(2026, 5, 23): True}, until((5, 23))),  # Saturday is worked
        (at((12, 30)), {date(2027, 1, 1): False}, until((1, 5), 2027)),
    ],
)
def test_it_is_decided_by_the_end_of_the_third_working_day(sent, calendar, ends):
    assert rules.due(sent, calendar) == ends


@pytest.mark.parametrize(
    ("born", "today", "old"),
    [
        (date(2010, 5, 20), TODAY, True),
        (date(2010, 5, 21), TODAY, False),
        (date(2012, 2, 29), date(2028, 2, 28), False),
        (date(2012, 2, 29), date(2028, 2, 29), True),
        (date(2008, 2, 29), date(2024, 2, 29), True),
        (date(2008, 2, 29), date(2024, 2, 28), False),
        (None, TODAY, True),
    ],
)
def test_sixteen_years_are_full_on_the_day(born, today, old):
    assert old_enough(born, today=today) is old


@pytest.mark.parametrize(
    ("changed", "answer", "says"),
    [
        ({"works": False}, Answer.UNKNOWN, "劳动"),
        ({"willing": False}, Answer.UNKNOWN, "自愿"),
        ({"identified": False}, Answer.UNKNOWN, "证件已登记"),
        ({"in_conflict": True}, Answer.NO, "另一人"),
        ({"member_of": "别的工会"}, Answer.NO, "一个会籍"),
        ({"open_union": False}, Answer.NO, "撤销"),
        ({"born_on": date(2012, 1, 1)}, Answer.NO, "十六"),
    ],
)
def test_what_is_not_met_has_its_rule_and_what_would_make_it_a_yes(changed, answer, says):
    found = JOINING.judge(replace(GOOD, **changed), on=TODAY)
    [reason] = [one for one in found.reasons if one.answer is not Answer.YES]

    assert found.answer is reason.answer is answer
    assert says in reason.says
    assert reason.rule.number
    assert reason.rule.source
    assert reason.held.missing or found.refusal.mend


def test_who_is_fifteen_is_told_the_day_on_which_they_may():
    assert JOINING.judge(replace(GOOD, born_on=date(2012, 2, 29)), on=TODAY).from_on == date(2028, 2, 29)
    assert JOINING.judge(replace(GOOD, born_on=date(2012, 2, 29), in_conflict=True), on=TODAY).from_on is None


def test_a_rider_who_meets_all_has_only_yes():
    assert JOINING.judge(GOOD, on=TODAY).answer is Answer.YES


def test_who_moves_or_was_met_by_a_roster_is_a_member_already_and_may():
    for changed in ({"moves": True}, {"same_union": True}):
        facts = replace(GOOD, member_of="甲", **changed)
        assert JOINING.judge(facts, on=TODAY).answer is Answer.YES


def test_nothing_is_asked_of_sex_religion_household_or_education():
    asked = {field.name for field in fields(Facts)}

    assert asked == {
        "works", "willing", "identified", "member_of", "same_union", "moves", "open_union", "union", "in_conflict",
        "born_on",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("state", "days", "appealed", "no"),
    [
        ("refused", 1, False, None),
        ("refused", 30, False, None),
        ("refused", 31, False, refusals.AppealTooLate),
        ("refused", 1, True, refusals.AppealedAlready),
        ("approved", 1, False, refusals.NothingToAppeal),
        ("waiting", 1, False, refusals.NothingToAppeal),
    ],
)
def test_a_no_is_appealed_within_thirty_days_once(state, days, appealed, no):
    now = at((7, 20))
    found = rules.may_appeal(state=state, decided_at=now - timedelta(days=days), appealed=appealed, met=False, now=now)
    assert type(found) is (no or type(None))


def test_platforms_are_parted_however_they_are_written():
    assert rules.platforms("小象外卖，并州速递; 小象外卖、 ") == ["小象外卖", "并州速递"]
    assert rules.platforms("") == []


def test_who_was_found_to_be_a_member_has_nothing_to_appeal():
    now = at((7, 20))
    found = rules.may_appeal(state="refused", decided_at=now, appealed=False, met=True, now=now)
    assert isinstance(found, refusals.NothingToAppeal)


def test_a_name_of_a_platform_is_as_long_as_one_is_kept():
    rules.check_platforms(["美" * 60])
    with pytest.raises(refusals.WorkTooLong):
        rules.check_platforms(["美团", "美" * 61])
