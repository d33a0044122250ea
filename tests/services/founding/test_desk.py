"""What the desk says no to, by name and with the form as it was; what it undoes, plans and lists."""

import pytest
from django.urls import reverse

from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.services.founding import actions, refusals, rules
from gonghui.services.founding.models import Candidate, Case, CaseEmployer, Change, Paper, Plea, Round
from tests.kernel.test_pictures import prepared_photograph

from .conftest import BALLOT, VOTES, credit_code

pytestmark = pytest.mark.django_db
KEY = "0197a000-0000-7000-8000-00000000000"


def url(name, *ids):
    return reverse(f"founding-console:{name}", args=ids)


def no_of(answer):
    return answer.status_code, answer.context["refusal"].code


def test_an_employer_is_found_by_code_or_by_the_whole_name_of_one(browser, opened, employ, zhao):
    case, desk = opened(employers=[]), browser(zhao)
    one, _other = employ("老街面馆", 30), employ("老街面馆", 40)
    add = url("employer", case.pk)
    twice = desk.post(add, {"employer": "老街面馆", "key": KEY})
    assert no_of(twice) == (422, "founding.several_employers")
    assert 'value="老街面馆"' in twice.text
    assert no_of(desk.post(add, {"employer": "老街", "key": KEY})) == (422, "founding.no_such_employer")
    assert "已添加老街面馆" in desk.post(add, {"employer": one.credit_code.lower(), "key": KEY}, follow=True).text
    assert CaseEmployer.objects.get().employer == one


def test_an_employer_beyond_the_desk_is_not_found(browser, opened, employ, wang, datong):
    employ("大同厂", 40, area=datong)
    case = opened(employers=[])
    answer = browser(wang).post(url("employer", case.pk), {"employer": "大同厂", "key": KEY})
    assert no_of(answer) == (422, "founding.no_such_employer")
    assert not CaseEmployer.objects.exists()


def test_an_employer_is_taken_out_again_and_the_journal_names_it(browser, opened, zhao):
    case = opened()
    entry = case.employers.get()
    assert "已去掉并州快运有限公司" in browser(zhao).post(url("drop", case.pk, entry.pk), follow=True).text
    assert not case.employers.exists()
    assert Entry.objects.get(act="founding.drop_employer").facts == {"employer": "并州快运有限公司"}


def test_a_step_is_planned_and_undone_at_the_desk(browser, opened, walk, zhao):
    case, desk = walk(opened(), "agree"), browser(zhao)
    prepare, agree = (case.steps.get(kind=kind) for kind in ("prepare", "agree"))
    desk.post(url("plan", case.pk, agree.pk), {"who": "张科长", "due_on": "2026-06-20", "key": KEY})
    assert "张科长" in desk.get(url("case", case.pk)).text
    late = desk.post(url("plan", case.pk, prepare.pk), {"who": "张科长", "due_on": "2026-06-20", "key": KEY})
    assert no_of(late) == (409, "founding.step_done")
    assert "已撤销：成立筹备组" in desk.post(url("undo", case.pk), follow=True).text
    assert no_of(desk.post(url("undo", case.pk))) == (409, "founding.nothing_to_undo")


def test_a_step_of_another_case_is_not_taken_here(browser, opened, employ, zhao):
    one, other = opened(), opened(employers=[employ("乙厂")], name="乙厂工会")
    step = other.steps.get(kind="prepare")
    answer = browser(zhao).post(url("step", one.pk, step.pk), {"done_on": "2026-05-20", "key": KEY})
    assert answer.status_code == 404
    step.refresh_from_db()
    assert step.done_at is None


def test_a_stop_wants_its_reason_and_says_it_in_the_list(browser, opened, zhao):
    case, desk = opened(), browser(zhao)
    assert desk.post(url("stop", case.pk), {"reason": ""}).status_code == 422
    assert Case.objects.get().stopped_at is None
    desk.post(url("stop", case.pk), {"reason": "单位搬走了"})
    listed = desk.get(url("cases")).text
    assert "单位搬走了" in listed
    assert "停办原因" not in listed.split("<thead")[1].split("</thead>")[0], "no column that is mostly empty"


