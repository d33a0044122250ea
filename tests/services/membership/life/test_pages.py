"""我的会籍 on a phone, and an officer's pages of one membership."""

import pytest
from django.urls import reverse

from gonghui.services.membership.models import Lapse, Leaving

pytestmark = pytest.mark.django_db
MINE, LEAVE = reverse("membership-member:home"), reverse("membership-member:leave")


def test_a_member_sees_where_they_belong_leaves_and_stays_after_all(browser, lin):
    phone = browser(lin)
    shown = phone.get(MINE).text
    assert "晋源机械厂工会" in shown
    assert "2020年5月1日 起" in shown
    assert MINE in phone.get(reverse("faces:mine")).text
    assert phone.post(LEAVE, {}).status_code == 422
    said = phone.post(LEAVE, {"sure": "on", "reason": "换城市"}, follow=True).text
    assert "5月27日" in said
    asked = Leaving.objects.get()
    undo = reverse("membership-member:undo-leaving", args=[asked.pk])
    assert "会籍没有中断" in phone.post(undo, follow=True).text


def test_nobody_takes_back_the_statement_of_another(browser, lin, chen):
    browser(lin).post(LEAVE, {"sure": "on"})
    undo = reverse("membership-member:undo-leaving", args=[Leaving.objects.get().pk])
    assert browser(chen).post(undo).status_code == 404


def test_who_belongs_nowhere_is_told_so(browser, qian):
    assert "现在没有会籍" in browser(qian).get(MINE).text


def test_an_officer_sets_a_standing_and_goes_the_steps_of_a_lapse(browser, zhao, lin):
    desk, held = browser(zhao), lin.memberships.get()
    page = reverse("membership:standing", args=[held.pk])
    assert "依据待核实" in desk.get(page).text
    said = desk.post(page, {"kind": "retired", "starts_on": "2026-05-01", "why": "退休证"}, follow=True).text
    assert "退休" in said
    lapse = reverse("membership:lapse", args=[held.pk])
    begun = desk.post(reverse("membership:begin-lapse", args=[held.pk]), {"idle_since": "2025-10-01"}, follow=True)
    assert "登记谈话" in begun.text
    talk = {"talked_on": "2026-05-20", "talk": "不愿参加"}
    assert "告知本人" in desk.post(reverse("membership:record-talk", args=[held.pk]), talk, follow=True).text
    assert "告知期到" in desk.post(reverse("membership:notify-lapse", args=[held.pk]), follow=True).text
    dropped = desk.post(reverse("membership:drop-lapse", args=[held.pk]), {"reason": "补缴了"}, follow=True)
    assert "会籍照旧" in dropped.text
    assert "不办了" in desk.get(lapse).text
    assert Lapse.objects.get().dropped_because == "补缴了"


def test_a_death_is_recorded_and_taken_back_at_the_desk(browser, zhao, lin):
    desk, page = browser(zhao), reverse("membership:death", args=[lin.pk])
    assert "已登记" in desk.post(page, {"died_on": "2026-05-19", "proof": "死亡证明 3 号"}, follow=True).text
    undo = reverse("membership:undo-death", args=[lin.pk])
    assert "恢复了" in desk.post(undo, follow=True).text
