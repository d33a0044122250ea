"""Documents made of what a case holds, on a page to be printed."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from gonghui.faces import moments
from gonghui.faces.acting import page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest

from .. import rules
from ..pages import documents
from . import scope


@page("founding-console:document", "founding/console/document.html", staff(rules.WATCH))
def document(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The one that `kind` asks for."""
    case, kind = scope.get_case(request, pk), request.GET.get("kind", "letter")
    if kind not in documents.DOCUMENTS:
        raise Http404
    return documents.shown(case, kind, today=moments.today(request.now)) | {
        "above": (scope.url_of(case), case.name),
        "hint": _("没有填的地方打印以后手写。"),
    }
