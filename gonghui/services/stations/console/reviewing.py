"""Inspection by the checklist in force, stars up and down with a reason."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.places.models import Premises

from .. import actions, forms
from ..models import HOME, Inspection, Scheme
from ..pages.reviews import overdue_troubles, scheme_of
from ..rules import MANAGE
from .scope import context_for, get_station, url_of


@page("stations-console:inspect", "stations/console/inspect.html", staff(MANAGE))
def inspect(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The checklist in force: each item good, poor or missing."""
    found = get_station(request, pk)
    scheme, marks = _marks(request, found)
    items = [(item, marks[item["code"]]) for item in scheme.items]
    return context_for(request, found, scheme=scheme, items=items, note=request.POST.get("note", ""))


@inspect.post()
def inspected(request: PersonalRequest, pk: UUID, *, key: str) -> Done:
    """I went through it."""
    found, note = get_station(request, pk), request.POST.get("note", "")
    _scheme, marks = _marks(request, found)
    me, by = request.person, request.caller
    made = actions.inspect(found, marks, note=note, key=key, by_person=me, by=by, now=request.now)
    return Done(_("检查已记录，得分 %(score)s") % {"score": made.score // 100}, to=url_of(found))


def _marks(request: PersonalRequest, found: Premises) -> tuple[Scheme, dict[str, str]]:
    """The checklist and what was ticked of each item, "" for nothing. Raises what scheme_of raises."""
    scheme = scheme_of(HOME if found.kind == HOME else "station", now=request.now)
    return scheme, {item["code"]: request.POST.get(item["code"], "") for item in scheme.items}


@page("stations-console:star", "stations/console/star.html", staff(MANAGE))
def star(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The stars, with the scheme and its source beside."""
    found = get_station(request, pk)
    return context_for(
        request,
        found,
        scheme=scheme_of("stars", now=request.now),
        overdue=overdue_troubles(found, request.now),
        last=Inspection.objects.filter(premises=found).order_by("-at", "-pk").first(),
    )


@star.post(forms.StarForm, given=lambda request, pk: {"initial": {"star": get_station(request, pk).star}})
def set_star(request: PersonalRequest, pk: UUID, *, form: forms.StarForm) -> Done:
    """Stars up or down, with the reason."""
    found = get_station(request, pk)
    actions.set_star(found, **form.cleaned_data, by_person=request.person, by=request.caller, now=request.now)
    return Done(_("星级已改，值守的人会收到通知"), to=url_of(found))
