"""Coverage: numerator, denominator and their days; never above 100 unsaid; each number leads to its list."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gonghui.kernel.workbooks import workbook
from gonghui.primitives.people import actions as people
from gonghui.services.membership.coverage import actions, refusals, rules
from gonghui.services.membership.coverage.figures import figures
from gonghui.services.membership.models import Tally, Workforce

pytestmark = pytest.mark.django_db
PAGE = reverse("membership:coverage")
DAY = date(2026, 4, 30)


@pytest.fixture
def enter(by, now):
    def entered(union, people_there, trade="", as_of=DAY, source="统计年鉴"):
        said = {"trade": trade, "people": people_there, "as_of": as_of, "source": source}
        return actions.enter_workforce(union, **said, by=by, now=now)

    return entered


@pytest.fixture
def riders(lin, chen, su, by, now):
    """Lin drives for two platforms in two trades, Su in one."""
    for person, platform, trade in ((lin, "甲", "courier"), (lin, "乙", "food_rider"), (su, "甲", "courier")):
        people.employ(person, platform=platform, trade=trade, starts_on=DAY, by=by, now=now)


def test_members_are_counted_for_each_union_and_all_above_it(province, taiyuan, works, datong, riders, now):
    actions.count(now=now)
    counted = {(one.union.code, one.by, one.value): one.members for one in Tally.objects.select_related("union")}
    assert counted["SX", "all", ""] == 3
    assert (counted["TY", "all", ""], counted["TY-JY", "all", ""], counted["DT", "all", ""]) == (2, 2, 1)
    assert (counted["SX", "trade", "courier"], counted["SX", "trade", "food_rider"]) == (2, 1)
    assert counted["SX", "kind", "grassroots"] == 3


def test_it_is_counted_once_a_day(lin, now):
    assert actions.count_daily(now) > 0
    assert actions.count_daily(now + timedelta(hours=3)) == 0
    assert actions.count_daily(now + timedelta(days=1)) > 0
    assert Tally.objects.counted_on() == date(2026, 5, 21)


def test_a_town_and_its_county_are_not_both_in_the_base(province, taiyuan, works, datong, enter, lin, now):
    enter(taiyuan, 100)
    enter(works, 40)
    enter(datong, 50, as_of=date(2026, 1, 31), source="主管部门")
    actions.count(now=now)
    whole, *below = figures(province, rules.PLACE)
    assert (whole.members, whole.base.people, whole.base.as_of) == (1, 150, date(2026, 1, 31))
    assert set(whole.base.sources) == {"统计年鉴", "主管部门"}
    assert {one.label: one.base.people for one in below if one.base} == {"太原市总工会": 100, "大同市总工会": 50}


def test_a_base_for_a_part_of_the_members_makes_no_share(province, taiyuan, enter, lin, su, now):
    enter(taiyuan, 100)
    actions.count(now=now)
    whole, *below = figures(province, rules.PLACE)
    assert (whole.members, whole.base.people, whole.share, whole.odd) == (2, 100, None, rules.PART)
    assert {one.label: one.share for one in below} == {"太原市总工会": 100, "大同市总工会": None}
    enter(province, 1_000)
    assert figures(province, rules.PLACE)[0].share == 20


def test_the_newest_figure_stands_and_one_day_has_one(taiyuan, enter, lin, now):
    enter(taiyuan, 100, as_of=date(2025, 12, 31))
    enter(taiyuan, 200)
    assert figures(taiyuan, rules.PLACE)[0].base.people == 200
    with pytest.raises(refusals.FiguredAlready):
        enter(taiyuan, 300)
    with pytest.raises(refusals.DayToCome):
        enter(taiyuan, 300, as_of=date(2026, 5, 21))


def test_more_members_than_people_is_said_and_so_is_no_base_at_all(works, taiyuan, enter, lin, chen, now):
    enter(works, 1)
    actions.count(now=now)
    line = figures(works, rules.PLACE)[0]
    assert (line.share, line.odd) == (20_000, rules.MOST)
    [kind] = [one for one in figures(taiyuan, rules.KIND) if one.label == "基层工会"]
    assert (kind.share, kind.odd) == (None, rules.NONE)


def test_each_number_leads_to_the_list_behind_it(browser, zhao, province, riders, enter, now):
    enter(province, 8, "courier")
    actions.count(now=now)
    desk = browser(zhao)
    page = desk.get(PAGE, {"by": "trade"}).text
    assert "25%" in page
    behind = reverse("membership:members") + "?at=SX&trade=courier"
    assert behind.replace("&", "&amp;") in page
    listed = desk.get(behind).text
    assert "林小雨" in listed
    assert "苏红梅" in listed
    assert "陈建国" not in listed


def test_a_sheet_of_figures_is_taken_whole_or_not_at_all(browser, zhao, province, taiyuan):
    door, desk = reverse("membership:load-workforce"), browser(zhao)
    header, good = ["工会代码", "行业", "人数", "统计日期", "来源"], ["TY", "快递员", 1200, "2026-04-30", "年鉴"]

    def bring(*rows):
        return desk.post(door, {"sheet": SimpleUploadedFile("底数.xlsx", workbook(header, rows))})

    refused = bring(good, ["XX", "", 5, "2026-04-30", "年鉴"])
    assert refused.status_code == 422
    assert "没有代码为“XX”的工会" in refused.text
    assert not Workforce.objects.exists()
    assert bring(good).status_code == 303
    assert Workforce.objects.get().trade == "courier"
    assert "已经登记过" in bring(good).text


def test_members_who_stand_at_the_union_itself_are_in_no_base_of_what_is_below(taiyuan, works, enter, lin, enrol, now):
    enter(works, 4)
    actions.count(now=now)
    assert figures(taiyuan, rules.PLACE)[0].share == 2_500
    enrol("直属会员", 601, taiyuan)
    actions.count(now=now)
    whole = figures(taiyuan, rules.PLACE)[0]
    assert (whole.members, whole.share, whole.odd) == (2, None, rules.PART)
    enter(taiyuan, 10)
    assert figures(taiyuan, rules.PLACE)[0].share == 2_000


def test_figures_of_a_foreign_union_are_not_taken(browser, zhao, province, found):
    found("HB", "河北省总工会", "province")
    row = ["HB", "快递员", 1200, "2026-04-30", "年鉴"]
    sheet = SimpleUploadedFile("底数.xlsx", workbook(["工会代码", "行业", "人数", "统计日期", "来源"], [row]))
    refused = browser(zhao).post(reverse("membership:load-workforce"), {"sheet": sheet})
    assert "没有代码为“HB”的工会" in refused.text
    assert not Workforce.objects.exists()


def test_who_may_only_watch_is_led_to_no_list_of_people(browser, enrol, taiyuan, lin, by, now):
    actions.count(now=now)
    auditor = enrol("审计员", 431)
    people.appoint(auditor, taiyuan, "auditor", by=by, now=now)
    page = browser(auditor).get(PAGE)
    assert page.status_code == 200
    assert reverse("membership:members") not in page.text
