"""Addresses are found by how they begin, and mean what Django's own way of finding them says."""

import re
import uuid

import pytest
from django.urls import Resolver404, URLResolver, get_resolver, include, path, resolve

from gonghui.faces import indexed

ONE = {"uuid": str(uuid.UUID(int=7)), "int": "7"}


def plain(resolver):
    """The same addresses, found one after the other."""
    patterns = [plain(one) if isinstance(one, URLResolver) else one for one in resolver.url_patterns]
    named = (resolver.default_kwargs, resolver.app_name, resolver.namespace)
    return URLResolver(resolver.pattern, patterns, *named)


def routes(resolver, before=""):
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from routes(one, before + str(one.pattern))
        else:
            yield before + str(one.pattern)


def example(route):
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: ONE.get(found[1], "one"), route)


def meant(resolver, asked):
    try:
        match = resolver.resolve(asked)
    except Resolver404:
        return None
    return match.func, match.args, match.kwargs, match.view_name, match.route, match.namespaces


def test_every_address_of_the_product_and_what_is_near_it_leads_where_it_led():
    ours = get_resolver()
    before = plain(ours)
    asked = {near for route in routes(ours) for one in [example(route)] for near in (one, one.rstrip("/"), one + "x")}
    assert len(asked) > 1500
    assert [one for one in asked if meant(ours, one) != meant(before, one)] == []
    assert sum(meant(ours, one) is not None for one in asked) > 500


def test_of_two_that_fit_the_first_is_meant():
    said = indexed.indexed(
        [
            path("a/<slug:what>/", lambda _request: None, name="any"),
            path("a/b/", lambda _request: None, name="written"),
            path("", include(([path("a/b/c/", lambda _request: None, name="inside")], "within"))),
        ]
    )
    found = URLResolver(indexed.RoutePattern("/"), said)
    assert found.resolve("/a/b/").view_name == "any"
    assert found.resolve("/a/b/c/").view_name == "within:inside"
    with pytest.raises(Resolver404):
        found.resolve("/b/")


def test_of_the_addresses_only_those_are_tried_that_can_be_meant():
    with pytest.raises(Resolver404) as refused:
        resolve("/subsidies/no/such/address/")
    assert len(refused.value.args[0]["tried"]) < 40
