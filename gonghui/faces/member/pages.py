"""The member's front pages: home, services and the one-touch search, scan, messages, mine, the card."""

import uuid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gonghui.faces import actions, agenda, answers, positions, public_cards, search, services
from gonghui.faces.acting import page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import signed_in
from gonghui.faces.live_drawings import drawn
from gonghui.faces.middleware import ELDER_COOKIE
from gonghui.faces.requests import PersonalRequest, Request, parse_id
from gonghui.faces.slices import Where
from gonghui.faces.speech import speak
from gonghui.kernel import live_codes
from gonghui.kernel.codes import parse_code
from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.card_codes import codes_ahead
from gonghui.primitives.people.lookups import membership_of

CARDS_ON_HOME = 3
YEAR = 60 * 60 * 24 * 365


class NothingBehindCode(Refused):
    kind, code = Kind.UNKNOWN, "faces.nothing_behind_code"
    says = gettext_noop("没有找到这个码对应的凭证")
    mend = gettext_noop("请对照短信里的凭证码再输入一次；别人的凭证只能由本人打开")


class AddressOfOthers(Refused):
    kind, code = Kind.UNKNOWN, "faces.address_of_others"
    says = gettext_noop("这个二维码是别处的网址，没有打开")
    mend = gettext_noop("这里只打开本平台的门牌和凭证；别处的网址，请看清楚是谁的再自己打开")


class NoSuchService(Refused):
    kind, code = Kind.UNKNOWN, "faces.no_such_service"
    says = gettext_noop("没有这项服务，没有登记提醒")
    mend = gettext_noop("请回到首页，在筹备中的服务里选一项")


@for_visitors("place")
@require_safe
def home(request: Request) -> HttpResponse:
    product, membership = services.product(), membership_of(request.person)
    mine, asked = agenda.mine(request), positions.asked_place(request)
    asking = [matter for matter in mine if not matter.quiet]
    division = str(membership.union.division_id or "") if membership else ""
    context = {
        "membership": membership,
        "cards": agenda.cards(asking[:CARDS_ON_HOME], now=request.now),
        "more": len(asking) - CARDS_ON_HOME,
        "open_signs": product.open_signs,
        "coming": product.coming,
        "awaited": agenda.awaited(mine),
        "asked": asked,
        "place": request.GET.get("place", ""),
        "lost": speak(asked.refusal) if asked.refusal else None,
        "near": public_cards.near(Where(division, asked.point), now=request.now),
        "on_now": public_cards.on_now(Where(division), request.person, now=request.now),
    }
    return render(request, "member/home.html", context)


@for_visitors("q")
@require_safe
def all_services(request: Request) -> HttpResponse:
    """Every service; with ?q= those that the sentence may mean. Answers htmx with the list alone."""
    sentence = request.GET.get("q", "").strip()[:60]
    found = search.find(sentence, services.signs())
    context = {"sentence": sentence, "found": found, "groups": services.groups()}
    return render(request, "member/found.html" if request.htmx else "member/services.html", context)


@for_visitors()
@require_safe
def coming(request: Request, code: str) -> HttpResponse:
    """The page of a service that is not open yet: it says so, and what it will do."""
    sign = services.sign(code)
    if sign is None:
        raise Http404
    if sign.built:
        return redirect(sign.url)
    alike = [other for other in services.signs() if other.built]
    awaited = sign.code in agenda.awaited(agenda.mine(request))
    return render(request, "member/coming.html", {"sign": sign, "alike": alike, "awaited": awaited})


@signed_in
@require_POST
def tell_me(request: PersonalRequest) -> HttpResponse:
    """I hear when this service opens."""
    sign = services.sign(request.POST.get("code", ""))
    if sign is None:
        raise NoSuchService()
    if sign.built:
        return redirect(sign.url)
    actions.wish_opening(request.person, sign.code, now=request.now)
    said = _("%(service)s开通时会告诉你一次") % {"service": _(sign.name)}
    return answers.done(request, said, back_to(request, sign.url))


@page("faces:scan", "member/scan.html")
def scan(request: Request) -> dict[str, Any]:
    """A code, typed or scanned."""
    return {"typed": request.POST.get("code", "")}


@scan.post()
def look_up(request: Request) -> HttpResponse:
    """It leads to what it stands for."""
    typed = request.POST.get("code", "").strip()
    if "://" in typed:
        return redirect(on_plate(request, typed))
    live = live_codes.read(typed)  # one's own receipt, as its QR says it
    return redirect(behind(request, live.code if live else parse_code(typed)))


