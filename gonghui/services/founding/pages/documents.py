"""Documents made of what a case holds, to be printed."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from gonghui.faces.scripts import sentence
from gonghui.kernel.words import gettext_noop as _

from ..models import Case, Certificate, Election, Term
from .case import candidates_of

DOCUMENTS = {
    "letter": _("关于同意成立工会的批复"),
    "election": _("选举结果报告"),
    "application": _("工会法人资格登记申请表"),
    "members": _("会员名册统计"),
}
STYLE = Path(__file__).parents[1] / "static" / "founding" / "paper.css"


def shown(case: Case, kind: str, *, today: date) -> dict[str, Any]:
    """One of DOCUMENTS, as far as it is known yet; what is missing is a line to fill in by hand."""
    election = Election.objects.filter(case=case).first()
    candidates = candidates_of(election)
    return {
        "title": sentence(DOCUMENTS[kind]),
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
        "today": today,
    }


def file_of(case: Case, kind: str, *, today: date) -> dict[str, Any]:
    """The same for a file that needs no other."""
    return shown(case, kind, today=today) | {"style": style()}


@cache
def style() -> str:
    """How a document looks on paper; no character of it means anything to HTML."""
    return STYLE.read_text(encoding="utf-8")
