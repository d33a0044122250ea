"""Pages of the hotline that stand for their kind."""

from gonghui.faces.slices import PageKind, Typical
from gonghui.primitives.casework.models import Case

from ..rules import HOTLINE

PAGES = (
    Typical(PageKind.FORM, "hotline:home"),
    Typical(PageKind.DETAIL, "hotline:one", lambda asker: Case.objects.of(asker, HOTLINE).order_by("-pk")),
    Typical(PageKind.CONSOLE_LIST, "hotline-console:index"),
)
