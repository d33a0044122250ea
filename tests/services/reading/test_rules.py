"""What follows from dates, counts and words, without a database."""

from datetime import date, datetime, timedelta

import pytest

from gonghui.services.reading import refusals
from gonghui.services.reading.models import LoanRule
from gonghui.services.reading.rules import (
    Has,
    barcode_in,
    check_overdue,
    check_renewal,
    copy_code,
    days_late,
    due_at,
    licensed,
    naming,
    per_mille,
    reader_kind,
    reminders_due,
    title_key,
)
from gonghui.services.reading.rules.plans import read_plan, row_letter, written
from gonghui.services.reading.rules.tokens import key_of, question, tokens_of
from tests.cast import NOW, SHANGHAI

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("hlm-1", "HLM-1"), (" ＨＬＭ 1 ", "HLM1"), ("0000123", "0000123"), ("A" * 30, "A" * 30)],
)
def test_a_barcode_has_one_spelling(typed, code):
    assert barcode_in(typed) == copy_code(typed) == code


@pytest.mark.parametrize("typed", ["", " ", "-1", "书", "A" * 31, "A/1", "A_1", "A\n;"])
def test_what_is_no_barcode_is_refused(typed):
    assert barcode_in(typed) == ""
    with pytest.raises(refusals.BadCopyCode):
        copy_code(typed)


def test_one_isbn_is_one_title_whatever_it_is_called():
    isbn = "9787020002207"
    assert title_key(isbn, "红楼梦", "曹雪芹", "", None) == title_key(isbn, "石头记", "", "", 1982)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (("《活着》", "余华", "作家出版社", 2012), True),
        (("活 着", "余　华", "作家出版社", 2012), True),
        (("活着", "余华", "作家出版社", 2010), False),
        (("活着", "余华", "南海出版公司", 2012), False),
        (("活着", "", "作家出版社", 2012), False),
        (("活着余华", "", "作家出版社", 2012), False),
    ],
)
def test_without_an_isbn_name_author_publisher_and_year_are_a_title(other, same):
    assert (title_key(None, *other) == title_key(None, "活着", "余华", "作家出版社", 2012)) is same


@pytest.mark.parametrize(
    ("member", "kind"),
    [
        (None, "guest"),
        ("SX.TY.JY.", "member"),
        ("SX.TY.", "member"),
        ("SX.TYX.", "other_member"),
        ("SX.DT.", "other_member"),
        ("SX.", "other_member"),
    ],
)
def test_whose_reader_one_is(member, kind):
    assert reader_kind(member, "SX.TY.") == kind


@pytest.mark.parametrize(
    ("lent", "days", "due"),
    [
        ("2026-05-20T10:00", 30, "2026-06-19T23:59:59"),
        ("2026-05-20T23:59", 1, "2026-05-21T23:59:59"),
        ("2026-05-20T00:00", 1, "2026-05-21T23:59:59"),
        ("2028-02-28T12:00", 1, "2028-02-29T23:59:59"),
    ],
)
def test_a_book_is_due_at_the_end_of_a_day(lent, days, due):
    lent, due = (datetime.fromisoformat(f"{moment}+08:00") for moment in (lent, due))
    assert due_at(lent, days, SHANGHAI) == due


@pytest.mark.parametrize(
    ("days", "sent", "reached"),
    [(-3, 0, 0), (-2, 0, 1), (0, 1, 1), (1, 1, 2), (6, 2, 2), (7, 0, 3), (40, 0, 4), (40, 4, 4)],
)
def test_reminders_that_were_missed_are_not_sent_late(days, sent, reached):
    assert reminders_due(days, sent) == reached


TERMS = LoanRule(books=5, days=30, renewals=1, renewal_days=15, holds=3, hold_days=3, stop_days=7)


