"""The console's own pages: my work, the union switcher, search, help, and the component kit."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gonghui.faces import agenda, answers
from gonghui.faces.acting import page
from gonghui.faces.guards import chosen_union, staff
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.kernel.codes import parse_code
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.people.querysets import UnionQuerySet
from gonghui.primitives.text_search import holds

from . import showcase
from .lists import UNIONS

FOUND = 20


@staff()
@require_safe
def work(request: PersonalRequest) -> HttpResponse:
    """What waits for my decision, oldest deadline first."""
    queue = request.GET.get("queue", "")
    waiting, queues = agenda.work(request, queue)
    in_all = sum(queues.values())
    shown = answers.paged(request, waiting, per=50, many=queues.get(queue, 0) if queue else in_all)
    chosen = chosen_union(request)
    shown.object_list = [agenda.item_of(matter, chosen) for matter in shown.object_list]
    context = {
        "page": shown,
        "queues": queues,
        "queue": queue,
        "all": in_all,
    }
    return render(request, "console/work.html", context)


@staff()
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: PersonalRequest) -> HttpResponse:
    """People and unions of my jurisdiction by name, code, or the last four digits.

    The box posts: a whole telephone or document number must not stand in an address, which logs and histories keep.
    """
    text = (request.POST or request.GET).get("q", "").strip()[:60]
    people = Person.objects.known_to(request.offices).search(text) if text else Person.objects.none()
    unions = reachable(request).filter(holds("name", text)) | reachable(request).filter(code=text.upper())
    context = {
        "text": text,
        "people": people.order_by("sort_key", "pk")[:FOUND],
        "unions": unions.order_by("path")[:FOUND] if text else [],
        "limit": FOUND,
    }
    return render(request, "console/find.html", context)


@UNIONS.page("faces:unions", staff())
def unions(request: PersonalRequest) -> tuple[UnionQuerySet, dict[str, Any]]:
    """The union switcher: where I am, what is below, or what a name finds."""
    reach = reachable(request)
    at = reach.filter(code=request.GET.get("at", "")).first()
    above = reach.above(at).exclude(pk=at.pk).order_by("path") if at else []
    listed = reach if request.GET.get("q", "").strip() else below(request, at)
    return listed, {"at": at, "above": above, "chosen": chosen_union(request)}


def reachable(request: Request) -> UnionQuerySet:
    return Union.objects.open().for_act(request.offices, None)


def below(request: Request, at: Union | None) -> UnionQuerySet:
    """The children of `at`; at the top the unions of my offices themselves."""
    if at:
        return reachable(request).filter(parent=at)
    return reachable(request).filter(pk__in=[office.union_id for office in request.offices])


@staff()
@require_POST
def switch(request: PersonalRequest) -> HttpResponse:
    """Narrow the console to one union of my jurisdiction, or (empty code) widen it again; then to our `next`."""
    code, to = request.POST.get("code", ""), request.POST.get("next", "")
    to = to if answers.is_ours(request, to) else reverse("faces:work")
    if not code:
        request.session.pop("union", None)
        return answers.done(request, _("已显示全部管辖范围"), to)
    union = reachable(request).filter(code=code).first()
    if union is None:
        raise Http404
    request.session["union"] = union.code
    return answers.done(request, _("已切换到%(name)s") % {"name": union.name}, to)


@staff()
@require_safe
def help_page(request: PersonalRequest) -> HttpResponse:
    return render(request, "console/help.html")


@page("faces:kit", "console/kit.html", staff())
def kit(request: PersonalRequest) -> dict[str, Any]:
    """Every component of the kit with its parameters."""
    return showcase.context(request)


@kit.post(part="console/kit_answer.html")
def rehearse(request: PersonalRequest) -> dict[str, Any]:
    """A code rehearses the counter and changes nothing. Raises BadCode."""
    return {"rehearsed": parse_code(request.POST.get("code", ""))}
