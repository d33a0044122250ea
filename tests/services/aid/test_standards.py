"""What holds in a place is said by the union of its area, never by that of a firm; the nearest and newest counts."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gonghui.kernel.money import Fen
from gonghui.kernel.sheets import BadRows
from gonghui.primitives.casework.dispatch import union_for
from gonghui.primitives.people.models import Role
from gonghui.primitives.people.rules import around
from gonghui.services.aid import actions
from gonghui.services.aid.forms.sheets import STANDARDS
from gonghui.services.aid.models import Class, Standard, review_after
from gonghui.services.aid.refusals import standards as standard_refusals

from .conftest import officer

pytestmark = pytest.mark.django_db
IMPORT, LIST = reverse("aid-console:import"), reverse("aid-console:standards")
HEADER = "地区,起始日期,低保,深度困难,相对困难,意外致困,文件和文号,看过原文吗"


def sheet(*rows):
    return STANDARDS.open("\n".join((HEADER, *rows)).encode(), "标准.csv")


def row(place="太原市", since="2026-01-01", monthly="860", seen=""):
    return f"{place},{since},{monthly},5000,3000,4000,{place} 1 号,{seen}"


def test_a_place_and_the_areas_around_it_the_smallest_first():
    assert around("140105") == ["140105", "140100", "140000"]
    assert around("140100") == ["140100", "140000"]
    assert around("140000") == ["140000"]


def test_the_union_of_the_smallest_area_answers(taiyuan, province, works):
    assert (union_for("140105"), union_for("140201"), union_for("410105")) == (taiyuan, province, None)


def test_an_area_says_what_holds_in_it_and_below(province, by, now):
    many = actions.load_standards(
        province, sheet(row("太原市"), row("小店区", seen="是"), row("山西省", monthly="740")), by=by, now=now
    )
    assert many == 3
    told = Standard.objects.order_by("division").values_list("division", "monthly", "weak")
    assert list(told) == [("140000", 74_000, True), ("140100", 86_000, True), ("140105", 86_000, False)]


@pytest.mark.parametrize("place", ["山西省", "大同市", "郑州市"])
def test_a_city_says_nothing_for_what_is_not_its_own(taiyuan, by, now, place):
    with pytest.raises(BadRows) as bad:
        actions.load_standards(taiyuan, sheet(row("太原市"), row(place)), by=by, now=now)
    assert [one.refusal.code for one in bad.value.troubles] == ["aid.place_not_yours"]
    assert not Standard.objects.exists()


@pytest.mark.parametrize("kind", ["grassroots", "joint", "industry", "township"])
def test_the_union_of_a_firm_does_not_say_what_its_district_pays(found, taiyuan, by, now, kind):
    firm = found("TY-F", "小店物业工会", kind, taiyuan, "140105")
    with pytest.raises(standard_refusals.NoAreaUnion):
        actions.load_standards(firm, sheet(row("小店区", monthly="99999")), by=by, now=now)
    assert not Standard.objects.exists()


def test_a_union_that_has_no_place_says_nothing_for_others(taiyuan, by, now):
    taiyuan.division = None
    with pytest.raises(BadRows):
        actions.load_standards(taiyuan, sheet(row("郑州市")), by=by, now=now)


def test_the_nation_says_it_for_every_place(found, by, now):
    nation = found("CN", "全国总工会", "national", None, "140000")
    assert actions.load_standards(nation, sheet(row("郑州市"), row("太原市")), by=by, now=now) == 2


def test_an_officer_of_a_firm_is_told_who_may(browser, enrol, works, by, now):
    seat = browser(officer(enrol("焦干事", 361), works, Role.OFFICER, by=by, now=now))
    answer = seat.get(IMPORT)
    assert answer.status_code == 403
    assert "请由省、市或区县总工会录入" in answer.content.decode()
    sent = {"union": str(works.pk), "sheet": SimpleUploadedFile("标准.csv", f"{HEADER}\n{row('小店区')}".encode())}
    assert seat.post(IMPORT, sent).status_code == 403
    assert not Standard.objects.exists()


def test_an_officer_of_the_city_loads_them_and_all_read_where_they_come_from(browser, guo, taiyuan):
    sent = {"union": str(taiyuan.pk), "sheet": SimpleUploadedFile("标准.csv", f"{HEADER}\n{row(seen='是')}".encode())}
    answer = browser(guo).post(IMPORT, sent, follow=True).content.decode()
    assert "已导入 1 行标准" in answer
    assert "已看过原文" in browser(guo).get(LIST).content.decode()
    [held] = Standard.objects.all()
    assert (held.line.monthly, held.line.place, held.line.weak) == (Fen(86_000), "太原市", False)
    assert [held.most(one) for one in Class] == [Fen(500_000), Fen(300_000), Fen(400_000)]


def test_a_sheet_that_comes_again_says_what_holds_now_and_a_row_twice_is_a_fault(taiyuan, by, now):
    for monthly in ("860", "870"):
        actions.load_standards(taiyuan, sheet(row(monthly=monthly)), by=by, now=now)
    assert Standard.objects.get().monthly == 87_000
    with pytest.raises(BadRows) as bad:
        actions.load_standards(taiyuan, sheet(row(monthly="1"), row(monthly="2")), by=by, now=now)
    assert [one.refusal.code for one in bad.value.troubles] == ["aid.same_standard_twice"]
    assert Standard.objects.get().monthly == 87_000


@pytest.mark.parametrize("wrong", ["0", "-1", "1e9", "8,60", "八百"])
def test_a_line_that_is_no_money_is_named_with_its_row(taiyuan, by, now, wrong):
    with pytest.raises(BadRows) as bad:
        actions.load_standards(taiyuan, sheet(row(), row("小店区").replace(",860,", f',"{wrong}",')), by=by, now=now)
    assert [one.row for one in bad.value.troubles] == [3]
    assert not Standard.objects.exists()


def test_what_is_nearer_goes_before_what_is_newer_and_tomorrow_does_not_count(taiyuan, standard, now):
    today = now.date()
    for place, since, monthly in (
        ("140105", today - timedelta(days=900), 1),
        ("140105", today, 2),
        ("140105", today + timedelta(days=1), 3),
        ("140000", today, 4),
    ):
        Standard.objects.create(
            division_id=place, since=since, monthly=monthly, deep=1, relative=1, accident=1, source="x", union=taiyuan
        )
    found = {on: Standard.objects.holding("140105", on).monthly for on in (today - timedelta(days=1), today)}
    assert found == {today - timedelta(days=1): 1, today: 2}
    assert Standard.objects.holding("140106", today) == standard
    assert Standard.objects.holding("140201", today).monthly == 4


def test_a_review_is_a_year_away():
    assert review_after(date(2026, 5, 29)) == date(2027, 5, 29)
    assert review_after(date(2027, 5, 29)) == date(2028, 5, 28)  # 365 days, in a leap year too
