"""Documents made of what a case holds, to be printed."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _w

from gonghui.faces import moments
from gonghui.faces.acting import page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest

from .. import rules
from ..models import Certificate, Election, Term
from ..pages.case import candidates_of
from . import scope

DOCUMENTS = {
    "letter": _w("关于同意成立工会的批复"),
    "election": _w("选举结果报告"),
    "application": _w("工会法人资格登记申请表"),
    "members": _w("会员名册统计"),
}


@page("founding-console:document", "founding/console/document.html", staff(rules.WATCH))
def document(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One of DOCUMENTS, as far as it is known yet; what is missing is a line to fill in by hand."""
    case, kind = scope.get_case(request, pk), request.GET.get("kind", "letter")
    if kind not in DOCUMENTS:
        raise Http404
    election = Election.objects.filter(case=case).first()
    candidates = candidates_of(election)
    return {
        "title": DOCUMENTS[kind],
        "above": (scope.url_of(case), case.name),
        "kind": kind,
        "part": f"founding/console/document_{kind}.html",
        "case": case,
        "election": election,
        "candidates": candidates,
        "chosen": [each for each in candidates if each.elected],
        "chair": next((each for each in candidates if each.elected and each.post == "chair"), None),
        "term": Term.objects.filter(case=case).first(),
        "certificate": Certificate.objects.in_force().filter(union=case.union).first() if case.union else None,
        "steps": {step.kind: step for step in case.steps.all()},
        "employers": case.employers.select_related("employer__division").order_by("pk"),
        "today": moments.today(request.now),
        "hint": _("没有填的地方打印以后手写。"),
    }
