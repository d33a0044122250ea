"""A room as its officer runs it: the agreement, the name, halls and plans, loan rules, reports, proposals."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gonghui.kernel.hours import Week
from gonghui.kernel.window import Window
from gonghui.primitives.people import actions as people
from gonghui.primitives.places import actions as places
from gonghui.services.reading import actions as reading
from gonghui.services.reading.forms.sheets import BookRow
from gonghui.services.reading.models import Copy, LoanRule, NamingRule, Proposal, ReadingRoom, Seat
from gonghui.services.reading.pages import reports
from gonghui.services.reading.pages.shown import standing

from .conftest import refusal, said, to

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def desk(officer, browser_of):
    """The officer's browser."""
    return browser_of(officer)


@pytest.fixture
def naming_rule(db):
    NamingRule.objects.all().delete()
    return NamingRule.objects.create(starts_on="2020-01-01", volumes=2, platforms=1, staff=1, source="命名办法第三条")


# The room


def test_the_rooms_of_an_office_with_this_months_figures(library, bank, hall, dream, lin, lend, datong, desk, by, now):
    reading.open_room(union=datong, name="云冈书屋", address="路", point=library.premises.point, by=by, now=now)
    lend(dream, lin)
    reading.count_visit(library.premises, "desk", key="a", now=now)
    reading.count_visit(library.premises, "desk", key="b", now=now, at=now - 30 * DAY)
    page = desk.get(to("-console:index"))
    assert [room.premises.name for room in page.context["listing"].page.object_list] == ["工惠图书馆", "金融书屋"]
    figures = reports.figures_of([library.premises.pk, bank.premises.pk], now=now)
    told = figures[library.premises.pk]
    assert (told.books, told.visits, told.loans) == (1, 1, 1), "last month's visit is last month's"
    assert figures[bank.premises.pk] == reports.Figures()
    found = desk.get(to("-console:index") + "?q=府东街").context["listing"].page.object_list
    assert [room.premises.name for room in found] == ["金融书屋"], "by its host"


def test_the_agreement_and_the_platform_are_set(bank, desk):
    said_of = {
        "partner_until": "2027-01-01",
        "digital_platform": "电子书屋",
        "digital_until": "",
        "grace_minutes": "20",
    }
    assert desk.post(to("-console:partner", bank), said_of).status_code == 303
    room = ReadingRoom.objects.get(pk=bank.pk)
    assert (str(room.partner_until), room.digital_platform, room.digital_until) == ("2027-01-01", "电子书屋", None)
    assert 'value="2027-01-01"' in said(desk.get(to("-console:room", bank))), "what is set stands in the form"


@pytest.mark.parametrize(
    ("field", "value"), [("grace_minutes", "4"), ("grace_minutes", "61"), ("partner_until", "bald")]
)
def test_what_cannot_be_agreed_is_mended_in_place(field, value, bank, desk):
    said_of = {"partner_until": "", "digital_platform": "", "digital_until": "", "grace_minutes": "15", field: value}
    answer = desk.post(to("-console:partner", bank), said_of)
    assert answer.status_code == 422
    assert answer.context["partner"].errors.keys() == {field}
    assert ReadingRoom.objects.get(pk=bank.pk).grace_minutes == 15


def test_each_room_waits_for_its_readers_as_long_as_it_says(library, seat, lin, desk, by, now):
    reading.describe_room(library, grace_minutes=30, by=by, now=now)
    reading.book_seat(seat, lin, Window(now, now + HOUR), key="k", by=by, now=now)
    assert reading.work_reading(now + timedelta(minutes=29)) == 0
    assert reading.work_reading(now + timedelta(minutes=30)) == 1
    assert "30分钟内没有签到" in lin.notices.get().text


def test_the_conditions_of_the_name_are_checked_and_kept(bank, add, librarian, naming_rule, desk):
    assert "命名办法第三条" in said(desk.get(to("-console:room", bank)))
    answer = desk.post(to("-console:naming", bank))
    page = said(desk.get(answer.headers["Location"]))
    assert "还不符合命名条件" in page
    assert "不符合" in page
    assert bank.checks.get().staff == 1


