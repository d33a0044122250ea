"""A scale is taken with a consent of its own; what came of it is the person's, to show, to hide and to delete."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.urls import reverse

from gonghui.kernel.window import Window
from gonghui.primitives.journal.models import Entry
from gonghui.services.counselling import actions, refusals
from gonghui.services.counselling.models import Consent, Counsellor, Opening, Result, RiskPath, Tally
from gonghui.services.counselling.pages import figures, shown
from gonghui.services.counselling.rules.scales import PHQ9

from .conftest import HEAVY, RISKY

pytestmark = pytest.mark.django_db
SCALE = reverse("counselling:scale", args=["phq9"])
RESULTS = reverse("counselling:results")


def page(response):
    return response.content.decode()


def filled(answers, key="0190a0a0-0000-7000-8000-000000000031"):
    return {f"q{at}": str(answer) for at, answer in enumerate(answers)} | {"key": key}


def band_counts():
    return {(one.union.code, one.band): one.many for one in Tally.objects.all() if one.many}


def test_first_she_reads_what_is_kept_and_agrees_to_that_alone(browser, lin):
    phone = browser(lin)
    first = page(phone.get(SCALE))
    assert "先看清楚，再决定" in first
    assert "提不起劲" not in first
    phone.post(reverse("counselling:consent", args=["phq9"]))
    assert "提不起劲" in page(phone.get(SCALE))
    assert Consent.objects.get().statement == "2026-01"
    assert Entry.objects.filter(act="counselling.consent").count() == 1


def test_without_the_consent_nothing_is_kept(browser, lin):
    answer = browser(lin).post(SCALE, filled(HEAVY))
    assert answer.status_code == 403
    assert "先单独同意" in page(answer)
    assert not Result.objects.exists()


def test_agreeing_twice_is_one_consent(lin, as_, now):
    actions.consent(lin, by=as_(lin), now=now)
    actions.consent(lin, by=as_(lin), now=now)
    assert Consent.objects.count() == 1


def test_she_sees_score_band_and_source_and_what_she_may_do(browser, lin, as_, now):
    actions.consent(lin, by=as_(lin), now=now)
    phone = browser(lin)
    assert phone.post(SCALE, filled(HEAVY)).url == RESULTS
    seen = page(phone.get(RESULTS))
    assert "11 分，满分 27" in seen
    assert "中度" in seen
    assert "建议约一次咨询" in seen
    assert "J Gen Intern Med" in page(phone.get(SCALE))


LOW = [0, 0, 0, 0, 0, 0, 0, 0, 1]  # one point, of the answer that tells of danger


def test_after_a_risk_answer_nobody_is_told_that_all_is_well(took, desk, browser, api, lin, mei, booked, now):
    result = took(answers=LOW).result
    seen = page(browser(lin).get(RESULTS))
    assert "请现在就和人说" in seen
    assert "状态不错" not in seen
    assert "k-badge-good" not in seen
    assert "k-badge-bad" not in seen  # nobody is crossed out
    [told] = api(lin)("/counselling/results").json()
    assert (told["score"], told["danger"]) == (1, True)
    assert "状态不错" not in told["advice"]
    actions.show_to(result, desk, now=now)
    where = reverse("counselling-console:talk", args=[booked().pk])
    assert "伤害自己的念头" in page(browser(mei).get(where))


def test_the_heaviest_score_is_not_crossed_out_either(took, browser, lin):
    took(answers=[3] * 8 + [0])
    seen = page(browser(lin).get(RESULTS))
    assert "24 分，满分 27" in seen
    assert "k-badge-bad" not in seen


def test_a_risk_answer_in_a_scale_left_unfinished_leads_to_a_human_too(browser, lin, as_, now):
    actions.consent(lin, by=as_(lin), now=now)
    phone, way = browser(lin), reverse("counselling:now")
    assert way not in page(phone.post(SCALE, filled(HEAVY) | {"q3": ""}))
    answer = phone.post(SCALE, filled(LOW) | {"q3": ""})
    assert answer.status_code == 422
    assert way in page(answer)
    assert "你不必一个人扛" in page(answer)


@pytest.mark.parametrize(
    ("changed", "says"),
    [({"q3": ""}, "请选一项"), ({"q3": "4"}, "请在列出的里面选一项"), ({"q3": "abc"}, "请在列出的里面选一项")],
)
def test_a_question_left_out_is_named_and_the_others_stay(browser, lin, as_, now, changed, says):
    actions.consent(lin, by=as_(lin), now=now)
    answer = browser(lin).post(SCALE, filled(HEAVY) | changed)
    assert answer.status_code == 422
    assert says in page(answer)
    assert page(answer).count("checked") == 8
    assert not Result.objects.exists()


def test_there_is_no_other_scale(browser, lin):
    answer = browser(lin).get(reverse("counselling:scale", args=["stars"]))
    assert answer.status_code == 404
    assert "没有这个自测" in page(answer)


def test_a_dump_of_the_database_holds_no_answer_and_no_score(took, lin):
    result = took().result
    with connection.cursor() as cursor:
        cursor.execute("SELECT each::text FROM counselling_result AS each")
        [(row,)] = cursor.fetchall()
    assert '"score"' not in row
    assert b'"score"'.hex() not in row
    assert "moderate" not in row
    assert shown.results(Result.objects.filter(pk=result.pk))[0].score == 11


def test_a_sealed_result_opens_in_its_own_row_alone(took, lin, su):
    from gonghui.kernel.sealing import Unsealable

    hers, other = took().result, took(su, [0] * 9).result
    other.sealed = hers.sealed
    with pytest.raises(Unsealable):
        actions.scales.score_of(other)


def test_that_she_took_one_stands_in_no_journal(took):
    took()
    assert set(Entry.objects.filter(act__startswith="counselling.").values_list("act", flat=True)) == {
        "counselling.consent"
    }


def test_deleted_is_deleted_and_counted_no_more(took, browser, lin):
    took()
    assert band_counts() == {("TY", "moderate"): 1}
    answer = browser(lin).post(reverse("counselling:erase"), follow=True)
    assert "已全部删除" in page(answer)
    assert not Result.objects.exists()
    assert band_counts() == {}
    assert Consent.objects.filter(revoked_at=None).exists()


def test_deleted_it_is_known_of_no_call_that_it_came_from_an_answer(took, called, lin, mei, browser):
    called(path=took(answers=RISKY).path)
    browser(lin).post(reverse("counselling:erase"))
    assert RiskPath.objects.get().call is None
    acts = Entry.objects.filter(act__startswith="counselling.").exclude(act="counselling.ask")
    assert [(one.act, one.by_person) for one in acts] == [("counselling.consent", None)]


def test_agreed_to_another_text_is_not_agreed_to_this(took, browser, lin, as_, now, monkeypatch):
    took()
    monkeypatch.setattr("gonghui.services.counselling.rules.STATEMENT", "2027-01")
    assert "先看清楚，再决定" in page(browser(lin).get(SCALE))
    with pytest.raises(refusals.ConsentMissing):
        actions.take(lin, PHQ9, HEAVY, now=now)
    actions.consent(lin, by=as_(lin), now=now)
    assert Consent.objects.get(revoked_at=None).statement == "2027-01"
    assert Result.objects.count() == 1  # what she allowed by the earlier text stays hers


def test_a_month_that_is_over_keeps_its_groups(took, lin, now):
    took(at=now - timedelta(days=40))
    actions.erase(lin, now=now)
    assert not Result.objects.exists()
    assert band_counts() == {("TY", "moderate"): 1}


def test_who_takes_the_consent_back_loses_what_was_kept_by_it(took, browser, lin):
    took()
    browser(lin).post(reverse("counselling:revoke"))
    assert not Result.objects.exists()
    assert not Consent.objects.filter(revoked_at=None).exists()
    with pytest.raises(refusals.ConsentMissing):
        actions.take(lin, PHQ9, HEAVY, now=Consent.objects.get().created_at)


def test_of_one_person_the_first_of_a_month_is_counted_and_no_other(took, now):
    took()
    took(answers=[0] * 9)
    took(answers=[0] * 9, at=now + timedelta(days=31))
    assert Result.objects.count() == 3
    assert band_counts() == {("TY", "moderate"): 1, ("TY", "minimal"): 1}


def test_who_belongs_nowhere_is_counted_nowhere(took, qian):
    took(qian)
    assert Result.objects.get().counted is False
    assert band_counts() == {}


@pytest.fixture
def eleven(took, enrol, works, now):
    """Eleven of Lin's works in April: ten well, one heavy."""
    at = now - timedelta(days=30)
    for number in range(10):
        took(enrol("工友" + "甲乙丙丁戊己庚辛壬癸"[number], 500 + number, works), [0] * 9, at=at)
    return lambda: took(at=at)


