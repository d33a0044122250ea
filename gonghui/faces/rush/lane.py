"""The ASGI application in front of the pages: asks of a desk go into the lane, everything else to the pages.

A request of the lane costs no thread, no ORM and no page: it is parsed, waits in order, is decided with all the others
that wait, and answered in JSON. Who they are is asked together too: one query for all tokens, one for all sessions.
"""

import asyncio
import json
import logging
import re
import uuid
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.http.cookie import parse_cookie
from django.utils import translation

from gonghui.faces.answers import error_body
from gonghui.faces.api.base import NoIdempotencyKey, NotSignedIn
from gonghui.faces.errors import DatabaseSilent, NoSuchPage
from gonghui.faces.middleware import farthest, is_proxy, language_for, plain_address
from gonghui.faces.speech import speak
from gonghui.kernel.callers import Caller
from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.people.models import Person

from . import tickets, who
from .desks import Ask, Desk
from .gathering import Gatherer, NotNow, Standing

log = logging.getLogger(__name__)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LONGEST_BODY = 64 * 1024
BODY_SECONDS = 10.0
AGAIN_SECONDS = 2  # Retry-After when the database does not answer
LOOK_AGAIN = 2.0  # seconds until somebody in the queue asks where they stand; longer, the further back
LONGEST_LOOK = 30.0
JSON = (b"content-type", b"application/json; charset=utf-8")
NEVER_KEPT = (b"cache-control", b"no-store")


class TooLong(Refused):
    kind, code = Kind.INVALID, "rush.too_long"
    says = _("发来的内容超过 %(most)s 字节，没有办成任何事")
    mend = _("这里只需要 Idempotency-Key 和登录凭据，不用发送正文")


class TooSlow(Refused):
    kind, code = Kind.INVALID, "rush.too_slow"
    says = _("等了 %(seconds)s 秒还没有收到完整的内容，没有办成任何事")
    mend = _("请检查网络后再试一次；用同一个 Idempotency-Key 不会办两次")


class TornOff(Refused):
    kind, code = Kind.INVALID, "rush.torn_off"
    says = _("内容只收到一部分，连接就断了，没有办成任何事")
    mend = _("请检查网络后再试一次；用同一个 Idempotency-Key 不会办两次")


class OtherSite(Refused):
    kind, code = Kind.FORBIDDEN, "rush.other_site"
    says = _("这个请求不是从本站的页面发出的，没有办成任何事")
    mend = _("请从本站页面操作；程序请使用令牌")


@dataclass(frozen=True, slots=True)
class Request:
    """What the lane reads of a request before anybody knows who sent it."""

    names: tuple[str, ...]
    credential: who.Credential
    key: str
    address: str
    language: str
    body: bytes

    @property
    def name(self) -> str:
        """The same for the same ask repeated."""
        return "\0".join((*self.names, *self.credential, self.key))


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()
    content: tuple[bytes, bytes] = JSON


class Lane:
    """In front of `pages`; None: the lane alone. While the database is `silent` it takes nobody in."""

    def __init__(self, desks: Sequence[Desk], pages: App | None, *, silent: Callable[[], bool] = lambda: False) -> None:
        self._desks = [(desk.pattern, Gatherer(self._deciding(desk), silent=silent)) for desk in desks]
        self._pages = pages or only_the_lane
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="rush")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._pages(scope, receive, send)
            return
        if scope["method"] == "POST":
            for pattern, gatherer in self._desks:
                if found := pattern.fullmatch(scope["path"]):
                    await reply(send, await self._attend(gatherer, found, scope, receive))
                    return
        scope["headers"] = [header for header in scope["headers"] if b"_" not in header[0]]  # they pass for others
        await self._pages(scope, receive, send)

    async def _attend(
        self, gatherer: Gatherer[Request, Answer], found: re.Match[str], scope: Scope, receive: Receive
    ) -> Answer:
        headers = dict(scope["headers"])
        language = language_of(headers)
        try:
            body = await body_of(headers, receive)
            request = request_of(found.groups(), scope, headers, language, body)
            arrived = tickets.arrival(request.name, headers.get(b"rush-ticket", b"").decode("latin-1"))
            answer = await gatherer.ask(request, name=request.name, arrived=arrived)
        except Refused as refusal:
            return no(refusal, language)
        except NotNow:
            return no(DatabaseSilent(seconds=AGAIN_SECONDS), language)
        return queued(answer, request.name, arrived) if isinstance(answer, Standing) else answer

    def _deciding(self, desk: Desk) -> Callable[[Sequence[Request]], Awaitable[Sequence[Answer]]]:
        async def decide(requests: Sequence[Request]) -> Sequence[Answer]:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._thread, decided, desk, requests)

        return decide


