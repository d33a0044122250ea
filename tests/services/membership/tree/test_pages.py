"""The tree at an officer's desk: found in the list, opened, changed, undone."""

import pytest
from django.urls import reverse

from gonghui.primitives.people import actions as people
from gonghui.services.membership.models import UnionChange

pytestmark = pytest.mark.django_db


def url(name, *about):
    return reverse(f"membership:{name}", args=about)


def test_an_officer_plans_a_merger_and_undoes_it(browser, zhao, works, foundry):
    desk = browser(zhao)
    assert url("union", works.pk) in desk.get(reverse("faces:unions"), {"at": works.code}).text
    form = {"target": foundry.name, "takes_on": "2026-06-01", "why": "批复 12 号"}
    said = desk.post(url("merge-union", works.pk), form, follow=True).text
    assert "已登记" in said
    assert "“晋源机械厂工会”并入“晋阳铸造厂工会”" in said
    change = UnionChange.objects.get()
    assert "已撤回" in desk.post(url("undo-change", change.pk), follow=True).text
    assert "已撤回" in desk.get(url("changes")).text


def test_a_union_is_said_by_code_or_whole_name_and_a_double_name_is_asked_back(browser, zhao, works, found, datong):
    twin = found("DT-JY", works.name, "grassroots", datong)
    desk, form = browser(zhao), {"takes_on": "2026-06-01", "why": "批复"}
    page = url("merge-union", twin.pk)
    assert "请填代码" in desk.post(page, form | {"target": works.name}).text
    assert "没有这个工会" in desk.post(page, form | {"target": "不存在"}).text
    assert desk.post(page, form | {"target": "ty-jy"}).status_code == 303
    assert UnionChange.objects.get().target == works


def test_an_officer_of_a_city_changes_nothing_of_another(browser, enrol, works, datong, motors, by, now):
    officer = enrol("王大同", 203)
    people.appoint(officer, datong, "officer", by=by, now=now)
    desk, form = browser(officer), {"takes_on": "2026-06-01", "why": "批复"}
    assert desk.get(url("union", works.pk)).status_code == 404
    assert desk.post(url("rename-union", works.pk), form | {"name": "x"}).status_code == 404
    answer = desk.post(url("merge-union", motors.pk), form | {"target": works.code})
    assert (answer.status_code, UnionChange.objects.count()) == (422, 0)
