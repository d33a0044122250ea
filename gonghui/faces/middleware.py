"""What every request carries: who asks, from where, and when; and the answer to a refusal nobody caught."""

import ipaddress
import re
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache

from csp.constants import HEADER as CSP
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, QueryDict
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

from gonghui.kernel.callers import Caller
from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.people.lookups import offices_held
from gonghui.primitives.people.models import Account

from . import answers, duty, sign_ins
from .accounts import asker_of
from .requests import Request

Handler = Callable[[Request], HttpResponse]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
LONGEST_LANGUAGE, LONGEST_ACCEPTED = 20, 500  # characters of them that are read
ELDER_COOKIE = "elder"
TYPED_OR_YOU = re.compile(r'(<textarea.*?</textarea>|value="[^"]*")|你', re.DOTALL)


def forwarded(get_response: Handler) -> Handler:
    """Who asks, and over what, is believed of our own proxies only; whatever else such headers say is dropped."""

    def middleware(request: Request) -> HttpResponse:
        said = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        if is_proxy(peer := plain_address(str(request.META.get("REMOTE_ADDR", "")))):
            request.META["REMOTE_ADDR"] = farthest(said, str(peer))
        else:
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        return get_response(request)

    return middleware


def farthest(said: str, peer: str) -> str:
    """The last address that our proxies vouch for: each adds the one it was asked from at the end."""
    for one in reversed(said.split(",")):
        if (address := plain_address(one)) is None:
            break
        peer = str(address)
        if not is_proxy(address):
            break
    return peer


def is_proxy(address: Address | None) -> bool:
    return address is not None and any(address in network for network in settings.PROXIES)


@lru_cache(maxsize=4096)
def plain_address(text: str) -> Address | None:
    """The address written in `text`, an IPv4 one also when it is dressed up as IPv6."""
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def headers(get_response: Handler) -> Handler:
    def middleware(request: Request) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", "camera=(self), geolocation=(self), microphone=()")
        keeping = "no-store" if of_others(request, response) else "no-cache"
        response.setdefault("Cache-Control", f"{keeping}, private")
        return response

    return middleware


def policy(get_response: Handler) -> Handler:
    """What a page may load, by CONTENT_SECURITY_POLICY: the same for every answer, so it is put into words once."""
    words = build_policy()

    def middleware(request: Request) -> HttpResponse:
        response = get_response(request)
        response.setdefault(CSP, words)
        return response

    return middleware


def of_others(request: Request, response: HttpResponse) -> bool:
    """Staff's pages, downloads and the API show other people's data: no disk may keep them.

    One's own pages a browser may hold for "back", which then needs no network in a crowded hall; signing out empties
    its cache. So with the answer to a form: "back" to it must not send the form again.
    """
    if request.method not in ("GET", "HEAD"):
        return request.path.startswith("/api/")
    return request.path.startswith(answers.OF_OTHERS) or "Content-Disposition" in response


def language(get_response: Handler) -> Handler:
    """In which script a page speaks: as was chosen here, else as the browser prefers. No address says it."""

    def middleware(request: Request) -> HttpResponse:
        accepted = request.headers.get("Accept-Language", "")
        request.LANGUAGE_CODE = language_for(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""), accepted)
        translation.activate(request.LANGUAGE_CODE)
        response = get_response(request)
        patch_vary_headers(response, ("Accept-Language",))
        response.setdefault("Content-Language", translation.get_language())
        return response

    return middleware


def language_for(chosen: str, accepted: str) -> str:
    """Of those that we have; `accepted` is the browser's header."""
    return _language_for(chosen[:LONGEST_LANGUAGE], accepted[:LONGEST_ACCEPTED])


@lru_cache(maxsize=1024)
def _language_for(chosen: str, accepted: str) -> str:
    preferred = parse_accept_lang_header(accepted)
    for wanted in (chosen, *(name for name, _weight in preferred)):
        with suppress(LookupError):
            return get_supported_language_variant(wanted)
    return settings.LANGUAGE_CODE


def fits(get_response: Handler) -> Handler:
    """A body beyond every limit is refused unread: parsing it would first write it all to the disk."""

    def middleware(request: Request) -> HttpResponse:
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if not length.isdecimal() or int(length[:20]) > settings.MAX_BODY_BYTES:
            raise RequestDataTooBig("the body is beyond every limit")
        return get_response(request)

    return middleware


