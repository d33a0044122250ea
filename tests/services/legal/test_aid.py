"""Legal aid: decided by the rules in seven days of the calendar, a lawyer in three, refused in writing, handed over."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gonghui.primitives.agenda.models import Matter as Waiting
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework import refusals as of_cases
from gonghui.primitives.casework.models import Case, Message
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role
from gonghui.services.legal import actions, refusals
from gonghui.services.legal.models import AidApplication, AidDecision, AidStep, Matter
from gonghui.services.legal.rules.aid import AID
from gonghui.services.legal.rules.entitled import Facts
from tests.cast import SHANGHAI

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
STEP = actions.aid.Step("hearing", date(2026, 5, 21), 90, "开了庭，等裁决")
NOT_POOR = Facts("dismissal", exempt="", hardship=False)


def due(case):
    return Case.objects.get(pk=case.pk).due_at.astimezone(SHANGHAI).date()


def test_decided_in_seven_days_and_a_lawyer_in_three_weekends_count(applied, lawyer, guo, as_guo, now):
    case = applied()
    assert due(case) == date(2026, 5, 27), "a Wednesday, a Sunday among the days"
    casework.assign(case, guo, by=as_guo, now=now + DAY)
    assert due(case) == date(2026, 5, 27), "taken up, it is promised as before"

    actions.aid.grant(case, by=as_guo, now=now + DAY)
    assert due(case) == date(2026, 5, 24), "a Sunday"
    case = actions.aid.assign(case, lawyer, by=as_guo, now=now + 2 * DAY)
    assert (case.stage, case.assigned_to) == ("helping", lawyer)
    assert due(case) == date(2026, 6, 21)
    assert Waiting.objects.get(key="legal_aid.given").person == lawyer
    assert Notice.objects.filter(person=lawyer).exists()


@pytest.mark.parametrize(("days", "level", "last"), [(6, "urgent", 21), (7, "ordinary", 27), (-1, "ordinary", 27)])
def test_a_limit_that_ends_within_seven_days_is_decided_in_one(applied, now, days, level, last):
    case = applied(limit_on=now.date() + days * DAY)
    assert (case.level, due(case)) == (level, date(2026, 5, last))


def test_nobody_is_granted_against_the_rules_or_before_they_can_say(applied, as_guo, as_lin, now):
    case = applied(topic="dismissal", facts=Facts("dismissal"))
    with pytest.raises(refusals.FactsMissing) as no:
        actions.aid.grant(case, by=as_guo, now=now)
    assert "家庭是不是经济困难" in no.value.sentence()

    actions.aid.tell(case, NOT_POOR, by=as_guo, now=now)
    with pytest.raises(refusals.NotExempt) as no:
        actions.aid.grant(case, by=as_guo, now=now)
    assert "第四十二条" in no.value.rule
    assert not AidDecision.objects.exists()

    actions.aid.tell(case, replace(NOT_POOR, hardship=True), by=as_lin, now=now)
    assert actions.aid.grant(case, by=as_guo, now=now).stage == "granted"
    with pytest.raises(refusals.NotAtThisStage):
        actions.aid.tell(case, NOT_POOR, by=as_lin, now=now)


def test_a_refusal_is_in_writing_on_a_ground_that_the_rules_bear_out(applied, as_guo, now):
    case = applied()
    for ground, no in (("means", refusals.GroundDoesNotHold), ("gold", refusals.NoSuchGround)):
        with pytest.raises(no):
            actions.aid.refuse(case, ground, "收入高", by=as_guo, now=now)
    with pytest.raises(of_cases.ReasonMissing):
        actions.aid.refuse(case, "papers", "  ", by=as_guo, now=now)
    assert Case.objects.get().is_open

    found = actions.aid.refuse(case, "papers", "两次联系都没有补身份证", by=as_guo, now=now)
    decision = AidDecision.objects.get()
    assert (found.outcome, decision.ground, decision.reason) == ("refused", "papers", "两次联系都没有补身份证")
    assert "身份证".encode() not in bytes(decision.why), "sealed"
    with pytest.raises(refusals.NotAtThisStage):
        actions.aid.grant(case, by=as_guo, now=now)
    assert AidDecision.objects.count() == 1


def test_means_are_a_ground_where_the_rules_say_so_and_not_in_place_of_the_cause(applied, as_guo, now):
    case = applied(topic="dismissal", facts=NOT_POOR)
    with pytest.raises(refusals.GroundDoesNotHold):
        actions.aid.refuse(case, "cause", "不是劳动的事", by=as_guo, now=now)
    assert actions.aid.refuse(case, "means", "收入高于标准", by=as_guo, now=now).outcome == "refused"


def test_who_does_not_agree_is_examined_again_by_somebody_else(applied, guo, zhao, as_guo, as_lin, by, now):
    case = applied()
    actions.aid.refuse(case, "papers", "没有补", by=as_guo, now=now)
    casework.reopen(case, "我补了", by=as_lin, now=now + DAY)
    with pytest.raises(refusals.DecidedBefore):
        actions.aid.grant(case, by=as_guo, now=now + DAY)
    as_zhao = replace(by, person=zhao.pk, name=zhao.name)
    assert actions.aid.grant(case, by=as_zhao, now=now + DAY).stage == "granted"


def test_an_officer_decides_nothing_of_their_own(guo, as_guo, applied, now):
    case = applied(person=guo)
    for act in (actions.aid.grant, lambda *a, **k: actions.aid.refuse(*a, "papers", "没有补", **k)):
        with pytest.raises(of_cases.OwnCase):
            act(case, by=as_guo, now=now)


def test_once_granted_only_a_lawyer_may_have_it_and_before_only_an_officer(applied, guo, lawyer, as_guo, now):
    case = applied()
    with pytest.raises(of_cases.NotForThem):
        actions.aid.assign(case, lawyer, by=as_guo, now=now)
    actions.aid.grant(case, by=as_guo, now=now)
    with pytest.raises(of_cases.NotForThem):
        actions.aid.assign(case, guo, by=as_guo, now=now)
    assert actions.aid.assign(case, lawyer, by=as_guo, now=now).stage == "helping"


def test_handed_over_to_another_region_what_was_granted_stays_so(
    helped, enrol, datong, lawyer, as_guo, by, now
):  # fmt: skip
    case = helped()
    there = enrol("邱远", 312)
    people.appoint(there, datong, Role.LAWYER, by=by, now=now)
    found = actions.aid.hand_over(case, datong, why="在大同开庭", by=as_guo, now=now + DAY)

    assert (found.stage, found.union, found.assigned_to) == ("granted", datong, None)
    assert due(case) == date(2026, 5, 24)
    offices = list(lawyer.offices.select_related("union"))
    assert not Case.objects.given_to(lawyer, AID, offices).exists()
    found = Case.objects.get()
    assert actions.aid.assign(found, there, by=by, now=now + DAY).stage == "helping"


def test_handed_over_before_it_was_decided_it_is_decided_there_in_its_old_time(applied, datong, as_guo, now):
    found = actions.aid.hand_over(applied(), datong, why="事情在大同", by=as_guo, now=now + 5 * DAY)
    assert (found.stage, due(found)) == ("waiting", date(2026, 5, 27))


def test_what_is_missing_is_said_once(applied, as_guo, now):
    case = applied()
    casework.pause(case, why="请补身份证和工资流水", by=as_guo, now=now)
    casework.resume(case, by=as_guo, now=now + DAY)
    assert due(case) == date(2026, 5, 28)
    with pytest.raises(of_cases.PausedEnough) as no:
        casework.pause(case, why="再补一张", by=as_guo, now=now + DAY)
    assert "1 次、一共 30 天" in no.value.sentence()


def test_a_lawyer_writes_steps_once_and_each_starts_the_clock_anew(helped, lawyer, as_lawyer, as_guo, now):
    case = helped()
    for _twice in range(2):
        actions.aid.step(case, STEP, key="k1", by=as_lawyer, now=now + 10 * DAY)

    assert AidStep.objects.get().minutes == 90
    assert due(case) == date(2026, 6, 29)
    said = Message.objects.filter(case=case, what="say", person=lawyer)
    assert said.count() == 1
    with pytest.raises(refusals.NotGivenToYou):
        actions.aid.step(case, STEP, by=as_guo, now=now)
    with pytest.raises(of_cases.WordsMissing):
        actions.aid.step(case, replace(STEP, words=" "), by=as_lawyer, now=now + DAY)
    with pytest.raises(refusals.StepAhead):
        actions.aid.step(case, replace(STEP, on=date(2099, 1, 1)), by=as_lawyer, now=now)
    assert AidStep.objects.count() == 1


def test_it_ends_with_what_came_back_and_only_what_was_granted_ends_so(applied, helped, as_lawyer, as_guo, now):
    case = helped()
    with pytest.raises(refusals.NotByClosing):
        actions.aid.end(case, "refused", "不办了", recovered=None, by=as_lawyer, now=now)
    actions.aid.end(case, "won", "裁决支持", recovered=960000, hours=8, by=as_lawyer, now=now)
    found = Matter.objects.get(case=case)
    assert (found.recovered_fen, found.recovered_hours) == (960000, 8)
    assert Entry.objects.get(act="legal_aid.recover").facts == {"fen": 960000, "hours": 8}

    other = applied()
    with pytest.raises(refusals.NotAtThisStage):
        actions.aid.end(other, "won", "好了", recovered=None, by=as_guo, now=now)


def test_a_lawyer_whose_office_ends_gives_it_back_to_be_given_to_another(helped, lawyer, taiyuan, by, now):
    case = helped()
    people.dismiss(lawyer.offices.get(), by=by, now=now + DAY)

    found = Case.objects.get(pk=case.pk)
    assert (found.assigned_to, found.left_at) == (None, now + DAY)
    assert Waiting.objects.get(key="legal_aid.left").union == taiyuan


def test_a_lawyer_who_holds_the_office_keeps_it_in_the_sweep(helped, lawyer, now):
    case = helped()
    actions.sweep(now + DAY)
    assert Case.objects.get(pk=case.pk).assigned_to == lawyer


def test_what_is_late_stands_before_the_union_above(applied, now):
    case = applied()
    actions.sweep(case.due_at)
    assert Waiting.objects.filter(key="legal_aid.late", subject=case.pk).exists()


def test_long_after_the_end_nothing_of_who_asked_is_left(applied, as_guo, now):
    case = applied()
    actions.aid.refuse(case, "papers", "没有补", by=as_guo, now=now)
    actions.forget(now + AID.kept)
    assert AidDecision.objects.get().reason == "没有补", "not yet"

    actions.forget(now + AID.kept + DAY)
    assert AidDecision.objects.get().reason == ""
    assert AidApplication.objects.get().facts is None


def test_the_same_form_sent_twice_applies_once(applied):
    assert applied(key="k") == applied(key="k")
    assert AidApplication.objects.count() == 1
