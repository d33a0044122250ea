"""Addresses under which a page once stood: bookmarks, printed sheets and links in old messages go on leading to it.

    former("new/", "faces:premises-new", query={"kind": "station"})

stands among the paths of the urls where the page stood. Whoever comes is sent on for good, with what they asked for.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import URLPattern, path, reverse

from .acting import SAFE, Given, Guard, everyone


def former(
    route: str,
    to: str,
    *,
    query: Mapping[str, str] | None = None,
    renamed: Mapping[str, str] | None = None,
    at: Given | None = None,
    guard: Guard = everyone,
) -> URLPattern:
    """The path of a page that stands at the address named `to` today.

    `query` is asked for beside what the asker asks, who goes first; `renamed` gives old names in the query their new
    ones. `at(request, **of the path)` answers the arguments of today's address where the path's own are not those;
    what it looks up, `guard` keeps.
    """
    return path(route, Former(to, query or {}, renamed or {}, at, guard))


class Former:
    """The view of a former address; see `former`."""

    def __init__(
        self, to: str, query: Mapping[str, str], renamed: Mapping[str, str], at: Given | None, guard: Guard
    ) -> None:
        self.to, self.query, self.renamed = to, query, renamed
        self._at: Given = at or (lambda request, **args: args)
        self._guarded = guard(self._send_on)

    def __call__(self, request: HttpRequest, **args: Any) -> HttpResponse:
        return self._guarded(request, **args)

    def _send_on(self, request: HttpRequest, **args: Any) -> HttpResponse:
        asked = request.GET.copy()
        for old, new in self.renamed.items():
            if old in asked:
                asked.setlistdefault(new, asked.pop(old))
        for name, value in self.query.items():
            asked.setdefault(name, value)
        address = reverse(self.to, kwargs=dict(self._at(request, **args)))
        to = f"{address}?{asked.urlencode()}" if asked else address
        # A form that somebody still has open is sent again as it was; what only looks goes where every browser goes.
        return HttpResponsePermanentRedirect(to, preserve_request=request.method not in SAFE)