def test_lists_of_cases_are_narrowed_by_state_and_way(browser, opened, employ, walk, zhao, by, now):
    opened(name="在办工会")
    actions.stop(opened(employers=[employ("乙厂")], name="停办工会"), "不办了", by=by, now=now)
    walk(opened("key_firm", [employ("丙厂")], name="批复工会"), "register")
    desk = browser(zhao)
    for asked, shown in (
        ({"state": rules.RUNNING}, {"在办工会"}),
        ({"state": rules.STOPPED}, {"停办工会"}),
        ({"state": rules.APPROVED}, {"批复工会"}),
        ({"state": rules.DONE}, set()),
        ({"way": "key_firm"}, {"批复工会"}),
        ({"q": "停办"}, {"停办工会"}),
    ):
        page = desk.get(url("cases"), asked).text
        assert {name for name in ("在办工会", "停办工会", "批复工会") if name in page} == shown


def test_no_more_papers_than_a_case_may_hold(opened, by, now, monkeypatch):
    monkeypatch.setattr(rules, "MOST_PAPERS", 1)
    case = opened()
    actions.attach(case, "prepare", [prepared_photograph()], by=by, now=now)
    with pytest.raises(refusals.TooManyPapers):
        actions.attach(case, "prepare", [prepared_photograph()], by=by, now=now)
    assert Paper.objects.count() == 1


def test_a_stopped_case_neither_takes_nor_gives_up_papers(opened, by, now):
    case = opened()
    [paper] = actions.attach(case, "prepare", [prepared_photograph()], by=by, now=now)
    actions.stop(case, "不办了", by=by, now=now)
    with pytest.raises(refusals.CaseOver):
        actions.attach(case, "prepare", [prepared_photograph()], by=by, now=now)
    with pytest.raises(refusals.CaseOver):
        actions.detach(paper, by=by, now=now)
    assert Paper.objects.count() == 1


def test_a_candidate_is_struck_at_the_desk_and_the_journal_says_who(browser, opened, walk, zhao, by, now):
    case = walk(opened(), "elect")
    own = {"by_person": zhao, "by": by, "now": now}
    actions.count_ballots(case, BALLOT, **own)
    wrong = actions.enter_candidate(case, VOTES[0], **own)
    assert "已去掉" in browser(zhao).post(url("strike", case.pk, wrong.pk), follow=True).text
    assert not Candidate.objects.exists()
    struck = Entry.objects.get(act="founding.strike_candidate")
    assert struck.facts == {"candidate": "孙主席", "post": "chair"}


def test_ballots_that_disagree_come_back_as_they_were_typed(browser, opened, walk, zhao):
    case = walk(opened(), "elect")
    counts = {"electors": 60, "present": 50, "ballots_out": 50, "ballots_in": 50, "valid": 49, "spoiled": 2}
    sent = counts | {"held_on": "2026-05-20", "leader": "赵老板", "key": KEY}
    answer = browser(zhao).post(url("ballots", case.pk), sent)
    assert no_of(answer) == (422, "founding.ballots_disagree")
    assert 'value="49"' in answer.text
    assert not hasattr(Case.objects.get(), "election")


def test_a_federation_names_its_industry(browser, taiyuan, zhao):
    form = {"union": str(taiyuan.pk), "way": "federation", "name": "物流联合会", "key": KEY}
    assert "行业工会联合会请选行业" in browser(zhao).post(url("new"), form).text
    assert not Case.objects.exists()
    browser(zhao).post(url("new"), form | {"industry": "logistics"})
    assert Case.objects.get().industry == "logistics"


def test_a_union_of_an_employer_opens_no_case(browser, works, zhao):
    form = {"union": str(works.pk), "way": "party_led", "name": "工会", "key": KEY}
    assert browser(zhao).post(url("new"), form).status_code == 422
    assert not Case.objects.exists()


