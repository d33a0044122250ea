"""A worker's way to a room: the houses, a house's day, a room with its month, and the booking itself."""

import re
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gonghui.faces import answers, moments, shared
from gonghui.faces.acting import Done, page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import SAFE, signed_in
from gonghui.faces.speech import speak
from gonghui.kernel.dates import read_day
from gonghui.primitives.places.models import Room

from .. import actions, rules
from ..forms import BookForm
from ..models import Series
from ..pages import browse, calendar_pages, room_page
from ..pages.eligibility import window_asked

CLOCK = re.compile("[0-9]{2}:[0-9]{2}")


@for_visitors("page")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The houses, those of my city first, each with how many rooms are free just now."""
    found = browse.listed(request.person, answers.page_asked(request), now=request.now)
    return render(request, "hub/home.html", {"page": found.page, "listed": found})


@for_visitors("day")
@require_safe
def house(request: HttpRequest, pk: Any) -> HttpResponse:
    """One house: each room's day, and how to get there."""
    day = asked_day(request) if "day" in request.GET else None
    shown = browse.house_day(browse.house_told(pk), day, request.person, now=request.now)
    whys = browse.refusals_of(shown.cards, request.person)
    cards = [(card, speak(why) if why else None) for card, why in zip(shown.cards, whys, strict=True)]
    return render(request, "hub/house.html", {"shown": shown, "house": shown.house, "day": shown.day, "cards": cards})


@for_visitors("day", "from")
@page("hub:room", "hub/room.html")
def room(request: HttpRequest, pk: Any, *, form: BookForm | None = None) -> dict[str, Any]:
    """One room: what it is, its terms, its month and day, and the form to book it."""
    day = asked_day(request) if "day" in request.GET else None
    if request.method in SAFE:
        shown = room_page.room_day(room_page.room_told(pk), day, request.person, now=request.now)
    else:
        shown = _typed_page(request, room_page.room_or_404(pk), day, form)
    refusal = room_page.refusal_of(shown, request.person)
    return {
        "page": shown,
        "room": shown.room,
        "why": speak(refusal) if refusal else None,
        "form": form or _blank(shown, request.GET.get("from", ""), request.now),
    }


def _typed_page(request: HttpRequest, found: Room, day: date | None, form: BookForm | None) -> room_page.RoomPage:
    """The room as somebody left it who has typed something."""
    typed = getattr(form, "cleaned_data", {}).get("day") or day or browse.first_day(found, request.now)
    chosen = request.POST.getlist("equipment")
    return room_page.room_page(found, request.person, typed, chosen=chosen, now=request.now)


def _blank(shown: room_page.RoomPage, tapped: str, now: datetime) -> BookForm:
    """The form as it is first shown: one for all who look at the same page."""
    tapped = tapped if CLOCK.fullmatch(tapped) else ""

    def made() -> BookForm:
        return BookForm(initial=room_page.first_wish(shown, tapped, now=now))

    return made() if shown.for_one else shared.once(("hub.form", shown, tapped), browse.SHARED_SECONDS, made)


@room.act(BookForm, guard=signed_in)
def book(request: HttpRequest, pk: Any, *, form: BookForm, key: str) -> Done | HttpResponse:
    """Book the room once; for several times the dates are shown first."""
    found = room_page.room_or_404(pk)
    if form.repeats:
        return _dates_page(request, found, form)
    wish, window = form.wish(), window_asked(found, *form.when())
    held = actions.book(found, request.person, window, wish, key=key, by=request.caller, now=request.now)
    said = _("已提交，等会客厅答复") if held.booking.confirm_by else _("预订成功，凭证已发到你的手机")
    return Done(said, to=reverse("hub:booking", args=[held.pk]))


@room.act(BookForm, guard=signed_in)
def book_series(request: HttpRequest, pk: Any, *, form: BookForm, key: str) -> Done:
    """Book the free ones of the dates that were shown."""
    found = room_page.room_or_404(pk)
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
    found = browse.house_told(pk)
    page = calendar_pages.month_told(found, asked_day(request))
    return render(request, "hub/month.html", {"house": found, "page": page})


def asked_day(request: HttpRequest) -> date:
    """The day the address asks for, not absurdly far; today when it asks for none."""
    return rules.day_within_reach(read_day(request.GET.get("day", "")), moments.today(request.now))


def _dates_page(request: HttpRequest, found: Room, form: BookForm) -> HttpResponse:
    """The dates of a recurring booking before it is made: which are free, and why the others are not."""
    first, often = window_asked(found, *form.when()), {"every_days": form.every_days, "times": form.how_often}
    dates = room_page.dates_asked(found, request.person, first, form.wish(), **often, now=request.now)
    free = sum(1 for date_ in dates if not date_.says)
    return render(request, "hub/dates.html", {"room": found, "dates": dates, "form": form, "free": free})
