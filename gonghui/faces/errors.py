"""The pages for what went wrong outside a door: wrong address, no right, a stale form, a broken server."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, JsonResponse
from django.template import loader
from django.utils.translation import gettext

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock

from .answers import refused
from .middleware import attach
from .requests import Request


class NoSuchPage(Refused):
    kind, code = Kind.UNKNOWN, "faces.no_such_page"
    says = _("没有这个页面，或者它不属于你")
    mend = _("请检查网址，或从首页重新进入")


class NotAllowed(Refused):
    kind, code = Kind.FORBIDDEN, "faces.not_allowed"
    says = _("这个页面现在不能打开")
    mend = _("请从首页重新进入；如果需要权限，请联系本级工会")


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
    """Our own fault: a page that needs no database and no session."""
    if request.path.startswith("/api/"):
        says = {
            "code": "faces.broken",
            "says": gettext(_("服务器出错了，没有办成任何事")),
            "mend": gettext(_("请过几分钟再试")),
        }
        return JsonResponse({"error": {**says, "rule": "", "facts": {}}}, status=500)
    return HttpResponse(loader.render_to_string("frame/broken.html"), status=500)
