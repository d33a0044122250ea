"""What waits for an officer: proposals, conflicts of desks without a network; and the reports."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest

from .. import actions, rules
from ..forms import AnswerForm
from ..models import DeskScan, Loan, Proposal
from ..pages import reports
from ..pages.reasons import reason_of
from .scope import context_for, get_room

PER_PAGE = 50
DAYS = 30


@page("reading-console:proposals", "reading/console/proposals.html", staff(rules.WATCH))
def proposals(request: PersonalRequest, pk: UUID | None = None) -> dict[str, Any]:
    """Books that readers proposed, the unanswered first; the one alone whose answer has to be mended."""
    asked = Proposal.objects.under(request.office_unions).select_related("premises__union", "person")
    listed = asked.filter(pk=pk) if pk else asked.order_by("outcome", "-pk")
    return {"page": answers.paged(request, listed, PER_PAGE)}


@proposals.act(AnswerForm, guard=staff(rules.MANAGE))
def answer(request: PersonalRequest, pk: UUID, *, form: AnswerForm) -> Done:
    """Answer a proposal; the reader is told."""
    asked = get_object_or_404(Proposal.objects.under(request.office_unions), pk=pk)
    actions.answer(asked, by=request.caller, now=request.now, **form.cleaned_data)
    return Done(_("已答复"))


@page("reading-console:scans", "reading/console/scans.html", staff(rules.WATCH))
def scans(request: PersonalRequest) -> dict[str, Any]:
    """What desks did without a network and did not fit."""
    listed = DeskScan.objects.under(request.office_unions).to_settle()
    listed = listed.select_related("premises", "copy__title", "reader").order_by("-received_at", "pk")
    shown = answers.paged(request, listed, PER_PAGE)
    return {"page": shown, "scans": [(scan, reason_of(scan.reason)) for scan in shown]}


@scans.act(guard=staff(rules.MANAGE))
def settlement(request: PersonalRequest, pk: UUID) -> Done:
    """I have looked into it."""
    scan = get_object_or_404(DeskScan.objects.under(request.office_unions), pk=pk)
    actions.settle_scan(scan, by=request.caller, now=request.now)
    return Done(_("已记下核对情况"))


@require_GET
@staff(rules.WATCH)
def use(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Use of the seats by day, visits and loans; exportable."""
    found = get_room(request, pk)
    days = reports.days_of(found.premises, days=DAYS, now=request.now)
    if request.GET.get("export"):
        columns = [
            _("日期"), _("可用座位分钟"), _("预订分钟"), _("在座分钟"), _("使用率"), _("爽约"), _("到馆"), _("借出"),
        ]  # fmt: skip
        rows = [(d.on, d.offered, d.booked, d.sat, d.use, d.no_shows, d.visits, d.loans) for d in days]
        return answers.excel(_("%(place)s使用情况") % {"place": found.premises.name}, columns, rows)
    return render(request, "reading/console/use.html", context_for(request, found, "use", days=days))


@require_GET
@staff(rules.WATCH)
def dead(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Books that nobody took home for a year; exportable."""
    found = get_room(request, pk)
    copies = reports.dead_stock(found.premises, now=request.now)
    if request.GET.get("export"):
        columns = [_("条码"), _("书名"), _("作者"), _("入藏日期"), _("最近借出"), _("借出次数")]
        rows = (
            (one.code, one.title.name, one.title.author, one.came_on, one.last_lent_at, one.times_lent)
            for one in copies.iterator(2_000)
        )
        return answers.excel(_("%(place)s少人借的书") % {"place": found.premises.name}, columns, rows)
    context = context_for(
        request, found, "dead", page=answers.paged(request, copies, PER_PAGE), days=reports.DEAD_AFTER
    )
    return render(request, "reading/console/dead.html", context)


@page("reading-console:overdue", "reading/console/overdue.html", staff(rules.MANAGE))
def overdue(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """Loans from this room that are overdue, the oldest first."""
    found = get_room(request, pk)
    loans = Loan.objects.overdue(request.now).filter(lent_from=found.premises).for_page()
    return context_for(request, found, "overdue", page=answers.paged(request, loans.order_by("due", "pk"), PER_PAGE))


@overdue.act()
def loss(request: PersonalRequest, pk: UUID, loan: UUID) -> Done:
    """The reader has lost a book that was lent here."""
    found = get_object_or_404(Loan.objects.filter(lent_from=get_room(request, pk).premises), pk=loan)
    actions.lose(found, by=request.caller, now=request.now)
    return Done(_("已登记遗失"))
