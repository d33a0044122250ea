from datetime import timedelta

import pytest

from gonghui.kernel import draws as kernel
from gonghui.kernel.scarcity import BadKey
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission.models import Place, Pool, Waiter
from gonghui.primitives.admission.refusals import HeldForDraw, UnknownPool
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.draws import audit, refusals
from gonghui.primitives.draws.models import Draw, Lot
from gonghui.primitives.draws.rules import PAUSE
from gonghui.primitives.rows import new_id
from gonghui.site import checking
from tests.crowd import NOON, crowd

HOUR = timedelta(hours=1)
AFTER = NOON + HOUR


@pytest.fixture
def pools(open_pool):
    """Two pools of two places, open until the day after."""
    return [open_pool(2, closes_at=NOON + 24 * HOUR) for _pool in range(2)]


@pytest.fixture
def open_draw(pools):
    def opened(**more):
        asked = {"scope": pools[0].scope, "series": new_id(), "opens_at": NOON - HOUR, "closes_at": AFTER}
        return draws.open_draw(**asked | {"rule": kernel.Rule()} | more)

    return opened


@pytest.fixture
def draw(open_draw):
    return open_draw()


def enter(draw, person, *pools, key="key", now=NOON):
    return draws.enter(draw, person, choices=[pool.pk for pool in pools], key=key, now=now)


def make(draw, now=AFTER):
    """Close and draw."""
    draws.close_draw(draw, title="试摇", labels={}, now=now)
    return draws.draw_lots(draw, now=now)


def test_an_entry_has_a_code_of_its_own_and_says_why_it_weighs_what_it_weighs(draw, pools):
    [lin, chen] = crowd(2)
    mine, theirs = enter(draw, lin, *pools), enter(draw, chen, pools[0])
    assert mine.code != theirs.code
    assert (mine.weight, mine.why) == (1, {"base": 1, "past": 0, "missed": 0, "need": 0})
    assert mine.choices == [pool.pk for pool in pools]
    draw.refresh_from_db()
    assert (draw.entries, draw.lots) == (2, 2)


def test_the_same_key_is_the_same_entry_and_another_choice_under_it_is_refused(draw, pools):
    [lin] = crowd(1)
    first = enter(draw, lin, *pools)
    again = enter(draw, lin, *pools)
    assert (again.pk, again.code, again.why) == (first.pk, first.code, first.why)
    with pytest.raises(refusals.LotKeyReused):
        enter(draw, lin, pools[1])


def test_a_second_phone_is_told_the_first_ones_number(draw, pools):
    [lin] = crowd(1)
    first = enter(draw, lin, *pools)
    with pytest.raises(refusals.AlreadyEntered) as refusal:
        enter(draw, lin, *pools, key="other phone")
    assert refusal.value.facts["code"] == first.code


def test_bad_input_is_refused_by_name(draw, pools, open_pool):
    [lin] = crowd(1)
    elsewhere = open_pool(scope=new_id())
    for wrong, kind in (
        ({"choices": []}, refusals.BadChoices),
        ({"choices": [pools[0].pk] * 2}, refusals.BadChoices),
        ({"choices": [new_id() for _n in range(6)]}, refusals.BadChoices),
        ({"choices": [elsewhere.pk]}, UnknownPool),
        ({"choices": [pools[0].pk, new_id()]}, UnknownPool),
        ({"key": ""}, BadKey),
        ({"nonce": "12"}, refusals.BadNonce),
        ({"now": NOON - 2 * HOUR}, refusals.DrawNotOpen),
        ({"now": AFTER}, refusals.DrawClosed),
    ):
        with pytest.raises(kind):
            draws.enter(draw, lin, **{"choices": [pools[0].pk], "key": "k", "now": NOON} | wrong)
    assert not Lot.objects.exists()


def test_an_odd_entry_spoils_no_other(draw, pools):
    [lin, chen] = crowd(2)
    first = pools[0].pk
    told = draws.enter_many(
        [
            draws.Entering(draw.pk, new_id(), "k", (first,)),
            draws.Entering(new_id(), lin.pk, "k", (first,)),
            draws.Entering(draw.pk, lin.pk, "k", (first,)),
            draws.Entering(draw.pk, lin.pk, "k2", (first,)),
            draws.Entering(draw.pk, lin.pk, "k", (first,)),
            draws.Entering(draw.pk, chen.pk, "", (first,)),
        ],
        now=NOON,
    )
    assert [type(answer).__name__ for answer in told] == [
        *("UnknownPerson", "UnknownDraw", "Lot", "AlreadyEntered", "Lot", "BadKey")
    ]
    assert told[2].pk == told[4].pk


def test_nobody_gets_a_place_before_the_draw_another_way(draw, pools):
    [lin] = crowd(1)
    with pytest.raises(HeldForDraw):
        admission.take(pools[0], lin, key="k", now=NOON)
    with pytest.raises(HeldForDraw):
        admission.wait(pools[0], lin, now=NOON)


def test_the_first_drawn_get_their_first_choices_and_the_others_wait_in_drawn_order(draw, pools):
    people = crowd(8)
    for person in people:
        enter(draw, person, *pools)
    made = make(draw)
    lots = list(Lot.objects.order_by("rank").select_related("place"))
    assert [lot.rank for lot in lots] == list(range(1, 9))
    assert [lot.place and lot.place.pool_id for lot in lots[:5]] == [pools[0].pk] * 2 + [pools[1].pk] * 2 + [None]
    for pool in pools:
        line = Waiter.objects.live().filter(pool=pool).in_order()
        assert [waiter.holder_id for waiter in line] == [lot.holder_id for lot in lots[4:]]
        assert draws.position_in(lots[4], Pool.objects.get(pk=pool.pk)) == 1
    assert made.secret
    assert Draw.objects.get().drawn_at == AFTER


