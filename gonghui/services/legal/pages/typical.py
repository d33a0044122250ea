"""Pages of legal help that stand for their kind."""

from gonghui.faces.slices import PageKind, Typical
from gonghui.primitives.casework.models import Case

from ..models import LegalAnswer
from ..rules.aid import AID
from ..rules.question import LEGAL

PAGES = (
    Typical(PageKind.LIST, "legal:home"),
    Typical(PageKind.FORM, "legal:wages"),
    Typical(PageKind.DETAIL, "legal:answer", lambda _asker: LegalAnswer.objects.standing()),
    Typical(PageKind.DETAIL, "legal:one", lambda asker: Case.objects.of(asker, LEGAL).order_by("-pk")),
    Typical(PageKind.CONSOLE_LIST, "legal-console:index"),
    Typical(PageKind.FORM, "legal:aid-apply"),
    Typical(PageKind.DETAIL, "legal:aid-one", lambda asker: Case.objects.of(asker, AID).order_by("-pk")),
    Typical(PageKind.CONSOLE_LIST, "legal-console:aid-index"),
)
