"""扫码: a plate's address opens its page, anybody else's is refused by name; every plate prints an address."""

import re

import pytest
from django.test import Client

from tests.law.tree import CODE

pytestmark = pytest.mark.django_db


def scanned(text):
    return Client().post("/scan/", {"code": text})


def test_the_address_of_a_plate_opens_its_page():
    answer = scanned(" http://testserver/stations/in/K7M2PX9QR4/?from=plate ")
    assert (answer.status_code, answer["Location"]) == (302, "/stations/in/K7M2PX9QR4/?from=plate")


@pytest.mark.parametrize(
    "text",
    ["https://evil.example/stations/", "http://testserver.evil.example/", "http://testserver//evil.example/",
     "http://testserver@evil.example/", "javascript://testserver/%0aalert(1)", "weixin://dl", "http://["],
)  # fmt: skip
def test_no_address_of_anybody_else_is_opened(text):
    answer = scanned(text)
    assert answer.status_code == 404
    assert "这个二维码是别处的网址，没有打开" in answer.content.decode()


def test_every_plate_prints_an_address_so_that_any_scanner_works():
    drawn = {
        str(path.relative_to(CODE)): found
        for path in CODE.rglob("templates/*/console/*.html")
        if (found := re.findall(r"\{% qr (\S+)", path.read_text(encoding="utf-8")))
    }
    assert len(drawn) >= 3
    assert {name: found for name, found in drawn.items() if found != ["door"]} == {}