def test_without_such_a_rule_nothing_is_checked(bank, desk):
    NamingRule.objects.all().delete()
    assert "还没有登记命名条件" in said(desk.get(to("-console:room", bank)))
    assert refusal(desk.post(to("-console:naming", bank))) == (409, "reading.no_naming_rule")
    assert not bank.checks.exists()


# Halls and plans


def test_a_hall_is_added_and_its_seats_are_drawn(bank, desk):
    answer = desk.post(to("-console:add-hall", bank), {"name": "自习室"})
    hall = bank.premises.rooms.get(name="自习室")
    assert answer.headers["Location"] == to("-console:plan", bank, hall)
    drawn = desk.post(answer.headers["Location"], {"plan": "DdQ\r\n..A"})
    assert "座位图已更新，共 4 座" in said(desk.get(drawn.headers["Location"]))
    assert set(Seat.objects.values_list("label", "kind", "socket")) == {
        ("A1", "desk", False), ("A2", "desk", True), ("A3", "quiet", True), ("B3", "accessible", False),
    }  # fmt: skip
    assert desk.get(to("-console:plan", bank, hall)).context["drawn"] == "DdQ\n..A"


def test_a_plan_that_cannot_be_is_shown_again_as_it_was_drawn(library, hall, desk):
    answer = desk.post(to("-console:plan", library, hall), {"plan": "DDX"})
    assert refusal(answer) == (422, "reading.bad_plan")
    assert ">DDX</textarea>" in said(answer)
    assert Seat.objects.filter(closed_at=None).count() == 6


@pytest.mark.parametrize(
    ("name", "code"), [("", "places.missing"), ("自习室", "places.room_name_used"), ("厅" * 201, "places.too_long")]
)
def test_a_hall_has_a_name_of_its_own(name, code, library, hall, desk):
    status, found = refusal(desk.post(to("-console:add-hall", library), {"name": name}))
    assert status in (409, 422)
    assert found == code
    assert library.premises.rooms.count() == 1


def test_a_hall_of_another_room_is_not_drawn_from_here(bank, hall, desk):
    assert desk.post(to("-console:plan", bank, hall), {"plan": "D"}).status_code == 404
    assert Seat.objects.filter(closed_at=None).count() == 6


# Loan rules

RULE = {
    "reader": "guest", "starts_on": "2026-05-21", "books": "1", "days": "7", "renewals": "0", "renewal_days": "1",
    "holds": "1", "hold_days": "2", "stop_days": "0",
}  # fmt: skip


def test_guests_may_borrow_from_the_day_a_rule_says_so(library, zhao, desk, now):
    assert desk.post(to("-console:rules", library), RULE).status_code == 303
    assert standing(library.premises, zhao, now=now).rule.books == 0
    assert standing(library.premises, zhao, now=now + DAY).rule.books == 1
    assert "本书屋" in said(desk.get(to("-console:rules", library)))
    assert refusal(desk.post(to("-console:rules", library), RULE)) == (409, "reading.rule_that_day")


def test_a_rule_for_one_room_is_no_rule_for_the_next(library, bank, zhao, desk, now):
    desk.post(to("-console:rules", library), RULE)
    assert standing(bank.premises, zhao, now=now + DAY).rule.books == 0


def test_the_form_begins_with_what_members_have(library, desk):
    shown = desk.get(to("-console:rules", library)).context["form"]
    assert (shown["books"].value(), shown["days"].value()) == (5, 30)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("starts_on", "2026-05-19", "reading.rule_in_the_past"),
        ("starts_on", "morgen", ""),
        ("reader", "king", ""),
        ("books", "-1", ""),
        ("days", "0", ""),
        ("days", "366", ""),
        ("renewals", "11", ""),
    ],
)
def test_a_rule_that_cannot_hold_is_mended_in_place(field, value, code, library, desk):
    answer = desk.post(to("-console:rules", library), RULE | {field: value})
    assert refusal(answer) == (422, code)
    assert LoanRule.objects.filter(premises=library.premises).count() == 0
    assert code or answer.context["form"].errors.keys() == {field}


