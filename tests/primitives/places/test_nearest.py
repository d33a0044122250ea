"""The nearest first: the right ones, in the right order, with the conditions asked for, in two queries."""

import random

import pytest
from django.db.models import Q

from gonghui.kernel.geo import BadPoint, Point, cell, distance_m
from gonghui.kernel.hours import Week
from gonghui.primitives.places.models import Premises

from .conftest import MONDAY, YINGZE, at

pytestmark = pytest.mark.django_db
HOURS = [Week.daily("8:30-18:00"), Week.daily("24小时"), Week.daily("20:00-6:00"), Week()]


@pytest.fixture
def country(works):
    """Four hundred premises, half of them around Yingze, half all over."""
    random.seed(7)
    points = []
    while len(points) < 400:
        near = len(points) % 2
        lat, lon = (random.gauss(37.8575, 0.1), random.gauss(112.5623, 0.1)) if near else (
            random.uniform(20, 45), random.uniform(90, 122))  # fmt: skip
        try:
            points.append(Point(lat, lon))
        except BadPoint:
            continue
    rows = [
        Premises(
            union=works, kind=random.choice(["station", "hub"]), code=f"C{number}", name=f"第{number}处", address="路",
            lat=point.lat, lon=point.lon, cell=cell(point), week=random.choice(HOURS).edges(),
            opened_on=at(1, 8).date(), facilities=random.sample(["water", "shower", "beds"], 2),
            capacity=random.choice([None, 5]),
        )
        for number, point in enumerate(points)
    ]  # fmt: skip
    return Premises.objects.bulk_create(rows)


def by_hand(country, keep, limit=20):
    found = sorted((distance_m(YINGZE, one.point), one.pk) for one in country if keep(one))
    return [pk for _metres, pk in found[:limit]]


def test_it_finds_what_a_look_at_all_of_them_finds(country):
    found = Premises.objects.nearest(YINGZE, kinds=["station"])
    assert [one.pk for one in found] == by_hand(country, lambda one: one.kind == "station")
    assert found[0].distance_m == pytest.approx(distance_m(YINGZE, found[0].point), rel=1e-6)


def test_more_than_the_town_has_come_from_further_away(country):
    found = Premises.objects.nearest(YINGZE, kinds=["station", "hub"], limit=350)
    assert [one.pk for one in found] == by_hand(country, lambda one: True, limit=350)


def test_facilities_hours_and_a_condition_of_the_asker_are_kept(country):
    found = Premises.objects.nearest(
        YINGZE, kinds=["station", "hub"], facilities=["shower"], open_at=at(24, 3), where=Q(capacity__gte=5)
    )
    wanted = by_hand(
        country,
        lambda one: "shower" in one.facilities and one.capacity and one.week in (HOURS[1].edges(), HOURS[2].edges()),
    )
    assert [one.pk for one in found] == wanted
    assert found


def test_within_so_many_metres_there_may_be_fewer(country):
    found = Premises.objects.nearest(YINGZE, kinds=["station"], within_m=3_000)
    assert 0 < len(found) < 20
    assert all(one.distance_m <= 3_000 for one in found)


def test_what_was_given_up_or_found_locked_is_not_among_them(country):
    first = Premises.objects.nearest(YINGZE, kinds=["station"], open_at=MONDAY)[:2]
    Premises.objects.filter(pk=first[0].pk).update(closed_on=MONDAY.date())
    Premises.objects.filter(pk=first[1].pk).update(found_locked_at=MONDAY)
    found = Premises.objects.nearest(YINGZE, kinds=["station"], open_at=MONDAY)
    assert not {one.pk for one in first} & {one.pk for one in found}


def test_it_takes_three_queries_however_many_there_are(country, django_assert_num_queries):
    with django_assert_num_queries(3):  # the calendar, the walk, the rows with their unions and signs
        for one in Premises.objects.nearest(YINGZE, kinds=["station"], open_at=MONDAY):
            assert one.union.name
            assert one.last_sign is None


def test_no_kind_is_nothing(country):
    assert Premises.objects.nearest(YINGZE, kinds=[]) == []
