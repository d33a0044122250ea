"""A driver on the road asks; workshops offer; one is chosen; it is mended for no more than was said."""

import pytest

from gonghui.kernel.geo import Point, PointMissing, Swapped, distance_m
from gonghui.kernel.money import Fen
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices import actions as notices
from gonghui.services.stations.models import Call
from gonghui.services.stations.road.repair import actions, refusals, rules
from gonghui.services.stations.road.repair.pages import call_page
from tests.cast import contact

from .conftest import HERE

FAR = Point(40.65, 109.84)  # Baotou, 400 km away


@pytest.fixture
def quote(call, workshop, by, now):
    return actions.offer(call, workshop, minutes=30, price=Fen(20_000), note="含补胎", by=by, now=now)


@pytest.fixture
def chosen(quote, by, now):
    return actions.choose(quote, by=by, now=now)


def test_a_plate_is_read_however_it_is_typed():
    assert rules.plate(" 晋a·12345 ") == "晋A12345"
    assert rules.plate("蒙BD12345") == "蒙BD12345"
    for nonsense in ("", "12345", "晋A1234", "晋I12345", "晋A1234567", "ABCDEFG"):
        with pytest.raises(refusals.BadPlate):
            rules.plate(nonsense)


def test_a_position_is_what_the_phone_says_or_nothing():
    assert rules.position("37.8735", "112.5624") == HERE
    assert rules.position("", " ") is None
    for lat, lon in (("37.87", " "), ("", "112.5")):
        with pytest.raises(PointMissing):
            rules.position(lat, lon)


@pytest.fixture
def ask(lin, by, now):
    """Calls without a position: `ask("大运高速 K123")`."""
    said = {"plate": "晋A12345", "trouble": "爆胎", "key": "k"}
    return lambda near, **changed: actions.ask(lin, point=None, near=near, **said | changed, by=by, now=now)


def test_the_nearest_known_stone_of_the_road_says_about_where_a_driver_stands(ask, workshop, mechanic, opened, facts):
    for name, km, point in (("南站", 90, Point(37.4, 112.5)), ("北站", 130, Point(37.95, 112.6)), ("远", 500, FAR)):
        opened("station", facts | {"name": name, "address": f"G5京昆高速K{km}", "point": point})
    call = ask("京昆高速 K123 太原方向")
    assert (call.point, call.exact) == (Point(37.95, 112.6), False)
    assert "京昆高速 K123 太原方向" in notices.inbox(mechanic).first().text


def test_an_earlier_call_with_a_position_knows_a_stone_too(ask, workshop, chen, by, now):
    there = Point(37.5, 112.4)
    actions.ask(chen, point=there, plate="晋B12345", near="大运高速K120", trouble="没油", key="c", by=by, now=now)
    assert ask("大运高速 K123").point == there


def test_where_no_stone_is_known_the_place_named_says_about_where(ask, station, workshop, mechanic, now):
    call = ask("大运高速 K123 太原方向")
    assert (call.point, call.exact) == (station.point, False)
    assert notices.inbox(mechanic).exists()
    assert [found for found, _metres in Call.objects.near(workshop, now=now)] == [call]


def test_a_workshop_a_little_beyond_its_reach_hears_of_a_position_that_was_guessed(
    ask, second_workshop, opened, facts, now
):
    opened("station", facts | {"address": "大运高速K1", "point": Point(37.4, 112.6)})  # 53 km away; it reaches 30
    call = ask("大运高速 K2")
    assert [found for found, _metres in Call.objects.near(second_workshop, now=now)] == [call]
    assert call.pk in {matter.subject for matter in agenda.of(second_workshop.person, now=now)}, "and it waits for them"
    call.exact = True
    call.save(update_fields=["exact"])
    assert Call.objects.near(second_workshop, now=now) == []


