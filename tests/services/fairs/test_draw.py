"""A fair whose places are drawn for, from the draft to the last in the line."""

import gzip
import json
from datetime import time, timedelta

import pytest
from django.urls import reverse

from gonghui.kernel import draws as kernel
from gonghui.kernel.window import Window
from gonghui.primitives.admission.models import Place, Pool, Waiter
from gonghui.primitives.admission.refusals import Full
from gonghui.primitives.draws.afterwards import after_of
from gonghui.primitives.draws.models import Draw, Lot
from gonghui.primitives.draws.refusals import AlreadyEntered, DrawClosed, ListFrozen, LotKeyReused
from gonghui.primitives.draws.rules import PAUSE
from gonghui.primitives.notices.models import Delivery, Notice
from gonghui.services.fairs import actions, refusals
from gonghui.services.fairs.models import Fair, Session
from gonghui.services.fairs.refusals import draw as draw_refusals
from tests.cast import MEMBER_SINCE


@pytest.fixture
def drawing(draft, dealer, taiyuan_venue, by, now):
    """By draw, entered until tomorrow noon; two sessions of two places each on the day after tomorrow."""
    Fair.objects.filter(pk=draft.pk).update(way="draw", extra_lots=3, sign_up_closes_at=now + timedelta(hours=26))
    draft.refresh_from_db()
    taiyuan_venue.fair.refresh_from_db()
    day = now.date() + timedelta(days=2)
    hours = {"opens": time(9, 30), "closes": time(11, 30), "minutes": 60, "capacity": 2}
    actions.add_sessions(taiyuan_venue, days=[day], **hours, by=by, now=now)
    return actions.publish(draft, by=by, now=now)


@pytest.fixture
def slots(drawing):
    return list(Session.objects.filter(venue__fair=drawing).select_related("pool").order_by("starts_at"))


@pytest.fixture
def after(drawing):
    """The moment the window has ended."""
    return drawing.sign_up_closes_at


@pytest.fixture
def crowd(enrol, works):
    return [enrol(f"职工{name}", 300 + n, works) for n, name in enumerate("甲乙丙丁戊己庚辛壬")]


@pytest.fixture
def enter(drawing, slots, by, now):
    def entered(person, *chosen, key="k", now=now):
        sessions = [session.pk for session in chosen or slots]
        return actions.enter_draw(drawing, person, sessions=sessions, key=key, by=by, now=now)

    return entered


def work(now):
    for at in (now, now + PAUSE):  # a list is kept by outsiders before its secret is told
        while actions.work_draws(at):
            pass


def paper(fair):
    from gonghui.primitives.draws import actions as draws

    return kernel.parse(gzip.decompress(draws.file_of(Draw.objects.get(scope=fair.pk))))


def test_who_chose_a_session_hears_of_its_new_time_its_new_hall_and_its_end_in_the_app_alone(
    drawing, slots, enter, lin, chen, by, now
):
    enter(lin, slots[0])
    enter(chen, slots[1])
    sms = Delivery.objects.count()
    hall = slots[0].venue
    later = Window(slots[0].starts_at + timedelta(days=3), slots[0].ends_at + timedelta(days=3))
    assert actions.move_session(slots[0], to=later, reason="停电", by=by, now=now) == 1
    where = {"hall": hall.hall, "address": "二号路2号", "hotline": hall.hotline}
    assert actions.revise_venue(hall, **where, by=by, now=now) == 2
    assert actions.cancel_session(slots[0], reason="停电", by=by, now=now) == 1
    assert actions.cancel_fair(drawing, reason="停电", by=by, now=now) == 1
    of = {person: list(person.notices.order_by("pk").values_list("template", flat=True)) for person in (lin, chen)}
    assert of[lin] == ["fairs.entered", "fairs.hoped_moved", "fairs.hoped_elsewhere", "fairs.hoped_cancelled"]
    assert of[chen] == ["fairs.entered", "fairs.hoped_elsewhere", "fairs.cancelled"]
    assert Delivery.objects.count() == sms


def test_who_was_drawn_and_still_waits_in_the_order_hears_of_a_new_time(drawing, slots, enter, crowd, after, by):
    for person in crowd:
        enter(person, slots[0])
    work(after)
    at = after + PAUSE
    later = Window(slots[0].starts_at + timedelta(days=3), slots[0].ends_at + timedelta(days=3))
    assert actions.move_session(slots[0], to=later, reason="停电", by=by, now=at) == len(crowd)
    told = list(Notice.objects.filter(template__in=["fairs.session_moved", "fairs.hoped_moved"]).values_list("person"))
    assert sorted(told) == sorted((person.pk,) for person in crowd), "each once, with a place or without"


