"""The measure of all pages: what its figures are made of, and how they are printed."""

import argparse
import json

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from gonghui.faces.services import product
from gonghui.rehearsals.bench import pages, performance
from gonghui.rehearsals.bench.pages import BARS, Looked
from gonghui.rehearsals.bench.visitors import asked
from gonghui.site import rehearsing
from gonghui.site.benched import bare, invented

GOOD = dict.fromkeys(BARS, 1.0) | {"ratio_visitor_home": 2.0, "ratio_visitor_fair": 3.0}


def looked(*rates):
    return [Looked(rate, 1.0, 10.0, 200) for rate in rates]


def test_a_ratio_is_to_the_bare_view_of_the_same_round_and_the_median_of_them():
    """So that a slow minute of the machine, which slows both, is not told as a slow page."""
    seen = {"bare": looked(1000, 500, 1000), "member_home": looked(400, 200, 100)}
    assert pages._ratios(seen)["member_home"] == 0.4


def test_what_misses_its_bar_is_named_and_what_was_not_measured_too():
    assert pages.missed(GOOD) == []
    worse = GOOD | {"growth_slices": 1.06, "worst_ms_99": 251.0, "queries_member_home": 4}
    assert pages.missed(worse) == ["queries_member_home", "worst_ms_99", "growth_slices"]
    assert pages.missed({name: GOOD[name] for name in GOOD if name != "growth_members"}) == ["growth_members"]


def test_every_figure_has_its_line_in_the_paper():
    text = performance.table(GOOD)
    assert all(f"| `{name}` |" in text for name in BARS)


def test_the_invented_product_has_eight_slices_more_and_as_many_signs():
    more = invented.PRODUCT
    assert len(more.slices) == len(product().slices) + 8
    assert len(more.signs) == len(product().signs)
    assert sum(sign.built for sign in more.signs) == sum(sign.built for sign in product().signs) + 8
    assert len(more.menu) > len(product().menu)
    assert len(more.desks) > len(product().desks)


def test_the_bare_view_is_answered_before_any_middleware_and_every_other_address_by_the_product():
    answered = bare.before_any(lambda request: HttpResponse(f"product {request.path_info}"))
    ask = RequestFactory().get
    assert answered(ask(bare.BEFORE)).content == b"ok"
    assert answered(ask("/")).content == b"product /"
    assert (pages.BEFORE, pages.BEHIND) == (bare.BEFORE, bare.BEHIND)


def test_whoever_looks_sends_a_cookie_only_when_signed_in():
    assert b"Cookie" not in asked("/")
    assert b"\r\nCookie: gonghui=1\r\n" in asked("/", "gonghui=1")


@pytest.fixture
def options():
    parser = argparse.ArgumentParser()
    rehearsing.bench_arguments(parser)
    return lambda *words: parser.parse_args(words)


def test_json_without_a_file_leaves_nothing_but_the_figures_on_the_output(options, capfd):
    asked_for = options("pages", "--json")
    with rehearsing.quiet(asked_for):
        print("round 1")
        rehearsing.show(asked_for, {"growth_slices": 1.0})
    told = capfd.readouterr()
    assert json.loads(told.out) == {"growth_slices": 1.0}
    assert told.err == "round 1\n"


def test_json_with_a_file_writes_them_there_and_shows_them_too(options, capfd, tmp_path):
    asked_for = options("rush", "--json", str(tmp_path / "figures.json"))
    with rehearsing.quiet(asked_for):
        print("round 1")
        rehearsing.show(asked_for, {"lost": 0})
    assert json.loads((tmp_path / "figures.json").read_text()) == {"lost": 0}
    assert capfd.readouterr().out.startswith("round 1\n{")
