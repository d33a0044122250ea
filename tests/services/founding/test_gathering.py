"""One case for many employers: picked in the list, or all of a place and a trade; where one may not, none is."""

import re

import pytest
from django.urls import reverse

from gonghui.kernel.callers import Caller
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division
from gonghui.services.founding import actions, refusals
from gonghui.services.founding.models import Case
from gonghui.services.founding.querysets import lowest_above
from gonghui.services.founding.rules import cases

pytestmark = pytest.mark.django_db
EMPLOYERS = reverse("founding-console:employers")
KEY = "0197a000-0000-7000-8000-00000000000"


def place(code):
    return Division.objects.get(pk=code)


@pytest.fixture
def together(taiyuan, zhao, by, now):
    """`together(firms, "joint")`: Zhao opens one case for them all, within Taiyuan."""

    def opened(firms, way="joint", name="小店联合工会", reach=None):
        own = {"by_person": zhao, "by": by, "now": now}
        return actions.open_together(firms, way, name, reach=reach or [taiyuan], **own)

    return opened


def test_picked_employers_become_one_joint_case(browser, employ, zhao):
    firms = [employ("甲厂", 60), employ("乙厂", 70)]
    picked = {"row": [str(firm.pk) for firm in firms], "bulk": "joint", "key": KEY + "1"}
    answer = browser(zhao).post(EMPLOYERS, picked | {"reason-joint": "小店联合工会"})
    case = Case.objects.get()
    assert answer["Location"] == reverse("founding-console:case", args=[case.pk])
    assert (case.way, case.name, case.employers.count()) == ("joint", "小店联合工会", 2)


def test_a_form_that_is_sent_twice_opens_one_federation(browser, employ, zhao):
    firms = [employ("甲站", 60, trade="courier"), employ("乙园", 60, trade="lorry_driver")]
    client, picked = browser(zhao), {"row": [str(firm.pk) for firm in firms], "bulk": "federation"}
    key = re.search(r'id="k-bulk".*?name="key" value="([^"]+)"', client.get(EMPLOYERS).content.decode(), re.DOTALL)[1]
    sent = picked | {"reason-federation": "物流行业工会联合会", "key": key}
    answers = [client.post(EMPLOYERS, sent) for _time in range(2)]

    case = Case.objects.get()
    assert {answer["Location"] for answer in answers} == {reverse("founding-console:case", args=[case.pk])}
    assert client.post(EMPLOYERS, sent | {"key": ""}).status_code == 422


def test_the_list_asks_for_a_name_and_opens_nothing_without(browser, employ, zhao):
    firms = [employ("甲厂", 60), employ("乙厂", 70)]
    picked = {"row": [str(firm.pk) for firm in firms], "bulk": "joint", "key": KEY + "2"}
    assert browser(zhao).post(EMPLOYERS, picked).context["refusal"].code == "faces.reason_missing"
    assert not Case.objects.exists()


def test_one_employer_that_may_not_leaves_none(together, employ, opened):
    free, busy = employ("甲厂", 60), employ("乙厂", 70)
    opened(employers=[busy])
    with pytest.raises(refusals.EmployerInCase) as no:
        together([free, busy])
    assert "乙厂" in no.value.sentence()
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("way", "name", "many", "no"),
    [
        ("joint", "联合工会", 1, refusals.JointOfOne),
        ("joint", "", 2, refusals.NameMissing),
        ("federation", "联合会", 2, refusals.OneIndustry),  # of no trade
    ],
)
def test_what_cannot_be_opened_together_is_named(together, employ, way, name, many, no):
    with pytest.raises(no):
        together([employ(f"{nth}厂") for nth in range(many)], way, name)
    assert not Case.objects.exists()


def test_a_federation_is_of_the_industry_of_its_trades(together, employ):
    firms = [employ("甲站", 60, trade="courier"), employ("乙园", 60, trade="lorry_driver")]
    case = together(firms, "federation", "物流行业工会联合会")
    assert case.industry == "logistics"
    assert all(entry.federates for entry in case.employers.all())
    with pytest.raises(refusals.OneIndustry):
        together([firms[0], employ("丙店", 60, trade="food_rider")], "federation", "混合会")


@pytest.mark.parametrize(
    ("trades", "industry"),
    [
        (["courier", "lorry_driver"], "logistics"),
        (["food_rider"], "food_delivery"),
        (["ride_hailing", "ride_hailing"], "ride_hailing"),
        (["ecommerce"], "ecommerce"),
        (["ecommerce", "courier"], None),
        (["care_worker"], None),
        ([""], None),
        ([], None),
    ],
)
def test_which_trades_make_up_an_industry(trades, industry):
    if industry:
        assert cases.industry_of(trades) == industry
        return
    with pytest.raises(refusals.OneIndustry):
        cases.industry_of(trades)


