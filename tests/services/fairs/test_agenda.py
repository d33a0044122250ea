"""What of a fair waits for whom, as long as it does. That no verb forgets it is held after every test of the slice."""

from datetime import timedelta

import pytest

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.agenda import rules as heaps
from gonghui.primitives.draws.models import Lot
from gonghui.primitives.people.permissions import offices_of
from gonghui.primitives.rows import new_id
from gonghui.services.fairs import actions
from gonghui.services.fairs.pages.agenda import PLACES, STOPPED

from .test_draw import after, drawing, enter, slots  # noqa: F401 - a fair whose places are drawn
from .test_sign_up import crowd  # noqa: F401

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def mine(person, now):
    return [(one.queue, one.title) for one in agenda.of(person, now=now)]


def work(officer, now):
    return {one.queue: one for one in agenda.of_offices(offices_of(officer, now=now), now=now)}


def test_a_receipt_waits_until_the_gate_and_not_a_moment_longer(lin, sessions, taiyuan_venue, by, now):
    place = actions.sign_up(sessions[0], lin, key="k", by=by, now=now)
    [receipt] = agenda.of(lin, now=now)
    assert (receipt.queue, receipt.title, receipt.place) == (heaps.RECEIPTS, "惠职工家电专场", "滨河会展中心")
    assert receipt.number.replace("-", "") == place.code
    assert agenda.of(lin, now=sessions[0].ends_at) == []
    actions.admit(taiyuan_venue, place.code, name=lin.name, by=by, now=now)
    assert agenda.of(lin, now=now) == []


def test_who_waits_stands_in_line_and_then_has_a_receipt(lin, chen, crowd, sessions, by, now):  # noqa: F811
    for person in crowd[:3]:
        actions.sign_up(sessions[1], person, key="k", by=by, now=now)
    actions.wait(sessions[1], lin, by=by, now=now)
    actions.wait(sessions[1], chen, by=by, now=now)
    assert mine(chen, now) == [(heaps.WAITING, "惠职工家电专场")]
    actions.give_back(sessions[1].venue.fair, crowd[0], by=by, now=now)
    assert [queue for queue, _title in mine(lin, now)] == [heaps.RECEIPTS]
    actions.leave_line(sessions[1], chen, by=by, now=now)
    assert mine(chen, now) == []


def test_what_was_bought_is_counted_and_asks_for_nothing(admitted, fridge, taiyuan_venue, buy, by, now):
    purchase = buy(taiyuan_venue, fridge, admitted, "SN0001")
    [bought] = agenda.of(admitted, now=now)
    assert (bought.queue, bought.quiet, bought.note) == (heaps.PURCHASES, True, "")
    actions.ask_after_sales(purchase, trouble="门关不严", by=by, now=now)
    assert [one.note for one in agenda.of(admitted, now=now)] == ["售后申请在等答复"]
    assert agenda.of(admitted, now=now + 366 * DAY) == []


def test_a_clerk_finds_the_till_in_the_days_of_the_fair(clerk, fair, dealer, by, now):
    assert [title for _queue, title in mine(clerk, now)] == ["收银台：海星电器"] * 2
    assert mine(clerk, now - 3 * DAY) == mine(clerk, now + 9 * DAY) == []
    actions.close_fair(fair, by=by, now=now)
    assert mine(clerk, now) == []


def test_a_batch_waits_for_another_than_who_prepared_it_then_to_be_paid_and_comes_back(
    admitted, fridge, kettle, taiyuan_venue, dealer, buy, zhao, sun, by, now
):
    buy(taiyuan_venue, fridge, admitted, "SN0001")
    batch = actions.prepare_settlement(taiyuan_venue, dealer, by_person=zhao, by=by, now=now)
    assert work(sun, now)["结算审核"].due == now + 7 * DAY
    assert "结算审核" not in work(zhao, now), "who prepared it is no second person"
    actions.return_settlement(batch, taiyuan_venue, reason="金额不对", by_person=sun, by=by, now=now + HOUR)
    assert work(zhao, now + HOUR)["结算被退回"].note == "金额不对"
    again = actions.prepare_settlement(taiyuan_venue, dealer, by_person=zhao, by=by, now=now + 2 * HOUR)
    assert "结算被退回" not in work(zhao, now + 2 * HOUR)
    actions.approve_settlement(again, taiyuan_venue, by_person=sun, by=by, now=now + 2 * HOUR)
    assert list(work(sun, now + 2 * HOUR)) == ["待付款"]
    actions.mark_settlement_paid(again, taiyuan_venue, reference="1", by_person=sun, by=by, now=now + 2 * HOUR)
    assert work(sun, now + 2 * HOUR) == {}


def test_a_receipt_that_two_gates_let_in_is_the_officers_to_look_at(lin, sessions, zhao, taiyuan_venue, by, now):
    place = actions.sign_up(sessions[0], lin, key="k", by=by, now=now)
    for device in (new_id(), new_id()):
        seen = actions.Seen(new_id(), place.pk, now, "receipt", place.code)
        actions.record_scans(taiyuan_venue, [seen], device=device, by=by, now=now)
    waiting = work(zhao, now)["入场核对"]
    assert "1 张凭证" in waiting.title
    assert waiting.url.endswith("/scans/")


def test_a_draw_that_was_tampered_with_is_an_alarm_in_my_work_and_on_its_page(
    drawing,  # noqa: F811
    enter,  # noqa: F811
    lin,
    zhao,
    browser_of,
    by,
    now,
    after,  # noqa: F811
):
    enter(lin)
    actions.work_draws(after)
    page = f"/console/fairs/{drawing.pk}/draw/"
    assert "抽签已中止" not in browser_of(zhao).get(page).content.decode()
    weight = Lot.objects.get().weight
    Lot.objects.update(weight=9)
    for _time in range(2):  # the worker tries again and again
        with pytest.raises(Exception, match="changed after it was frozen"):
            actions.work_draws(after + HOUR)
    assert work(zhao, after)["抽签被中止"].url == page
    assert "抽签已中止" in browser_of(zhao).get(page).content.decode()
    assert not agenda.unlike(STOPPED, now=now)
    Lot.objects.update(weight=weight)
    actions.work_draws(after + HOUR)
    assert "抽签被中止" not in work(zhao, after)


def test_the_check_sees_a_verb_that_forgot(lin, sessions, by, now):
    actions.sign_up(sessions[0], lin, key="k", by=by, now=now)
    agenda.done(PLACES.key, [sessions[0].venue.fair_id])
    assert len(agenda.unlike(PLACES, now=now)) == 1
    agenda.rebuild(PLACES, now=now)


def test_who_stands_in_two_lines_that_begin_at_once_is_told_the_turn_in_the_one_that_is_shown(
    lin,
    chen,
    su,
    crowd,  # noqa: F811
    sessions,
    datong_venue,
    by,
    now,
):
    here, there = sessions[1], datong_venue.sessions.to_act_on().get(starts_at=sessions[1].starts_at)
    for session, people in ((here, crowd[:3]), (there, [*crowd[3:], chen])):
        for person in people:
            actions.sign_up(session, person, key="k", by=by, now=now)
    first, second = sorted((here, there), key=lambda one: one.pk)
    for person, session in ((su, second), (lin, first), (lin, second)):
        actions.wait(session, person, by=by, now=now)
    [line] = agenda.of(lin, now=now)
    assert (line.place, line.note) == (first.venue.hall, "另有 1 个时段也在候补")
    assert PLACES.numbers([line]) == {line.pk: "第 1 位"}
