"""Who may open what: every address of the product and every operation of the API, for each kind of person.

The slices' tables hold the answers. An address that is in none of them fails the test, so nothing opens unnoticed.
"""

import json
import re
import uuid

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from gonghui.faces.former import Former
from gonghui.site.urls import api

from . import cases
from .numbers import SECRET, text_of
from .test_lists import has_a_workbook
from .world import address, undone

READERS = ("worker", "clerk", "operator", "officer", "auditor")  # whose pages and workbooks are read for numbers


def addresses(resolver, namespace=""):
    """The name of every pattern of the product's pages."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern.callback, Former):
            continue  # leads to an address that has a row
        elif "PathView" not in repr(pattern.callback):  # the API's operations have a table of their own
            yield f"{namespace}{pattern.name}"


def operations():
    """ "GET /fairs/{pk}" for every operation of the API."""
    for path, methods in api.get_openapi_schema(path_prefix="")["paths"].items():
        for method in methods:
            yield f"{method.upper()} {path}"


def answer(response):
    """The letter of the tables for a response."""
    if response.status_code >= 500:
        return "!"
    if response.status_code == 401 or "/sign-in/" in response.headers.get("Location", ""):
        return "i"
    return {"faces.not_your_office": "n", "faces.no_such_page": "-"}.get(refusal_of(response), "y")


def refusal_of(response):
    """The code of the no that a page or the API says; "" for a yes."""
    if "json" in response.headers.get("Content-Type", ""):
        body = response.json() if response.content else {}
        return body.get("error", {}).get("code", "") if isinstance(body, dict) else ""
    refusal = response.context and response.context.get("refusal")
    return refusal.code if refusal else ""


def table_of(rows, act, people):
    """What everybody really gets, as the table says it."""
    return {row: "".join(answer(undone(lambda: act(row, who))) for who in people) for row in rows}  # noqa: B023


def differences(said, found):
    return [f"{row:70} {said[row]} is {found[row]}" for row in said if said[row] != found[row]]


def test_every_address_is_in_a_table():
    named = {row.split()[1] for row in cases.pages()}
    assert set(addresses(get_resolver())) - named == set()
    assert named - set(addresses(get_resolver())) == set()
    assert set(operations()) == set(cases.operations())


def owner(row):
    """Whose pages or operations a row is about, by its name."""
    first = re.split("[:/-]", row.split()[1].lstrip("/"))[0]
    return first if first in cases.PLACES else cases.HOUSE


@pytest.mark.parametrize("name", cases.PLACES)
def test_a_row_stands_with_its_slice(name):
    law = cases.law_of(name)
    assert {row for row in (*law.pages, *law.operations) if owner(row) != name} == set()
    letters = {**law.pages, **{row: operation.letters for row, operation in law.operations.items()}}
    assert {row: said for row, said in letters.items() if len(said) != len(law.who)} == {}, "one letter for each of WHO"
    assert {row for row in (*law.forms(AnyThing()), *law.exports, *law.first) if owner(f"- {row}") != name} == set()


class AnyThing(dict):
    def __missing__(self, name):
        return name


def test_a_slice_without_cases_is_told_to_write_some(monkeypatch):
    monkeypatch.setitem(cases.PLACES, "newborn", "tests.services.newborn.law")
    with pytest.raises(LookupError, match="slice newborn offers no cases"):
        cases.modules.__wrapped__()


@pytest.mark.django_db
def test_everybody_gets_what_the_table_says_and_nobody_a_whole_number(law, things, browsers):
    filled = {name: form for name, form in law.forms(things).items() if name in law.first}
    told = []

    def page(row, who):
        fresh = Client()
        fresh.cookies.load({each.key: each.value for each in browsers[who][0].cookies.values()})  # or it signs out
        method, name, *_names = row.split()
        response = getattr(fresh, method.lower())(address(row, things), filled.get(name))
        if method == "GET" and who in READERS and answer(response) == "y":
            shown = [response]
            if has_a_workbook(row, response):
                shown.append(fresh.get(address(row, things) + "?export=1"))
            told.extend(f"{row} to {who}" for each in shown if SECRET.search(text_of(each)))
        return response

    wrong = differences(law.pages, table_of(law.pages, page, law.who))
    assert not wrong, "\n".join(wrong)
    assert told == []


@pytest.mark.django_db
def test_the_api_says_the_same(law, things, browsers):
    def operation(row, who):
        return call(row, law.operations[row], things, browsers[who][1])

    said = {row: operation.letters for row, operation in law.operations.items()}
    wrong = differences(said, table_of(said, operation, law.who))
    assert not wrong, "\n".join(wrong)


def call(row, operation, things, headers, **shown):
    """The answer of the API to an operation; `shown` are more fields of its body."""
    body = json.dumps(operation.content(things) | shown)
    headers = headers | {"Idempotency-Key": str(uuid.uuid4())}
    ask = (row.split()[0], f"/api/v1{path_of(row, operation, things)}", body, "application/json")
    return Client().generic(*ask, headers=headers)


def path_of(row, operation, things):
    path = row.split()[1]
    for name in operation.names.split():
        path = re.sub(r"{\w+}", str(things[name]), path, count=1)
    return path
