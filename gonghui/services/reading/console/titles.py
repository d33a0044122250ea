"""A title that my unions catalogued: corrected, with a cover or without."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused

from .. import actions, rules
from ..covers import MOST_BYTES
from ..forms import TitleForm
from ..models import Cover, Title
from .scope import on, one


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def title(request: PersonalRequest, pk: UUID, title: UUID) -> HttpResponse:
    """Correct what is said of a title; its copies stay with it."""
    found = _title(request, title)
    form = TitleForm(request.POST or None, initial=TitleForm.of(found))
    if request.method == "GET" or not form.is_valid():
        return _page(request, pk, found, form)
    actions.describe(found, **form.cleaned_data, by=request.caller, now=request.now)
    return answers.done(request, _("书目已更正"), reverse("reading-console:books", args=[pk]))


@require_POST
@staff(rules.MANAGE)
def cover(request: PersonalRequest, pk: UUID, title: UUID) -> HttpResponse:
    """Its picture."""
    found, file = _title(request, title), request.FILES.get("cover")
    data = file.read(MOST_BYTES + 1) if file else b""  # enough to see that it is too much
    try:
        actions.set_cover(found, data, by=request.caller, now=request.now)
    except Refused as refusal:
        return _page(request, pk, found, refusal=refusal)
    return answers.done(request, _("封面已更新"), _address(pk, found))


@require_POST
@staff(rules.MANAGE)
def remove_cover(request: PersonalRequest, pk: UUID, title: UUID) -> HttpResponse:
    """No picture any more."""
    found = _title(request, title)
    actions.remove_cover(found, by=request.caller, now=request.now)
    return answers.done(request, _("封面已撤下"), _address(pk, found))


def _title(request: PersonalRequest, pk: UUID) -> Title:
    found: Title = get_object_or_404(Title.objects.catalogued_within(request.office_unions), pk=pk)
    return found


def _address(room: UUID, found: Title) -> str:
    return reverse("reading-console:title", args=[room, found.pk])


def _page(
    request: PersonalRequest,
    pk: UUID,
    found: Title,
    form: TitleForm | None = None,
    *,
    refusal: Refused | None = None,
) -> HttpResponse:
    context = on(
        request,
        one(request, pk),
        "books",
        title=found,
        form=form or TitleForm(initial=TitleForm.of(found)),
        has_cover=Cover.objects.filter(title=found).exists(),
    )
    if refusal:
        return answers.refused(request, refusal, "reading/console/title.html", **context)
    return render(request, "reading/console/title.html", context, status=422 if context["form"].errors else 200)