def on_plate(request: Request, address: str) -> str:
    """The page of ours that an address leads to, as a plate prints it. Raises AddressOfOthers."""
    try:
        parts = urlsplit(address)
    except ValueError:
        raise AddressOfOthers() from None
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    if (
        parts.scheme not in ("http", "https")
        or parts.netloc != request.get_host()
        or not answers.is_ours(request, path)
    ):
        raise AddressOfOthers()
    return path


def behind(request: Request, code: str) -> str:
    """The address a code stands for, asked of every slice in turn. Raises NothingBehindCode."""
    if request.person and request.person.member_code == code:
        return "faces:card"
    for lookup in services.product().codes:
        if url := lookup(request, code):
            return str(url)
    raise NothingBehindCode(code=code)


@signed_in
@require_safe
def messages(request: PersonalRequest) -> HttpResponse:
    return render(request, "member/messages.html", {"page": answers.paged(request, notices.inbox(request.person))})


@signed_in
@require_safe
def message(request: PersonalRequest, pk: uuid.UUID) -> HttpResponse:
    """One message; opening it is reading it."""
    notice = get_object_or_404(notices.inbox(request.person), pk=pk)
    notices.mark_read(request.person, [notice.pk], now=request.now)
    request.unread = notices.unread_count(request.person)
    return render(request, "member/message.html", {"notice": notice})


@signed_in
@require_POST
def read_all(request: PersonalRequest) -> HttpResponse:
    """Mark what the page showed as read: only those, not what came in meanwhile."""
    shown = [pk for text in request.POST.getlist("notice") if (pk := parse_id(text))]
    notices.mark_read(request.person, shown, now=request.now)
    return answers.done(request, _("这一页已标为已读"), back_to(request, "/messages/"))


@for_visitors("of")
@require_safe
def mine(request: Request) -> HttpResponse:
    """What is mine, by heaps with their counts; ?of= one of them."""
    matters, of = agenda.mine(request), request.GET.get("of", "")
    of = of if of in agenda.HEAPS else ""
    shown = [matter for matter in matters if (matter.queue == of if of else not matter.quiet)]
    context = {
        "membership": membership_of(request.person),
        "heaps": agenda.heaps(matters),
        "of": of,
        "cards": agenda.cards(shown, now=request.now),
        "lines": services.product().mine,
    }
    return render(request, "member/mine.html", context)


@signed_in
@require_safe
def my_data(request: PersonalRequest) -> HttpResponse:
    """What the platform holds about me, numbers masked, and who did what with it."""
    context = {
        "membership": membership_of(request.person),
        "documents": request.person.documents.order_by("kind", "pk"),
        "entries": answers.paged(request, Entry.objects.on_person(request.person.pk)),
    }
    return render(request, "member/data.html", context)


@signed_in
@require_safe
def card(request: PersonalRequest) -> HttpResponse:
    """My card: a code that changes, its letters for the telephone and the printer, and what is mine beside."""
    membership, lines = membership_of(request.person), services.product().mine
    live = codes_ahead(request.person, membership, request.now)[0]
    return render(request, "member/card.html", {"membership": membership, "lines": lines, "live": live})


@signed_in
@require_safe
def card_codes(request: PersonalRequest) -> HttpResponse:
    """The next minutes' codes of my card, drawn."""
    texts = codes_ahead(request.person, membership_of(request.person), request.now)
    answer = JsonResponse(drawn(texts, now=request.now))
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def elder_mode(request: Request) -> HttpResponse:
    on = request.POST.get("on") == "1"
    if request.account:
        actions.keep_choices(request.account, elder_mode=on)
    response = answers.done(request, _("已换成长辈版，字更大") if on else _("已换回标准版"), back_to(request))
    return remembered(response, ELDER_COOKIE, "1" if on else "0")


@require_POST
def language(request: Request) -> HttpResponse:
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        raise Http404
    if request.account:
        actions.keep_choices(request.account, language=chosen)
    response = answers.done(request, "", back_to(request))
    return remembered(response, settings.LANGUAGE_COOKIE_NAME, chosen)


def remembered(response: HttpResponse, name: str, value: str) -> HttpResponse:
    """Keep a choice on this device, signed in or not."""
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


def back_to(request: Request, otherwise: str = "/mine/") -> str:
    """Where the form was, if that is ours."""
    back = request.POST.get("next", "")
    return back if answers.is_ours(request, back) else otherwise
