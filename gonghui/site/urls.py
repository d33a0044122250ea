"""Every address of the product, from one list of doors."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from gonghui.faces.api.base import make_api

from .doors import ROUTERS, URLS, Addresses


def addresses(slice_: Addresses) -> list[URLPattern | URLResolver]:
    """One slice's member, console and counter pages, each face under its own namespace."""
    module = import_module(slice_.module)
    prefixes = [(face, getattr(slice_, face)) for face in ("member", "console", "counter")]
    return [path(prefix, include(getattr(module, f"{face}_urls"))) for face, prefix in prefixes if prefix]


api = make_api(ROUTERS)

urlpatterns = [
    path("", include("gonghui.faces.urls")),
    path("api/v1/", api.urls),
    *(address for slice_ in URLS for address in addresses(slice_)),
]
handler400 = "gonghui.faces.errors.bad_request"
handler403 = "gonghui.faces.errors.not_allowed"
handler404 = "gonghui.faces.errors.no_such_page"
handler500 = "gonghui.faces.errors.broken"
