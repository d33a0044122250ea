"""Who plays: the open API as phones and scanners use it, pages as a browser does, and people who sign in."""

import html
import http.client
import json
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import requests

from .cast import PASSWORD
from .cost import Cost
from .phones import Phones
from .stage import Stage

T = TypeVar("T")
ATTEMPTS, PAUSE = 5, 0.05  # to send one ask; seconds before the second, twice as many before each further one
WAVE = 1_000  # who ask for sign-in codes together: a code lives five minutes
SIGN_IN_SECONDS = 600
DOOR, ASKED_AGAIN = "/sign-in/staff/", "password_again"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM_KEY = re.compile(r'name="key" value="([^"]+)"')


class Failed(Exception):
    """The product answered what the story did not expect; the message says where and what."""


class Api:
    """The open API over kept connections, one for each thread."""

    def __init__(self, host: str, port: int, *, seconds: float = 60) -> None:
        self.host, self.port, self.seconds = host, port, seconds  # an answer is waited for
        self._local = threading.local()
        self.requests = 0

    def call(
        self, method: str, path: str, body: Any = None, *, token: str = "", key: str = "", address: str = ""
    ) -> tuple[int, Any]:
        """Status and decoded answer of one request.

        A server may drop a connection when many come at once: the same ask, with the same key, is sent again.
        """
        headers = {"Content-Type": "application/json"}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        headers |= {"Idempotency-Key": key} if key else {}
        headers |= {"X-Forwarded-For": address} if address else {}
        payload = json.dumps(body).encode() if body is not None else None
        for attempt in range(ATTEMPTS):
            connection = self._connection()
            try:
                connection.request(method, f"/api/v1{path}", payload, headers)
                response = connection.getresponse()
                raw = response.read()
                break
            except (http.client.HTTPException, OSError):
                self._local.connection = None
                if attempt == ATTEMPTS - 1:
                    raise
                time.sleep(PAUSE * 2**attempt)
        self.requests += 1
        return response.status, json.loads(raw) if raw else None

    def must(self, method: str, path: str, body: Any = None, **more: str) -> Any:
        """The answer of a request that has to succeed. Raises Failed."""
        status, answer = self.call(method, path, body, **more)
        if status >= 400:
            raise Failed(f"{method} {path}: {status} {answer}")
        return answer

    def act(self, path: str, body: Any = None, *, token: str = "") -> tuple[int, Any]:
        """Status and answer of a POST under a key that was never used."""
        return self.call("POST", path, body, token=token, key=fresh())

    def all_of(self, path: str, **more: str) -> list[Any]:
        """What a list holds on all its pages."""
        found: list[Any] = []
        after = ""
        while True:
            page = self.must("GET", f"{path}?limit=100{after}", **more)
            found += page["items"]
            if page["next"] is None:
                return found
            after = f"&after={page['next']}"

    def _connection(self) -> http.client.HTTPConnection:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = http.client.HTTPConnection(self.host, self.port, timeout=self.seconds)
        return connection


@dataclass(slots=True)
class Tally:
    """How many pages were asked for, and forms sent, by all browsers of a play."""

    requests: int = 0


class Browser:
    """One signed-in person's browser: pages and their forms, with cookies and CSRF tokens.

    Of `staff` the password is asked for now and then, and they give it.
    """

    def __init__(self, host: str, port: int, tally: Tally, *, staff: str = "") -> None:
        self.base = f"http://{host}:{port}"
        self.session = requests.Session()
        self.tally, self.staff = tally, staff

    def sign_in(self) -> None:
        """By the password of the staff."""
        self.submit(DOOR, DOOR, {"username": self.staff, "password": PASSWORD})

    def get(self, path: str) -> str:
        self.tally.requests += 1
        response = self.session.get(self.base + path, timeout=60)
        if self.staff and path != DOOR and f"{DOOR}?" in response.url:
            self.sign_in()
            response = self.session.get(self.base + path, timeout=60)
        if response.status_code != 200:
            raise Failed(f"GET {path}: {response.status_code} {seen(response.text)}")
        return response.text

    def submit(
        self, page: str, target: str, fields: dict[str, Any], files: dict[str, tuple[str, bytes]] | None = None
    ) -> str:
        """Open `page`, send its form to `target`; the address it leads to. Raises Failed when it leads nowhere."""
        response = self._send(page, target, fields, files)
        if response.status_code not in (302, 303):
            raise Failed(f"POST {target}: {response.status_code} {seen(response.text)}")
        return response.headers["Location"]

    def answer(self, page: str, target: str, fields: dict[str, Any]) -> str:
        """The page that a form is answered with, where it leads nowhere else. Raises Failed."""
        response = self._send(page, target, fields, None)
        if response.status_code != 200:
            raise Failed(f"POST {target}: {response.status_code} {seen(response.text)}")
        return response.text

    def _send(
        self, page: str, target: str, fields: dict[str, Any], files: dict[str, tuple[str, bytes]] | None
    ) -> requests.Response:
        text = self.get(page)
        hidden = {"csrfmiddlewaretoken": first(TOKEN, text)}
        self.tally.requests += 1
        if FORM_KEY.search(text):
            hidden["key"] = fresh()
        sent = {"files": files, "headers": {"Referer": self.base + page}, "allow_redirects": False, "timeout": 120}
        response = self.session.post(self.base + target, data=hidden | fields, **sent)  # type: ignore[arg-type]
        if ASKED_AGAIN in response.text:
            data = hidden | fields | {ASKED_AGAIN: PASSWORD}
            response = self.session.post(self.base + target, data=data, **sent)  # type: ignore[arg-type]
        return response


