"""Counsellors and their hours: booked, moved, given back, rated."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.primitives import clock

from .. import actions, rules, words
from ..forms import BookForm, RateForm, TimesForm
from ..models import Call, Counsellor, Talk
from ..models.querysets import TalkQuerySet
from ..models.sealing import unsealed
from ..pages import shown, times

LISTED = 20


@for_visitors("page")
@page("counselling:counsellors", "counselling/counsellors.html")
def counsellors(request: Request) -> dict[str, Any]:
    """Who may be booked, each with the first hour that can be had."""
    paged = answers.paged(request, shown.counsellors(request.now), LISTED)
    first = dict(times.soonest(list(paged), now=request.now))
    return {"page": paged, "counsellors": [(one, first[one]) for one in paged]}


def offered(request: Request, pk: UUID) -> dict[str, Any]:
    found = get_counsellor(request, pk)
    free = times.offered([found], now=request.now)[found.pk]
    mine = Talk.objects.ahead(request.now).filter(person=request.person, counsellor=found)
    return {"times": [*free, *sent_before(request, mine)], "ways": found.ways}


def sent_before(request: Request, talks: TalkQuerySet) -> list[times.Offered]:
    """Of these the hour that this very form has booked when it came first: nobody else can have it any more."""
    key = request.POST.get("key")
    there = talks.select_related("booking") if key else talks.none()
    return [times.Offered(one.booking.window, (one.way,)) for one in there if one.booking.key == key]


@page("counselling:counsellor", "counselling/counsellor.html")
def counsellor(request: Request, pk: UUID) -> dict[str, Any]:
    """One of them: the hours that can be had, and how many free talks are left this year."""
    found = get_counsellor(request, pk)
    left = None
    promise = rules.in_force(rules.FREE_TALKS, clock.date_of(request.now))
    if request.person is not None:
        used = Talk.objects.of(request.person).filter(year=clock.date_of(request.now).year).exclude(turn=None)
        left = max(promise.many - used.count(), 0)
    return {"counsellor": found, "left": left, "promise": promise}


@counsellor.post(BookForm, guard=signed_in, given=offered)
def book(request: PersonalRequest, pk: UUID, *, form: BookForm, key: str) -> Done:
    """An hour."""
    found = get_counsellor(request, pk)
    window = form.cleaned_data["time"].window
    made = actions.book(found, request.person, window, form.wish, key=key, by=request.caller, now=request.now)
    return Done(_("约好了"), to=reverse("counselling:talk", args=[made.pk]))


@page("counselling:mine", "counselling/mine.html", signed_in)
def mine(request: PersonalRequest) -> dict[str, Any]:
    """My talks, and on the first page my calls."""
    talks = Talk.objects.of(request.person).for_page().order_by("-booking__starts", "-pk")
    calls = Call.objects.filter(case__person=request.person).for_page().order_by("-pk")
    paged = answers.paged(request, talks, LISTED)
    return {"page": paged, "talks": [(one, *words.STATES[shown.state(one, request.now)]) for one in paged],
            "calls": [] if paged.has_previous() else calls[:LISTED]}  # fmt: skip


@page("counselling:talk", "counselling/talk.html", signed_in)
def talk(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One of my talks: when, how, with whom; move it, give it back, rate it."""
    found = get_talk(request, pk)
    state = shown.state(found, request.now)
    said, tone = words.STATES[state]
    may_change = state == "ahead" and found.booking.starts > request.now
    return {
        "talk": found, "state": state, "said_state": said, "tone": tone, "about": unsealed(found, "about"),
        "why_off": unsealed(found, "reason"), "room": shown.room_of(found), "may_change": may_change,
    }  # fmt: skip


def other_times(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    found = get_talk(request, pk)
    of_them = times.offered([found.counsellor], now=request.now)[found.counsellor_id]
    free = [one for one in of_them if found.way in one.ways]
    return {"times": [*free, *sent_before(request, Talk.objects.filter(pk=found.pk))]}


@talk.act(TimesForm, form_name="move_form", given=other_times)
def move(request: PersonalRequest, pk: UUID, *, form: TimesForm, key: str) -> Done:
    """To another hour."""
    window = form.cleaned_data["time"].window
    actions.move(get_talk(request, pk), window, key=key, by=request.caller, now=request.now)
    return Done(_("时间已改"))


@talk.act()
def cancel(request: PersonalRequest, pk: UUID) -> Done:
    """Not needed."""
    actions.cancel(get_talk(request, pk), by=request.caller, now=request.now)
    return Done(_("已取消，这一次不算"))


@talk.act(RateForm, form_name="rate_form")
def rate(request: PersonalRequest, pk: UUID, *, form: RateForm) -> Done:
    """What I think of it."""
    actions.rate(get_talk(request, pk), form.cleaned_data["stars"], by=request.caller, now=request.now)
    return Done(_("谢谢"))


def get_counsellor(request: Request, pk: UUID) -> Counsellor:
    return get_object_or_404(shown.counsellors(request.now), pk=pk)


def get_talk(request: PersonalRequest, pk: UUID) -> Talk:
    return get_object_or_404(Talk.objects.of(request.person).for_page(), pk=pk)