def stranger(file, after):
    """The second program: who got what since, written from docs/draws.md alone. For each pool who was passed over."""
    file, after = json.loads(file), json.loads(after)
    has, left = dict(after["got"]), {tuple(row) for row in after["left"]}
    chose = {code: choices for code, _weight, _nonce, choices in file["entries"]}
    passed = []
    for number, (_places, others) in enumerate(after["pools"], 1):
        turns = [
            (code, has.get(code) == number)
            for code, won in file["result"]
            if number in chose[code] and not won and not {(code, 0), (code, number)} & left
        ]
        waits = [at for at, (code, got) in enumerate(turns) if not got and code not in has]
        got = [at for at, (_code, got) in enumerate(turns) if got]
        passed.append(bool(waits and (others or (got and got[-1] > waits[0]))))
    return passed


@pytest.mark.rows_by_hand
def test_a_stranger_counts_the_places_added_later_and_sees_one_that_went_past_the_order(
    drawing, slots, enter, crowd, after, client, lin, by
):
    for person in crowd:
        enter(person, slots[0])
    assert client.get(reverse("fairs:draw-after", args=[drawing.pk])).status_code == 404
    work(after)
    at = after + PAUSE
    actions.change_capacity(slots[0], 4, by=by, now=at)
    winner = Place.objects.live().order_by("pk").first()
    actions.give_back(drawing, winner.holder, by=by, now=at + timedelta(hours=1))
    quitter = Waiter.objects.live().in_order().first()
    actions.leave_line(slots[0], quitter.holder, by=by, now=at + timedelta(hours=1))
    actions.change_capacity(slots[0], 6, by=by, now=at + timedelta(hours=2))

    def published():
        return client.get(reverse("fairs:draw-after", args=[drawing.pk])).content.decode()

    file = client.get(reverse("fairs:draw-file", args=[drawing.pk])).content.decode()
    later = kernel.parse_after(published())
    assert (later.pools[0], len(later.got), len(later.left)) == ((6, 0), 5, 2)
    assert [step.name for step in kernel.verify_after(paper(drawing), later) if not step.fits] == []
    assert stranger(file, published()) == [False, False]
    Place.objects.filter(pk=Place.objects.live().order_by("-pk").first().pk).update(holder=lin)
    assert [
        step.name for step in kernel.verify_after(paper(drawing), kernel.parse_after(published())) if not step.fits
    ] == ["order"]
    assert stranger(file, published()) == [True, False]


def test_who_moved_to_a_session_that_is_not_in_the_file_is_counted_in_none_of_it(
    drawing, slots, enter, lin, chen, su, after, by
):
    for person in (lin, chen):
        enter(person, slots[0])
    work(after)
    at = after + PAUSE
    hours = {"opens": time(9), "closes": time(10), "minutes": 60, "capacity": 1}
    [more] = actions.add_sessions(slots[0].venue, days=[(at + timedelta(days=2)).date()], **hours, by=by, now=at)
    more = Session.objects.to_act_on().get(pk=more.pk)
    actions.move(more, lin, key="m", by=by, now=at)
    actions.sign_up(Session.objects.to_act_on().get(pk=slots[0].pk), su, key="k", by=by, now=at)
    later = after_of(Draw.objects.get(scope=drawing.pk), now=at)
    assert (later.pools[0], later.got, later.left) == ((2, 1), [], [(Lot.objects.get(holder=lin).code, 0)])
    assert [step.name for step in kernel.verify_after(paper(drawing), later) if not step.fits] == []


def test_from_entering_to_the_result_everyone_is_told(drawing, enter, crowd, after):
    for person in crowd:
        enter(person)
    work(after)
    drawing.refresh_from_db()
    assert drawing.drawn_at == after + PAUSE
    assert drawing.told_to == 9
    templates = list(Notice.objects.values_list("template", flat=True))
    assert (templates.count("fairs.entered"), templates.count("fairs.won"), templates.count("fairs.not_won")) == (
        9,
        4,
        5,
    )
    assert Delivery.objects.filter(template__in=["fairs.won", "fairs.not_won"]).count() == 9, "by SMS too"
    told = paper(drawing)
    assert all(step.fits for step in kernel.verify(told))
    assert sum(1 for _code, pool in told.result if pool) == 4
    assert work(after) is None
    assert Notice.objects.count() == len(templates), "told once"