def plain_cookies(get_response: Handler) -> Handler:
    """A cookie with a NUL in it is no cookie: the session would be looked up by it, and PostgreSQL knows no NUL."""

    def middleware(request: Request) -> HttpResponse:
        request.COOKIES = {name: text for name, text in request.COOKIES.items() if "\0" not in text}
        return get_response(request)

    return middleware


def readable(get_response: Handler) -> Handler:
    """Address and form without NUL characters: nobody types one and PostgreSQL stores none, so it is no word of theirs.

    What the API is sent as JSON is judged by its own parser.
    """

    def middleware(request: Request) -> HttpResponse:
        request.GET = without_nul(request.GET)
        if not request.path.startswith("/api/"):
            request.POST = without_nul(request.POST)
        return get_response(request)

    return middleware


def without_nul(form: QueryDict) -> QueryDict:
    if not any("\0" in value for _name, values in form.lists() for value in values):
        return form
    clean = QueryDict(mutable=True)
    for name, values in form.lists():
        clean.setlist(name, [value.replace("\0", "") for value in values])
    clean._mutable = False
    return clean


def who_and_when(get_response: Handler) -> Handler:
    def middleware(request: Request) -> HttpResponse:
        request.now = clock.now()
        asker = asker_of(request.session)  # type: ignore[arg-type]
        account = asker.account if asker else None
        request.user = account or AnonymousUser()  # type: ignore[assignment]  Django's own way of saying it
        request.unread = asker.unread if asker else 0
        on_duty = account is not None and duty.ends(request) is not None
        attach(request, account, way="counter" if request.path.startswith("/counter/") else "page", on_duty=on_duty)
        if on_duty:
            duty.go_on(request)
        if account is not None:
            sign_ins.seen(request)
        request.elder = wants_elder_mode(request)
        prefer_account_language(request)
        return get_response(request)

    return middleware


def politely(get_response: Handler) -> Handler:
    """In elder mode a member's page says 您, whoever wrote it; what was typed into a form stays as typed."""

    def middleware(request: Request) -> HttpResponse:
        response = get_response(request)
        if request.elder and answers.frame_of(request) == "member" and is_page(response):
            response.content = TYPED_OR_YOU.sub(lambda found: found[1] or "您", response.content.decode())
        return response

    return middleware


def is_page(response: HttpResponse) -> bool:
    return not response.streaming and response.get("Content-Type", "").startswith("text/html")


def refusals(get_response: Handler) -> Handler:
    """Any refusal a door did not answer itself becomes the right page, fragment or JSON."""

    def middleware(request: Request) -> HttpResponse:
        return get_response(request)

    def process_exception(request: Request, exception: Exception) -> HttpResponse | None:
        return answers.refused(request, exception) if isinstance(exception, Refused) else None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def attach(request: Request, account: Account | None, *, way: str, on_duty: bool = False) -> None:
    """Say who asks: sets `account`, `person`, `caller`, and lazily `held` and `offices`. `way` is page, counter or api.

    `held` are the offices the person has; `offices`, from which every right follows, are those that this sign-in
    brings: all of them where the password was given (`on_duty`), else none.
    """
    request.account = account
    request.person = person = account.person if account else None
    request.caller = Caller(
        person=person.pk if person else None,
        name=person.name if person else _("访客"),
        origin=f"{way} {address_of(request)}",
    )
    request.held = SimpleLazyObject(lambda: offices_held(person, now=request.now) if person else [])  # type: ignore[assignment]
    request.offices = request.held if on_duty else []


def address_of(request: Request) -> str:
    """The asker's network address, as `forwarded` left it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def wants_elder_mode(request: Request) -> bool:
    """The choice made on this device wins; a new device starts from the account's choice."""
    chosen = request.COOKIES.get(ELDER_COOKIE)
    return chosen == "1" if chosen is not None else bool(request.account and request.account.elder_mode)


def prefer_account_language(request: Request) -> None:
    if request.account and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(request.account.language)
        request.LANGUAGE_CODE = translation.get_language()
