"""The books of a room: found, added one by one or as a list, weeded."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.importing import TroubleLine, importing
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.sheets import TableSheet
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.planned import Question, planned

from .. import actions, rules
from ..forms import BookForm, sheets
from ..models import CatalogueImport, Copy, Title
from .lists import BOOKS
from .scope import context_for, get_room

PER_PAGE = 50
LABELS, SHEETS = 24, 10  # of 70 by 37 mm on a sheet of A4; sheets of one page


@BOOKS.page("reading-console:books", staff(rules.WATCH))
def books(request: PersonalRequest, pk: UUID) -> tuple[Question[Copy], dict[str, Any]]:
    """The copies that belong to the room."""
    found = get_room(request, pk)
    copies = _copies.question(home=found.premises_id, paths=paths_of(request.office_unions))
    return copies, context_for(request, found, "books", imports=_imports.part(0, 5, premises=found.premises_id))


@planned
def _copies(home: Any, paths: Iterable[Any]) -> QuerySet[Copy]:
    mine = Title.objects.filter(pk=OuterRef("title_id")).below(paths)
    return Copy.objects.filter(home=home).annotate(is_mine=Exists(mine))


@planned
def _imports(premises: Any) -> QuerySet[CatalogueImport]:
    return CatalogueImport.objects.filter(premises=premises).order_by("-pk")


@require_GET
@staff(rules.MANAGE)
def labels(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Barcodes with call number and title, on sheets of labels: of what the list of books shows."""
    found = get_room(request, pk)
    copies = Copy.objects.filter(home=found.premises).exclude(status=Copy.Status.WEEDED).select_related("title")
    context = context_for(request, found, "books")
    listed = BOOKS.inside(request, copies, beside=context).found.order_by("shelf", "code", "pk")
    skip = request.GET.get("skip", "")
    used = min(int(skip), LABELS - 1) if skip.isdecimal() and len(skip) < 4 else 0
    shown = answers.paged(request, listed, SHEETS * LABELS)
    sheets = _sheets([None] * used + list(shown))
    more = {"page": shown, "sheets": sheets, "used": used, "per": LABELS, "most": LABELS - 1}
    return render(request, "reading/console/labels.html", context | more)


def _sheets(labels: list[Copy | None]) -> list[list[Copy | None]]:
    return [labels[at : at + LABELS] for at in range(0, len(labels), LABELS)]


@page("reading-console:add", "reading/console/add.html", staff(rules.MANAGE))
def add(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One title by hand."""
    return context_for(request, get_room(request, pk), "books")


@add.post(BookForm)
def add_copies(request: PersonalRequest, pk: UUID, *, form: BookForm) -> Done:
    """So many copies of it."""
    copies = actions.add_copies(get_room(request, pk), form.row(), by=request.caller, now=request.now)
    said = _("已入藏 %(n)s 册，条码 %(code)s") % {"n": len(copies), "code": copies[0].code}
    return Done(said, to=reverse("reading-console:books", args=[pk]))


@importing("reading-console:import", sheets.BOOKS, staff(rules.MANAGE), base="reading/console/base.html")
def imports(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """Bring a list of books: the good rows go in, each bad one is named."""
    words = {
        "title": _("导入书单"),
        "lead": _("对的行入藏，不对的行逐条指出；改好再传，已有的条码不会重复。"),
    }
    return context_for(request, get_room(request, pk), "books", **words)


@imports.load()
def load_books(request: PersonalRequest, pk: UUID, *, sheet: TableSheet) -> Done:
    """The good rows into the room."""
    made = actions.import_books(get_room(request, pk), sheet, by=request.caller, now=request.now)
    return Done(to=reverse("reading-console:imported", args=[pk, made.pk]))


@require_GET
@staff(rules.MANAGE)
def imported(request: PersonalRequest, pk: UUID, made: UUID) -> HttpResponse:
    """What came of a list; its bad rows to mend and load again."""
    found = get_room(request, pk)
    result = get_object_or_404(CatalogueImport, pk=made, premises=found.premises)
    if "mend" in request.GET:
        return answers.workbook_file(_("要改的书"), result.to_mend(_))
    page = answers.paged(request, [TroubleLine(*told) for told in result.troubles], PER_PAGE)
    return render(
        request, "reading/console/imported.html", context_for(request, found, "books", result=result, page=page)
    )


@books.act(guard=staff(rules.MANAGE))
def weed(request: PersonalRequest, pk: UUID, copy: UUID, *, reason: str) -> Done:
    """Take a copy out of stock for good."""
    found = get_object_or_404(Copy, pk=copy, home=get_room(request, pk).premises)
    actions.weed([found], reason=reason, by=request.caller, now=request.now)
    return Done(_("已剔除"))