def test_nobody_signs_up_or_waits_before_the_draw_and_leftovers_are_first_come_after_it(
    slots, enter, lin, chen, by, now, after
):
    with pytest.raises(draw_refusals.ByDraw):
        actions.sign_up(slots[0], lin, key="k", by=by, now=now)
    with pytest.raises(draw_refusals.ByDraw):
        actions.wait(slots[0], lin, by=by, now=now)
    enter(chen, slots[0])
    work(after)
    slots[1].refresh_from_db()
    assert actions.sign_up(slots[1], lin, key="k", by=by, now=after).pool_id == slots[1].pool_id


def test_entering_asks_what_signing_up_asks(drawing, enter, su, lin, by, now):
    Fair.objects.filter(pk=drawing.pk).update(member_since=MEMBER_SINCE - timedelta(days=1))
    drawing.refresh_from_db()
    with pytest.raises(refusals.JoinedTooLate):
        enter(lin)


def test_bad_wishes_are_refused_by_name(drawing, enter, slots, lin, by, now, after):
    from gonghui.primitives.rows import new_id

    with pytest.raises(refusals.SessionGone):
        actions.enter_draw(drawing, lin, sessions=[new_id()], key="k", by=by, now=now)
    mine = enter(lin, slots[0])
    assert enter(lin, slots[0]).pk == mine.pk
    with pytest.raises(LotKeyReused):
        enter(lin, slots[1])
    with pytest.raises(AlreadyEntered):
        enter(lin, slots[1], key="other phone")
    assert Notice.objects.filter(template="fairs.entered").count() == 1
    with pytest.raises(DrawClosed):
        enter(lin, key="late", now=after)


def test_leaving_and_entering_again_is_how_a_choice_is_changed(drawing, enter, slots, lin, by, now, after):
    enter(lin, slots[0])
    actions.leave_draw(drawing, lin, by=by, now=now)
    with pytest.raises(draw_refusals.NoLot):
        actions.leave_draw(drawing, lin, by=by, now=now)
    with pytest.raises(refusals.KeySpent):
        enter(lin, slots[0])
    enter(lin, slots[1], key="again")
    work(after)
    assert Place.objects.get(holder=lin).pool_id == slots[1].pool_id


def test_a_place_given_back_is_offered_down_the_drawn_order_until_someone_confirms(
    drawing, enter, crowd, slots, by, after
):
    Pool.objects.update(offer_minutes=60)
    for person in crowd:
        enter(person)
    work(after)
    turns = [lot.holder for lot in Lot.objects.order_by("rank").select_related("holder")]
    actions.give_back(drawing, turns[0], by=by, now=after)
    offered = Place.objects.get(holder=turns[4], released_at=None)
    assert offered.confirm_by == after + timedelta(hours=1)
    assert Notice.objects.get(template="fairs.offered").person_id == turns[4].pk
    assert actions.work_offers(after + timedelta(minutes=59)) == 0
    late = after + timedelta(minutes=60)
    assert actions.work_offers(late) == 1
    with pytest.raises(refusals.NoPlace):
        actions.confirm(drawing, turns[4], by=by, now=late)
    kept = actions.confirm(drawing, turns[5], by=by, now=late)
    assert kept.confirm_by is None
    assert actions.work_offers(late + timedelta(days=1)) == 0
    assert Place.objects.live().get(holder=turns[5]).pk == kept.pk
    assert not Waiter.objects.live().filter(holder=turns[4], pool=slots[0].pool).exists(), "had the chance"


def test_missing_a_draw_weighs_in_the_next_of_the_same_union_until_it_is_won(
    drawing, enter, crowd, slots, after, province
):
    from gonghui.primitives.draws import actions as draws

    for person in crowd:
        enter(person, slots[0])
    work(after)
    later = draws.open_draw(
        scope=crowd[0].pk, series=province.pk, opens_at=after + timedelta(days=30),
        closes_at=after + timedelta(days=31), rule=kernel.Rule(1, 1, 3),
    )  # fmt: skip
    lots = list(Lot.objects.order_by("rank").select_related("holder"))
    assert draws.weight_for(later, lots[0].holder) == (1, {"base": 1, "past": 0, "missed": 0, "need": 0})
    assert draws.weight_for(later, lots[8].holder) == (2, {"base": 1, "past": 1, "missed": 1, "need": 0})
    much_later = draws.open_draw(
        scope=crowd[1].pk, series=province.pk, opens_at=after + timedelta(days=366),
        closes_at=after + timedelta(days=367), rule=kernel.Rule(1, 1, 3),
    )  # fmt: skip
    assert draws.weight_for(much_later, lots[8].holder)[0] == 1, "a year is over"
    strangers = draws.open_draw(
        scope=crowd[2].pk, series=crowd[2].pk, opens_at=after + timedelta(days=30),
        closes_at=after + timedelta(days=31), rule=kernel.Rule(1, 1, 3),
    )  # fmt: skip
    assert draws.weight_for(strangers, lots[8].holder)[0] == 1, "another union"


