"""What waits for an officer: proposals, conflicts of desks without a network; and the reports."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest

from .. import actions, reports, rules
from ..forms import AnswerForm
from ..models import DeskScan, Loan, Proposal
from ..reasons import reason_of
from .scope import on, one

PER_PAGE = 50
DAYS = 30


@require_GET
@staff(rules.WATCH)
def proposals(request: PersonalRequest) -> HttpResponse:
    """Books that readers proposed, the unanswered first."""
    asked = Proposal.objects.under(request.office_unions).select_related("premises__union", "person")
    context = {"page": answers.paged(request, asked.order_by("outcome", "-pk"), PER_PAGE), "form": AnswerForm()}
    return render(request, "reading/console/proposals.html", context)


@require_POST
@staff(rules.MANAGE)
def answer(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Answer a proposal; the reader is told."""
    asked = get_object_or_404(Proposal.objects.under(request.office_unions), pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        page = answers.paged(request, [asked], PER_PAGE)
        return render(request, "reading/console/proposals.html", {"page": page, "form": form}, status=422)
    actions.answer(asked, by=request.caller, now=request.now, **form.cleaned_data)
    return answers.done(request, _("已答复"), reverse("reading-console:proposals"))


@require_GET
@staff(rules.WATCH)
def scans(request: PersonalRequest) -> HttpResponse:
    """What desks did without a network and did not fit."""
    listed = DeskScan.objects.under(request.office_unions).to_settle()
    listed = listed.select_related("premises", "copy__title", "reader").order_by("-received_at", "pk")
    page = answers.paged(request, listed, PER_PAGE)
    context = {"page": page, "scans": [(scan, reason_of(scan.reason)) for scan in page]}
    return render(request, "reading/console/scans.html", context)


@require_POST
@staff(rules.MANAGE)
def settlement(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """I have looked into it."""
    scan = get_object_or_404(DeskScan.objects.under(request.office_unions), pk=pk)
    actions.settle_scan(scan, by=request.caller, now=request.now)
    return answers.done(request, _("已记下核对情况"), reverse("reading-console:scans"))


@require_GET
@staff(rules.WATCH)
def use(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Use of the seats by day, visits and loans; exportable."""
    found = one(request, pk)
    days = reports.days_of(found.premises, days=DAYS, now=request.now)
    if request.GET.get("export"):
        columns = [
            _("日期"), _("可用座位分钟"), _("预订分钟"), _("在座分钟"), _("使用率"), _("爽约"), _("到馆"), _("借出"),
        ]  # fmt: skip
        rows = [(d.on, d.offered, d.booked, d.sat, d.use, d.no_shows, d.visits, d.loans) for d in days]
        return answers.excel(_("%(place)s使用情况") % {"place": found.premises.name}, columns, rows)
    return render(request, "reading/console/use.html", on(request, found, "use", days=days))


@require_GET
@staff(rules.WATCH)
def dead(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Books that nobody took home for a year; exportable."""
    found = one(request, pk)
    copies = reports.dead_stock(found.premises, now=request.now)
    if request.GET.get("export"):
        columns = [_("条码"), _("书名"), _("作者"), _("入藏日期"), _("最近借出"), _("借出次数")]
        rows = (
            (one.code, one.title.name, one.title.author, one.came_on, one.last_lent_at, one.times_lent)
            for one in copies.iterator(2_000)
        )
        return answers.excel(_("%(place)s少人借的书") % {"place": found.premises.name}, columns, rows)
    context = on(request, found, "dead", page=answers.paged(request, copies, PER_PAGE), days=reports.DEAD_AFTER)
    return render(request, "reading/console/dead.html", context)


@require_GET
@staff(rules.MANAGE)
def overdue(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Loans from this room that are overdue, the oldest first."""
    found = one(request, pk)
    loans = Loan.objects.overdue(request.now).filter(lent_from=found.premises).for_page()
    context = on(request, found, "overdue", page=answers.paged(request, loans.order_by("due", "pk"), PER_PAGE))
    return render(request, "reading/console/overdue.html", context)


@require_POST
@staff(rules.MANAGE)
def loss(request: PersonalRequest, pk: UUID, loan: UUID) -> HttpResponse:
    """The reader has lost a book that was lent here."""
    found = get_object_or_404(Loan.objects.filter(lent_from=one(request, pk).premises), pk=loan)
    actions.lose(found, by=request.caller, now=request.now)
    return answers.done(request, _("已登记遗失"), reverse("reading-console:overdue", args=[pk]))
