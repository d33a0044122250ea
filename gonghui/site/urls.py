"""Every address of the product: the faces' own, the API, and the slices' pages."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from gonghui.faces.api.base import make_api
from gonghui.faces.indexed import indexed
from gonghui.faces.services import product
from gonghui.faces.slices import Slice


def addresses(one: Slice) -> list[URLPattern | URLResolver]:
    """One slice's member, console and counter pages, each face under its own namespace."""
    prefixes = [(face, getattr(one.urls, face)) for face in ("member", "console", "counter")]
    given = [(face, prefix) for face, prefix in prefixes if prefix]
    module = import_module(f"gonghui.services.{one.code}.urls") if given else None
    return [path(prefix, include(getattr(module, f"{face}_urls"))) for face, prefix in given]


api = make_api(product().routers)

urlpatterns = indexed(
    [
        path("", include("gonghui.faces.urls")),
        path("api/v1/", api.urls),
        *(address for one in product().slices for address in addresses(one)),
    ]
)
handler400 = "gonghui.faces.errors.bad_request"
handler403 = "gonghui.faces.errors.not_allowed"
handler404 = "gonghui.faces.errors.no_such_page"
handler500 = "gonghui.faces.errors.broken"
