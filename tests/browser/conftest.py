"""A real browser on the real pages. Without Chromium these tests are skipped; in CI its absence is a failure."""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from gonghui.kernel.callers import Caller
from gonghui.primitives import clock
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, Person

from .looking import PHONE

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in this thread; the tests do not

PATIENCE = 30_000  # milliseconds: a busy machine is slow, not wrong
expect.set_options(timeout=PATIENCE)

BACKEND = "gonghui.faces.accounts.SessionAccounts"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HERE = Path(__file__).parent


def chromium() -> str | None:
    return os.environ.get("GONGHUI_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = [item for item in items if HERE in Path(item.fspath).parents]
    for item in here:
        item.add_marker("browser")
        item.add_marker(pytest.mark.django_db(transaction=True))
        if not chromium() and os.environ.get("CI") != "true":
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine (apt-get install chromium)"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if not path:
        pytest.fail("no Chromium, and CI=true: the browser tests must run here")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


class Window:
    """One person's browser window; it remembers what the console complained about."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.context, self.base = context, base
        context.set_default_timeout(PATIENCE)
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message) -> None:  # type: ignore[no-untyped-def]
        # A refused request or a dropped network is part of a test; what breaks the policy or throws is a fault.
        expected = r"status of (4\d\d|503)|ERR_INTERNET_DISCONNECTED|htmx:(sendError|afterRequest)"
        if message.type == "error" and not re.search(expected, message.text):
            self.complaints.append(message.text)

    def open(self, address: str) -> Page:
        self.page.goto(self.base + address)
        return self.page


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """It is the tests' moment, however long the browser takes."""
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def running_clock(standing_clock: None, monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """For pages that compare the server's clock with their own: it begins at the tests' moment and goes on."""
    began = time.monotonic()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=time.monotonic() - began))


@pytest.fixture
def base(live_server) -> str:
    """Where the site of a test is."""
    return live_server.url


@pytest.fixture
def window(browser: Browser, base: str, by: Caller, now: datetime) -> Iterator[Callable[..., Window]]:
    """Opens windows: `window(lin)`, who then has an account, `window(size=DESK)`, `window(scripts=False)`."""
    opened: list[Window] = []

    def new(
        person: Person | None = None, size: ViewportSize = PHONE, scripts: bool = True, elder: bool = False
    ) -> Window:
        context = browser.new_context(
            viewport=size, locale="zh-CN", java_script_enabled=scripts, timezone_id="Asia/Shanghai"
        )
        cookies = {}
        if person:
            client = Client()
            account = Account.objects.filter(person=person).first() or people.open_account(person, by=by, now=now)
            client.force_login(account, backend=BACKEND)
            cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        if elder:
            cookies["elder"] = "1"
        context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
        opened.append(Window(context, base))
        return opened[-1]

    yield new
    for one in opened:
        one.context.close()
    assert [complaint for one in opened for complaint in one.complaints] == []