@pytest.mark.parametrize("near", ["", "路边", "大运高速 K123", "高速上"])
def test_words_from_which_nobody_can_tell_where_are_asked_for_again(ask, station, near):
    with pytest.raises(refusals.NoPosition):
        ask(near)
    assert not Call.objects.exists()


def test_swapped_coordinates_are_named():
    with pytest.raises(Swapped):
        rules.position("112.5624", "37.8735")


def test_workshops_within_reach_hear_of_a_call_and_no_others(call, workshop, mechanic, lin):
    assert [n.template for n in notices.inbox(mechanic)] == ["stations.repair_asked"]
    assert "3.0公里" in notices.inbox(mechanic).first().text
    assert not notices.inbox(lin).exists()


def test_a_workshop_far_away_hears_nothing(workshop, mechanic, lin, by, now):
    actions.ask(lin, point=FAR, plate="蒙B12345", near="", trouble="打不着火", key="k", by=by, now=now)
    assert not notices.inbox(mechanic).exists()
    assert Call.objects.near(workshop, now=now) == []


def test_the_same_key_answers_the_same_call(call, lin, by, now):
    said = {"plate": "晋A12345", "near": "", "trouble": "右后轮爆胎"}
    assert actions.ask(lin, point=HERE, **said, key="call-1", by=by, now=now).pk == call.pk


def test_a_second_call_is_refused_while_the_first_stands(call, lin, by, now):
    with pytest.raises(refusals.CallStands):
        actions.ask(lin, point=HERE, plate="晋A12345", near="", trouble="又坏了", key="call-2", by=by, now=now)
    actions.cancel(call, reason="自己修好了", by=by, now=now)
    again = actions.ask(lin, point=HERE, plate="晋A12345", near="", trouble="又坏了", key="call-2", by=by, now=now)
    assert again.pk != call.pk


def test_a_call_without_words_is_refused(lin, by, now):
    with pytest.raises(refusals.NoTrouble):
        actions.ask(lin, point=HERE, plate="晋A12345", near="", trouble="  ", key="k", by=by, now=now)


def test_a_new_quote_takes_the_place_of_the_old(call, quote, workshop, by, now):
    better = actions.offer(call, workshop, minutes=20, price=Fen(18_000), note="", by=by, now=now)
    assert [each.quote for each in call_page(call, now=now).offers] == [better]
    with pytest.raises(refusals.QuoteWithdrawn):
        actions.choose(quote, by=by, now=now)
    assert Call.objects.get(pk=call.pk).chosen_id is None


def test_minutes_beyond_a_day_are_refused(call, workshop, by, now):
    for minutes in (0, -5, 1441):
        with pytest.raises(refusals.BadQuote):
            actions.offer(call, workshop, minutes=minutes, price=Fen(1), note="", by=by, now=now)


def test_both_are_told_of_the_choice_and_the_loser_too(call, quote, second_workshop, mechanic, by, now):
    actions.offer(call, second_workshop, minutes=10, price=Fen(30_000), note="", by=by, now=now)
    actions.choose(quote, by=by, now=now)
    assert notices.inbox(mechanic).first().template == "stations.repair_chosen"
    assert notices.inbox(second_workshop.person).first().template == "stations.repair_not_chosen"


def test_the_same_choice_again_changes_nothing_and_another_is_refused(call, chosen, quote, second_workshop, by, now):
    assert actions.choose(quote, by=by, now=now).pk == call.pk
    with pytest.raises(refusals.CallTaken):
        actions.offer(call, second_workshop, minutes=10, price=Fen(1), note="", by=by, now=now)


def test_only_the_chosen_workshop_reads_the_drivers_number(call, quote, workshop, second_workshop, by, now):
    with pytest.raises(refusals.NotChosen):
        actions.driver_number(call, workshop, by=by, now=now)
    taken = actions.choose(quote, by=by, now=now)
    assert actions.driver_number(taken, workshop, by=by, now=now) == "19900000101"
    assert Entry.objects.filter(act="people.look_at_number").count() == 1
    with pytest.raises(refusals.NotChosen):
        actions.driver_number(taken, second_workshop, by=by, now=now)


