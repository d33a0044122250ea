"""Stations are listed and shown once for all; around where one stands, and what is one's own, for one alone."""

import pytest
from django.urls import reverse

from .conftest import key, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["stations:home", "stations:truckers"])
def test_a_list_is_made_once(page, made_once, station, home, lin, chen, browser_of):
    made_once(reverse(page), browser_of(lin), browser_of(chen))


@pytest.mark.parametrize("which", ["station", "home"])
def test_a_station_is_made_once(which, made_once, station, home, lin, chen, browser_of):
    premises = {"station": station, "home": home}[which]
    made_once(reverse("stations:station", args=[premises.pk]), browser_of(lin), browser_of(chen))


def test_where_somebody_stands_is_kept_nowhere(store, station, lin, browser_of):
    page = text(browser_of(lin).get(reverse("stations:home"), {"lat": "37.871234", "lon": "112.561234"}))
    assert "按远近排" in page
    assert "37.871234" not in repr(store.everything())
    assert "按远近排" not in text(browser_of(lin).get(reverse("stations:home")))


def test_a_turn_is_told_to_who_has_it_alone(store, home, lin, chen, su, browser_of):
    path = reverse("stations:station", args=[home.pk])
    for number, person in enumerate((chen, su), 1):
        browser_of(person).post(reverse("stations:queue", args=[home.pk, "shower"]), {"key": key(number)})
    for _again in range(2):
        assert "你在第 1 位" in text(browser_of(su).get(path))
        assert "你在第" not in text(browser_of(lin).get(path))
