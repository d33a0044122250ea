"""The console's own pages: my work, the union switcher, search, help, and the component kit."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gonghui.faces import agenda, answers, services
from gonghui.faces.acting import page
from gonghui.faces.form_keys import form_key
from gonghui.faces.guards import chosen_union, staff
from gonghui.faces.moments import moment
from gonghui.faces.persons import known_persons
from gonghui.faces.pieces import filled
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.faces.scripts import in_script
from gonghui.faces.services import WorkItem
from gonghui.kernel.codes import parse_code
from gonghui.primitives.agenda import actions as waiting
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.people.querysets import UnionQuerySet
from gonghui.primitives.text_search import holds

from . import showcase
from .lists import UNIONS

FOUND = 20
LOOKED_AT = 100
PER_PAGE = 50  # of my work


@staff()
@require_safe
def work(request: PersonalRequest) -> HttpResponse:
    """What waits for my decision, oldest deadline first."""
    queue, now = request.GET.get("queue", ""), request.now
    queues = waiting.queues(request.offices, now=now)
    in_all = sum(queues.values())
    shown = answers.paged(request, range(queues.get(queue, 0) if queue else in_all), per=PER_PAGE)
    first = shown.start_index() - 1
    matters = waiting.of_offices(request.offices, now=now, queue=queue, first=first, most=PER_PAGE) if shown else []
    chosen = chosen_union(request)
    shown.object_list = [agenda.item_of(matter, chosen) for matter in matters]
    context = {
        "page": shown,
        "lines": [drawn(item, request) for item in shown.object_list],
        "queues": queues,
        "queue": queue,
        "all": in_all,
    }
    return render(request, "console/work.html", context)


def drawn(item: WorkItem, request: Request) -> SafeString:
    """A line of my work."""
    words = {
        "queue": item.queue,
        "union": item.union,
        "title": in_script(item.title, request.LANGUAGE_CODE),
        "note": item.note,
        "due": moment(item.due, now=request.now) if item.due else "",
        "url": item.url,
        "act": item.act,
        "switch_to": item.switch_to,
        "csrf_token": form_key(request) if item.switch_to else "",
    }
    return filled("console/work_item.html", words, late=item.due is not None and item.due < request.now)


@staff()
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: PersonalRequest) -> HttpResponse:
    """People and unions of my jurisdiction by name, code, or the last four digits.

    The box posts: a whole telephone or document number must not stand in an address, which logs and histories keep.
    """
    text = (request.POST or request.GET).get("q", "").strip()[:60]
    unions = reachable(request).filter(holds("name", text)) | reachable(request).filter(code=text.upper())
    context = {
        "text": text,
        "people": people_found(request, text),
        "unions": unions.order_by("path")[:FOUND] if text else [],
        "limit": FOUND,
    }
    return render(request, "console/find.html", context)


def people_found(request: Request, text: str) -> list[Person]:
    """The first of those whom the words name and my offices know.

    A surname is a thousand people's. Whether they are known is asked of the first of them by themselves, and only
    where that leaves too few of everybody who has it.
    """
    named = Person.objects.search(text).order_by("sort_key", "pk")
    first = list(named[:LOOKED_AT])
    known = known_persons(first, request)
    found = [person for person in first if person in known][:FOUND]
    return found if len(found) == FOUND or len(first) < LOOKED_AT else list(named.known_to(request.offices)[:FOUND])


@UNIONS.page("faces:unions", staff())
def unions(request: PersonalRequest) -> tuple[UnionQuerySet, dict[str, Any]]:
    """The union switcher: where I am, what is below, or what a name finds."""
    reach = reachable(request)
    at = reach.filter(code=request.GET.get("at", "")).first()
    above = reach.above(at).exclude(pk=at.pk).order_by("path") if at else []
    listed = reach if request.GET.get("q", "").strip() else below(request, at)
    kept = services.product().union
    page = reverse(kept.url_name, args=[at.pk]) if at and kept and kept.open_to(request) else ""
    return listed, {"at": at, "above": above, "chosen": chosen_union(request), "page": page, "kept": kept}


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
