"""Many at once around a draw: one entry for each, nobody slips in when the list closes, and counters fit the rows."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from gonghui.kernel import draws as kernel
from gonghui.primitives.admission.models import Place, Pool
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.draws import entry_statement, holding, refusals
from gonghui.primitives.draws.models import Draw, Lot
from gonghui.primitives.rows import new_id
from tests.crowd import HOUR, NOON, crowd
from tests.rush import constraint_dropped, rush

from .admission_world import alarm, open_pool, until_it_waits

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
END = NOON + timedelta(minutes=30)


@pytest.fixture
def pool(db):
    return open_pool(5, new_id())


@pytest.fixture
def draw(pool):
    return draws.open_draw(
        scope=pool.scope, series=new_id(), opens_at=NOON - HOUR, closes_at=END, rule=kernel.Rule(1, 1, 3)
    )


def fits(draw):
    """The draw's counters and hash are those of its rows."""
    draw.refresh_from_db()
    lots = list(Lot.objects.filter(draw=draw, withdrawn_at=None))
    return (draw.entries, draw.lots) == (len(lots), sum(lot.weight for lot in lots))


def enter_from_every_phone(draw, pool, people):
    def act(thread):
        wishes = [draws.Entering(draw.pk, person.pk, f"phone-{thread}", (pool.pk,)) for person in people]
        return [answer for wish in wishes for answer in draws.enter_many([wish], now=NOON)]

    return [one for of_thread in rush(act, 32) for one in of_thread]


def test_a_person_with_thirty_two_phones_enters_once(draw, pool):
    answers = enter_from_every_phone(draw, pool, crowd(4))
    assert sum(isinstance(answer, Lot) for answer in answers) == 4
    assert sum(isinstance(answer, refusals.AlreadyEntered) for answer in answers) == 124
    assert fits(draw)


def test_without_the_constraint_the_alarm_would_ring(draw, pool):
    [lin] = crowd(1)
    with constraint_dropped("draws_lot", "one_live_lot_per_person"):
        # Two statements that began before either row was visible: what the constraint alone can see.
        wishes = [draws.Entering(draw.pk, lin.pk, key, (pool.pk,)) for key in ("a", "b")]
        assert [type(answer) for answer in draws.enter_many(wishes, now=NOON)] == [Lot, Lot]
        assert Lot.objects.filter(withdrawn_at=None).count() == 2
    assert Lot.objects.count() == 0


def test_whoever_was_told_they_entered_is_in_the_closed_list_and_nobody_else(draw, pool):
    people = crowd(160)

    def act(thread):
        if thread == 0:
            return draws.close_draw(draw, title="抢", labels={}, now=END)
        return draws.enter_many(
            [draws.Entering(draw.pk, person.pk, "k", (pool.pk,)) for person in people[thread::32]], now=NOON
        )

    closed, *told = rush(act, 32)
    assert isinstance(closed, Draw)
    entered = {answer.code for answers in told for answer in answers if isinstance(answer, Lot)}
    late = [answer for answers in told for answer in answers if not isinstance(answer, Lot)]
    assert all(isinstance(answer, refusals.DrawClosed) for answer in late)
    assert entered == set(Lot.objects.values_list("code", flat=True))
    made = draws.draw_lots(closed, now=END)
    assert Lot.objects.filter(rank__isnull=False).count() == len(entered)
    assert made.list_hash == closed.list_hash


def test_withdrawing_while_it_is_closed_and_drawn_by_four_workers(draw, pool):
    people = crowd(60)
    lots = draws.enter_many([draws.Entering(draw.pk, person.pk, "k", (pool.pk,)) for person in people], now=NOON)

    def act(thread):
        if thread % 8 == 0:
            draws.close_draw(draw, title="抢", labels={}, now=END)
            return draws.draw_lots(draw, now=END)
        try:
            return draws.withdraw(lots[thread], now=END)
        except refusals.ListFrozen as refusal:
            return refusal

    answers = rush(act, 32)
    assert all(answer is None or isinstance(answer, Draw | refusals.ListFrozen) for answer in answers), answers
    made = Draw.objects.get()
    assert made.drawn_at is not None
    ranks = sorted(Lot.objects.filter(rank__isnull=False).values_list("rank", flat=True))
    assert ranks == list(range(1, made.entries + 1))
    assert Place.objects.live().count() == 5
    assert Pool.objects.get().taken == 5
    assert alarm() == []
    import gzip

    paper = kernel.parse(gzip.decompress(draws.file_of(made)))
    assert [step for step in kernel.verify(paper) if not step.fits] == []


def enter_while_the_list_comes(draw, pool, person):
    """The weight of an entry that began before the list was committed and then waited for it."""

    def act():
        try:
            [lot] = draws.enter_many([draws.Entering(draw.pk, person.pk, "k", (pool.pk,))], now=NOON)
            return lot.weight
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            draws.set_need(draw, [person.pk], now=NOON - 2 * HOUR)
            weight = other.submit(act)
            until_it_waits(weight)
        return weight.result(30)


def close_while_a_pool_comes(draw):
    """How many pools are on a list whose freezing began before one more was committed, and then waited for it."""

    def act():
        try:
            return len(draws.close_draw(draw, title="抢", labels={}, now=END).frozen["pools"])
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            holding.hold_list(draw)
            open_pool(3, draw.scope)
            listed = other.submit(act)
            until_it_waits(listed)
        return listed.result(30)


def test_a_pool_that_came_while_the_list_waited_is_on_it_and_none_comes_later(draw):
    assert close_while_a_pool_comes(draw) == 2
    with pytest.raises(refusals.ListFrozen):
        holding.hold_list(draw)


def test_with_one_look_nobody_would_win_it_and_the_fastest_take_it(draw, monkeypatch, weaker_isolation):
    look, seen = holding.locked_pools, []

    def once(draw):
        seen.append(seen[0] if seen else look(draw))
        return seen[0]

    monkeypatch.setattr(holding, "locked_pools", once)
    assert close_while_a_pool_comes(draw) == 1


@pytest.fixture
def helping(pool):
    return draws.open_draw(
        scope=pool.scope, series=new_id(), opens_at=NOON - HOUR, closes_at=END, rule=kernel.Rule(need=2)
    )


def test_an_entry_that_waited_for_the_list_of_need_is_weighed_by_it(helping, pool):
    [lin] = crowd(1)
    assert enter_while_the_list_comes(helping, pool, lin) == 3
    assert fits(helping)


def test_without_a_second_look_it_would_be_weighed_by_the_old_list(helping, pool, monkeypatch, weaker_isolation):
    [lin] = crowd(1)
    blind = entry_statement.ENTER.replace("WHEN is_new THEN 'again'", "")
    assert blind != entry_statement.ENTER
    monkeypatch.setattr(entry_statement, "ENTER", blind)
    assert enter_while_the_list_comes(helping, pool, lin) == 1


def test_many_in_need_enter_at_once_and_nobody_is_weighed_twice(helping, pool):
    people = crowd(64)
    draws.set_need(helping, [person.pk for person in people[::2]], now=NOON - 2 * HOUR)
    answers = enter_from_every_phone(helping, pool, people)
    weights = {answer.holder_id: answer.weight for answer in answers if isinstance(answer, Lot)}
    assert weights == {person.pk: 3 if nth % 2 == 0 else 1 for nth, person in enumerate(people)}
    assert fits(helping)
    helping.refresh_from_db()
    assert helping.lots == 128
