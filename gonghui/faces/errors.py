"""The pages for what went wrong outside a door: wrong address, no right, a stale form, a broken server."""

import sys
from functools import lru_cache

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.template import loader
from django.utils.translation import get_language, gettext, override

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock

from . import given_up
from .answers import error_body, refused
from .middleware import attach
from .requests import Request
from .speech import speak

AGAIN_SECONDS = 5  # Retry-After of a page whose database is away


class NoSuchPage(Refused):
    kind, code = Kind.UNKNOWN, "faces.no_such_page"
    says = _("没有这个页面，或者它不属于你")
    mend = _("请检查网址，或从首页重新进入")


class NotAllowed(Refused):
    kind, code = Kind.FORBIDDEN, "faces.not_allowed"
    says = _("这个页面现在不能打开")
    mend = _("请从首页重新进入；如果需要权限，请联系本级工会")


class NotYours(Refused):
    """A device tells of a place that its sign-in does not look after, or not any more."""

    kind, code = Kind.FORBIDDEN, "faces.not_yours"
    says = _("这个场所不归你看管，没有记入")
    mend = _("请联系工会干部")


class NotUnderstood(Refused):
    kind, code = Kind.INVALID, "faces.not_understood"
    says = _("发来的内容不完整，没有办成任何事")
    mend = _("请返回上一页，重新填一次")


class TooLarge(Refused):
    kind, code = Kind.INVALID, "faces.too_large"
    says = _("发来的内容太大，没有办成任何事")
    mend = _("文件请压到页面上写的大小以内再上传；文字请写短一些")


class StaleForm(Refused):
    kind, code = Kind.FORBIDDEN, "faces.stale_form"
    says = _("页面放置太久，表单已经失效，没有办成任何事")
    mend = _("请返回上一页，刷新后再填一次；手机浏览器需要允许 Cookie")


class DatabaseSilent(Refused):
    kind, code = Kind.BUSY, "faces.database_silent"
    says = _("系统暂时答不上来，还不知道办成没有")
    mend = _("请过 %(seconds)s 秒再试一次；同一张表单、同一个 Idempotency-Key 不会办两次")


class HouseFull(Refused):
    """More different pages are asked for than can be made in time; who is signed in is served before."""

    kind, code = Kind.BUSY, "faces.house_full"
    says = _("现在打开页面的人很多，你前面还有 %(ahead)s 个页面在排队")
    mend = _("这一页过 %(seconds)s 秒自己再打开一次，不用反复刷新；已经登录的人先办")


def bad_request(request: Request, exception: Exception | None = None) -> HttpResponse:
    if not hasattr(request, "person"):  # an unknown host is refused before anybody was asked who they are
        request.now, request.elder = clock.now(), False
        attach(request, None, way="page")
    too_large = isinstance(exception, RequestDataTooBig)
    response = refused(request, TooLarge() if too_large else NotUnderstood())
    response.status_code = 413 if too_large else 400
    return response


def not_allowed(request: Request, exception: Exception | None = None) -> HttpResponse:
    return refused(request, NotAllowed())


def no_such_page(request: Request, exception: Exception | None = None) -> HttpResponse:
    return refused(request, NoSuchPage())


def stale_form(request: Request, reason: str = "") -> HttpResponse:
    return refused(request, StaleForm())


def broken(request: Request) -> HttpResponse:
    """Our own fault, or the database's: a page that needs neither database nor session."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError):
        given_up.note(error)
        return unanswered(request)
    if request.path.startswith("/api/"):
        says = {
            "code": "faces.broken",
            "says": gettext(_("服务器出错了，没有办成任何事")),
            "mend": gettext(_("请过几分钟再试")),
        }
        return JsonResponse({"error": {**says, "rule": "", "facts": {}}}, status=500)
    return HttpResponse(loader.render_to_string("frame/broken.html"), status=500)


def unanswered(request: Request) -> HttpResponse:
    """The database is down, full, restarting or locked: 503, and when to come back."""
    refusal = DatabaseSilent(seconds=AGAIN_SECONDS)
    if request.path.startswith("/api/"):
        response: HttpResponse = JsonResponse(error_body(speak(refusal)), status=503)
    else:
        response = HttpResponse(silent_page(get_language() or ""), status=503)
    response["Retry-After"] = str(AGAIN_SECONDS)
    return response


def silent_page(language: str) -> str:
    """The page of DatabaseSilent, made without a request."""
    return _page_of(DatabaseSilent(seconds=AGAIN_SECONDS), language, _("暂时连不上"))


@lru_cache(maxsize=512)  # it is made where the rush lane is served
def full_page(language: str, *, ahead: int, seconds: int) -> str:
    """The page of HouseFull, made without a request; it opens itself again after so many seconds."""
    return _page_of(HouseFull(ahead=ahead, seconds=seconds), language, _("人多，请稍等"), again=seconds)


def _page_of(refusal: Refused, language: str, title: str, *, again: int = 0) -> str:
    with override(language):
        beside = {"refusal": speak(refusal), "language": language, "title": gettext(title), "again": again}
        return loader.render_to_string("frame/silent.html", beside)