def test_unions_are_listed_by_what_ends(browser, works, motors, zhao, by, now):
    actions.begin_term(works, number="1号", years=3, starts_on=now.date().replace(year=2022), by=by, now=now)
    actions.begin_term(motors, number="2号", years=5, starts_on=now.date(), by=by, now=now)
    desk = browser(zhao)
    for asked, shown in (({"ending": "past"}, {works.name}), ({"ending": "none"}, {works.name, motors.name})):
        page = desk.get(url("unions"), asked).text
        assert {union.name for union in (works, motors) if union.name in page} == shown
    until = {"issued_on": now.date(), "ends_on": now.date().replace(year=2031)}
    said = {"kind": "first", "authority": "市总", "number": credit_code(9, first="8")}
    actions.certify(motors, **said, **until, by=by, now=now)
    assert motors.name not in desk.get(url("unions"), {"ending": "none"}).text


def test_a_change_is_registered_and_filed_at_the_desk(browser, works, zhao):
    desk, page = browser(zhao), url("union", works.pk)
    said = {"what": "chair", "before": "李", "after": "孙", "happened_on": "2026-05-20", "key": KEY + "7"}
    for _twice in range(2):
        desk.post(url("change", works.pk), said)
    change = Change.objects.get()
    assert "待办理" in desk.get(page).text
    early = desk.post(url("filed", works.pk, change.pk), {"filed_on": "2026-05-19", "key": KEY})
    assert no_of(early) == (422, "founding.filed_before")
    desk.post(url("filed", works.pk, change.pk), {"filed_on": "2026-05-20", "number": "回执1", "key": KEY})
    assert "回执1" in desk.get(page).text


def test_a_round_is_not_opened_for_another_year_nor_twice(works, by, now):
    today = now.date()
    with pytest.raises(refusals.RoundOfAnotherYear):
        actions.open_round(works, year=2025, opens_on=today, closes_on=today, by=by, now=now)
    actions.open_round(works, year=2026, opens_on=today, closes_on=today, by=by, now=now)
    with pytest.raises(refusals.RoundTwice):
        actions.open_round(works, year=2026, opens_on=today, closes_on=today, by=by, now=now)
    assert Round.objects.count() == 1


def test_a_worker_corrects_a_plea_by_taking_it_back(browser, plead, lin):
    phone, plea = browser(lin), plead(lin)
    again = phone.post(reverse("founding:ask"), {"employer": "别的厂", "place": "太原市小店区", "key": KEY + "5"})
    assert no_of(again) == (409, "founding.asked_already")
    assert 'value="别的厂"' in again.text
    phone.post(reverse("founding:withdraw", args=[plea.pk]))
    assert no_of(phone.post(reverse("founding:withdraw", args=[plea.pk]))) == (409, "founding.settled")
    assert Plea.objects.get().sealed is None


def test_a_place_that_is_none_is_refused_beside_its_field(browser, lin, taiyuan):
    answer = browser(lin).post(reverse("founding:ask"), {"employer": "厂", "place": "没有的地方", "key": KEY})
    assert answer.status_code == 422
    assert not Plea.objects.exists()


def test_nobody_reads_anothers_plea(browser, plead, lin, chen):
    plea = plead(lin)
    assert browser(chen).get(reverse("founding:plea", args=[plea.pk])).status_code == 404
    assert browser(chen).post(reverse("founding:withdraw", args=[plea.pk])).status_code == 404
    assert Plea.objects.get().withdrawn_at is None


def test_an_officer_who_only_watches_may_do_nothing(browser, opened, enrol, taiyuan, by, now):
    case, auditor = opened(), enrol("审计员", 431)
    people.appoint(auditor, taiyuan, "auditor", by=by, now=now)
    desk, step = browser(auditor), case.steps.get(kind="prepare")
    page = desk.get(url("case", case.pk)).text
    assert "由有权办理的工会干部来办" in page
    for way in (url("step", case.pk, step.pk), url("stop", case.pk), url("undo", case.pk), url("add-all", case.pk)):
        assert way not in page
        assert desk.post(way, {"key": KEY}).status_code == 403
    assert desk.get(url("pleas")).status_code == 403
