"""A reader's pages: rooms near me, books, my loans and holds (seats are in seats.py)."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces import answers, attachments
from gonghui.faces.acting import Done, page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import signed_in
from gonghui.faces.moments import full_day
from gonghui.faces.positions import asked_point
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.faces.speech import speak
from gonghui.primitives.places.models import Premises

from .. import actions, rules
from ..forms import ProposalForm
from ..models import Cover, Hold, Loan, Title
from ..pages import browse, finding, offered, titles
from ..refusals import NotToFetchHere

PER_PAGE = 20


@for_visitors("open", "page")
@page("reading:home", "reading/home.html")
def home(request: Request) -> dict[str, Any]:
    """Search, what I have, and the rooms: the nearest first when I say where I am, else those of my city."""
    only_open = request.GET.get("open") == "1"
    point, refusal = asked_point(request)
    number, how = answers.page_asked(request), {"only_open": only_open, "now": request.now}
    found = browse.around(point, number, **how) if point else browse.listed(request.person, number, **how)
    return {
        "page": found.page,
        "listed": found,
        "rooms": found.rows,
        "near": point is not None,
        "only_open": only_open,
        "refusal": refusal,
        "mine": browse.mine(request.person, now=request.now) if request.person else None,
    }


@for_visitors("q", "subject", "at", "page")
@page("reading:search", "reading/search.html")
def search(request: Request) -> dict[str, Any]:
    """Titles that answer the reader's words, each with where its copies are."""
    words, subject = request.GET.get("q", "")[:60], request.GET.get("subject", "")
    room = browse.room_with(request.GET.get("at", ""))
    found, refusal = finding.asked(words, premises=room.pk if room else None, subject=_subject(subject))
    shown = answers.paged(request, found.titles, PER_PAGE)
    standings = finding.standings([title.pk for title in shown])
    return {
        "words": words,
        "room": room,
        "subject": subject,
        "subjects": Title.Subject.choices,
        "page": shown,
        "more": found.more,
        "titles": [(title, standings[title.pk], finding.described(standings[title.pk])) for title in shown],
        "refusal": refusal,
    }


def _subject(text: str) -> str:
    return text if text in Title.Subject.values else ""


@for_visitors()
@page("reading:title", "reading/title.html")
def title(request: Request, pk: Any) -> dict[str, Any]:
    """One title: where its copies stand, and how to get one."""
    shown, person = titles.told(pk), request.person
    hold, loan = titles.had_by(person, shown.title) if person else (None, None)
    asks = person and shown.standing.copies and not hold and not loan
    pick_ups, no_hold = offered.pick_ups(person, now=request.now) if person and asks else ((), None)
    return {
        "shown": shown,
        "title": shown.title,
        "standing": shown.standing,
        "pick_ups": pick_ups,
        "no_hold": speak(no_hold) if no_hold and not pick_ups else None,
        "hold": hold,
        "loan": loan,
    }


@title.act(guard=signed_in)
def hold(request: PersonalRequest, pk: Any, *, key: str) -> Done:
    """Reserve the title, to fetch it at the chosen room."""
    found, pick_up = get_object_or_404(Title, pk=pk), _pick_up(request)
    placed = actions.place_hold(found, request.person, pick_up, key=key, by=request.caller, now=request.now)
    said = _("书已经留好，请在期限内来取") if placed.ready_at else _("已预约，书到了会通知你")
    return Done(said, to=reverse("reading:mine"))


@require_safe
def cover(request: Request, pk: Any) -> HttpResponse:
    """The picture of a title's cover."""
    return attachments.shown(request, get_object_or_404(Cover.objects.select_related("file"), title=pk).file)


def _pick_up(request: PersonalRequest) -> Premises:
    found = browse.room_with(request.POST.get("pick_up", ""))
    if found is None:
        raise NotToFetchHere()
    return found


@for_visitors()
@require_safe
def room(request: Request, pk: Any) -> HttpResponse:
    """One reading room: whether it is open, its hours, its seats, its books."""
    shown = browse.room_shown(pk, now=request.now)
    return render(request, "reading/room.html", {"shown": shown, "row": shown.row, "premises": shown.premises})


@page("reading:mine", "reading/mine.html", signed_in)
def mine(request: PersonalRequest) -> dict[str, Any]:
    """My loans, holds and seats, and what I proposed."""
    own = browse.mine(request.person, now=request.now)
    renewals = offered.renewals(own.loans, now=request.now)
    return {
        "mine": own,
        "loans": [(loan, speak(no) if no else None) for loan, no in renewals],
        "page": answers.paged(request, browse.past_loans.question(person=request.person.pk), PER_PAGE),
        "proposals": browse.proposals_of.part(0, PER_PAGE, person=request.person.pk),
        "now": request.now,
        "soon": request.now + timedelta(minutes=rules.EARLY),
        "early": rules.EARLY,
    }


@mine.act()
def renewal(request: PersonalRequest, pk: Any) -> Done:
    """Keep the book longer."""
    loan = get_object_or_404(Loan.objects.of(request.person), pk=pk)
    renewed = actions.renew(loan, by=request.caller, now=request.now)
    return Done(_("已续借到 %(day)s") % {"day": full_day(renewed.due)})


@mine.act()
def cancel_hold(request: PersonalRequest, pk: Any) -> Done:
    """Wait no longer."""
    held = get_object_or_404(Hold.objects.of(request.person), pk=pk)
    actions.cancel_hold(held, by=request.caller, now=request.now)
    return Done(_("已取消预约，让给下一位"))


@page("reading:proposal", "reading/proposal.html", signed_in)
def proposal(request: PersonalRequest, pk: Any) -> dict[str, Any]:
    """A book that this room should have."""
    return {"premises": browse.room_or_404(pk)}


@proposal.post(ProposalForm, given=lambda request, pk: {"initial": {"name": request.GET.get("name", "")[:60]}})
def propose(request: PersonalRequest, pk: Any, *, form: ProposalForm) -> Done:
    """Propose a book to this room."""
    actions.propose(browse.room_or_404(pk), request.person, by=request.caller, now=request.now, **form.cleaned_data)
    return Done(_("已收到推荐，答复会通知你"), to=reverse("reading:mine"))
