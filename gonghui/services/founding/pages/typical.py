"""Pages of founding that stand for their kind."""

from gonghui.faces.slices import PageKind, Typical

from ..models import Case

PAGES = (
    Typical(PageKind.DETAIL, "founding:home"),
    Typical(PageKind.FORM, "founding:ask"),
    Typical(PageKind.MINE, "founding:judge"),
    Typical(PageKind.CONSOLE_LIST, "founding-console:pleas"),
    Typical(PageKind.CONSOLE_LIST, "founding-console:employers"),
    Typical(PageKind.CONSOLE_LIST, "founding-console:unions"),
    Typical(PageKind.DETAIL, "founding-console:case", lambda _asker: Case.objects.all()),
)
