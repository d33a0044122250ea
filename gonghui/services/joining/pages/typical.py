"""Pages of joining that stand for their kind."""

from gonghui.faces.slices import PageKind, Typical

from ..models import Application

PAGES = (
    Typical(PageKind.SEARCH, "joining:transfer?q=太原"),
    Typical(PageKind.DETAIL, "joining:one", lambda asker: Application.objects.sent().of(asker)),
    Typical(PageKind.CONSOLE_LIST, "joining-console:index"),
    Typical(PageKind.DETAIL, "joining-console:one", lambda _asker: Application.objects.waiting()),
)