def test_it_is_opened_at_the_lowest_union_above_all_within_reach(together, employ, found, taiyuan, province, datong):
    district = found("TY-XD", "小店区总工会", "district", taiyuan, "140105")
    here, near, far = employ("甲", area=district), employ("乙", area=district), employ("丙", area=datong)
    assert together([here, near], reach=[province]).area == district
    assert lowest_above([district.path, taiyuan.path], [province]) == taiyuan
    assert lowest_above([district.path, datong.path], [province]) == province
    assert lowest_above([district.path, datong.path], [taiyuan]) is None, "beyond the officer's reach"
    with pytest.raises(refusals.NobodyAboveAll):
        together([employ("丁"), far], reach=[taiyuan])


def test_all_of_a_place_and_a_trade_come_in_at_once(opened, employ, works, datong, by, now):
    case = opened("joint", [], name="小店快递联合工会")
    of_place = {"division": place("140105"), "trade": "courier"}
    for name in ("甲站", "乙站"):
        employ(name, 8, **of_place)
    employ("餐馆", 8, division=place("140105"), trade="food_rider")
    employ("城北站", 8, division=place("140107"), trade="courier")
    employ("有会站", 8, union=works, **of_place)
    employ("大同站", 8, area=datong, **of_place)
    people.change_employer(employ("停业站", 8, **of_place), closed_at=now, by=by, now=now)
    opened(employers=[employ("在办站", 8, **of_place)], name="在办站工会")
    assert actions.add_all(case, **of_place, by=by, now=now) == 2
    assert set(case.employers.values_list("employer__name", flat=True)) == {"甲站", "乙站"}
    with pytest.raises(refusals.NobodyToAdd):
        actions.add_all(case, **of_place, by=by, now=now)
    assert actions.add_all(case, division=place("140100"), trade="", by=by, now=now) == 2, "all of the city"


def test_a_federation_takes_in_who_founds_a_union_of_its_own(opened, employ, by, now):
    firm = employ("甲站", 60, trade="courier")
    opened(employers=[firm])
    federation = opened("federation", [], name="物流联合会", industry="logistics")
    assert actions.add_all(federation, division=None, trade="courier", by=by, now=now) == 1


def test_neither_place_nor_trade_nor_a_late_moment_adds_anybody(opened, walk, employ, by, now):
    case = opened()
    with pytest.raises(refusals.WhichEmployers):
        actions.add_all(case, division=None, trade="", by=by, now=now)
    walk(case, "recruit")
    employ("另一家", 40, trade="courier")
    with pytest.raises(refusals.StepDone):
        actions.add_all(case, division=None, trade="courier", by=by, now=now)
    assert case.employers.count() == 1


def test_more_than_fit_are_refused_and_none_comes_in(opened, employ, by, now, monkeypatch):
    monkeypatch.setattr(actions.gathering, "MOST", 1)
    case = opened("joint", [], name="联合工会")
    employ("甲", trade="courier"), employ("乙", trade="courier")
    with pytest.raises(refusals.TooManyEmployers):
        actions.add_all(case, division=None, trade="courier", by=by, now=now)
    assert not case.employers.exists()


def test_who_added_them_decides_nothing_of_the_case(opened, employ, zhao, wang, by, now):
    employ("甲站", trade="courier"), employ("乙站", trade="courier")
    case = opened("joint", [], name="联合工会")
    by_wang = Caller(wang.pk, wang.name, by.origin)
    actions.add_all(case, division=None, trade="courier", by=by_wang, now=now)
    actions.take_step(case, "prepare", done_on=now.date(), by_person=zhao, by=by, now=now)
    with pytest.raises(refusals.PreparedByYou):
        actions.take_step(case, "agree", done_on=now.date(), number="3号", by_person=wang, by=by, now=now)


def test_the_case_page_adds_all_of_a_trade(browser, opened, employ, zhao):
    employ("甲站", trade="courier"), employ("乙站", trade="courier")
    case, desk = opened("joint", [], name="联合工会"), browser(zhao)
    page = reverse("founding-console:case", args=[case.pk])
    assert "添加一个地方、一个行业的全部单位" in desk.get(page).text
    way = reverse("founding-console:add-all", args=[case.pk])
    assert "至少选一样" in desk.post(way, {"key": KEY + "3"}).text
    assert "已添加 2 个单位" in desk.post(way, {"trade": "courier", "key": KEY + "4"}, follow=True).text


def test_hundreds_of_employers_are_read_a_page_at_a_time(opened, employ, browser, zhao):
    case = opened("joint", [employ(f"店{number:03}号") for number in range(45)])
    page = reverse("founding-console:case", args=[case.pk])
    first, last = browser(zhao).get(page).text, browser(zhao).get(f"{page}?page=3").text

    assert ("共 45 个" in first, "店000号" in first, "店044号" in first) == (True, True, False)
    assert 'href="?page=2#fo-employers"' in first
    assert ("店044号" in last, "店000号" in last) == (True, False)
