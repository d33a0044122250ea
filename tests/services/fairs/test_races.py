"""Officers at one fair at once take turns: what one plans, the other ends, publishes or removes whole."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta

import pytest
from django.db import connection, transaction

from gonghui.primitives.admission.models import Pool
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.draws.rules import PAUSE
from gonghui.primitives.journal.models import Entry
from gonghui.services.fairs import actions, refusals
from gonghui.services.fairs.actions import offers
from gonghui.services.fairs.forms.sheets import GOODS
from gonghui.services.fairs.models import Fair, Session
from tests.races.admission_world import until_it_waits
from tests.rush import kinds, rush

from .conftest import CREDIT_CODE, FRIDGE, HEADER
from .test_draw import after, drawing  # noqa: F401 - fixtures

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def add(by, now):
    """A session more in a hall, in three days: `add(venue)`."""
    hours = {"opens": time(9), "closes": time(10), "minutes": 60, "capacity": 2}
    days = [(now + timedelta(days=3)).date()]
    return lambda venue: actions.add_sessions(venue, days=days, **hours, by=by, now=now)


def second(first, then):
    """What `then` gave, which came while `first` was not yet committed and had to wait for it."""

    def act():
        try:
            return then()
        except Exception as error:  # a refusal is a result too
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            call = pool.submit(act)
            until_it_waits(call)
        return call.result()


def test_a_fair_that_ends_while_a_session_is_planned_leaves_no_pool_open(fair, taiyuan_venue, add, by, now):
    ended = second(lambda: add(taiyuan_venue), lambda: actions.close_fair(fair, by=by, now=now))
    assert ended.closed_at == now
    assert not Pool.objects.filter(scope=fair.pk, closed_at=None).exists()


def test_a_fair_that_is_published_while_its_sign_up_is_moved_opens_all_its_pools_then(
    draft, dealer, taiyuan_venue, add, by, now
):
    add(taiyuan_venue)
    later = {"sign_up_opens_at": now + timedelta(hours=2)}
    other = draft.venues.exclude(pk=taiyuan_venue.pk).get()
    second(lambda: actions.revise(draft, terms=later, by=by, now=now), lambda: add(other))
    actions.publish(draft, by=by, now=now)
    assert set(Pool.objects.filter(scope=draft.pk).values_list("opens_at", flat=True)) == {now + timedelta(hours=2)}


def test_a_hall_that_is_removed_meanwhile_is_named_to_who_plans_it(draft, dealer, taiyuan_venue, add, by, now):
    answer = second(lambda: actions.remove_venue(taiyuan_venue, by=by, now=now), lambda: add(taiyuan_venue))
    assert isinstance(answer, refusals.HallGone)
    assert not Session.objects.exists()


@pytest.mark.parametrize("whole", [False, True], ids=["session", "fair"])
def test_who_joins_a_line_while_its_session_is_cancelled_is_told_and_waits_for_nothing(
    fair, sessions, enrol, works, by, now, whole
):
    people = [enrol(f"职工{name}", 400 + n, works) for n, name in enumerate("甲乙丙丁")]
    for person in people[:3]:
        actions.sign_up(sessions[1], person, key="k", by=by, now=now)
    said = {"reason": "停电", "by": by, "now": now}
    told = second(
        lambda: actions.wait(sessions[1], people[3], by=by, now=now),
        lambda: actions.cancel_fair(fair, **said) if whole else actions.cancel_session(sessions[1], **said),
    )
    assert told == 4
    assert not Matter.objects.filter(person=people[3]).exists()


def test_a_draw_that_is_cancelled_while_its_time_comes_is_neither_closed_nor_made(drawing, after, by):  # noqa: F811
    second(lambda: actions.cancel_fair(drawing, reason="停电", by=by, now=after), lambda: actions.work_draws(after))
    assert not Entry.objects.filter(act__in=["fairs.close_draw", "fairs.draw"]).exists()


def test_a_list_cancelled_while_it_is_drawn_stands_in_the_journal_as_closed_alone(drawing, after, by):  # noqa: F811
    actions.work_draws(after)
    at = after + PAUSE
    second(lambda: actions.cancel_fair(drawing, reason="停电", by=by, now=at), lambda: actions.work_draws(at))
    acts = Entry.objects.filter(act__in=["fairs.close_draw", "fairs.draw"]).values_list("act", flat=True)
    assert list(acts) == ["fairs.close_draw"]


def test_eight_officers_give_one_dealer_one_name(draft, taiyuan_venue, by, now):
    def invite(n):
        said = {"credit_code": CREDIT_CODE, "name": f"海星{n}", "hotline": "400"}
        return actions.invite_dealer(taiyuan_venue, **said, by=by, now=now)

    assert kinds(rush(invite, 8)) == {"Stall": 1, "DealerOtherwiseNamed": 7}


def load_while_it_moves(draft, dealer, datong, by, now):
    """A dealer's goods are loaded while the fair is given to another union: what came of it."""
    sheet = GOODS.open((HEADER + FRIDGE.replace("BX-200", "BX-300")).encode(), "目录.csv")
    return second(
        lambda: Fair.objects.filter(pk=draft.pk).update(union=datong),
        lambda: actions.load_offers(draft, dealer, sheet, by=by, now=now),
    )


@pytest.mark.rows_by_hand
def test_goods_are_loaded_into_a_fair_as_it_is_after_the_wait(draft, dealer, datong, by, now):
    assert load_while_it_moves(draft, dealer, datong, by, now) == {"new": 1, "changed": 0, "same": 0}


@pytest.mark.rows_by_hand
def test_locked_and_joined_in_one_statement_the_fair_is_not_found(draft, dealer, datong, by, now, monkeypatch):
    joined = Fair.objects.select_for_update(of=("self",)).select_related("union")
    monkeypatch.setattr(offers, "not_cancelled", lambda fair: joined.get(pk=fair.pk))
    assert isinstance(load_while_it_moves(draft, dealer, datong, by, now), Fair.DoesNotExist)
