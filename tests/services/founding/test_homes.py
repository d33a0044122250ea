"""Members judge their union once a year: in secret, told of from ten on, answered by what will be done."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices.models import Notice
from gonghui.services.founding import actions, refusals
from gonghui.services.founding.models import Judged, Pledge, Round, Tally
from gonghui.services.founding.pages.homes import shown
from gonghui.services.founding.rules import homes
from tests.rush import kinds, rush

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
KEY = "0197a000-0000-7000-8000-000000000001"
GLAD = dict.fromkeys(homes.questions_of(2026).questions, 5)


@pytest.fixture
def held(works, by, now):
    """The works' round of 2026, open for thirty days."""
    today = now.date()
    return actions.open_round(works, year=2026, opens_on=today, closes_on=today + 30 * DAY, by=by, now=now)


@pytest.fixture
def judged(held, enrol, works, now):
    """`judged(10)`: so many members have answered; after that the round is over."""

    def many_judged(many):
        for number in range(many):
            person = enrol("会员" + "甲乙丙丁戊己庚辛壬癸"[number % 10], 500 + number, works)
            actions.judge(held, person, GLAD | {"accounts": 1}, now=now)
        return shown(held, held.closes_on + DAY)

    return many_judged


@pytest.mark.parametrize(
    ("year", "opens", "closes", "no"),
    [
        (2026, date(2026, 5, 20), date(2026, 5, 20), None),
        (2026, date(2026, 5, 20), date(2026, 5, 19), refusals.RoundDays),
        (2026, date(2026, 4, 1), date(2026, 5, 19), refusals.RoundDays),  # over before it begins
        (2026, date(2026, 5, 20), date(2026, 8, 21), refusals.RoundDays),
        (2025, date(2026, 5, 20), date(2026, 6, 20), refusals.RoundOfAnotherYear),
    ],
)
def test_when_a_round_can_be(year, opens, closes, no):
    found = homes.refuse_round(year, opens, closes, date(2026, 5, 20))
    assert (no is None and found is None) or isinstance(found, no)


@pytest.mark.parametrize("answers", [{}, GLAD | {"rights": 6}, GLAD | {"dance": 5}, {"rights": 5}])
def test_every_question_has_one_of_five_answers(answers):
    assert isinstance(homes.refuse_answers(answers, 2026), refusals.AnswersMissing)


def test_a_member_answers_once_and_nothing_says_what(browser, held, lin, now):
    phone, before = browser(lin), Entry.objects.count()
    form = {name: str(grade) for name, grade in GLAD.items()} | {"key": KEY}
    assert "打分已经收到" in phone.post(reverse("founding:rate", args=[held.pk]), form, follow=True).text
    assert Judged.objects.filter(person=lin).count() == 1
    assert Entry.objects.count() == before, "the journal would say when"
    assert {field.name for field in Judged._meta.fields} == {"id", "round", "person"}
    assert sorted(Tally.objects.filter(many=1).values_list("grade", flat=True)) == [5] * len(GLAD)
    with pytest.raises(refusals.JudgedAlready):
        actions.judge(held, lin, GLAD, now=now)
    assert "你今年已经打过分" in phone.get(reverse("founding:judge")).text


def test_who_answered_is_forgotten_a_month_after_the_round(judged, held, now):
    judged(10)
    over = now + 30 * DAY
    assert actions.forget(over + homes.JUDGED_KEPT) == 0
    assert actions.forget(over + homes.JUDGED_KEPT + DAY) == 10
    assert shown(held, held.closes_on + 90 * DAY).answers == 10, "what was said stays"


def test_a_form_with_a_question_left_out_comes_back(browser, held, lin):
    answer = browser(lin).post(reverse("founding:rate", args=[held.pk]), {"rights": "5", "key": KEY})
    assert answer.status_code == 422
    assert not Judged.objects.exists()


def test_only_its_own_members_judge_and_only_while_it_is_open(browser, held, lin, su, now):
    with pytest.raises(refusals.NotOfThisUnion):
        actions.judge(held, su, GLAD, now=now)
    assert browser(su).post(reverse("founding:rate", args=[held.pk]), GLAD | {"key": KEY}).status_code == 404
    with pytest.raises(refusals.RoundShut):
        actions.judge(held, lin, GLAD, now=now + 31 * DAY)


def test_nine_answers_are_not_told_and_ten_are(judged, held):
    assert judged(9).outcome is None
    assert shown(held, held.closes_on).answers is None, "while it is open nobody counts"


def test_ten_answers_are_told_when_it_is_over(judged, browser, held, zhao, monkeypatch):
    result = judged(10)
    assert {each.content for each in result.outcome} == {100, 0}
    assert "结束以后显示结果" in browser(zhao).get(reverse("founding-console:round", args=[held.pk])).text


def test_the_union_says_what_it_will_do_and_the_year_after_whether_it_did(held, zhao, by, now):
    with pytest.raises(refusals.RoundNotOver):
        actions.pledge(held, "公开经费", by=by, now=now)
    over = now + 31 * DAY

    def waits(at):
        return [one.step for one in agenda.of_offices(zhao.offices.select_related("union"), now=at, queue="会员评家")]

    assert waits(now) == []
    assert waits(over) == ["看结果，写改进"]
    promised = actions.pledge(held, "公开经费", by=by, now=over)
    assert waits(over) == []
    assert waits(now + 360 * DAY) == ["写办没办到"]
    actions.tell_kept(promised, kept=False, note="下个月贴出来", by=by, now=now + 360 * DAY)
    assert waits(now + 360 * DAY) == []
    assert Pledge.objects.get().kept is False
    with pytest.raises(refusals.ToldAlready):
        actions.tell_kept(promised, kept=True, note="", by=by, now=now + 361 * DAY)


def test_a_round_is_opened_at_the_desk_once_a_year_and_members_are_told(browser, works, lin, zhao, now):
    form = {"union": str(works.pk), "year": "2026", "opens_on": "2026-05-20", "closes_on": "2026-06-20", "key": KEY}
    desk, new = browser(zhao), reverse("founding-console:round-new")
    assert "评家已开始" in desk.post(new, form, follow=True).text
    assert Notice.objects.filter(person=lin).count() == 1
    assert desk.post(new, form).context["refusal"].code == "founding.round_twice"
    assert works.name in desk.get(reverse("founding-console:rounds")).text
    assert Round.objects.count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_answers_of_one_member_at_once_count_once(held, lin, chen, now):
    answers = rush(lambda n: actions.judge(held, chen if n == 0 else lin, GLAD, now=now), 4)
    assert kinds(answers) == {"NoneType": 2, "JudgedAlready": 2}
    assert set(Tally.objects.filter(grade=5).values_list("many", flat=True)) == {2}
