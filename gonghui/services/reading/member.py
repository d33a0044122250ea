"""A reader's pages: rooms near me, books, my loans and holds (seats are in seats.py)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gonghui.faces import answers
from gonghui.faces.guards import signed_in
from gonghui.faces.moments import full_day
from gonghui.faces.premises import shown_one
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.faces.speech import Spoken, speak
from gonghui.kernel.geo import Point
from gonghui.kernel.isbn import BadIsbn
from gonghui.kernel.refusals import Refused
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.speaking import spoken_week

from . import actions, browse, finding
from .actions.rooms import KIND
from .forms import ProposalForm
from .models import Copy, Cover, Hold, Loan, Proposal, Title
from .refusals import NotToFetchHere

PER_PAGE = 20


def room_or_404(pk: Any) -> Premises:
    rooms = Premises.objects.visible().of_kind(KIND).select_related("union", "last_sign", "division", "reading_room")
    return get_object_or_404(rooms, pk=pk)


@require_safe
def home(request: Request) -> HttpResponse:
    """Search, what I have, and the rooms: the nearest first when I say where I am, else those of my city."""
    only_open = request.GET.get("open") == "1"
    at = request.now if only_open else None
    refusal: Spoken | None = None
    try:
        point = _asked_point(request)
    except Refused as refused:
        point, refusal = None, speak(refused)
    listed = browse.nearest(point, open_at=at) if point else browse.by_city(request.person, open_at=at)
    page = answers.paged(request, listed, PER_PAGE)
    context = {
        "page": page,
        "rooms": browse.rows_of(list(page), now=request.now),
        "near": point is not None,
        "only_open": only_open,
        "refusal": refusal,
        "mine": browse.mine(request.person, now=request.now) if request.person else None,
    }
    return render(request, "reading/home.html", context, status=refusal.status if refusal else 200)


def _asked_point(request: Request) -> Point | None:
    """Where the reader says they are: ?lat=45.14&lon=124.82. Raises BadPoint."""
    lat, lon = request.GET.get("lat", ""), request.GET.get("lon", "")
    return Point.parse(lat, lon) if lat or lon else None


@require_safe
def search(request: Request) -> HttpResponse:
    """Titles that answer the reader's words, each with where its copies are."""
    words, subject = request.GET.get("q", "")[:60], request.GET.get("subject", "")
    room = _asked_room(request)
    refusal: Spoken | None = None
    try:
        found = finding.find(words, premises=room.pk if room else None, subject=_subject(subject))
    except BadIsbn as wrong:
        found, refusal = finding.Found([]), speak(wrong)
    page = answers.paged(request, found.titles, PER_PAGE)
    standings = finding.standings([title.pk for title in page])
    context = {
        "words": words,
        "room": room,
        "subject": subject,
        "subjects": Title.Subject.choices,
        "page": page,
        "more": found.more,
        "titles": [(title, standings[title.pk], finding.described(standings[title.pk])) for title in page],
        "refusal": refusal,
    }
    return render(request, "reading/search.html", context, status=refusal.status if refusal else 200)


def _subject(text: str) -> str:
    return text if text in Title.Subject.values else ""


def _asked_room(request: Request) -> Premises | None:
    """The room the search is narrowed to; none for an address nobody has."""
    code = request.GET.get("at", "")[:16]
    return Premises.objects.visible().of_kind(KIND).filter(code=code).first() if code.isalnum() else None


@require_safe
def title(request: Request, pk: Any) -> HttpResponse:
    """One title: where its copies stand, and how to get one."""
    return _title_page(request, get_object_or_404(Title, pk=pk))


def _title_page(request: Request, found: Title, refusal: Refused | None = None) -> HttpResponse:
    spoken = speak(refusal) if refusal else None
    standing = finding.standings([found.pk])[found.pk]
    places = Premises.objects.filter(pk__in=standing.places).order_by("name", "pk")
    person = request.person
    context = {
        "title": found,
        "standing": standing,
        "places": [(place, standing.places[place.pk]) for place in places],
        "pick_ups": browse.by_city(person),
        "has_cover": Cover.objects.filter(title=found).exists(),
        "hold": Hold.objects.open().of(person).filter(title=found).first() if person else None,
        "loan": Loan.objects.open().of(person).filter(copy__title=found).first() if person else None,
        "refusal": spoken,
    }
    return render(request, "reading/title.html", context, status=spoken.status if spoken else 200)


