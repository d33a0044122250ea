"""Every address of the product, from one list of doors."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from gonghui.faces.api.base import make_api

from .doors import ROUTERS, URLS, Addresses


def addresses(slice_: Addresses) -> URLResolver:
    """One slice's member, console and counter pages under one namespace."""
    module = import_module(slice_.module)
    patterns: list[URLPattern | URLResolver] = []
    for face in ("member", "console", "counter"):
        if prefix := getattr(slice_, face):
            patterns.append(path(prefix, include(getattr(module, f"{face}_urls"))))
    return path("", include((patterns, module.app_name)))


api = make_api(ROUTERS)

urlpatterns = [
    path("", include("gonghui.faces.urls")),
    path("api/v1/", api.urls),
    *map(addresses, URLS),
]
handler400 = "gonghui.faces.errors.bad_request"
handler403 = "gonghui.faces.errors.not_allowed"
handler404 = "gonghui.faces.errors.no_such_page"
handler500 = "gonghui.faces.errors.broken"
