"""A keeper's day: five free basics, prices, stores that expire, what is broken; and the union's look at it."""

from datetime import date, timedelta

import pytest

from gonghui.kernel.money import Fen
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.refusals import BadCapacity
from gonghui.services.stations import actions, refusals, rules
from gonghui.services.stations.models import BasicsDay, Price, StarChange, Supply
from gonghui.services.stations.pages.reviews import scheme_of


@pytest.fixture
def put(station, by, now):
    def put_(name="创可贴", expires_on=None, quantity=10, premises=None):
        said = {"kind": "medicine", "name": name, "quantity": quantity, "unit": "盒", "expires_on": expires_on}
        return actions.put_supply(premises or station, **said, by=by, now=now)

    return put_


@pytest.fixture
def inspected(station, schemes, zhao, by, now):
    marks = dict.fromkeys(("sign", "site", "equipment", "service", "rules", "map"), "good")
    return actions.inspect(station, marks, note="干净", by_person=zhao, by=by, now=now)


def test_the_free_basics_of_a_day_are_one_word(home, keeper, by, now):
    actions.confirm_basics(home, ["shower", "parking"], note="洗衣机在修", by_person=keeper, by=by, now=now)
    actions.confirm_basics(home, list(rules.BASICS), note="", by_person=keeper, by=by, now=now)
    assert BasicsDay.objects.get().kept == list(rules.BASICS)
    actions.confirm_basics(home, [], note="停水", by_person=keeper, by=by, now=now + timedelta(days=1))
    assert BasicsDay.objects.count() == 2


def test_an_unknown_basic_is_refused(home, keeper, by, now):
    with pytest.raises(refusals.BadBasics):
        actions.confirm_basics(home, ["karaoke"], note="", by_person=keeper, by=by, now=now)


def test_a_price_is_never_changed_but_ended_and_made_anew(home, by, now):
    old = actions.set_price(home, item="快餐", content="两荤一素", unit="份", price=Fen(1_500), by=by, now=now)
    later = now + timedelta(days=1)
    actions.set_price(home, item="快餐", content="", unit="份", price=Fen(1_800), by=by, now=later)
    old.refresh_from_db()
    assert (old.price, old.ended_at) == (1_500, later)
    assert Price.objects.get(ended_at=None).price == 1_800


def test_stores_without_a_name_or_a_sensible_number_are_refused(put):
    with pytest.raises(refusals.EmptyField):
        put(name=" ")
    for quantity in (0, -1, 10_001):
        with pytest.raises(refusals.BadQuantity):
            put(quantity=quantity)


def test_what_is_past_its_day_is_never_put_on_the_shelf(put, now):
    with pytest.raises(refusals.ExpiredAlready):
        put(expires_on=now.date() - timedelta(days=1))
    put(expires_on=now.date())
    put(name="藿香", expires_on=date(2028, 2, 29))


def test_keepers_are_warned_once_before_it_expires(put, keeper, now):
    put("藿香", expires_on=now.date() + timedelta(days=30))
    put("纱布", expires_on=now.date() + timedelta(days=31))
    assert actions.warn_supplies(now=now) == 1
    assert actions.warn_supplies(now=now) == 0
    assert [n.template for n in notices.inbox(keeper)] == ["stations.expiring"]
    assert "藿香" in notices.inbox(keeper).get().text


def test_a_batch_leaves_the_shelf_once(put, by, now):
    batch = put()
    actions.take_supply(batch, why="used", by=by, now=now)
    with pytest.raises(refusals.GoneAlready):
        actions.take_supply(batch, why="lost", by=by, now=now)
    assert not Supply.objects.on_shelf().exists()


def test_the_same_fault_is_reported_once_until_it_is_mended(station, keeper, by, now):
    first = actions.report_fault(station, what="空调不冷", by_person=keeper, by=by, now=now)
    assert actions.report_fault(station, what="空调不冷", by_person=keeper, by=by, now=now).pk == first.pk
    actions.fix_fault(first, note="加氟", by_person=keeper, by=by, now=now)
    with pytest.raises(refusals.FixedAlready):
        actions.fix_fault(first, note="", by_person=keeper, by=by, now=now)
    assert actions.report_fault(station, what="空调不冷", by_person=keeper, by=by, now=now).pk != first.pk


