"""The slot planner's page: what it answers, what bad input gets, and the way on to the sessions."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from gonghui.kernel.percent import Percent
from gonghui.primitives.admission.models import Pool
from gonghui.services.fairs import actions
from gonghui.services.fairs.models import Session
from gonghui.services.fairs.pages import planner
from tests.services.fairs.test_console import seen

pytestmark = pytest.mark.django_db

ASKED = {
    "hall": "300",
    "stewards": "2",
    "scan_seconds": "10",
    "tills": "6",
    "sale": "5",
    "stay": "40",
    "buys": "60%",
    "absent": "10%",
    "early": "15",
    "late": "20",
    "bound": "10",
    "opens": "09:00",
    "closes": "12:00",
    "pause_from": "",
    "pause_to": "",
    "minutes": "30",
    "capacity": "40",
    "day": "",
}


@pytest.fixture
def ask(taiyuan_venue, zhao, browser_of):
    """Officer Zhao asks the planner about Taiyuan's hall: `ask("plan", hall="10")`."""
    page = reverse("fairs-console:forecast", args=[taiyuan_venue.fair_id, taiyuan_venue.pk])
    browser = browser_of(zhao)

    def asked(what="", **changes):
        return browser.get(page, ASKED | {"what": what} | changes if what else {})

    return asked


def test_it_asks_before_it_answers_and_says_where_its_numbers_come_from(ask, dealer):
    page = ask()
    text = seen(page)
    assert page.status_code == 200
    assert "假设值，按你的经验改" in text
    assert "专场规定可提前15分钟入场" in text
    assert 'name="tills" value="1"' in page.content.decode()  # one dealer
    assert "看已排的时段" not in text


def test_a_plan_that_is_too_big_is_called_so_and_the_narrow_place_is_named(ask):
    text = seen(ask("plan", capacity="200"))
    assert "等候会超过 10 分钟" in text
    assert "最紧的是收银" in text
    assert "每天 6 场，每场 30 分钟 200 人，一天 1200 人" in text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"tills": "500", "stewards": "1", "scan_seconds": "60"}, "最紧的是入口"),
        ({"tills": "500", "hall": "20"}, "最紧的是场地"),
        ({"tills": "500", "hall": "5000"}, "没有哪一处明显紧张"),
    ],
)
def test_the_narrow_place_is_the_one_that_is_narrow(changes, sentence, ask):
    assert sentence in seen(ask("plan", **changes))


def test_the_plan_it_proposes_keeps_the_bound_and_leads_to_the_sessions(ask, taiyuan_venue, zhao, browser_of):
    page = ask("best")
    answer = page.context["answer"]
    assert "建议每场" in seen(page)
    assert answer.holds
    assert answer.kept >= 0.9 * len(answer.forecast.days)
    [link] = [part.split('"')[0] for part in page.content.decode().split('href="') if "/sessions/?" in part]
    link = link.replace("&amp;", "&")
    shown = browser_of(zhao).get(link).content.decode()
    assert f'name="capacity" value="{answer.option.capacity}"' in shown
    assert f'name="minutes" value="{answer.option.minutes}"' in shown
    form = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
    form |= {"first_day": "2026-05-25", "last_day": "2026-05-25"}
    assert browser_of(zhao).post(urlsplit(link).path, form).status_code == 303
    made = Session.objects.filter(venue=taiyuan_venue)
    assert made.count() == len(answer.option.starts)
    assert {session.pool.capacity for session in made} == {answer.option.capacity}


def test_the_same_question_gets_the_same_answer(ask):
    first, second = ask("best").context["answer"], ask("best").context["answer"]
    assert first == second


def test_a_bound_nobody_can_keep_is_said_to_be_one(ask):
    assert "做不到1分钟" in seen(ask("best", tills="1", sale="120", buys="100%", absent="0", bound="1", hall="1"))


def test_booked_sessions_are_judged_as_they_are_booked(ask, fair, taiyuan_venue, sessions):
    assert "这一天还没有人报名" in seen(ask("booked", day="2026-05-20"))
    Pool.objects.filter(pk=sessions[0].pool_id).update(capacity=400, taken=400)
    page = ask("booked", day="2026-05-20")
    assert "按现在的报名，这一天 400 人" in seen(page)
    assert "等得最久的是 09:30 这一场" in seen(page)
    assert "按此方案生成时段" not in seen(page)


