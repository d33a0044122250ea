"""A worker's way to a room: the houses, a house's day, a room with its month, and the booking itself."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gonghui.faces import answers, moments
from gonghui.faces.acting import Done, page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import signed_in
from gonghui.faces.premises import shown, shown_one
from gonghui.faces.speech import speak
from gonghui.kernel.dates import read_day
from gonghui.primitives.places.models import Premises, Room

from .. import actions, rules
from ..forms import BookForm
from ..models import HUB, Series
from ..pages import browse, calendar_pages, room_page
from ..pages.eligibility import window_asked

ON_HOME = 20  # houses a page
DAYS_SHOWN = 14  # in the strip above a day


@for_visitors("page")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The houses, those of my city first, each with how many rooms are free just now."""
    page = answers.paged(request, browse.houses_near(request.person), ON_HOME)
    free = browse.free_now(list(page), request.now)
    context = {"page": page, "houses": [(place, free[place.premises.pk]) for place in shown(page, request.now)]}
    return render(request, "hub/home.html", context)


@for_visitors("day")
@require_safe
def house(request: HttpRequest, pk: Any) -> HttpResponse:
    """One house: each room's day, and how to get there."""
    found = get_object_or_404(Premises.objects.visible().of_kind(HUB).select_related("union", "division"), pk=pk)
    day = asked_day(request) if "day" in request.GET else browse.first_day(found, request.now)
    page, cards = browse.cards_of(found, day, request.person, now=request.now)
    today = moments.today(request.now)
    context = {
        "house": found,
        "place": shown_one(found, request.now),
        "page": page,
        "cards": [(card, speak(card.refusal) if card.refusal else None) for card in cards],
        "day": day,
        "days": [today + timedelta(days=ahead) for ahead in range(DAYS_SHOWN)],
    }
    return render(request, "hub/house.html", context)


@for_visitors("day", "from")
@page("hub:room", "hub/room.html")
def room(request: HttpRequest, pk: Any, *, form: BookForm | None = None) -> dict[str, Any]:
    """One room: what it is, its terms, its month and day, and the form to book it."""
    found = _room(pk)
    day = asked_day(request) if "day" in request.GET else browse.first_day(found, request.now)
    typed = getattr(form, "cleaned_data", {}).get("day") or day
    chosen = request.POST.getlist("equipment")
    shown = room_page.room_page(found, request.person, typed, chosen=chosen, now=request.now)
    tapped = request.GET.get("from", "")
    return {
        "page": shown,
        "room": found,
        "why": speak(shown.refusal) if shown.refusal else None,
        "form": form or BookForm(initial=room_page.first_wish(shown, tapped, now=request.now)),
    }


@room.act(BookForm, guard=signed_in)
def book(request: HttpRequest, pk: Any, *, form: BookForm, key: str) -> Done | HttpResponse:
    """Book the room once; for several times the dates are shown first."""
    found = _room(pk)
    if form.repeats:
        return _dates_page(request, found, form)
    wish, window = form.wish(), window_asked(found, *form.when())
    held = actions.book(found, request.person, window, wish, key=key, by=request.caller, now=request.now)
    said = _("已提交，等会客厅答复") if held.booking.confirm_by else _("预订成功，凭证已发到你的手机")
    return Done(said, to=reverse("hub:booking", args=[held.pk]))


@room.act(BookForm, guard=signed_in)
def book_series(request: HttpRequest, pk: Any, *, form: BookForm, key: str) -> Done:
    """Book the free ones of the dates that were shown."""
    found = _room(pk)
    made = actions.book_series(
        found,
        request.person,
        window_asked(found, *form.when()),
        form.wish(),
        every_days=form.every_days,
        times=form.how_often,
        key=key,
        by=request.caller,
        now=request.now,
    )
    return Done(to=reverse("hub:series", args=[made.pk]))


@require_safe
@signed_in
def series(request: HttpRequest, pk: Any) -> HttpResponse:
    """What a recurring booking got, date by date."""
    mine = Series.objects.filter(holder=request.person).select_related("room__premises")
    found = get_object_or_404(mine, pk=pk)
    return render(request, "hub/series.html", {"series": found, "dates": room_page.dates_of(found)})


@for_visitors("day")
@require_http_methods(["GET", "HEAD"])
def month(request: HttpRequest, pk: Any) -> HttpResponse:
    """A house's month: every room, every day, how much of it is booked."""
    found = get_object_or_404(Premises.objects.visible().of_kind(HUB).select_related("union"), pk=pk)
    page = calendar_pages.month_page(found, calendar_pages.rooms_of(found), asked_day(request))
    return render(request, "hub/month.html", {"house": found, "page": page})


def asked_day(request: HttpRequest) -> date:
    """The day the address asks for, not absurdly far; today when it asks for none."""
    return rules.day_within_reach(read_day(request.GET.get("day", "")), moments.today(request.now))


def _room(pk: Any) -> Room:
    rooms = Room.objects.visible().filter(premises__kind=HUB)
    return get_object_or_404(rooms.select_related("premises__union", "premises__division"), pk=pk)


def _dates_page(request: HttpRequest, found: Room, form: BookForm) -> HttpResponse:
    """The dates of a recurring booking before it is made: which are free, and why the others are not."""
    first, often = window_asked(found, *form.when()), {"every_days": form.every_days, "times": form.how_often}
    dates = room_page.dates_asked(found, request.person, first, form.wish(), **often, now=request.now)
    free = sum(1 for date_ in dates if not date_.says)
    return render(request, "hub/dates.html", {"room": found, "dates": dates, "form": form, "free": free})
