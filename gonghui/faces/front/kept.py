"""A page as it is kept: its answer without what belongs to one asker, and the form key put in anew for each."""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from gonghui.faces import form_keys

LARGEST = 512 * 1024  # bytes of a page that is kept
TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")\w+(?=")')
ACTS_ONCE = b'name="key"'  # the hidden key of `{% once %}`: two people must never send the same
OWN = {b"set-cookie", b"content-length", b"date"}

Header = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the pages answered. `parts`: the body, cut where a form key stood; `made`: a moment of the front's clock."""

    status: int
    headers: tuple[Header, ...]
    parts: tuple[bytes, ...]
    made: float
    mine: bool = False  # it sets a cookie that is not the form key's, or acts once: it is for one asker only
    tag: bytes = b""  # what a browser may ask by whether it has this very page; empty: it carries form keys

    @property
    def size(self) -> int:
        return sum(map(len, self.parts))

    @property
    def good(self) -> bool:
        """It may be given to whoever asks the same."""
        return self.status == 200 and self.size <= LARGEST and not self.mine

    def answer(self, headers: dict[bytes, bytes], jar: bytes) -> tuple[int, list[Header], bytes]:
        """Status, headers and body for one visitor."""
        if self.tag and self.tag in headers.get(b"if-none-match", b""):
            return 304, [*self.headers, (b"etag", self.tag)], b""
        if len(self.parts) == 1:
            tag = [(b"etag", self.tag)] if self.tag else []
            return self.status, [*self.headers, *tag, length_of(self.parts[0])], self.parts[0]
        token, cookie = form_key(jar)
        body = token.join(self.parts)
        return self.status, [*self.headers, (b"set-cookie", cookie), length_of(body)], body


def kept(status: int, headers: list[Header], body: bytes, made: float) -> Kept:
    """An answer of the pages to a request of nobody."""
    cookies = [text for name, text in headers if name.lower() == b"set-cookie"]
    foreign = any(not text.startswith(settings.CSRF_COOKIE_NAME.encode() + b"=") for text in cookies)
    parts = tuple(TOKEN.split(body))
    tag = b'"%s"' % sha256(body).hexdigest()[:20].encode() if len(parts) == 1 and status == 200 else b""
    own = tuple((name, text) for name, text in headers if name.lower() not in OWN)
    mine = foreign or ACTS_ONCE in body or (bool(cookies) and len(parts) == 1)
    return Kept(status, own, parts, made, mine, tag)


def length_of(body: bytes) -> Header:
    return b"content-length", str(len(body)).encode()


def form_key(jar: bytes) -> tuple[bytes, bytes]:
    """A fresh form key for who has this cookie or none, and the cookie that goes with it: Django's own, both."""
    request = HttpRequest()
    request.COOKIES = cookies(jar)
    protection = CsrfViewMiddleware(lambda _request: HttpResponse())
    protection.process_request(request)
    token = form_keys.form_key(request)
    response = protection.process_response(request, HttpResponse())
    return token.encode(), response.cookies[settings.CSRF_COOKIE_NAME].OutputString().encode()


def cookies(jar: bytes) -> dict[str, Any]:
    pairs = (one.partition(b"=") for one in jar.split(b";"))
    return {name.strip().decode("latin-1"): text.strip().decode("latin-1") for name, _is, text in pairs}