def test_it_cannot_be_done_before_arriving_nor_cost_more_than_was_said(chosen, by, now):
    with pytest.raises(refusals.NotThereYet):
        actions.finish(chosen, charged=Fen(20_000), by=by, now=now)
    actions.arrive(chosen, by=by, now=now)
    with pytest.raises(refusals.PriceRaised):
        actions.finish(chosen, charged=Fen(20_001), by=by, now=now)
    done = actions.finish(chosen, charged=Fen(19_000), by=by, now=now)
    assert (done.charged, actions.finish(chosen, charged=Fen(1), by=by, now=now).charged) == (19_000, 19_000)


def test_a_driver_cancels_until_the_mechanic_is_there(chosen, mechanic, by, now):
    actions.arrive(chosen, by=by, now=now)
    with pytest.raises(refusals.CallOver):
        actions.cancel(chosen, reason="", by=by, now=now)


def test_the_chosen_workshop_hears_of_a_cancellation(chosen, mechanic, by, now):
    actions.cancel(chosen, reason="朋友来了", by=by, now=now)
    assert notices.inbox(mechanic).first().template == "stations.repair_cancelled"


def test_a_rating_is_given_once_and_only_for_what_is_done(chosen, workshop, by, now):
    with pytest.raises(refusals.NotDone):
        actions.rate(chosen, stars=5, rating="", by=by, now=now)
    actions.arrive(chosen, by=by, now=now)
    actions.finish(chosen, charged=Fen(20_000), by=by, now=now)
    with pytest.raises(refusals.BadStars):
        actions.rate(chosen, stars=6, rating="", by=by, now=now)
    actions.rate(chosen, stars=4, rating="快", by=by, now=now)
    with pytest.raises(refusals.RatedAlready):
        actions.rate(chosen, stars=1, rating="", by=by, now=now)
    record = type(workshop).objects.with_record().get()
    assert (record.jobs, record.mark) == (1, 4)


def test_one_person_answers_for_one_workshop(workshop, mechanic, taiyuan, zhao, by, now):
    facts = {"name": "另一家", "phone": "1", "licence": "x", "reach_km": 5}
    with pytest.raises(refusals.WorkshopTwice):
        actions.verify_provider(taiyuan, **contact(mechanic), **facts, point=HERE, by_person=zhao, by=by, now=now)
    actions.close_provider(workshop, reason="执照到期", by=by, now=now)
    actions.verify_provider(taiyuan, **contact(mechanic), **facts, point=HERE, by_person=zhao, by=by, now=now)


def test_a_closed_workshop_offers_nothing(call, workshop, by, now):
    closed = actions.close_provider(workshop, reason="执照到期", by=by, now=now)
    with pytest.raises(refusals.NotAProvider):
        actions.offer(call, closed, minutes=5, price=Fen(1), note="", by=by, now=now)


def test_every_step_is_in_the_journal(chosen, by, now):
    actions.arrive(chosen, by=by, now=now)
    actions.arrive(chosen, by=by, now=now)
    acts = list(Entry.objects.filter(act__endswith="_repair").order_by("id").values_list("act", flat=True))
    assert acts == [f"stations.{act}_repair" for act in ("ask", "offer", "choose", "arrive")]


def test_a_position_read_off_a_map_of_another_grid_is_where_the_lorry_stands(lin, workshop, browser_of):
    lat, lon = HERE.to_gcj02()
    said = {"plate": "晋A12345", "trouble": "爆胎", "near": "", "key": "0192f3a0-7d1c-7c2e-9a55-000000000001"}
    browser_of(lin).post("/stations/repair/", said | {"lat": f"{lat:.6f}", "lon": f"{lon:.6f}", "datum": "gcj02"})
    made = Call.objects.get()
    assert distance_m(Point(made.lat, made.lon), HERE) < 2