def test_the_nearest_union_and_the_latest_day_decide(library, province, taiyuan, lin, by, now):
    today = now.date()

    def rule_of(union, premises, books, day):
        terms = {"books": books, "days": 9, "renewals": 0, "renewal_days": 1, "holds": 0, "hold_days": 1}
        terms["stop_days"] = 0
        LoanRule.objects.create(union=union, premises=premises, reader="member", starts_on=day, created_at=now, **terms)

    def books():
        return standing(library.premises, lin, now=now).rule.books

    rule_of(province, None, 9, today)
    assert books() == 5, "the city's own rule goes before the province's"
    LoanRule.objects.filter(union=taiyuan).delete()
    assert books() == 9
    rule_of(taiyuan, None, 7, today - 2 * DAY)
    rule_of(taiyuan, None, 8, today - DAY)
    rule_of(taiyuan, None, 6, today + DAY)
    assert books() == 8
    rule_of(taiyuan, library.premises, 2, today - 9 * DAY)
    assert books() == 2


# Reports


def test_use_of_a_day_counts_what_was_kept_for_readers(library, hall, lin, chen, su, enrol, desk, by, now):
    seats = list(Seat.objects.select_related("room__premises__union").order_by("label"))
    window = Window(now, now + 2 * HOUR)
    came, missed, back, shut = (
        reading.book_seat(seat, person, window, key="k", by=by, now=now)
        for seat, person in zip(seats, (lin, chen, su, enrol("何四", 320)), strict=False)
    )
    reading.arrive(came, by=by, now=now)
    reading.give_seat_back(back, by=by, now=now)
    reading.draw_plan(hall, "DDD\n..Q\n..S", by=by, now=now)  # one seat is gone, and its booking with it
    assert shut.seat.label == "B1"
    reading.work_reading(now + HOUR)
    today = reports.days_of(library.premises, days=1, now=now + 3 * HOUR)[0]
    assert (today.booked, today.sat, today.no_shows, today.offered) == (240, 120, 1, 5 * 12 * 60)
    assert missed.seat.label == "A2"


def test_a_holiday_three_weeks_ago_offered_no_seats(library, hall, by, now):
    places.revise(library.premises, by_calendar=True, by=by, now=now)
    places.set_hours(library.premises, Week.daily("9:00-21:00", days=range(7)), by=by, now=now)
    holiday = (now - 20 * DAY).date()
    places.set_calendar_day(holiday, as_weekday=None, name="假日", source="通知", by=by, now=now)
    days = {day.on: day.offered for day in reports.days_of(library.premises, days=30, now=now)}
    assert days[holiday] == 0
    assert days[holiday - DAY] == 6 * 12 * 60


def test_a_month_of_use_costs_the_same_as_a_day(library, hall, desk, now):
    def asked(days):
        with CaptureQueriesContext(connection) as found:
            assert len(reports.days_of(library.premises, days=days, now=now)) == days
        return len(found)

    assert asked(1) == asked(30)
    assert desk.get(to("-console:use", library)).context["listing"].page.paginator.count == 30


def test_idle_books_are_those_of_this_room_that_stand_there(library, bank, add, lin, lend, desk, by, now):
    for name, room, came in (("A", library, 400), ("B", library, 300), ("C", bank, 400), ("D", library, 400)):
        reading.add_copies(room, BookRow(number=1, name=name, code=name), by=by, now=now - came * DAY)
    lend(Copy.objects.get(code="D"), lin)
    listed = desk.get(to("-console:dead", library)).context["listing"].page.object_list
    assert [copy.code for copy in listed] == ["A"]


