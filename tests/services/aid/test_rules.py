"""Boundaries of the rules: who is one of a household, how far above the line is near, when a year is full, by whose
formula, in which spelling a number counts once."""

from dataclasses import replace
from datetime import date

import pytest

from gonghui.kernel.benefits import Answer
from gonghui.kernel.money import Fen
from gonghui.services.aid import refusals, rules
from gonghui.services.aid.refusals import money
from gonghui.services.aid.rules.hardship import HARDSHIP, Facts, Line, anniversary, class_of, near_miss
from gonghui.services.aid.rules.household import FORMULAS, LARGEST, Formula, Household, Member, formula, young

ON = date(2026, 5, 20)
LINE = Line(Fen(86_000), "太原市", "太原市民政局", date(2026, 1, 1), weak=False)
KNOWN = {"hurt": False, "private_school": False, "study_abroad": False}
BY = formula("140105", on=ON)


def one(income, **more):
    """Who lives alone and has so much a month, in fen."""
    return Household((Member("self", Fen(income * 12)),), **{**KNOWN, **more})


def facts(home, **more):
    return Facts(**{"home": home, "formula": BY, "line": LINE, "works": True, **more})


@pytest.mark.parametrize(
    ("monthly", "above"),
    [
        (171_999, None),  # below twice the line: no miss at all
        (172_000, 0),
        (180_600, 500),
        (189_200, 1_000),  # a tenth above
        (189_201, None),
    ],
)
def test_near_is_up_to_a_tenth_above_the_line(monthly, above):
    assert near_miss(facts(one(monthly))) == above


def test_without_a_line_nothing_is_near():
    assert near_miss(facts(one(172_000), line=None)) is None


@pytest.mark.parametrize(
    ("since", "full"),
    [
        (date(2025, 5, 20), date(2026, 5, 20)),
        (date(2024, 2, 29), date(2025, 3, 1)),
        (date(2023, 2, 28), date(2024, 2, 28)),
    ],
)
def test_a_year_of_work_is_full_on_its_day(since, full):
    assert anniversary(since) == full


@pytest.mark.parametrize(
    ("since", "answer"), [(date(2025, 5, 20), Answer.YES), (date(2025, 5, 21), Answer.NO), (None, Answer.UNKNOWN)]
)
def test_who_comes_from_the_country_has_worked_a_year_on_the_day(since, answer):
    found = HARDSHIP.judge(facts(one(80_000), migrant=True, employed_since=since), on=ON)
    assert found.answer is answer


@pytest.mark.parametrize(
    ("home", "klass"),
    [
        (one(85_999), "deep"),
        (one(86_000), "relative"),
        (one(172_000), ""),
        (one(172_000, hurt=True), "accident"),
        (one(80_000, hurt=True), "deep"),  # the heaviest of two
        (one(80_000, private_school=True), ""),
        (one(80_000, study_abroad=None), ""),
    ],
)
def test_the_class_is_the_heaviest_that_is_met_once_all_is_known(home, klass):
    assert class_of(HARDSHIP.judge(facts(home), on=ON)) == klass


@pytest.mark.parametrize(("spent", "met"), [(80, False), (81, True)])
def test_a_blow_is_more_than_eighty_per_cent_of_a_years_income(spent, met):
    home = Household((Member("self", Fen(100)),), sudden=Fen(spent), **KNOWN)
    [blow] = [each for each in HARDSHIP.judge(facts(home, line=None), on=ON).reasons if each.code == "aid.accident"]
    assert (blow.answer is Answer.YES) == met


def test_without_income_any_blow_is_one_and_none_is_none():
    for spent, answer in ((1, Answer.YES), (0, Answer.NO)):
        home = Household((Member("self", Fen(0)),), sudden=Fen(spent), **KNOWN)
        found = HARDSHIP.judge(facts(home, line=None), on=ON)
        assert [each.answer for each in found.reasons if each.code == "aid.accident"] == [answer]


def test_rigid_expenses_above_the_income_leave_less_than_nothing():
    home = Household((Member("self", Fen(100)),), medical=Fen(1_300), **KNOWN)
    assert BY.monthly(home) == Fen(-100)
    assert class_of(HARDSHIP.judge(facts(home), on=ON)) == "deep"


def test_a_place_with_a_formula_of_its_own_counts_by_it():
    rugao = formula("320682", on=ON)
    home = one(100, relief=Fen(1_200), care=Fen(600), work=Fen(600))
    assert (BY.monthly(home), rugao.monthly(home)) == (Fen(100), Fen(100))
    assert (rugao.income(home), rugao.rigid(home)) == (Fen(2_400), Fen(1_200))
    assert formula("320683", on=ON) is BY is FORMULAS[0]


def test_the_newest_formula_in_force_counts(monkeypatch):
    later = Formula("140100", "太原 2026", weak=False, since=date(2026, 5, 20), relative=3)
    sooner = replace(later, since=date(2020, 1, 1), relative=1)
    monkeypatch.setattr("gonghui.services.aid.rules.household.FORMULAS", (*FORMULAS, later, sooner))
    assert formula("140105", on=date(2026, 5, 19)).relative == 1
    assert formula("140105", on=ON).relative == 3
    assert formula("140105", on=date(2019, 12, 31)) is FORMULAS[0]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (Member("child", Fen(0), "林一"), Member("child", Fen(0), "林一"), True),
        (Member("child", Fen(0), "林一", document="aa"), Member("child", Fen(0), "林一"), True),
        (Member("child", Fen(0), "林一", document="aa"), Member("child", Fen(0), "林一", document="bb"), False),
        (Member("child", Fen(0), "林一", document="aa"), Member("child", Fen(0), "林二", document="aa"), True),
        (Member("child", Fen(0)), Member("child", Fen(0)), False),
        (Member("self", Fen(0), document="aa"), Member("child", Fen(0), document="bb"), True),  # a second applicant
    ],
)
def test_two_of_one_name_are_two_where_their_documents_say_so(first, second, same):
    members = (Member("self", Fen(0), "林小雨"), first, second)
    if not same:
        assert Household(members).people == 3
        return
    with pytest.raises(refusals.MemberTwice):
        Household(members)


def test_eight_live_together_and_nobody_has_more_than_a_household_can_have():
    eight = (Member("self", LARGEST), *(Member("child", LARGEST) for _each in range(7)))
    assert Household(eight, sudden=LARGEST).income == 8 * LARGEST
    with pytest.raises(refusals.IncomeTooLarge):
        Household(eight, sudden=Fen(LARGEST + 1))


@pytest.mark.parametrize(
    ("born_on", "is_young"), [(date(2012, 5, 20), False), (date(2012, 5, 21), True), (None, False)]
)
def test_under_fourteen_ends_on_the_birthday(born_on, is_young):
    assert young([Member("child", Fen(0), born_on=born_on)], on=ON) == is_young


@pytest.mark.parametrize("text", ["HD 2026-1", "hd2026-1", "ＨＤ２０２６－１", " hd2026-1\u200b"])
def test_a_receipt_has_one_spelling(text):
    assert rules.receipt_number(text) == "HD2026-1"


@pytest.mark.parametrize(
    ("text", "no"), [("", money.ReceiptMissing), (" \u200b", money.ReceiptMissing), ("1" * 41, money.ReceiptTooLong)]
)
def test_what_is_no_receipt_is_refused(text, no):
    with pytest.raises(no):
        rules.receipt_number(text)
