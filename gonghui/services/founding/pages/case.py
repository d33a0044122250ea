"""One case as its page shows it."""

from typing import Any

from django.urls import reverse

from gonghui.faces import answers
from gonghui.faces.attachments import Attached, attached
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.permissions import may

from .. import rules
from ..actions.homecoming import waiting
from ..actions.stepping import prepared_by
from ..models import Case, Election, Paper, Step
from ..rules import cases
from ..rules.standards import STANDARDS
from ..words import CASE_STATES

LAST_ACTS, EMPLOYERS = 30, 20  # on one page


def shown(case: Case, request: PersonalRequest) -> dict[str, Any]:
    """What console/case.html shows."""
    steps = list(case.steps.order_by("place").select_related("done_by"))
    step = (
        next((each for each in steps if not each.done_at), None)
        if case.state in (rules.RUNNING, rules.APPROVED)
        else None
    )
    election = Election.objects.filter(case=case).first()
    word, tone = CASE_STATES[case.state]
    manages = may(request.person, rules.MANAGE, case.area, now=request.now, offices=request.offices)
    mine = step is not None and step.kind in cases.BY_ANOTHER and request.person.pk in prepared_by(case)
    return {
        "case": case,
        "state_word": word,
        "state_tone": tone,
        "steps": steps,
        "step": step,
        "employers": answers.paged(request, case.employers.select_related("employer").order_by("pk"), EMPLOYERS),
        "preparing": bool(step and step.kind == cases.PREPARE and case.way != cases.REELECTION),
        "election": election,
        "candidates": candidates_of(election),
        "papers": papers_of(case),
        "history": journal.entries_of(case)[:LAST_ACTS],
        "homecomers": waiting(case).under(request.office_unions).count() if case.brings_home else 0,
        "may_manage": manages,
        "for_another": mine,
        "undoable": any(one.done_at for one in steps) and last_done(steps) not in cases.OUT and not case.stopped_at,
        "standards": list({each.says: each for each in STANDARDS}.values()),
    }


def candidates_of(election: Election | None) -> list[Any]:
    return list(election.candidates.order_by("created_at", "pk")) if election else []


def last_done(steps: list[Step]) -> str:
    return next((one.kind for one in reversed(steps) if one.done_at), "")


def papers_of(case: Case) -> list[tuple[Paper, Attached]]:
    """Each with its file under the address of its door."""
    kept = case.papers.select_related("file").order_by("created_at", "pk")
    return [(each, attached(each.file, url_of(each), says=Step.Kind(each.step).label)) for each in kept]  # type: ignore[arg-type]


def url_of(paper: Paper) -> str:
    return reverse("founding-console:paper", args=[paper.case_id, paper.pk])
