"""A worker's pages of stations: near and open, one station, and for drivers beds, spaces, showers and machines."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces.acting import Done, page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.dates import read_moment
from gonghui.kernel.window import Window

from .. import actions, refusals, rules
from ..models import HOME
from ..pages.browse import KINDS, NEEDS, wish_of
from ..pages.listed import listed, told
from ..pages.lookups import line_of, station_of, stay_of, turn_of, uses_of
from ..pages.station import mine_at

NEEDED = tuple(NEEDS.items())


@for_visitors("need", "place", "open")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Stations near me, as a list and on a map; the address keeps what was asked."""
    return _list(request, KINDS, "stations:home")


@for_visitors("need", "place", "open")
@require_safe
def truckers(request: HttpRequest) -> HttpResponse:
    """Truckers' homes, and what else a driver needs on the road."""
    return _list(request, (HOME,), "stations:truckers")


def _list(request: HttpRequest, kinds: tuple[str, ...], here: str) -> HttpResponse:
    wish = wish_of(request.GET, kinds)
    context = {
        "wish": wish,
        "listed": listed(wish, now=request.now),
        "here": here,
        "needs": NEEDED,
        "truckers": kinds == (HOME,),
    }
    return render(request, "stations/home.html", context)


@for_visitors()
@page("stations:station", "stations/station.html")
def station(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """One station: is it open, who said so, what is there, what it costs, and what I can do."""
    shown = told(pk, now=request.now)
    return {
        "shown": shown,
        "page": shown.outline,
        "premises": shown.premises,
        "mine": mine_at(shown.premises, request.person, now=request.now),
        "grace": rules.GRACE_MINUTES,
        "longest": rules.LONGEST_STAY,
    }


@station.act(guard=signed_in)
def book(request: PersonalRequest, pk: UUID, *, key: str) -> Done:
    """A bed or a space from when to when."""
    found, asked = station_of(pk), request.POST
    kind, window = asked.get("kind", ""), _window(asked.get("starts", ""), asked.get("hours", ""))
    stay = actions.book_stay(found, kind, request.person, window, key=key, by=request.caller, now=request.now)
    return Done(_("订好了，凭证已发到你的手机"), to=reverse("stations:stay", args=[stay.pk]))


@page("stations:stay", "stations/stay.html", signed_in)
def stay(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """My receipt of a bed or space."""
    found = stay_of(request.person, pk)
    return {"stay": found, "booking": found.booking, "now": request.now, "grace": rules.GRACE_MINUTES}


@stay.act()
def release(request: PersonalRequest, pk: UUID) -> Done:
    """Give it back."""
    found = stay_of(request.person, pk)
    actions.release_stay(found, by=request.caller, now=request.now)
    return Done(_("已退订，谢谢你让给需要的人"), to=reverse("stations:station", args=[found.premises_id]))


@station.act(guard=signed_in)
def queue(request: PersonalRequest, pk: UUID, kind: str, *, key: str) -> Done:
    """Stand in the line for a shower or a machine."""
    turn = actions.join_line(line_of(pk, kind), request.person, key=key, by=request.caller, now=request.now)
    return Done(_("轮到你了") if turn.offered_until else _("已排上队，轮到你会发短信"), to=_lines(pk))


@station.act(guard=signed_in)
def leave_queue(request: PersonalRequest, pk: UUID, turn: UUID) -> Done:
    """Give up my turn."""
    actions.leave_line(turn_of(request.person, turn), by=request.caller, now=request.now)
    return Done(_("已不排了"), to=_lines(pk))


@station.act(guard=signed_in)
def start(request: PersonalRequest, pk: UUID, turn: UUID) -> Done:
    """I was called, and go in."""
    actions.start_use(turn_of(request.person, turn), by=request.caller, now=request.now)
    return Done(_("可以用了"), to=_lines(pk))


@station.act(guard=signed_in)
def finish(request: PersonalRequest, pk: UUID, use: UUID) -> Done:
    """I am done; the next one is called."""
    found = uses_of(request.person).running().filter(pk=use).first()
    if found is None:
        raise refusals.NotYourUse()
    actions.finish_use(found, by=request.caller, now=request.now)
    return Done(_("用完了，下一位会收到短信"), to=_lines(pk))


def _lines(pk: UUID) -> str:
    """The lines of showers and machines on the station's page."""
    return reverse("stations:station", args=[pk]) + "#lines"


def _window(starts: str, hours: str) -> Window:
    """What the form says, on whole quarter hours in the site's zone. Raises EmptyField, BadWindow."""
    begins = read_moment(starts)
    if begins is None or not (hours.isascii() and hours.isdecimal() and len(hours) < 4):
        raise refusals.EmptyField(what=_("时间"))
    aware = begins if timezone.is_aware(begins) else timezone.make_aware(begins)
    return Window(aware, aware + timedelta(hours=int(hours)))