def test_published_schemes_come_with_source_and_grade_and_are_loaded_once(schemes, by, now):
    assert schemes == 3
    assert actions.load_schemes(by=by, now=now) == 0
    stars = scheme_of("stars", now=now)
    assert stars.source
    assert stars.grade in "ABC"


def test_no_scheme_is_in_force_before_its_first_day(schemes, now):
    with pytest.raises(refusals.NoScheme):
        scheme_of("stars", now=now.replace(year=2020))


def test_a_checklist_is_gone_through_whole(station, schemes, zhao, by, now):
    with pytest.raises(refusals.NotInspectedWhole) as no:
        actions.inspect(station, {"sign": "good"}, note="", by_person=zhao, by=by, now=now)
    assert "布局合理" in no.value.facts["what"]


def test_a_home_is_looked_at_by_its_seven_classes(home, schemes, zhao, by, now):
    marks = dict.fromkeys(("parking", "rest", "meals", "shower", "laundry", "toilet", "other"), "good")
    made = actions.inspect(
        home, marks | {"shower": "poor", "laundry": "missing"}, note="", by_person=zhao, by=by, now=now
    )
    assert (len(made.scheme.items), made.score) == (7, 11 * 10_000 // 14)


def test_stars_go_up_after_an_inspection_and_everybody_reads_why(station, inspected, keeper, zhao, by, now):
    change = actions.set_star(station, 3, reason="检查满分", by_person=zhao, by=by, now=now)
    station.refresh_from_db()
    assert (station.star, change.before, change.inspection) == (3, 0, inspected)
    assert notices.inbox(keeper).get().template == "stations.stars"


def test_stars_do_not_go_up_unseen(station, zhao, by, now):
    with pytest.raises(refusals.InspectedNever):
        actions.set_star(station, 3, reason="好", by_person=zhao, by=by, now=now)


def test_an_inspection_of_two_years_ago_does_not_count(station, inspected, zhao, by, now):
    with pytest.raises(refusals.InspectedNever):
        actions.set_star(station, 3, reason="好", by_person=zhao, by=by, now=now + timedelta(days=700))


def test_reports_past_their_day_stop_a_rise_and_not_a_fall(station, inspected, lin, zhao, by, now):
    actions.set_star(station, 2, reason="检查满分", by_person=zhao, by=by, now=now)
    places.report_trouble(station, "broken", person=lin, by=by, now=now)
    actions.set_star(station, 3, reason="更好", by_person=zhao, by=by, now=now + timedelta(hours=23))
    late = now + timedelta(hours=25)
    with pytest.raises(refusals.OverdueTroubles):
        actions.set_star(station, 4, reason="还要好", by_person=zhao, by=by, now=late)
    actions.set_star(station, 1, reason="反映不答复", by_person=zhao, by=by, now=late)
    assert list(StarChange.objects.order_by("pk").values_list("before", "after")) == [(0, 2), (2, 3), (3, 1)]


@pytest.mark.parametrize(
    ("star", "reason", "refusal"),
    [
        (6, "x", refusals.BadStarLevel),
        (-1, "x", refusals.BadStarLevel),
        (0, "x", refusals.SameStars),
        (3, " ", refusals.NoStarReason),
    ],
)
def test_stars_out_of_range_the_same_or_without_a_reason_are_refused(
    station, inspected, zhao, by, now, star, reason, refusal
):
    with pytest.raises(refusal):
        actions.set_star(station, star, reason=reason, by_person=zhao, by=by, now=now)


def test_a_station_without_a_number_of_people_is_refused(opened, facts, by, now):
    for capacity, refusal in ((None, refusals.BadQuantity), (0, BadCapacity), (2_001, refusals.BadQuantity)):
        with pytest.raises(refusal):
            opened("station", facts | {"capacity": capacity})
