"""The queue as officers meet it: by deadline, in bulk, with what the rule says; what a desk enters."""

import pytest
from django.urls import reverse

from gonghui.primitives import long_lists
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.services.joining.models import Application
from tests.cast import mobile, resident_id

INDEX = reverse("joining-console:index")


def page(response):
    return response.content.decode()


@pytest.fixture
def desk(browser, zhao):
    return browser(zhao)


@pytest.fixture
def three(enrol, applied, by, now):
    """Three who wait, the second of whom has become a member elsewhere."""
    persons = [enrol(f"申请人{'甲乙丙'[n]}", 920 + n) for n in range(3)]
    return [applied(person, document=None) for person in persons]


def test_the_queue_is_by_deadline_and_each_refused_one_of_a_bulk_is_named(desk, three, motors, by, now):
    people.join(three[1].person, motors, starts_on=now.date(), by=by, now=now)
    picked = {"bulk": "approve", "row": [str(one.pk) for one in three]}
    answer = page(desk.post(INDEX, picked))

    assert "申请人乙" in answer
    assert "平城电机厂工会" in answer
    assert list(Application.objects.order_by("pk").values_list("state", flat=True)) == [
        "approved", "waiting", "approved"
    ]  # fmt: skip


def test_a_search_finds_by_name_last_four_and_code(desk, three):
    for words in ("申请人乙", "0921", three[1].code, three[1].code.lower()):
        found = page(desk.get(INDEX, {"q": words}))
        assert "申请人乙" in found, words
        assert "申请人甲" not in found, words


def test_one_application_says_what_the_rule_says(desk, three, zhao):
    shown = page(desk.get(reverse("joining-console:one", args=[three[0].pk])))

    assert "工会法第三条" in shown
    assert "不符合" not in shown
    assert resident_id(920).number not in shown


def test_ones_own_is_shown_and_not_decided(desk, zhao, applied):
    own = applied(zhao, document=None)
    shown = page(desk.get(reverse("joining-console:one", args=[own.pk])))

    assert "另一位工会干部" in shown
    assert reverse("joining-console:approve", args=[own.pk]) not in shown
    assert desk.post(reverse("joining-console:approve", args=[own.pk])).status_code == 403


def test_an_officer_of_another_city_sees_nothing_of_it(browser, enrol, three, datong, by, now):
    other = enrol("王同", 950)
    people.appoint(other, datong, Role.OFFICER, by=by, now=now)
    client = browser(other)

    assert "申请人甲" not in page(client.get(INDEX))
    assert client.post(reverse("joining-console:approve", args=[three[0].pk])).status_code == 404


def test_a_desk_enters_for_who_came_and_prints_a_slip(desk, works):
    typed = {"union": str(works.pk), "name": "马师傅", "mobile": mobile(902).national, "document_kind": "resident_id"}
    typed |= {"number": resident_id(902).number, "trade": "lorry_driver", "consents": "on", "via": "hotline"}
    answer = desk.post(reverse("joining-console:new"), typed)
    made = Application.objects.get()

    assert answer["Location"] == reverse("joining-console:slip", args=[made.pk])
    slip = page(desk.get(answer["Location"]))
    assert made.code[:3] in slip
    assert "马师傅" not in slip


def test_the_queue_takes_few_questions_however_long_it_is(desk, three, enrol, applied, django_assert_max_num_queries):
    desk.get(INDEX)
    with django_assert_max_num_queries(12):
        desk.get(INDEX)


def test_of_a_long_queue_the_first_are_listed_and_all_are_searched(desk, three, monkeypatch):
    monkeypatch.setattr(long_lists, "MOST_LISTED", 2)
    last = Application.objects.order_by("due_at", "pk").last()

    assert Application.objects.waiting().listed().order_by("pk").count() == 2
    assert last.name not in page(desk.get(INDEX))
    assert last.name in page(desk.get(INDEX, {"q": last.name}))
    assert Application.objects.waiting().count() == 3


def test_both_unions_of_a_conflict_see_it_and_settle_it(desk, rider, applied, su):
    made = applied(rider, document=resident_id(103))
    shown = page(desk.get(reverse("joining-console:conflicts")))

    assert "苏**" in shown
    desk.post(reverse("joining-console:settle", args=[made.pk]), {"same": "0"})
    made.refresh_from_db()
    assert made.state == "returned"


def test_a_conflict_is_found_by_the_mobile_of_either_and_both_are_masked(desk, rider, applied, su):
    applied(rider, document=resident_id(103))
    for words in ("0901", "0103", "古丽"):
        assert "苏**" in page(desk.get(reverse("joining-console:conflicts"), {"q": words})), words
    assert "苏**" not in page(desk.get(reverse("joining-console:conflicts"), {"q": "0999"}))
    shown = page(desk.get(reverse("joining-console:conflicts")))
    assert su.masked_mobile in shown
    assert mobile(103).national not in shown


def test_the_poster_of_a_union_opens_the_joining_form_with_the_union_chosen(desk, browser, works, rider):
    sheet = page(desk.get(reverse("joining-console:poster", args=[works.pk])))
    door = reverse("joining:preselect", args=[works.code])
    phone = browser(rider)
    form = page(phone.get(phone.get(door)["Location"]))

    assert door in sheet
    assert f"申请加入：{works.name}" in form


def test_every_place_where_somebody_works_is_shown(desk, applied, rider, taiyuan, by, now):
    firm = people.add_employer(name="并州速递有限公司", area=taiyuan, headcount=40, by=by, now=now)
    people.employ(rider, employer=firm, starts_on=now.date(), by=by, now=now)
    people.employ(rider, platform="小象外卖", starts_on=now.date(), by=by, now=now)
    shown = page(desk.get(reverse("joining-console:one", args=[applied(rider).pk])))

    told = shown[shown.index("已登记的单位和平台") :]
    assert "并州速递有限公司" in told
    assert "小象外卖" in told
