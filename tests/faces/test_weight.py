"""Light pages: a first visit to home within 120 KB over the wire, a page after it within 30 KB."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.django_db
KILOBYTE = 1024


def wire(body: bytes) -> int:
    """Bytes as WhiteNoise sends them: brotli where the browser takes it (pages are counted as the proxy sends them)."""
    return len(brotli.compress(body, quality=5))


def sent(path: str) -> int:
    return wire(Path(finders.find(path)).read_bytes())


def assets(page: str) -> set[str]:
    return {path.split("#")[0] for path in re.findall(r'(?:href|src)="/static/([^"]+)"', page)}


def test_a_first_visit_to_home_is_light(lin, as_person):
    page = as_person(lin).get("/").content
    sizes = {path: sent(path) for path in assets(page.decode())}
    total = wire(page) + sum(sizes.values())
    assert total <= 120 * KILOBYTE, sorted(sizes.items(), key=lambda pair: -pair[1])


@pytest.mark.parametrize("address", ["/services/", "/messages/", "/mine/", "/card/", "/scan/", "/services/mall/"])
def test_a_page_after_it_is_lighter(address, lin, as_person, tell):
    for number in range(25):
        tell(lin, f"消息{number}")
    browser = as_person(lin)
    known = assets(browser.get("/").content.decode())
    page = browser.get(address).content
    new = assets(page.decode()) - known
    assert len(page) + sum(sent(path) for path in new) <= 30 * KILOBYTE
