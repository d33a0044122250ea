"""How a door answers: a refusal, one page of a list, a workbook, or "done, and here you are"."""

import re
import tempfile
import uuid
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, cast
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.core.exceptions import DisallowedHost
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _
from gonghui.kernel.workbooks import MEDIA_TYPE, Column, write_workbook
from gonghui.primitives.planned import Question

from .requests import Request
from .speech import Spoken, speak

__all__ = ["done", "excel", "form_key", "paged", "refused", "speak", "to_sign_in"]


T = TypeVar("T")
OF_OTHERS = ("/console/", "/api/")  # addresses that show other people's data: no disk may keep what they answer
LONGEST_NUMBER = 6  # digits of a page's number
AT_HAND = 1024 * 1024  # bytes of a workbook that are answered from memory


class NoFormKey(Refused):
    """A form came without the hidden key that keeps a double click from acting twice."""

    kind, code = Kind.INVALID, "faces.form_key"
    says = _("这张表单不完整，没有办成任何事")
    mend = _("请刷新页面，重新填一次")


def form_key(request: Request) -> str:
    """The idempotency key that `{% once %}` put into the form. Raises NoFormKey."""
    try:
        return str(uuid.UUID(request.POST.get("key", "")))
    except ValueError as error:
        raise NoFormKey() from error


def refused(request: Request, refusal: Refused, template: str | None = None, **context: Any) -> HttpResponse:
    """Answer a no in the asker's form: JSON under /api/, a fragment to htmx, else `template` or the frame's own page.

    `template` gets `refusal` (a speech.Spoken) beside `context`, so that a form can show it in place.
    """
    spoken = speak(refusal)
    if request.path.startswith("/api/"):
        return JsonResponse(error_body(spoken), status=spoken.status)
    if template is None:
        context["back"] = way_back(request)
        template = "kit/refusal.html" if getattr(request, "htmx", False) else f"{frame_of(request)}/refused.html"
    response = render(request, template, {"refusal": spoken, **context}, status=spoken.status)
    if spoken.status in (429, 503) and (seconds := refusal.facts.get("seconds")):
        response["Retry-After"] = str(seconds)
    return response


def error_body(spoken: Spoken) -> dict[str, dict[str, object]]:
    """The one JSON shape of every error."""
    names = ("code", "says", "mend", "rule", "facts")
    return {"error": {name: getattr(spoken, name) for name in names}}


def frame_of(request: Request) -> str:
    """Which frame an address belongs to: member, console or counter."""
    return frame_of_path(request.path)


def frame_of_path(path: str) -> str:
    first = path.partition("?")[0].split("/")[1:2]
    return first[0] if first and first[0] in ("console", "counter") else "member"


def paged(
    request: Request, queryset: QuerySet[Any] | Sequence[Any] | Question[Any], per: int = 20, *, many: int | None = None
) -> Page[Any]:
    """The page the address asks for (?page=3); a number beyond the end gives the last one. `many`: how many rows there
    are in all, where that was counted already."""
    pages = Paginator(queryset, per)
    if many is not None:
        pages.__dict__["count"] = many
    return pages.get_page(request.GET.get("page"))


def page_asked(request: Request) -> str:
    """The number of the page the address asks for, no longer than one may be: what is shared is known by it."""
    return str(request.GET.get("page", ""))[:LONGEST_NUMBER]


def found(row: T | None) -> T:
    """What a question found; else 404."""
    if row is None:
        raise Http404
    return row


def excel(name: str, columns: Sequence[str | Column], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Answer `rows` as the workbook `name`.xlsx. Fen become yuan; text that looks like a formula stays text.

    A big one lies in a file until it is sent: a million rows take no more memory than a thousand.
    """
    out = tempfile.SpooledTemporaryFile(max_size=AT_HAND)  # noqa: SIM115 - the answer closes it
    write_workbook(out, columns, rows)
    long = out.tell() > AT_HAND
    out.seek(0)
    response = cast(HttpResponse, FileResponse(out)) if long else HttpResponse(out.read())  # the file has no .content
    response["Content-Type"] = MEDIA_TYPE
    response["Content-Disposition"] = f"attachment; filename=\"export.xlsx\"; filename*=UTF-8''{quote(name)}.xlsx"
    return response


def workbook_file(name: str, data: bytes) -> HttpResponse:
    """Answer the bytes of a workbook as `name`.xlsx."""
    response = HttpResponse(data, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f"attachment; filename=\"export.xlsx\"; filename*=UTF-8''{quote(name)}.xlsx"
    return response


def done(request: Request, message: str, url: str) -> HttpResponse:
    """It worked: show `message` on the next page, and go there. A reload cannot repeat the act."""
    if message:
        messages.success(request, message)
    return see_other(request, url)


def see_other(request: Request, url: str) -> HttpResponse:
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(url)
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def to_sign_in(request: Request) -> HttpResponse:
    """Ask the visitor to sign in, and bring them back here after."""
    door = reverse("faces:sign-in" if frame_of(request) == "member" else "faces:staff-sign-in")
    whole_page = request.method == "GET" and not getattr(request, "htmx", False)
    back = request.get_full_path() if whole_page else came_from(request)
    return see_other(request, f"{door}?{urlencode({'next': back})}" if back else door)


def is_ours(request: Request, address: str) -> bool:
    """A path of this site, fit to be redirected to: never another host, never a bare word."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})


def way_back(request: Request) -> str:
    """The page of the same frame the asker comes from, the desk or list at hand; "" for none. Never this address."""
    try:
        back = came_from(request)
    except DisallowedHost:  # the very thing that is refused
        return ""
    elsewhere = back.partition("?")[0] != request.path and frame_of_path(back) == frame_of(request)
    return back if elsewhere and is_ours(request, back) else ""


def came_from(request: Request) -> str:
    """The path of the page that held the form or button, when it is ours."""
    match = re.fullmatch(rf"https?://{re.escape(request.get_host())}(/.*)", request.headers.get("Referer", ""))
    return match[1] if match else ""
