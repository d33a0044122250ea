"""Once a union stands, members whom the union above has looked after go there: asked for, in one act, each told."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Membership, Transfer
from gonghui.services.founding import actions, refusals
from gonghui.services.founding.models import Case

from .conftest import queue_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
QUEUE = "会员转入新工会"
DISTRICTS = {"140105": "小店区总工会", "140107": "杏花岭区总工会"}


@pytest.fixture
def stands(opened, walk, employ, pool):
    """`stands(2)`: a union that was just founded, at whose employer so many members of Taiyuan's own work."""

    def founded(many=2, way="party_led", **more):
        firm = employ()
        return walk(opened(way, [firm], **more), "approve"), firm, pool(firm, many)

    return founded


@pytest.fixture
def approved(wang, by, now):
    def done(case):
        return actions.approve(case, number="15号", years=5, starts_on=now.date(), by_person=wang, by=by, now=now)

    return done


def unions_of(members):
    standing = Membership.objects.active().filter(person__in=members).order_by("person")
    return set(standing.values_list("union__name", flat=True))


def test_an_approval_asks_the_union_above_to_let_them_go(stands, approved, zhao, now):
    case, _firm, members = stands()
    assert queue_of(zhao, now, QUEUE) == []
    approved(case)
    [waiting] = queue_of(zhao, now, QUEUE)
    assert (waiting.title, waiting.union) == (case.name, "太原市总工会")
    assert unions_of(members) == {"太原市总工会"}, "nobody moves by themselves"


def test_they_go_in_one_act_without_a_day_between_and_each_is_told(stands, approved, zhao, province, by, now):
    case, _firm, members = stands(3)
    case = approved(case)
    assert actions.bring_home(case, reach=[province], by=by, now=now) == 3
    assert unions_of(members) == {case.union.name}
    assert all(bond.old.ends_on == bond.new.starts_on == now.date() for bond in Transfer.objects.all())
    assert Notice.objects.filter(person__in=members, title=f"你的会籍转到了{case.union.name}").count() == 3
    assert queue_of(zhao, now, QUEUE) == []
    assert Entry.objects.get(act="founding.bring_home").facts == {"members": 3}


def test_once_is_enough(stands, approved, province, by, now):
    case, _firm, _members = stands()
    actions.bring_home(approved(case), reach=[province], by=by, now=now)
    with pytest.raises(refusals.NobodyWaits):
        actions.bring_home(case, reach=[province], by=by, now=now)
    assert Transfer.objects.count() == 2


def test_a_union_to_which_nobody_waits_asks_for_nothing(opened, walk, approved, zhao, province, by, now):
    case = approved(walk(opened(), "approve"))
    assert not Case.objects.get(pk=case.pk).brings_home
    assert queue_of(zhao, now, QUEUE) == []
    with pytest.raises(refusals.NobodyWaits):
        actions.bring_home(case, reach=[province], by=by, now=now)


def test_members_of_another_employers_union_stay_there(stands, approved, pool, works, motors, province, by, now):
    case, firm, members = stands(1)
    elsewhere = pool(firm, 1, union=works) + pool(firm, 1, union=motors)
    actions.bring_home(approved(case), reach=[province], by=by, now=now)
    assert unions_of(elsewhere) == {works.name, motors.name}
    assert unions_of(members) == {case.name}


def test_members_of_a_union_further_above_wait_for_its_officer_and_of_another_city_none_comes(
    stands, approved, pool, zhao, wang, taiyuan, province, datong, by, now
):
    case, firm, members = stands(1)
    above, other = pool(firm, 1, union=province), pool(firm, 1, union=datong)
    case = approved(case)
    assert {one.union for one in queue_of(zhao, now, QUEUE)} == {taiyuan.name, province.name}
    assert actions.bring_home(case, reach=[taiyuan], by=by, now=now) == 1
    assert (unions_of(members), unions_of(above)) == ({case.name}, {province.name})
    assert queue_of(wang, now, QUEUE) == [], "nothing that he cannot do"
    assert [one.union for one in queue_of(zhao, now, QUEUE)] == [province.name]
    with pytest.raises(refusals.HomeFromAbove):
        actions.bring_home(case, reach=[taiyuan], by=by, now=now)
    assert actions.bring_home(case, reach=[province], by=by, now=now) == 1
    assert (unions_of(above), unions_of(other)) == ({case.name}, {datong.name})
    assert queue_of(zhao, now, QUEUE) == []


@pytest.mark.parametrize("why", ["retired", "works there no longer"])
def test_who_is_retired_or_left_the_employer_stays(stands, approved, province, by, now, why):
    case, _firm, (stays, _goes) = stands(2)
    if why == "retired":
        people.set_standing(stays.memberships.get(), "retired", starts_on=now.date(), by=by, now=now)
    else:
        people.end_employment(stays.employments.get(), ends_on=now.date(), by=by, now=now)
    assert actions.bring_home(approved(case), reach=[province], by=by, now=now) == 1
    assert unions_of([stays]) == {"太原市总工会"}


def test_a_federation_is_no_home_of_an_employers_members(stands, approved):
    case, _firm, members = stands(1, "federation", name="物流联合会", industry="logistics")
    approved(case)
    assert not Case.objects.get(pk=case.pk).brings_home
    assert unions_of(members) == {"太原市总工会"}


def test_a_union_that_was_closed_meanwhile_waits_for_nobody(stands, approved, taiyuan, zhao, by, now):
    case, _firm, _members = stands(1)
    union = approved(case).union
    people.dissolve_union(union, members_to=taiyuan, kept=True, by=by, now=now)
    actions.work(now)
    assert queue_of(zhao, now, QUEUE) == []


def test_who_looks_after_them_now_is_asked(opened, walk, approved, employ, pool, found, taiyuan, zhao, by, now):
    near, far = (found(f"TY-{code}", name, "district", taiyuan, code) for code, name in DISTRICTS.items())
    firm = employ("甲站", 60, area=near)
    pool(firm, 2, union=near)
    approved(walk(opened("party_led", [firm], area=near), "approve"))
    assert [one.union for one in queue_of(zhao, now, QUEUE)] == [near.name]
    people.merge_union(near, far, by=by, now=now)
    actions.work(now)
    assert [one.union for one in queue_of(zhao, now, QUEUE)] == [far.name]


def test_the_case_page_says_how_many_and_moves_them(stands, approved, browser, zhao):
    case, _firm, members = stands(2)
    approved(case)
    desk, page = browser(zhao), reverse("founding-console:case", args=[case.pk])
    assert "有 2 名会员在这里工作" in desk.get(page).text
    way = reverse("founding-console:bring-home", args=[case.pk])
    assert "已转入 2 名会员" in desk.post(way, follow=True).text
    assert "名会员在这里工作" not in desk.get(page).text
    assert desk.post(way).status_code == 409
    assert unions_of(members) == {case.name}
