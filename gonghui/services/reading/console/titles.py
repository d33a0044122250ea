"""A title that my unions catalogued: corrected, with a cover or without."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest

from .. import actions, rules
from ..forms import CoverForm, TitleForm
from ..models import Title
from ..pages import browse
from .scope import context_for, get_room


@page("reading-console:title", "reading/console/title.html", staff(rules.MANAGE))
def title(request: PersonalRequest, pk: UUID, title: UUID) -> dict[str, Any]:
    """What is said of a title, and its cover."""
    found = _title(request, title)
    return context_for(request, get_room(request, pk), "books", title=found, cover=browse.cover_of(found))


@title.post(TitleForm, given=lambda request, pk, title: {"initial": TitleForm.of(_title(request, title))})
def describe(request: PersonalRequest, pk: UUID, title: UUID, *, form: TitleForm) -> Done:
    """Correct what is said of it; its copies stay with it."""
    actions.describe(_title(request, title), **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("书目已更正"), to=reverse("reading-console:books", args=[pk]))


@title.act(CoverForm, form_name="cover_form")
def cover(request: PersonalRequest, pk: UUID, title: UUID, *, form: CoverForm) -> Done:
    """Its picture."""
    [picture] = form.cleaned_data["cover"]
    actions.set_cover(_title(request, title), picture, by=request.caller, now=request.now)
    return Done(_("封面已更新"))


@title.act()
def remove_cover(request: PersonalRequest, pk: UUID, title: UUID) -> Done:
    """No picture any more."""
    actions.remove_cover(_title(request, title), by=request.caller, now=request.now)
    return Done(_("封面已撤下"))


def _title(request: PersonalRequest, pk: UUID) -> Title:
    found: Title = get_object_or_404(Title.objects.under(request.office_unions), pk=pk)
    return found