def test_officers_see_groups_of_ten_of_months_that_are_over(eleven, took, taiyuan, browser, zhao, su, now):
    took(su, [3] * 9)  # in Datong, and in May
    assert [one.groups for one in figures.told([taiyuan], now)] == [[("没有或极少～重度", 10)]]
    eleven()
    [told] = figures.told([taiyuan], now)
    assert (told.union, told.month.month, told.groups) == ("太原市总工会", 4, [("没有或极少～重度", 11)])
    seen = page(browser(zhao).get(reverse("counselling-console:figures")))
    assert "太原市总工会" in seen
    assert "大同市总工会" not in seen
    assert "<b>1</b>" not in seen


def test_of_a_few_officers_read_only_that_they_are_few(called, browser, zhao, mei):
    figures_page = reverse("counselling-console:figures")
    assert "不到 10" not in page(browser(zhao).get(figures_page))
    called()
    assert page(browser(zhao).get(figures_page)).count("<dd>不到 10</dd>") == 2  # asked, and still waiting


def test_nine_are_nobody(took, enrol, works, taiyuan, now):
    for number in range(9):
        took(enrol("工友" + "甲乙丙丁戊己庚辛壬癸"[number], 500 + number, works), [0] * 9, at=now - timedelta(days=30))
    assert figures.told([taiyuan], now) == []


