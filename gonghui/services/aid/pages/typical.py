"""Pages of aid that stand for their kind."""

from gonghui.faces.slices import PageKind, Typical
from gonghui.primitives.casework.models import Case

from ..rules import AID

PAGES = (
    Typical(PageKind.FORM, "aid:test"),
    Typical(PageKind.LIST, "aid:notices"),
    Typical(PageKind.DETAIL, "aid:one", lambda asker: Case.objects.of(asker, AID).order_by("-pk")),
    Typical(PageKind.CONSOLE_LIST, "aid-console:index"),
)