@pytest.mark.parametrize(
    ("renewed", "due", "waiting", "refusal"),
    [
        (0, 0, 0, refusals.TooLateToRenew),
        (1, 1, 0, refusals.NoMoreRenewals),
        (0, 1, 2, refusals.SomebodyWaits),
        (1, -1, 2, refusals.TooLateToRenew),
    ],
)
def test_a_loan_is_renewed_in_time_as_often_as_the_rule_says_and_while_nobody_waits(renewed, due, waiting, refusal):
    check_renewal(TERMS, renewed=0, due=NOW + DAY, waiting=0, now=NOW, due_shown="")
    with pytest.raises(refusal):
        check_renewal(TERMS, renewed=renewed, due=NOW + due * DAY, waiting=waiting, now=NOW, due_shown="")


def test_a_book_more_than_a_week_late_stops_the_next():
    check_overdue(TERMS, title="活着", late=7)
    with pytest.raises(refusals.OverdueFirst, match="超期 8 天，超过 7 天"):
        check_overdue(TERMS, title="活着", late=8)


@pytest.mark.parametrize(
    ("now", "late"),
    [
        ("2026-05-18T23:59+08:00", -2),
        ("2026-05-20T23:59:59+08:00", 0),
        ("2026-05-21T00:00+08:00", 1),
        ("2026-05-21T23:59+08:00", 1),
        ("2026-05-27T09:00+08:00", 7),
    ],
)
def test_days_late_are_days_of_the_calendar(now, late):
    due = due_at(datetime.fromisoformat("2026-05-19T10:00+08:00"), 1, SHANGHAI)
    assert days_late(due, datetime.fromisoformat(now), SHANGHAI) == late


def test_the_name_asks_for_each_thing_and_names_what_is_lacking():
    conditions = naming(
        Has(volumes=3000, platforms=0, staff=1, lacking=("computers",)), volumes=3000, platforms=1, staff=1
    )
    assert [(one.code, one.met) for one in conditions] == [
        ("volumes", True),
        ("platforms", False),
        ("staff", True),
        ("computers", False),
    ]


@pytest.mark.parametrize(
    ("platform", "until", "counts"),
    [
        ("某平台", date(2026, 5, 20), True),
        ("某平台", date(2026, 5, 19), False),
        ("某平台", None, False),
        ("", date(2027, 1, 1), False),
    ],
)
def test_a_platform_counts_to_the_last_day_of_its_licence(platform, until, counts):
    assert licensed(platform, until, NOW.date()) is counts


def test_a_share_of_nothing_is_nothing():
    assert (per_mille(1, 3), per_mille(0, 5), per_mille(5, 0)) == (333, 0, 0)


# Plans


@pytest.mark.parametrize(("y", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (59, "BH")])
def test_rows_are_lettered_beyond_z(y, letter):
    assert row_letter(y) == letter


@pytest.mark.parametrize("text", ["D", "d", "Qq", "Cc", "Ss", "aA", "D..D\n\n\n...S", "\nD", "." * 59 + "D"])
def test_every_plan_reads_back(text):
    assert read_plan(written(read_plan(text))) == read_plan(text)


def test_an_aisle_may_be_typed_in_several_ways():
    assert [seat.label for seat in read_plan("D D　D．D.D")] == ["A1", "A3", "A5", "A7", "A9"]


def test_no_seats_are_an_empty_plan():
    assert written([]) == ""


# Words


@pytest.mark.parametrize(
    ("name", "spelled", "initials"),
    [
        ("红楼梦", "hongloumeng", "hlm"),
        ("Python编程", "biancheng", "bc"),
        ("1984", "", ""),
        ("《活着》", "huozhe", "hz"),
    ],
)
def test_a_name_is_found_by_its_sounds_and_letters(name, spelled, initials):
    key = key_of(name)
    assert (key.spelled, key.initials) == (spelled, initials)


def test_a_title_holds_each_token_once():
    held = tokens_of("红楼梦红楼梦", "曹雪芹")
    assert len(held) == len(set(held))
    assert {"红楼", "~hong lou", "^hlm", "曹雪", "^cxq"} <= set(held)


def test_a_question_of_any_length_has_a_bounded_number_of_ways():
    asked = question("xian xian xian xian xian xian xian xian" * 3)
    assert 0 < len(asked.ways) <= 30
    assert question("　").ways == ()
