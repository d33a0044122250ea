"""Nonsense in any field of any form, address or body is answered with a no, never with an error of ours."""

import json
import uuid
import zlib
from functools import cache, partial

import pytest
from django.test import Client

from gonghui.kernel.dates import read_day
from gonghui.site.urls import api

from .cases import WHO
from .test_who_may_see import path_of
from .world import address, undone

pytestmark = pytest.mark.django_db

# NUL, half a surrogate pair, numbers and years that leave the column or the calendar, digits that are none.
NASTY = ("a\x00b", "\ud800", "9" * 30, "9" * 5000, "1e400", "NaN", "0001-01-01T00:00", "9999-12-31", "²²²²²²²²²")
ODD = (*NASTY, None, [], {}, 1e400)
EACH = 3  # of the nasty things for each field: over all the fields of the product each is tried hundreds of times
ASKED = ("q", "page", "sort", "export")  # what every page may be asked, beside what its slice reads
WHO_TRIES = ("officer", "finance", "clerk", "operator", "worker", "visitor", *WHO)
KEY = str(uuid.UUID(int=7))


def some(things, name):
    """The few of these that are this field's turn, the same in every run."""
    first = zlib.crc32(name.encode())
    return [things[(first + nth * len(things) // EACH) % len(things)] for nth in range(EACH)]


def written(text):
    """As a browser would never send it: the bytes of half a surrogate pair."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1") if "\ud800" in text else text


@pytest.fixture
def ask_everywhere(law, things, browsers):
    """What each of the given method's pages answers to each of its contents: the rows with an error of ours."""

    def asked(method, contents):
        broken = []
        for row, letters in law.pages.items():
            verb, name, *_names = row.split()
            if verb != method or "y" not in letters or name == "faces:sign-out":
                continue
            client = browsers[law.one_who_may(letters, *WHO_TRIES)][0]
            client.raise_request_exception = False
            act, url = getattr(client, method.lower()), address(row, things)
            for field, content in contents(name):
                data = {key: written(text) for key, text in content.items()}
                response = undone(lambda act=act, url=url, data=data: act(url, data))
                if response.status_code >= 500:
                    broken.append(f"{name} {field} {content.get(field, content)!r:.40}")
        return broken

    return asked


def test_no_form_breaks(law, things, ask_everywhere):
    filled = law.forms(things)
    posts = {row.split()[1] for row in law.pages if row.startswith("POST ")}
    assert set(filled) <= posts, "a form filled in belongs to an address that takes one"

    def spoilt(name):
        form = filled.get(name, {})
        yield "nothing at all", {}
        yield from ((field, form | {field: bad}) for field in form for bad in some(NASTY, name + field))

    assert ask_everywhere("POST", spoilt) == []


def test_no_address_breaks(law, ask_everywhere):
    asked = (*ASKED, *law.asked)
    assert ask_everywhere("GET", lambda name: (("*", dict.fromkeys(asked, bad)) for bad in some(NASTY, name))) == []


# A value at the end of its type, or a little beyond: whoever reckons with it before looking at its bounds fails.
ENDS = ("0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1899-12-31T23:59:00Z")
NUMBERS = (str(2**31), str(-(2**63)), "1e308", "-0.0")


@cache
def questions():
    """For each operation the names of what its address is asked, of a type that has ends."""
    paths = api.get_openapi_schema(path_prefix="")["paths"]
    return {
        f"{method.upper()} {path}": [
            each["name"] for each in said.get("parameters", ()) if each["in"] == "query" and each["name"] not in ASKED
        ]
        for path, methods in paths.items()
        for method, said in methods.items()
    }


def test_no_question_at_the_end_of_its_type_breaks_the_api(law, things, browsers):
    client = Client(raise_request_exception=False)
    broken = []
    for row, operation in law.operations.items():
        path = f"/api/v1{path_of(row, operation, things)}"
        headers = browsers[law.one_who_may(operation.letters, *WHO_TRIES)][1]
        names = questions().get(row, []) if row.startswith("GET") else []
        for bad in (*ENDS, *NUMBERS) if names else ():
            asked = dict.fromkeys(names, bad)
            later = {name: "9999-12-31T23:59:59Z" for name in names if name in ("ends", "until", "to")}
            for query in (asked, asked | later):
                response = undone(partial(client.get, path, query, headers=headers))
                if response.status_code >= 500:
                    broken.append(f"{row} {query}")
    assert broken == []


def test_no_body_at_the_end_of_its_type_breaks_the_api(law, things, browsers):
    client = Client(raise_request_exception=False)
    broken = []
    for row, operation in law.operations.items():
        body, path = operation.content(things), f"/api/v1{path_of(row, operation, things)}"
        headers = browsers[law.one_who_may(operation.letters, *WHO_TRIES)][1] | {"Idempotency-Key": KEY}
        of_time = [name for name, value in body.items() if isinstance(value, str) and read_day(value)]
        for bad in ENDS if of_time else ():
            text = json.dumps(body | dict.fromkeys(of_time, bad))
            ask = (row.split()[0], path, text, "application/json")
            response = undone(partial(client.generic, *ask, headers=headers))
            if response.status_code >= 500:
                broken.append(f"{row} {text[:60]!r}")
    assert broken == []


def test_no_body_breaks_the_api(law, things, browsers):
    client = Client(raise_request_exception=False)
    broken = []
    for row, operation in law.operations.items():
        method, path = row.split()[0], path_of(row, operation, things)
        headers = browsers[law.one_who_may(operation.letters, *WHO_TRIES)][1] | {"Idempotency-Key": KEY}
        body = operation.content(things)
        spoilt = [json.dumps(body | {field: bad}) for field in body for bad in some(ODD, row + field)]
        raw = ["", "{", "null", b"\xff\xfe", "[" * 100_000, b'{"a":"\xed\xa0\x80"}']
        sent = [(path, text, "application/json", headers) for text in (*spoilt, *raw)]
        for bad in ("%00", "%ED"):
            query = "&".join(f"{name}={bad}" for name in ("q", "after", *law.asked))
            sent.append((f"{path}?{query}", "{}", "application/json", headers))
        sent += [
            (path, "x", "multipart/form-data", headers),
            (path, "{}", "application/json", {"Authorization": "Bearer ÿ"}),
        ]
        for path_, text, kind, heads in sent:
            ask = (method, f"/api/v1{path_}", text, kind)
            response = undone(lambda ask=ask, heads=heads: client.generic(*ask, headers=heads))
            if response.status_code >= 500:
                broken.append(f"{row} {text[:60]!r}")
    assert broken == []