def test_sessions_of_another_day_or_cancelled_are_not_counted(ask, fair, taiyuan_venue, sessions, by, now):
    Pool.objects.filter(pk__in=[one.pool_id for one in sessions]).update(capacity=9, taken=7)
    assert [slot.booked for slot in planner.booked_on(taiyuan_venue, sessions[0].starts_at.date())] == [7, 7]
    actions.cancel_session(sessions[1], reason="停电", by=by, now=now)
    assert [slot.booked for slot in planner.booked_on(taiyuan_venue, sessions[0].starts_at.date())] == [7]


@pytest.mark.parametrize(
    ("what", "wrong", "sentence"),
    [
        ("best", {"stewards": "0"}, "最小填"),
        ("best", {"tills": "-3"}, "最小填"),
        ("best", {"hall": "9" * 30}, "最大填"),
        ("best", {"stay": "200"}, "比一天开放的时间还长"),
        ("best", {"absent": "95%"}, "最多按90%算"),
        ("best", {"buys": "150%"}, "100%"),
        ("best", {"opens": "13:00"}, "关门时间要晚于开门时间"),
        ("best", {"pause_from": "12:00"}, "午休"),
        ("best", {"closes": "09:10", "stay": "5"}, "放不下"),
        ("plan", {"capacity": ""}, "测算自己的方案，这里要填"),
        ("plan", {"minutes": "300"}, "放不下"),
        ("plan", {"capacity": "50000"}, "一次最多测算20000人"),
        ("booked", {"day": ""}, "请选一个已经排了时段的日子"),
        ("booked", {"day": "2031-01-01"}, "请选一个已经排了时段的日子"),
    ],
)
def test_what_cannot_be_gets_a_sentence(what, wrong, sentence, ask):
    page = ask(what, **wrong)
    assert page.status_code == 422
    assert sentence in seen(page)
    assert page.context["form"].data[next(iter(wrong))] == next(iter(wrong.values()))


@pytest.mark.parametrize("bad", ["a\x00b", "9" * 5000, "1e400", "NaN", "²²²", "<script>"])
def test_nonsense_in_any_field_is_a_no_and_no_error(bad, ask):
    for name in ASKED:
        assert ask("booked" if name == "day" else "plan", **{name: bad}).status_code == 422, name
    assert ask(bad).status_code == 200


def test_shares_are_measured_at_the_unions_own_fairs_once_enough_people_came(fair, sessions, taiyuan_venue, ask, now):
    later = sessions[-1].ends_at
    pool = Pool.objects.filter(pk=sessions[0].pool_id)
    pool.update(capacity=200, taken=100, checked_in=80)
    assert planner.measure(fair, now=later) == ({}, {})
    pool.update(capacity=200, taken=200, checked_in=150)
    shares, words = planner.measure(fair, now=later)
    assert shares == {"absent": Percent(2500), "buys": Percent(0)}
    assert "报名200人，到场150人" in words["absent"]


def test_an_auditor_may_look_but_is_not_led_to_the_sessions(enrol, province, taiyuan_venue, browser_of, by, now):
    from gonghui.primitives.people import actions as people
    from gonghui.primitives.people.models import Role

    auditor = enrol("郑审", 108, None)
    people.appoint(auditor, province, Role.AUDITOR, by=by, now=now)
    page = reverse("fairs-console:forecast", args=[taiyuan_venue.fair_id, taiyuan_venue.pk])
    answer = browser_of(auditor).get(page, ASKED | {"what": "plan"})
    assert answer.status_code == 200
    assert "按此方案生成时段" not in seen(answer)


def test_the_pictures_are_drawn_by_the_server_and_have_their_table(ask):
    text = ask("plan").content.decode()
    assert len(re.findall(r'<svg viewBox="0 0 360 180" role="img"\s+aria-label="', text)) == 3
    assert "<style" not in text
    assert "style=" not in text
    assert "各个时刻有多少人在哪里" in text
