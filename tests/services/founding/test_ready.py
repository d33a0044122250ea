"""At twenty-five members an employer without a union stands before the union above, until a case is opened for it."""

import pytest
from django.urls import reverse

from gonghui.primitives.people import actions as people
from gonghui.services.founding import actions
from gonghui.services.founding.models import Ready
from gonghui.services.founding.rules.standards import STANDARDS, Standard

from .conftest import queue_of

pytestmark = pytest.mark.django_db
QUEUE = "该建会的单位"


@pytest.fixture
def three(monkeypatch):
    """Three members are enough: the rule is dated data."""
    few = Standard("members", 3, STANDARDS[0].since, "会员 3 人以上", "《工会法》第十一条")
    monkeypatch.setattr("gonghui.services.founding.rules.standards.STANDARDS", (few, *STANDARDS[1:]))


def test_twenty_five_members_at_an_employer_are_told_and_twenty_four_not(employ, pool, zhao, now):
    firm = employ("快递站", None)
    pool(firm, 24)
    assert actions.find_ready(now) == 0
    pool(firm, 1)
    assert actions.find_ready(now) == 1
    [waiting] = queue_of(zhao, now, QUEUE)
    assert (waiting.title, waiting.note) == ("快递站", "还没有工会，已经有 25 名会员")
    assert waiting.union == "太原市总工会"
    assert actions.find_ready(now) == 0, "told once"


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("what", ["has a union", "closed", "in no area"])
def test_no_other_employer_is(employ, pool, works, by, now, what):
    firm = employ("快递站", 30)
    pool(firm, 3)
    change = {"has a union": {"union": works}, "closed": {"closed_at": now}, "in no area": {"area": None}}[what]
    people.change_employer(firm, **change, by=by, now=now)
    assert actions.find_ready(now) == 0
    assert not Ready.objects.exists()


@pytest.mark.usefixtures("three")
def test_an_employer_that_is_counted_to_a_union_above_is(employ, pool, taiyuan, now):
    pool(employ("快递站", 30, union=taiyuan), 3)
    assert actions.find_ready(now) == 1


@pytest.mark.usefixtures("three")
def test_only_members_who_work_there_now_count(employ, pool, enrol, zhao, by, now):
    firm = employ("快递站", 30)
    (gone, left, _here), none = pool(firm, 3), enrol("不是会员", 599)
    people.employ(none, firm, starts_on=now.date(), by=by, now=now)
    people.end_employment(gone.employments.get(), ends_on=now.date(), by=by, now=now)
    people.leave(left, ends_on=now.date(), by=by, now=now)
    assert actions.find_ready(now) == 0
    pool(firm, 2)
    assert actions.find_ready(now) == 1
    assert queue_of(zhao, now, QUEUE)[0].note == "还没有工会，已经有 3 名会员"


@pytest.mark.usefixtures("three")
def test_a_case_takes_it_off_and_stopping_puts_it_back(employ, pool, opened, zhao, by, now):
    firm = employ("快递站", 30)
    pool(firm, 3)
    actions.find_ready(now)
    case = opened(employers=[firm])
    assert queue_of(zhao, now, QUEUE) == []
    actions.stop(case, "单位不肯", by=by, now=now)
    assert len(queue_of(zhao, now, QUEUE)) == 1
    empty = opened(employers=[], name="又一个")
    actions.add_employer(empty, firm, by=by, now=now)
    assert queue_of(zhao, now, QUEUE) == []
    actions.drop_employer(empty.employers.get(), by=by, now=now)
    assert len(queue_of(zhao, now, QUEUE)) == 1


@pytest.mark.usefixtures("three")
def test_a_federation_takes_nothing_off_and_its_own_union_does(employ, pool, opened, walk, zhao, now):
    firm = employ("快递站", 30)
    pool(firm, 3)
    actions.find_ready(now)
    walk(opened("federation", [firm], name="物流联合会", industry="logistics"), "register")
    assert len(queue_of(zhao, now, QUEUE)) == 1
    walk(opened(employers=[firm]), "register")
    assert queue_of(zhao, now, QUEUE) == []
    assert not Ready.objects.exists()


@pytest.mark.usefixtures("three")
def test_the_number_follows_and_who_sinks_below_is_told_of_no_more(employ, pool, zhao, by, now):
    firm = employ("快递站", 30)
    first, *_others = pool(firm, 3)
    actions.find_ready(now)
    pool(firm, 1)
    assert actions.find_ready(now) == 1
    assert queue_of(zhao, now, QUEUE)[0].note == "还没有工会，已经有 4 名会员"
    for person in (first, _others[0]):
        people.leave(person, ends_on=now.date(), by=by, now=now)
    assert actions.find_ready(now) == 1
    assert queue_of(zhao, now, QUEUE) == []


@pytest.mark.usefixtures("three")
def test_where_it_is_looked_after_now_it_is_told(employ, pool, datong, zhao, by, now):
    firm = employ("快递站", 30)
    pool(firm, 3)
    actions.find_ready(now)
    people.change_employer(firm, area=datong, by=by, now=now)

    assert actions.find_ready(now) == 1
    assert [one.union for one in queue_of(zhao, now, QUEUE)] == [datong.name] == [Ready.objects.get().area.name]


@pytest.mark.usefixtures("three")
def test_the_list_behind_it_shows_them_whatever_their_head_count(browser, employ, pool, zhao, datong, enrol, by, now):
    firm = employ("快递站", 8)
    pool(firm, 3)
    employ("大厂", 900)
    actions.find_ready(now)
    page = browser(zhao).get(reverse("founding-console:ready")).text
    assert "快递站" in page
    assert "大厂" not in page
    other = enrol("王大同", 203)
    people.appoint(other, datong, "officer", by=by, now=now)
    assert "快递站" not in browser(other).get(reverse("founding-console:ready")).text
    assert queue_of(other, now, QUEUE) == []


@pytest.mark.usefixtures("three")
def test_the_pool_and_the_list_of_employers_lead_to_one_another(browser, employ, pool, zhao, now):
    pool(employ("快递站", 40), 3)
    actions.find_ready(now)
    desk, pages = browser(zhao), ("membership:pool", "founding-console:employers", "founding-console:ready")
    in_pool, listed, told = map(reverse, pages)
    for here, there in ((in_pool, listed), (told, in_pool)):
        page = desk.get(here).text
        assert f'href="{there}?q=%E5%BF%AB%E9%80%92%E7%AB%99"' in page
        assert "快递站" in desk.get(there, {"q": "快递站"}).text


@pytest.mark.usefixtures("three")
def test_a_small_employer_with_members_enough_is_listed_with_the_large(browser, employ, pool, zhao, now):
    pool(employ("快递站", 8), 3)
    assert "快递站" not in browser(zhao).get(reverse("founding-console:employers")).text
    actions.find_ready(now)
    assert "快递站" in browser(zhao).get(reverse("founding-console:employers")).text
