"""A worker's pages of stations: near and open, one station, and for drivers beds, spaces, showers and machines."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gonghui.faces import answers
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused
from gonghui.kernel.window import Window
from gonghui.primitives.admission.models import Turn
from gonghui.primitives.places.models import Premises

from . import actions, refusals
from .browse import KINDS, NEEDS, find, wish_of
from .maps import map_of
from .models import HOME, STATION, Amenity, Stay, Use
from .pages import station_page

PAGE = "stations/station.html"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Stations near me, as a list and on a map; the address keeps what was asked."""
    return _list(request, KINDS, "stations:home")


@require_safe
def truckers(request: HttpRequest) -> HttpResponse:
    """Truckers' homes, and what else a driver needs on the road."""
    return _list(request, (HOME,), "stations:truckers")


def _list(request: HttpRequest, kinds: tuple[str, ...], here: str) -> HttpResponse:
    wish = wish_of(request.GET, kinds)
    rows = find(wish, now=request.now)
    context = {
        "wish": wish,
        "rows": rows,
        "here": here,
        "needs": list(NEEDS.items()),
        "map": map_of(rows, wish.point),
        "truckers": kinds == (HOME,),
        "open": sum(row.state.open for row in rows),
    }
    return render(request, "stations/home.html", context)


@require_safe
def station(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One station: is it open, who said so, what is there, what it costs, and what I can do."""
    return _page(request, _found(pk))


@require_POST
@signed_in
def book(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """A bed or a space from when to when."""
    found, asked = _found(pk), request.POST
    try:
        window = _window(asked.get("starts", ""), asked.get("hours", ""))
        stay = actions.book_stay(
            found,
            asked.get("kind", ""),
            request.person,
            window,
            key=answers.form_key(request),
            by=request.caller,
            now=request.now,
        )
    except Refused as refusal:
        return _page(request, found, refusal)
    return answers.done(request, _("订好了，凭证已发到你的手机"), reverse("stations:stay", args=[stay.pk]))


@require_safe
@signed_in
def stay(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """My receipt of a bed or space."""
    return _stay_page(request, _stay(request, pk))


@require_POST
@signed_in
def release(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Give it back."""
    found = _stay(request, pk)
    try:
        actions.release_stay(found, by=request.caller, now=request.now)
    except Refused as refusal:
        return _stay_page(request, found, refusal)
    return answers.done(request, _("已退订，谢谢你让给需要的人"), reverse("stations:station", args=[found.premises_id]))


@require_POST
@signed_in
def queue(request: PersonalRequest, pk: UUID, kind: str) -> HttpResponse:
    """Stand in the line for a shower or a machine."""
    found = _found(pk)
    amenity = get_object_or_404(Amenity.objects.select_related("premises"), premises=found, kind=kind)
    verb = partial(actions.join_line, amenity, request.person, key=answers.form_key(request))
    return _act(request, found, verb, _("已排上队，轮到你会发短信"))


@require_POST
@signed_in
def leave_queue(request: PersonalRequest, pk: UUID, turn: UUID) -> HttpResponse:
    """Give up my turn."""
    return _act(request, _found(pk), partial(actions.leave_line, _turn(request, turn)), _("已不排了"))


@require_POST
@signed_in
def start(request: PersonalRequest, pk: UUID, turn: UUID) -> HttpResponse:
    """I was called, and go in."""
    return _act(request, _found(pk), partial(actions.start_use, _turn(request, turn)), _("可以用了"))


@require_POST
@signed_in
def finish(request: PersonalRequest, pk: UUID, use: UUID) -> HttpResponse:
    """I am done; the next one is called."""
    mine = Use.objects.running().filter(keeping__holder=request.person).select_related("room", "amenity__premises")
    found = mine.filter(pk=use).first()
    if found is None:
        raise refusals.NotYourUse()
    return _act(request, _found(pk), partial(actions.finish_use, found), _("用完了，下一位会收到短信"))


def _act(request: PersonalRequest, found: Premises, verb: Any, said: str) -> HttpResponse:
    try:
        verb(by=request.caller, now=request.now)
    except Refused as refusal:
        return _page(request, found, refusal)
    return answers.done(request, said, reverse("stations:station", args=[found.pk]) + "#lines")


def _window(starts: str, hours: str) -> Window:
    """What the form says, on whole quarter hours in the site's zone. Raises EmptyField, BadWindow."""
    try:
        begins = parse_datetime(starts)
    except ValueError:
        begins = None
    if begins is None or not hours.isascii() or not hours.isdecimal() or len(hours) > 3 or begins.year > 2199:
        raise refusals.EmptyField(what=_("时间"))
    if begins.year < 1900:
        raise refusals.EmptyField(what=_("时间"))
    aware = begins if timezone.is_aware(begins) else timezone.make_aware(begins)
    return Window(aware, aware + timedelta(hours=int(hours)))


def _found(pk: UUID) -> Premises:
    stations = Premises.objects.visible().of_kind(STATION, HOME)
    return get_object_or_404(stations.select_related("union", "division", "last_sign"), pk=pk)


def _turn(request: PersonalRequest, pk: UUID) -> Turn:
    return get_object_or_404(Turn.objects.of(request.person).select_related("holder"), pk=pk, subject__in=_lines())


def _lines() -> Any:
    return Amenity.objects.values("pk")


def _stay(request: PersonalRequest, pk: UUID) -> Stay:
    return get_object_or_404(Stay.objects.of(request.person).for_page(), pk=pk)


def _stay_page(request: PersonalRequest, found: Stay, refusal: Refused | None = None) -> HttpResponse:
    context = {"stay": found, "booking": found.booking, "now": request.now}
    if refusal is not None:
        return answers.refused(request, refusal, "stations/stay.html", **context)
    return render(request, "stations/stay.html", context)


def _page(request: HttpRequest, found: Premises, refusal: Refused | None = None) -> HttpResponse:
    page = station_page(found, request.person, now=request.now)
    context = {
        "page": page,
        "premises": found,
        "next_hour": _next_quarter(request.now),
        "map": map_of([page.row], None),
    }
    if refusal is not None:
        return answers.refused(request, refusal, PAGE, **context)
    return render(request, PAGE, context)


def _next_quarter(now: datetime) -> str:
    here = timezone.localtime(now)
    rounded = here.replace(minute=here.minute // 15 * 15, second=0, microsecond=0)
    return rounded.strftime("%Y-%m-%dT%H:%M")