async def only_the_lane(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await reply(send, no(NoSuchPage(), settings.LANGUAGE_CODE))


async def reply(send: Send, answer: Answer) -> None:
    headers = [answer.content, NEVER_KEPT, (b"content-length", str(len(answer.body)).encode()), *answer.headers]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


async def body_of(headers: dict[bytes, bytes], receive: Receive) -> bytes:
    """The whole body. Raises TooLong, TooSlow, TornOff."""
    if headers.get(b"content-length") == b"0" or not {b"content-length", b"transfer-encoding"} & headers.keys():
        return b""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await read(receive, length_of(headers))
    except TimeoutError as error:
        raise TooSlow(seconds=int(BODY_SECONDS)) from error


def length_of(headers: dict[bytes, bytes]) -> int | None:
    """How long the body says it is; the server has held it to that."""
    said = headers.get(b"content-length", b"")
    return int(said) if said.isdigit() and b"transfer-encoding" not in headers else None


async def read(receive: Receive, length: int | None) -> bytes:
    """The body, up to `length` bytes if that is known: it is there then, and nobody needs to wait for its end."""
    body, more = b"", True
    while more and len(body) != length:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise TornOff()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > LONGEST_BODY:
            raise TooLong(most=LONGEST_BODY)
    return body


def request_of(
    names: tuple[str, ...], scope: Scope, headers: dict[bytes, bytes], language: str, body: bytes
) -> Request:
    """Raises NotSignedIn, OtherSite, NoIdempotencyKey."""
    credential = credential_of(headers)
    try:
        key = str(uuid.UUID(headers.get(b"idempotency-key", b"").decode("ascii")))
    except ValueError as error:
        raise NoIdempotencyKey() from error
    return Request(names, credential, key, address_of(scope, headers), language, body)


def credential_of(headers: dict[bytes, bytes]) -> who.Credential:
    """A bearer token, or the session of a page of this site.

    A cookie comes along with requests of other sites too. Theirs cannot carry our header without asking first, which
    nobody here answers; and browsers say where a request comes from, which is looked at as well.
    """
    kind, _space, token = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    if kind.lower() == "bearer":
        return who.TOKEN, token.strip()
    session = cookie(headers, settings.SESSION_COOKIE_NAME)
    if not session:
        raise NotSignedIn()
    if not from_here(headers):
        raise OtherSite()
    return who.SESSION, session


def from_here(headers: dict[bytes, bytes]) -> bool:
    if (site := headers.get(b"sec-fetch-site")) is not None:
        return site == b"same-origin"
    origin = headers.get(b"origin", b"").decode("latin-1")
    return origin.partition("://")[2] == headers.get(b"host", b"").decode("latin-1")


def cookie(headers: dict[bytes, bytes], name: str) -> str:
    jar = headers.get(b"cookie", b"").decode("latin-1")
    if name not in jar:
        return ""
    found = parse_cookie(jar).get(name, "")  # as Django reads them: an odd cookie of others hides none of ours
    return "" if "\0" in found else found


def language_of(headers: dict[bytes, bytes]) -> str:
    """As the pages choose: what was chosen here, else what the browser prefers."""
    chosen = cookie(headers, settings.LANGUAGE_COOKIE_NAME)
    return language_for(chosen, headers.get(b"accept-language", b"").decode("latin-1"))


def address_of(scope: Scope, headers: dict[bytes, bytes]) -> str:
    peer = str((scope.get("client") or ("",))[0])
    if is_proxy(plain_address(peer)):
        return farthest(headers.get(b"x-forwarded-for", b"").decode("latin-1"), peer)
    return peer


def decided(desk: Desk, requests: Sequence[Request]) -> list[Answer]:
    """In the lane's thread: who they are, then the desk's one verb for all who may ask. Raises NotNow."""
    now = clock.now()
    try:
        persons = who.persons_of([request.credential for request in requests], now=now)
        known = [request for request in requests if request.credential in persons]
        told = desk.decide([ask_of(request, persons[request.credential]) for request in known], now=now)
    except Error as error:
        log.warning("%s: %d asks undecided: %s", desk.name, len(requests), type(error).__name__)
        connection.close()  # a broken one is not used again
        raise NotNow() from error
    answers = dict(zip(map(id, known), told, strict=True))
    return [answer(answers.get(id(request)), request) for request in requests]


def ask_of(request: Request, person: Person) -> Ask:
    caller = Caller(person=person.pk, name=person.name, origin=f"api {request.address}")
    return Ask(request.names, person, caller, request.key, request.body)


def answer(told: bytes | Refused | None, request: Request) -> Answer:
    if told is None:
        return no(NotSignedIn(), request.language)
    return no(told, request.language) if isinstance(told, Refused) else Answer(HTTPStatus.OK, told)


def no(refusal: Refused, language: str) -> Answer:
    """A refusal as the API tells it."""
    with translation.override(language):
        spoken = speak(refusal)
    body = json.dumps(error_body(spoken), ensure_ascii=False).encode()
    if isinstance(refusal, NotSignedIn):
        return Answer(HTTPStatus.UNAUTHORIZED, body, ((b"www-authenticate", b"Bearer"),))
    if seconds := refusal.facts.get("seconds") if spoken.status in (429, 503) else None:
        return Answer(spoken.status, body, ((b"retry-after", str(seconds).encode()),))
    return Answer(spoken.status, body)


def queued(standing: Standing, name: str, arrived: float) -> Answer:
    """Not decided yet: where the ask stands, and the ticket that keeps its place."""
    again = min(LONGEST_LOOK, max(LOOK_AGAIN, standing.seconds / 4))
    shown = tickets.ticket(name, arrived)
    facts = {"ahead": standing.ahead, "seconds": round(standing.seconds), "ticket": shown, "again": round(again)}
    return Answer(
        HTTPStatus.ACCEPTED,
        json.dumps({"queue": facts}).encode(),
        ((b"retry-after", str(round(again)).encode()), (b"rush-ticket", shown.encode())),
    )
