"""How the story talks to the product: the open API as phones and scanners use it, and pages as a browser does."""

import html
import http.client
import json
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import requests

T = TypeVar("T")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM_KEY = re.compile(r'name="key" value="([^"]+)"')


class Failed(Exception):
    """The product answered what the story did not expect; the message says where and what."""


class Api:
    """The open API over kept connections, one for each thread."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self._local = threading.local()
        self.requests = 0

    def call(
        self, method: str, path: str, body: Any = None, *, token: str = "", key: str = "", address: str = ""
    ) -> tuple[int, Any]:
        """Status and decoded answer of one request; a connection that the server closed is opened again once."""
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if key:
            headers["Idempotency-Key"] = key
        if address:
            headers["X-Forwarded-For"] = address
        payload = json.dumps(body).encode() if body is not None else None
        for attempt in (1, 2):
            connection = self._connection()
            try:
                connection.request(method, f"/api/v1{path}", payload, headers)
                response = connection.getresponse()
                raw = response.read()
            except (http.client.HTTPException, OSError):
                self._local.connection = None
                if attempt == 2:
                    raise
                continue
            self.requests += 1
            return response.status, json.loads(raw) if raw else None
        raise AssertionError("unreachable")

    def must(self, method: str, path: str, body: Any = None, **more: str) -> Any:
        """The answer of a request that has to succeed. Raises Failed."""
        status, answer = self.call(method, path, body, **more)
        if status >= 400:
            raise Failed(f"{method} {path}: {status} {answer}")
        return answer

    def _connection(self) -> http.client.HTTPConnection:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        return connection


class Browser:
    """One signed-in officer's browser: pages and their forms, with cookies and CSRF tokens."""

    def __init__(self, host: str, port: int) -> None:
        self.base = f"http://{host}:{port}"
        self.session = requests.Session()

    def get(self, path: str) -> str:
        response = self.session.get(self.base + path, timeout=60)
        if response.status_code != 200:
            raise Failed(f"GET {path}: {response.status_code} {seen(response.text)}")
        return response.text

    def download(self, path: str) -> bytes:
        response = self.session.get(self.base + path, timeout=60)
        if response.status_code != 200:
            raise Failed(f"GET {path}: {response.status_code}")
        return response.content

    def submit(
        self, page: str, target: str, fields: dict[str, Any], files: dict[str, tuple[str, bytes]] | None = None
    ) -> str:
        """Open `page`, send its form to `target`; the address it leads to. Raises Failed when it leads nowhere."""
        text = self.get(page)
        hidden = {"csrfmiddlewaretoken": first(TOKEN, text)}
        if FORM_KEY.search(text):
            hidden["key"] = str(uuid.uuid4())
        response = self.session.post(
            self.base + target,
            data=hidden | fields,
            files=files,
            headers={"Referer": self.base + page},
            allow_redirects=False,
            timeout=120,
        )
        if response.status_code not in (302, 303):
            raise Failed(f"POST {target}: {response.status_code} {seen(response.text)}")
        return response.headers["Location"]


def seen(text: str) -> str:
    """What a person would read on a page, shortened."""
    bare = re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", " ", text, flags=re.DOTALL)
    words = re.sub(r"\s+", " ", html.unescape(bare)).strip()
    return words[:600]


def first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    if not found:
        raise Failed(f"the page has no {pattern.pattern}: {seen(text)}")
    return found[1]


def together(work: Callable[[T], Any], items: Iterable[T], clients: int) -> list[Any]:
    """Do `work` for all items, `clients` at a time; the first failure ends it."""
    with ThreadPoolExecutor(clients) as pool:
        return list(pool.map(work, items))


def until(done: Callable[[], bool], what: str, seconds: float = 300) -> None:
    """Wait for something that the worker process does. Raises Failed when it takes too long."""
    limit = time.monotonic() + seconds
    while not done():
        if time.monotonic() > limit:
            raise Failed(f"{what} took longer than {seconds:.0f} s")
        time.sleep(0.05)