def test_she_shows_a_result_to_one_counsellor_and_takes_it_back(took, desk, browser, lin, mei, he):
    result = took().result
    where = reverse("counselling:show", args=[result.pk])
    phone = browser(lin)
    phone.post(where, {"counsellor": str(desk.pk)})
    assert list(Result.objects.shown_to(mei, lin)) == [result]
    assert not Result.objects.shown_to(he, lin).exists()
    phone.post(where, {"counsellor": ""})
    assert not Result.objects.shown_to(mei, lin).exists()


def offered(phone):
    """The names that may be chosen, in order."""
    return re.findall(r">(\w{3})(?:，最早 [^<]+)?</option>", page(phone.get(RESULTS)))


def test_she_chooses_among_those_near_her_and_those_who_have_time_the_soonest_first(
    took, desk, he, gu, counsellor, datong, province, taiyuan, browser, lin, as_, hours, now
):
    far, idle = counsellor("段大同", 405, datong), counsellor("游大同", 406, datong)
    for person, union in ((he, taiyuan), (gu, province), (far, datong), (idle, datong)):
        actions.introduce(person, union, about="好", ways=["phone"], by=as_(person), now=now)
    soon = Counsellor.objects.get(person=far)
    actions.open_hours(soon, Window(now + timedelta(hours=2), now + timedelta(hours=3)), by=as_(far), now=now)
    took()
    phone = browser(lin)
    names = offered(phone)
    assert names[:2] == ["段大同", "梅咨询"]
    assert set(names[2:]) == {"何同事", "顾省里"}  # near, though there is no hour to be had
    answer = phone.post(
        reverse("counselling:show", args=[Result.objects.get().pk]),
        {"counsellor": str(Counsellor.objects.get(person=idle).pk)},
    )
    assert answer.status_code == 422
    assert "这位现在选不了" in page(answer)