def test_an_overdue_loan_is_declared_lost_and_its_reader_hears(
    library, dream, add, lin, chen, lend, officer, browser_of, set_clock, now
):
    late, fresh = lend(dream, lin), lend(add("活着")[0], chen, at=now + 5 * DAY)
    set_clock(now + 32 * DAY)
    desk = browser_of(officer)
    page = desk.get(to("-console:overdue", library))
    assert [loan.pk for loan in page.context["listing"].page.object_list] == [late.pk]
    assert "林**" in said(page)
    assert lin.name not in said(page)
    assert desk.post(to("-console:loss", library, late)).status_code == 303
    assert "已登记遗失" in lin.notices.order_by("-pk").first().title
    assert refusal(desk.post(to("-console:loss", library, late))) == (409, "reading.loan_ended")
    fresh.refresh_from_db()
    assert fresh.ended_at is None


def test_a_loan_of_another_room_is_not_declared_lost_from_here(bank, dream, lin, lend, desk):
    loan = lend(dream, lin)
    assert desk.post(to("-console:loss", bank, loan)).status_code == 404
    loan.refresh_from_db()
    assert not loan.lost


# Proposals

ANSWER = {"outcome": "planned", "says": "下季度采购"}


@pytest.fixture
def proposal(library, lin, by, now):
    return reading.propose(library.premises, lin, name="三体", reason="都在看", by=by, now=now)


def test_a_proposal_is_answered_once_and_its_reader_reads_it(proposal, lin, desk, browser_of):
    page = said(desk.get(to("-console:proposals")))
    assert "三体" in page
    assert lin.name not in page
    assert desk.post(to("-console:answer", proposal), ANSWER).status_code == 303
    assert "列入采购计划：下季度采购" in said(browser_of(lin).get(to(":mine")))
    again = desk.post(to("-console:answer", proposal), ANSWER | {"outcome": "declined"})
    assert refusal(again) == (409, "reading.proposal_answered")
    proposal.refresh_from_db()
    assert proposal.outcome == "planned"


def test_after_the_answer_the_same_book_may_be_proposed_again(proposal, library, lin, desk, by, now):
    desk.post(to("-console:answer", proposal), ANSWER | {"outcome": "declined"})
    reading.propose(library.premises, lin, name="三体", by=by, now=now)
    assert Proposal.objects.waiting().count() == 1


@pytest.mark.parametrize("wrong", [{"says": ""}, {"outcome": ""}, {"outcome": "burnt"}, {"says": "好" * 301}])
def test_an_answer_says_what_and_why(wrong, proposal, desk):
    answer = desk.post(to("-console:answer", proposal), ANSWER | wrong)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == wrong.keys()
    assert Proposal.objects.waiting().exists()


@pytest.mark.parametrize("fields", [ANSWER, {}], ids=["well filled", "empty"])
def test_a_neighbours_officer_answers_nobody(fields, proposal, neighbour, browser_of):
    client = browser_of(neighbour)
    assert client.post(to("-console:answer", proposal), fields).status_code == 404
    assert "三体" not in said(client.get(to("-console:proposals")))
    proposal.refresh_from_db()
    assert (proposal.outcome, proposal.answer) == ("", "")


@pytest.mark.parametrize("role", ["finance", "auditor", "operator"])
def test_who_only_looks_answers_nobody(role, proposal, taiyuan, enrol, browser_of, by, now):
    person = enrol("钱旁观", 330)
    people.appoint(person, taiyuan, role, by=by, now=now)
    assert browser_of(person).post(to("-console:answer", proposal), ANSWER).status_code == 403
    assert Proposal.objects.waiting().exists()


def test_the_unanswered_stand_first(library, lin, chen, desk, by, now):
    old, new = (reading.propose(library.premises, who, name="三体", by=by, now=now) for who in (lin, chen))
    reading.answer(new, outcome="bought", says="已买", by=by, now=now)
    listed = list(desk.get(to("-console:proposals")).context["page"])
    assert listed == [old, new]
