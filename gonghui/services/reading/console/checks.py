"""What waits for an officer: proposals, conflicts of desks without a network; and the reports."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest

from .. import actions, rules
from ..forms import AnswerForm
from ..models import DeskScan, Loan, Proposal
from ..pages import reports
from .lists import IDLE, OVERDUE, SCANS, USE
from .scope import context_for, get_room

PER_PAGE = 50


@page("reading-console:proposals", "reading/console/proposals.html", staff(rules.WATCH))
def proposals(request: PersonalRequest, pk: UUID | None = None) -> dict[str, Any]:
    """Books that readers proposed, the unanswered first; the one alone whose answer has to be mended."""
    asked = Proposal.objects.under(request.office_unions).select_related("premises__union", "person")
    listed = [get_object_or_404(asked, pk=pk)] if pk else asked.order_by("outcome", "-pk")
    return {"page": answers.paged(request, listed, PER_PAGE)}


@proposals.act(AnswerForm, guard=staff(rules.MANAGE))
def answer(request: PersonalRequest, pk: UUID, *, form: AnswerForm) -> Done:
    """Answer a proposal; the reader is told."""
    asked = get_object_or_404(Proposal.objects.under(request.office_unions), pk=pk)
    actions.answer(asked, by=request.caller, now=request.now, **form.cleaned_data)
    return Done(_("已答复"))


@SCANS.page("reading-console:scans", staff(rules.WATCH))
def scans(request: PersonalRequest) -> QuerySet[DeskScan]:
    """What desks did without a network and did not fit."""
    return DeskScan.objects.under(request.office_unions).to_settle()


@scans.act(guard=staff(rules.MANAGE))
def settlement(request: PersonalRequest, pk: UUID) -> Done:
    """I have looked into it."""
    scan = get_object_or_404(DeskScan.objects.under(request.office_unions), pk=pk)
    actions.settle_scan(scan, by=request.caller, now=request.now)
    return Done(_("已记下核对情况"))


@USE.page("reading-console:use", staff(rules.WATCH))
def use(request: PersonalRequest, pk: UUID) -> tuple[list[reports.Day], dict[str, Any]]:
    """Use of the seats by day, visits and loans."""
    found = get_room(request, pk)
    days = reports.days_of(found.premises, days=reports.DAYS, now=request.now)
    return days, context_for(request, found, "use")


@IDLE.page("reading-console:dead", staff(rules.WATCH))
def dead(request: PersonalRequest, pk: UUID) -> tuple[QuerySet[Any], dict[str, Any]]:
    """Books that nobody took home for a year."""
    found = get_room(request, pk)
    return reports.dead_stock(found.premises, now=request.now), context_for(request, found, "dead")


@OVERDUE.page("reading-console:overdue", staff(rules.MANAGE))
def overdue(request: PersonalRequest, pk: UUID) -> tuple[QuerySet[Loan], dict[str, Any]]:
    """Loans from this room that are overdue, the oldest first."""
    found = get_room(request, pk)
    loans = Loan.objects.overdue(request.now).filter(lent_from=found.premises).for_page()
    return loans, context_for(request, found, "overdue")


@overdue.act()
def loss(request: PersonalRequest, pk: UUID, loan: UUID) -> Done:
    """The reader has lost a book that was lent here."""
    found = get_object_or_404(Loan.objects.filter(lent_from=get_room(request, pk).premises), pk=loan)
    actions.lose(found, by=request.caller, now=request.now)
    return Done(_("已登记遗失"))