@require_safe
def cover(request: Request, pk: Any) -> HttpResponse:
    """The picture of a title's cover."""
    found = get_object_or_404(Cover, title=pk)
    return HttpResponse(bytes(found.picture), content_type=found.media_type)


@require_POST
@signed_in
def hold(request: PersonalRequest, pk: Any) -> HttpResponse:
    """Reserve the title, to fetch it at the chosen room."""
    found = get_object_or_404(Title, pk=pk)
    try:
        pick_up = _pick_up(request)
        key = answers.form_key(request)
        placed = actions.place_hold(found, request.person, pick_up, key=key, by=request.caller, now=request.now)
    except Refused as refusal:
        return _title_page(request, found, refusal)
    done = _("书已经留好，请在期限内来取") if placed.ready_at else _("已预约，书到了会通知你")
    return answers.done(request, done, reverse("reading:mine"))


def _pick_up(request: PersonalRequest) -> Premises:
    code = request.POST.get("pick_up", "")[:16]
    rooms = Premises.objects.visible().of_kind(KIND).select_related("union")
    found = rooms.filter(code=code).first() if code.isalnum() else None
    if found is None:
        raise NotToFetchHere()
    return found


@require_safe
def room(request: Request, pk: Any) -> HttpResponse:
    """One reading room: whether it is open, its hours, its seats, its books."""
    premises = room_or_404(pk)
    [row] = browse.rows_of([premises], now=request.now)
    context = {
        "row": row,
        "premises": premises,
        "place": shown_one(premises, request.now),
        "room": premises.reading_room,
        "week": spoken_week(premises.hours, by_calendar=premises.by_calendar),
        "books": Copy.objects.owned().filter(at=premises).count(),
    }
    return render(request, "reading/room.html", context)


@require_safe
@signed_in
def mine(request: PersonalRequest) -> HttpResponse:
    """My loans, holds and seats, and what I proposed."""
    return _mine_page(request)


def _mine_page(request: PersonalRequest, refusal: Refused | None = None) -> HttpResponse:
    spoken = speak(refusal) if refusal else None
    past = Loan.objects.of(request.person).filter(ended_at__isnull=False).for_page().order_by("-ended_at", "pk")
    context = {
        "mine": browse.mine(request.person, now=request.now),
        "page": answers.paged(request, past, PER_PAGE),
        "proposals": Proposal.objects.of(request.person).select_related("premises").order_by("-pk")[:PER_PAGE],
        "now": request.now,
        "refusal": spoken,
    }
    return render(request, "reading/mine.html", context, status=spoken.status if spoken else 200)


@require_POST
@signed_in
def renewal(request: PersonalRequest, pk: Any) -> HttpResponse:
    """Keep the book longer."""
    loan = get_object_or_404(Loan.objects.of(request.person), pk=pk)
    try:
        renewed = actions.renew(loan, by=request.caller, now=request.now)
    except Refused as refusal:
        return _mine_page(request, refusal)
    return answers.done(request, _("已续借到 %(day)s") % {"day": full_day(renewed.due)}, reverse("reading:mine"))


@require_POST
@signed_in
def cancel_hold(request: PersonalRequest, pk: Any) -> HttpResponse:
    """Wait no longer."""
    held = get_object_or_404(Hold.objects.of(request.person), pk=pk)
    try:
        actions.cancel_hold(held, by=request.caller, now=request.now)
    except Refused as refusal:
        return _mine_page(request, refusal)
    return answers.done(request, _("已取消预约，让给下一位"), reverse("reading:mine"))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def proposal(request: PersonalRequest, pk: Any) -> HttpResponse:
    """Propose a book to this room."""
    premises = room_or_404(pk)
    form = ProposalForm(request.POST if request.method == "POST" else None, initial={"name": _typed(request)})
    context: dict[str, Any] = {"premises": premises, "form": form}
    if request.method != "POST":
        return render(request, "reading/proposal.html", context)
    if not form.is_valid():
        return render(request, "reading/proposal.html", context, status=422)
    try:
        actions.propose(premises, request.person, by=request.caller, now=request.now, **form.cleaned_data)
    except Refused as refusal:
        return answers.refused(request, refusal, "reading/proposal.html", **context)
    return answers.done(request, _("已收到推荐，答复会通知你"), reverse("reading:mine"))


def _typed(request: HttpRequest) -> str:
    return request.GET.get("name", "")[:60]
