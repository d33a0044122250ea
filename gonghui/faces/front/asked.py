"""What a visitor asks for, as the pages understand it: nothing of who asks is left in it."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings

from gonghui.faces.asking_anew import DEVICE
from gonghui.faces.middleware import ELDER_COOKIE, is_proxy, plain_address
from gonghui.faces.rush.lane import language_of

from .views import queries_at

LONGEST_PATH, LONGEST_VALUE, MOST_VALUES = 200, 100, 12
PERSONAL = {b"authorization", b"hx-request"}
WHEREABOUTS = {"lat", "lon"}  # where an asker stands is kept nowhere
FORWARDED = b"x-forwarded-proto"


class Asked(NamedTuple):
    """The name of a page that was made once: who asks for the same gets the same."""

    path: str
    query: str
    language: str
    elder: bool
    host: bytes
    proto: bytes

    def scope(self, scope: dict[str, Any]) -> dict[str, Any]:
        """The request by which it is made: of the asker's own nothing but where they came in."""
        chosen = f"{settings.LANGUAGE_COOKIE_NAME}={self.language}; {ELDER_COOKIE}={int(self.elder)}"
        headers = [(b"host", self.host), (b"cookie", chosen.encode())]
        if self.proto:
            headers.append((FORWARDED, self.proto))
        client = scope.get("client") if self.proto else None  # a proxy's, or else the asker's own
        return {**scope, "method": "GET", "query_string": self.query.encode(), "headers": headers, "client": client}


def asked_of(scope: dict[str, Any]) -> Asked | None:
    """None: this is no visitor who only looks, or the page is not the same for all."""
    path, headers = scope["path"], dict(scope["headers"])
    if scope["method"] not in ("GET", "HEAD") or len(path) > LONGEST_PATH or PERSONAL & headers.keys():
        return None
    cookies = cookies_of(scope["headers"])
    queries = None if cookies is None else queries_at(path)
    query = None if queries is None else known(scope.get("query_string", b""), queries)
    if cookies is None or query is None:
        return None
    headers[b"cookie"] = b"; ".join(b"=".join(one) for one in cookies.items())
    proto = headers.get(FORWARDED, b"") if is_proxy(plain_address(str((scope.get("client") or ("",))[0]))) else b""
    elder = cookies.get(ELDER_COOKIE.encode()) == b"1"
    return Asked(path, query, language_of(headers), elder, headers.get(b"host", b""), proto)


def cookies_of(headers: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes] | None:
    """The cookies that choose how a page is shown; None if there is any other: it may say who asks."""
    jar = b";".join(text for name, text in headers if name == b"cookie")
    pairs = (one.partition(b"=") for one in jar.split(b";"))
    found = {name.strip(): value.strip() for name, _is, value in pairs if name.strip()}
    return found if found.keys() <= choosing() else None


def choosing() -> set[bytes]:
    names = (settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME, ELDER_COOKIE, DEVICE)
    return {name.encode() for name in names}


def known(query: bytes, queries: frozenset[str]) -> str | None:
    """The parameters that the view reads, as they came; None for what is too much to make a page of its own."""
    if not query:
        return ""
    try:
        pairs = parse_qsl(query.decode(), keep_blank_values=True, max_num_fields=MOST_VALUES)
    except ValueError:
        return None
    mine = [(name, value) for name, value in pairs if name in queries]
    alone = any(name in WHEREABOUTS for name, _value in pairs)
    return None if alone or any(len(value) > LONGEST_VALUE for _name, value in mine) else urlencode(mine)