def test_a_returned_place_goes_down_the_drawn_order_by_itself(draw, pools):
    for person in crowd(8):
        enter(draw, person, *pools)
    make(draw)
    lots = list(Lot.objects.order_by("rank").select_related("place"))
    [next_one] = admission.release(lots[0].place, now=AFTER)
    assert next_one.holder_id == lots[4].holder_id
    assert not Waiter.objects.live().filter(holder=lots[4].holder_id).exists()
    [after] = admission.release(lots[3].place, now=AFTER)
    assert after.holder_id == lots[5].holder_id


def test_the_drawn_order_is_called_up_bit_by_bit_and_nobody_is_passed(draw, pools, monkeypatch):
    monkeypatch.setattr("gonghui.primitives.draws.turns_to_come.HEADS", 2)
    for person in crowd(12):
        enter(draw, person, pools[0])
    make(draw)
    lots = list(Lot.objects.order_by("rank"))
    pool = Pool.objects.get(pk=pools[0].pk)
    assert (pool.waiting, pool.drawn_to) == (2, 4)
    assert draws.position_in(lots[11], pool) == 10
    [newcomer] = crowd(1)
    late = admission.wait(pool, newcomer, now=AFTER)
    assert late.number == 13
    own = admission.wait(pool, Lot.objects.get(rank=9).holder, now=AFTER)
    assert own.number == 9, "who was drawn keeps the turn"
    got = []
    for _turn in range(11):
        place = Place.objects.live().filter(pool=pool).order_by("pk").first()
        got += [given.holder_id for given in admission.release(place, now=AFTER)]
    assert got == [*(lot.holder_id for lot in lots[2:]), newcomer.pk]
    pool.refresh_from_db()
    assert (pool.waiting, pool.drawn_to) == (0, None)


def test_the_published_file_fits_and_shows_nothing_of_the_persons(draw, pools):
    people = crowd(9)
    for person in people:
        enter(draw, person, *pools)
    draws.close_draw(draw, title="试摇", labels={pools[0].pk: "上午"}, now=AFTER)
    draw.refresh_from_db()
    closed = kernel.parse(unzipped(draws.file_of(draw)))
    assert not closed.is_drawn
    assert all(step.fits for step in kernel.verify(closed))
    made = draws.draw_lots(draw, now=AFTER)
    draws.store_file(made)
    text = unzipped(draws.file_of(made))
    paper = kernel.parse(text)
    assert [step for step in kernel.verify(paper) if not step.fits] == []
    assert len(paper.result) == 9
    assert not any(str(person.pk) in text or person.name in text for person in people)


def unzipped(body):
    import gzip

    return gzip.decompress(body).decode()


def test_withdrawing_before_the_close_leaves_no_trace_and_after_it_waits_for_the_draw(draw, pools):
    people = crowd(6)
    lots = [enter(draw, person, pools[0]) for person in people]
    draws.withdraw(lots[0], now=NOON)
    draw.refresh_from_db()
    assert (draw.entries, draw.lots) == (5, 5)
    draws.close_draw(draw, title="试摇", labels={}, now=AFTER)
    with pytest.raises(refusals.ListFrozen):
        draws.withdraw(lots[1], now=AFTER)
    draws.draw_lots(draw, now=AFTER)
    last = Lot.objects.select_related("draw").get(rank=5)
    draws.withdraw(last, now=AFTER)
    assert Pool.objects.get(pk=pools[0].pk).waiting == 2
    assert lots[0].pk not in Lot.objects.filter(rank__isnull=False).values_list("pk", flat=True)


def test_changed_rows_stop_the_draw(draw, pools):
    from gonghui.primitives.draws.frozen_list import Unequal

    for person in crowd(3):
        enter(draw, person, pools[0])
    draws.close_draw(draw, title="试摇", labels={}, now=AFTER)
    assert (audit.changed(), checking.draws().level) == ([], "ok")
    Lot.objects.filter(pk=Lot.objects.first().pk).update(weight=9)
    with pytest.raises(Unequal):
        draws.draw_lots(draw, now=AFTER)
    assert (audit.changed(), checking.draws().level) == ([draw.pk], "no")


def test_without_a_public_number_outsiders_have_ten_minutes_to_keep_the_hash(draw, pools):
    for person in crowd(3):
        enter(draw, person, pools[0])
    draws.close_draw(draw, title="试摇", labels={}, now=AFTER)
    draw.refresh_from_db()
    assert (len(draw.list_hash), draw.secret) == (64, "")
    assert not Draw.objects.to_draw(AFTER + PAUSE - timedelta(seconds=1)).exists()
    assert Draw.objects.to_draw(AFTER + PAUSE).get() == draw


def test_a_draw_with_a_public_number_waits_for_it(open_draw, pools):
    draw = open_draw(beacon_rule="6月1日双色球")
    for person in crowd(3):
        enter(draw, person, pools[0])
    with pytest.raises(refusals.NotYetClosed):
        draws.set_beacon(draw, "03 07", now=NOON)
    draws.close_draw(draw, title="试摇", labels={}, now=AFTER)
    with pytest.raises(refusals.BeaconMissing):
        draws.draw_lots(draw, now=AFTER)
    assert not Draw.objects.to_draw(AFTER + PAUSE).exists()
    draws.set_beacon(draw, "０3, 07+12", now=AFTER)
    with pytest.raises(refusals.BeaconStands):
        draws.set_beacon(draw, "030713", now=AFTER)
    assert Draw.objects.to_draw(AFTER).get().beacon == "030712"
    made = draws.draw_lots(draw, now=AFTER)
    assert all(step.fits for step in kernel.verify(kernel.parse(unzipped(draws.file_of(made)))))