def test_whom_somebody_chose_stays_in_the_list_and_nobody_chooses_herself(took, desk, mei, qian, browser, as_, now):
    took(mei)
    assert offered(browser(mei)) == []
    result = took(qian).result
    assert offered(browser(qian)) == ["梅咨询"]
    actions.close_hours(Opening.objects.get(), by=as_(mei), now=now)
    assert offered(browser(qian)) == []  # she belongs nowhere, and there is no hour to be had
    actions.show_to(result, desk, now=now)
    assert offered(browser(qian)) == ["梅咨询"]


def test_a_risk_answer_leads_to_a_human_first_and_the_seconds_are_known(browser, lin, as_, now, taiyuan):
    actions.consent(lin, by=as_(lin), now=now)
    phone = browser(lin)
    answer = phone.post(SCALE, filled(RISKY))
    path = RiskPath.objects.get()
    assert answer.url == reverse("counselling:way", args=[path.pk])
    assert path.shown_at is None
    seen = page(phone.get(answer.url))
    assert 'href="tel:12356"' in seen
    assert "请给我打电话" in seen
    assert "12 分" not in seen  # never only a score
    path.refresh_from_db()
    assert path.shown_at - path.answered_at == timedelta(0)
    pace = figures.pace([taiyuan], now)
    assert (pace.risk_answers, pace.risk_seconds_to_path) == (1, 0.0)


def test_the_same_form_twice_is_one_answer_and_leads_the_same_way(browser, lin, as_, now):
    actions.consent(lin, by=as_(lin), now=now)
    phone = browser(lin)
    first, again = (phone.post(SCALE, filled(RISKY)).url for _each in range(2))
    assert first == again == reverse("counselling:way", args=[RiskPath.objects.get().pk])
    assert Result.objects.count() == 1
    assert band_counts() == {("TY", "moderate"): 1}


def test_who_goes_back_and_answers_otherwise_has_answered_anew(browser, lin, as_, now):
    actions.consent(lin, by=as_(lin), now=now)
    phone = browser(lin)
    assert phone.post(SCALE, filled(HEAVY)).url == RESULTS
    assert phone.post(SCALE, filled(RISKY)).url == reverse("counselling:way", args=[RiskPath.objects.get().pk])
    assert Result.objects.count() == 2


def test_whose_way_it_was_no_row_tells(took, now):
    taken = took(answers=RISKY)
    stored = Result.objects.values().get()
    assert taken.path.pk.hex not in "".join(map(str, stored.values()))
    assert str(taken.path.pk).encode() not in bytes(stored["sealed"])


def test_whose_session_ended_meanwhile_signs_in_and_comes_back(browser, taiyuan):
    came = {"Referer": f"http://testserver{SCALE}"}
    answer = browser().post(SCALE, filled(HEAVY), headers=came)
    assert answer.url == f"{reverse('faces:sign-in')}?next={quote(SCALE, safe='')}"
    assert not Result.objects.exists()


def test_who_tells_of_danger_is_led_to_a_human_first_also_when_the_session_ended(browser, taiyuan):
    answer = browser().post(SCALE, filled(LOW) | {"q3": ""})
    assert answer.url == reverse("counselling:now")
    assert not RiskPath.objects.exists()


def test_the_way_names_nobody_until_she_presses(took):
    path = took(answers=RISKY).path
    assert path.call is None
    assert "person" not in {field.name for field in RiskPath._meta.get_fields()}


@pytest.mark.rows_by_hand
def test_after_two_years_they_are_forgotten(took, now):
    took()
    actions.forget(now + timedelta(days=729))
    assert Result.objects.exists()
    actions.forget(now + timedelta(days=731))
    assert not Result.objects.exists()