def fresh() -> str:
    """A key that was never used."""
    return str(uuid.uuid4())


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


def until(done: Callable[[], bool], what: str, seconds: float = 300, *, pause: float = 0.05) -> None:
    """Wait for something that the worker process does; look every `pause` seconds. Raises Failed when it takes too
    long."""
    limit = time.monotonic() + seconds
    while not done():
        if time.monotonic() > limit:
            raise Failed(f"{what} took longer than {seconds:.0f} s")
        time.sleep(pause)


class Play:
    """What every story has: a stage, the API, people's phones, and who signed in on them."""

    def __init__(self, stage: Stage, clients: int) -> None:
        self.stage, self.clients = stage, clients
        self.api, self.phones = Api(stage.host, stage.port), Phones(stage.sms_folder)
        self.pages = Tally()
        self.cost = Cost(stage, lambda: self.api.requests + self.pages.requests)
        self.tokens: dict[str, str] = {}  # mobile, of staff their username -> token

    def together(self, work: Callable[[T], Any], items: Iterable[T]) -> list[Any]:
        """Do `work` for all items, so many at a time as the story has clients."""
        return together(work, items, self.clients)

    def browser(self, *, staff: str = "") -> Browser:
        return Browser(self.stage.host, self.stage.port, self.pages, staff=staff)

    def staff(self, username: str) -> Browser:
        """A browser in which somebody with a username has signed in."""
        browser = self.browser(staff=username)
        browser.sign_in()
        return browser

    def sign_in_staff(self, usernames: Iterable[str]) -> None:
        """Programs at gates and desks have a token that brings their office; it is kept under the username."""
        for name in usernames:
            given = {"username": name, "password": PASSWORD}
            self.tokens[name] = self.api.must("POST", "/sign-in/staff", given)["token"]

    def sign_in(self, mobiles: Sequence[str], step: Callable[[int], None] = lambda many: None) -> None:
        """Everyone asks for a code, reads it on the phone, and signs in; each phone has an address of its own."""
        everyone = [(each, f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}") for n, each in enumerate(mobiles)]
        waves = [everyone[at : at + WAVE] for at in range(0, len(everyone), WAVE)]
        for asking, reading in zip([*waves, []], [[], *waves], strict=True):  # codes come while the next are asked for
            self.together(self._ask_code, asking)
            self.until_codes([mobile for mobile, _address in reading])
            self.together(self._read_code, reading)
            step(len(reading))

    def phone(self, mobile: str) -> Browser:
        """A browser in which somebody has signed in by a code; a minute must have passed since the last one."""
        browser = self.browser()
        self.phones.codes.pop(mobile[-11:], None)
        browser.submit("/sign-in/", "/sign-in/", {"mobile": mobile})
        self.until_codes([mobile])
        browser.submit("/sign-in/code/", "/sign-in/code/", {"code": self.phones.code_of(mobile)})
        return browser

    def _ask_code(self, who: tuple[str, str]) -> None:
        self.api.must("POST", "/sign-in/code", {"mobile": who[0]}, address=who[1])

    def _read_code(self, who: tuple[str, str]) -> None:
        """Sign in with the code that the phone shows."""
        body = {"mobile": who[0], "code": self.phones.code_of(who[0])}
        self.tokens[who[0]] = self.api.must("POST", "/sign-in", body, address=who[1])["token"]

    def until_codes(self, mobiles: Sequence[str]) -> None:
        """Wait until all of these phones show a sign-in code."""

        def here() -> bool:
            self.phones.look()
            return all(self.phones.code_of(mobile) for mobile in mobiles)

        until(here, "sending the sign-in codes", SIGN_IN_SECONDS)

    def told(self, template: str) -> int:
        """How many messages of this kind have reached phones."""
        self.phones.look()
        return self.phones.by_template[template]
