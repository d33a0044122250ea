"""Which answer comes first, and how long there is: tables of cases."""

from datetime import date

import pytest

from gonghui.kernel.money import Fen
from gonghui.services.legal.rules.finding import ranked
from gonghui.services.legal.rules.limits import BY_CODE, counted
from gonghui.services.legal.rules.wizards import Injury, Wages, injury, wages

TODAY = date(2026, 5, 20)
ANSWERS = [
    (1, "老板拖欠工资怎么办", "不发工资 欠薪 讨薪"),
    (2, "没有签劳动合同怎么办", "没签合同 合同"),
    (3, "干活受伤了", "工伤 摔伤"),
]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("老板三个月不发工资", [1]),
        ("没签合同，又 欠薪", [2, 1]),
        ("合同到期", [2]),
        ("老板拖欠工资怎么办", [1]),
        ("送货时摔伤了，没签合同", [2, 3]),
        ("食堂的饭不好吃", []),
        ("", []),
    ],
)
def test_a_longer_word_says_more_and_what_shares_none_is_not_found(said, found):
    assert ranked(said, ANSWERS) == found


def test_no_more_than_are_asked_for():
    assert ranked("欠薪 合同 工伤", ANSWERS, most=2) == [1, 2]


@pytest.mark.parametrize(
    ("code", "start", "last"),
    [
        ("arbitration", date(2025, 5, 20), date(2026, 5, 20)),
        ("arbitration", date(2024, 2, 29), date(2025, 2, 28)),
        ("arbitration", date(2023, 2, 28), date(2024, 2, 28)),
        ("inspection", date(2024, 2, 29), date(2026, 2, 28)),
        ("inspection", date(2026, 2, 28), date(2028, 2, 28)),
        ("lawsuit", date(2026, 5, 10), date(2026, 5, 25)),
        ("lawsuit", date(2026, 12, 25), date(2027, 1, 9)),
        ("injury_employer", date(2026, 1, 31), date(2026, 3, 2)),
        ("injury_worker", date(2025, 5, 19), date(2026, 5, 19)),
        ("appraisal_again", date(2026, 5, 20), date(2026, 6, 4)),
        ("double_pay", date(2025, 5, 19), date(2026, 5, 19)),
    ],
)
def test_the_last_day(code, start, last):
    assert counted(code, start, today=TODAY).last == last


@pytest.mark.parametrize(
    ("start", "left", "urgent", "over"),
    [
        (date(2025, 5, 20), 0, True, False),  # today is the last day
        (date(2025, 5, 19), -1, False, True),
        (date(2025, 6, 19), 30, True, False),
        (date(2025, 6, 20), 31, False, False),
    ],
)
def test_what_is_left(start, left, urgent, over):
    found = counted("arbitration", start, today=TODAY)
    assert (found.left, found.urgent, found.over) == (left, urgent, over)


def test_every_limit_names_its_article_and_the_day_since_which_it_holds():
    for limit in BY_CODE.values():
        assert "第" in limit.article
        assert limit.since <= TODAY
        assert bool(limit.years) != bool(limit.days)


def codes(told):
    return [one.limit.code for one in told.limits]


def steps(told):
    return " ".join(one.what for one in told.steps)


def test_who_still_works_there_has_no_limit_of_a_year():
    told = wages(Wages(date(2023, 1, 1), None, Fen(960000)), today=TODAY)
    assert codes(told) == ["inspection"]
    assert told.limits[0].left > 0
    assert "不受一年限制" in steps(told)


def test_who_left_has_a_year_from_the_day_of_leaving():
    told = wages(Wages(date(2025, 1, 1), date(2025, 6, 1), no_contract=True, migrant=True), today=TODAY)
    assert [(one.limit.code, one.left) for one in told.limits] == [("arbitration_left", 12), ("inspection", 377)]
    assert "二倍工资" in steps(told)
    assert "越早申请" in steps(told), "since when there should have been a contract nobody has said"
    assert "不看家庭收入" in steps(told)


@pytest.mark.parametrize(
    ("started", "left", "last"),
    [
        (date(2024, 5, 20), None, date(2026, 5, 19)),  # that they still work gives no more
        (date(2020, 1, 1), date(2026, 5, 1), date(2021, 12, 31)),  # nor that they left only now
        (date(2025, 9, 1), date(2026, 2, 1), date(2027, 2, 1)),  # who left before a year was full counts from then
        (date(2026, 1, 1), None, None),  # it still runs
    ],
)
def test_double_pay_is_no_wage_and_its_year_does_not_wait_for_the_leaving(started, left, last):
    told = wages(Wages(started, left, started_on=started, no_contract=True), today=TODAY)
    assert next((one.last for one in told.limits if one.limit.code == "double_pay"), None) == last


def test_with_a_contract_nothing_is_said_of_double_pay():
    told = wages(Wages(date(2025, 1, 1), None, started_on=date(2020, 1, 1)), today=TODAY)
    assert codes(told) == ["inspection"]


def test_that_the_year_begins_anew_is_said_of_arbitration_and_not_of_the_fifteen_days_before_a_court():
    assert "第二十七条第二款" in wages(Wages(date(2025, 1, 1), None), today=TODAY).over.law
    assert wages(Wages(date(2025, 1, 1), None, awarded_on=date(2026, 4, 1)), today=TODAY).over is None
    assert "工伤" in injury(Injury(date(2025, 1, 1)), today=TODAY).over.law
    assert injury(Injury(date(2025, 1, 1), accepted_on=date(2025, 2, 1)), today=TODAY).over is None


def test_a_unit_that_only_says_it_has_applied_stops_no_year():
    told = injury(Injury(date(2026, 5, 1), employer_applied=True), today=TODAY)
    assert [(one.limit.code, one.left) for one in told.limits] == [("injury_worker", 346)]
    assert "受理的回执" in steps(told)


def test_after_the_award_fifteen_days_come_first_and_nobody_is_sent_to_arbitrate_again():
    told = wages(Wages(date(2025, 1, 1), date(2025, 6, 1), awarded_on=date(2026, 5, 18)), today=TODAY)
    assert (codes(told)[0], told.limits[0].left) == ("lawsuit", 13)
    assert "申请仲裁" not in steps(told)


def test_an_injury_has_thirty_days_of_the_employer_and_a_year_of_ones_own():
    told = injury(Injury(date(2026, 5, 1), insured=False), today=TODAY)
    assert [(one.limit.code, one.left) for one in told.limits] == [("injury_employer", 11), ("injury_worker", 346)]
    assert told.limits[0].limit.theirs
    assert "待遇由单位付" in steps(told)


def test_once_it_was_taken_up_the_bureau_has_sixty_days():
    told = injury(Injury(date(2026, 4, 1), True, date(2026, 5, 1), date(2026, 5, 19)), today=TODAY)
    assert codes(told) == ["appraisal_again", "injury_decision"]
    assert "申报工伤" not in steps(told)