HOURS = {"opens": time(14), "closes": time(15), "minutes": 60, "capacity": 2}


@pytest.mark.parametrize("beacon", ["", "晚上的双色球"])
@pytest.mark.parametrize("act", ["add", "cancel", "move", "more", "fewer"])
def test_what_there_is_to_win_stands_between_the_freezing_and_the_draw(
    act, beacon, drawing, taiyuan_venue, enter, slots, lin, by, now, after
):
    Draw.objects.update(beacon_rule=beacon)
    enter(lin)
    actions.work_draws(after)
    day = (now + timedelta(days=3)).date()
    later = Window(slots[0].starts_at + timedelta(days=3), slots[0].ends_at + timedelta(days=3))
    acts = {
        "add": lambda at: actions.add_sessions(taiyuan_venue, days=[day], **HOURS, by=by, now=at),
        "cancel": lambda at: actions.cancel_session(slots[0], reason="停电", by=by, now=at),
        "move": lambda at: actions.move_session(slots[0], to=later, reason="停电", by=by, now=at),
        "more": lambda at: actions.change_capacity(slots[0], 9, by=by, now=at),
        "fewer": lambda at: actions.change_capacity(slots[0], 1, by=by, now=at),
    }
    with pytest.raises(ListFrozen):
        acts[act](after + timedelta(minutes=1))
    assert Pool.objects.filter(scope=drawing.pk).count() == 2
    if beacon:
        actions.set_beacon(drawing, "01 02", by=by, now=after)
    work(after + PAUSE)
    acts[act](after + PAUSE)


def test_no_session_comes_when_nobody_can_enter_for_it_any_more(taiyuan_venue, slots, by, now, after):
    with pytest.raises(ListFrozen):  # though no worker has frozen the list yet
        actions.add_sessions(taiyuan_venue, days=[(now + timedelta(days=3)).date()], **HOURS, by=by, now=after)


def test_places_added_after_the_draw_go_down_its_order_and_a_session_more_is_refused_while_it_waits(
    drawing, taiyuan_venue, enter, crowd, slots, lin, by, now, after
):
    for person in crowd:
        enter(person)
    work(after)
    day = [(now + timedelta(days=3)).date()]
    with pytest.raises(draw_refusals.DrawnWait):
        actions.add_sessions(taiyuan_venue, days=day, **HOURS, by=by, now=after + PAUSE)
    turns = [lot.holder for lot in Lot.objects.order_by("rank").select_related("holder")]
    assert actions.change_capacity(slots[0], 5, by=by, now=after + PAUSE) == 3
    assert [Place.objects.live().filter(holder=person).exists() for person in turns] == [True] * 7 + [False] * 2
    with pytest.raises(Full):
        actions.sign_up(slots[0], lin, key="k", by=by, now=after + PAUSE)
    actions.change_capacity(slots[1], 4, by=by, now=after + PAUSE)
    [added] = actions.add_sessions(taiyuan_venue, days=day, **HOURS, by=by, now=after + PAUSE)
    added = Session.objects.to_act_on().get(pk=added.pk)
    assert actions.sign_up(added, lin, key="k", by=by, now=after + PAUSE).pool_id == added.pool_id


def test_a_fair_does_not_end_before_its_draw(drawing, enter, lin, by, now, after):
    enter(lin)
    for at in (now, after):
        with pytest.raises(draw_refusals.NotDrawnYet):
            actions.close_fair(drawing, by=by, now=at)
    work(after)
    assert actions.close_fair(drawing, by=by, now=after + PAUSE).closed_at


@pytest.mark.parametrize(
    ("beacon", "starts", "fits"), [("", 0, False), ("", 10, False), ("", 11, True), ("号", 0, False), ("号", 1, True)]
)
def test_no_session_begins_before_the_draw_can_be_made(beacon, starts, fits, drawing, slots, by, now, after):
    Fair.objects.filter(pk=drawing.pk).update(beacon_rule=beacon)
    at = after + timedelta(minutes=starts)
    to = Window(at, at + timedelta(hours=1))
    if fits:
        assert actions.move_session(slots[0], to=to, reason="早点", by=by, now=now) == 0
    else:
        with pytest.raises(draw_refusals.SessionBeforeDraw):
            actions.move_session(slots[0], to=to, reason="早点", by=by, now=now)
