"""What the QR at the door opens: come in and go out, without an app and without signing in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gonghui.faces import answers
from gonghui.kernel.codes import BadCode, parse_code
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.refusals import Refused
from gonghui.primitives.admission.models import Entry
from gonghui.primitives.places.models import Premises

from . import actions, refusals, rules
from .browse import KINDS, rows_of

VISITS = "visits"  # in the browser's session: {id of the station: key of the visit}
MOST = 20


@require_safe
def door(request: HttpRequest, code: str) -> HttpResponse:
    """The page behind the QR: is it open, how full, and the one question: your trade."""
    return _page(request, station_of(code))


@require_POST
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Come in. Nothing is asked but the trade."""
    found = station_of(code)
    if _visit(request, found) is not None:  # pressed again on this phone: nobody more came in
        return answers.see_other(request, reverse("stations:door", args=[found.code]))
    try:
        key, trade = answers.form_key(request), request.POST.get("trade", "")
        entry = actions.enter(found, trade=trade, key=key, by=request.caller, now=request.now)
    except Refused as refusal:
        return _page(request, found, refusal)
    return _inside(request, found, entry)


@require_POST
def send_code(request: HttpRequest, code: str) -> HttpResponse:
    """A code by SMS, for doors with a keypad and hosts who ask for one."""
    found = station_of(code)
    try:
        mobile = Mobile.parse(request.POST.get("mobile", "")[:30])
        trade = request.POST.get("trade", "")
        actions.send_entry_code(found, mobile, trade=trade, by=request.caller, now=request.now)
    except Refused as refusal:
        return _page(request, found, refusal)
    here = reverse("stations:door", args=[found.code])
    return answers.done(request, _("进门码已发出，10 分钟内有效"), f"{here}?sent=1#code")


@require_POST
def enter_by_code(request: HttpRequest, code: str) -> HttpResponse:
    """The code that came by SMS."""
    found = station_of(code)
    try:
        digits = request.POST.get("digits", "")[:12]
        entry = actions.enter_by_code(found, digits, by=request.caller, now=request.now)
    except Refused as refusal:
        return _page(request, found, refusal)
    return _inside(request, found, entry)


@require_POST
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Go out: one less is inside."""
    found = station_of(code)
    visits = dict(request.session.get(VISITS, {}))
    try:
        actions.leave(found, key=visits.pop(str(found.pk), ""), now=request.now)
    except Refused as refusal:
        return _page(request, found, refusal)
    request.session[VISITS] = visits
    return answers.done(request, _("慢走，路上平安"), reverse("stations:door", args=[found.code]))


def _inside(request: HttpRequest, found: Premises, entry: Entry) -> HttpResponse:
    visits = dict(request.session.get(VISITS, {}))
    visits[str(found.pk)] = entry.key
    request.session[VISITS] = dict(list(visits.items())[-MOST:])
    return answers.done(request, _("请进"), reverse("stations:door", args=[found.code]))


def station_of(code: str) -> Premises:
    """The station of a door's code. Raises NoSuchStation."""
    try:
        found = Premises.objects.visible().of_kind(*KINDS).filter(code=parse_code(code)).first()
    except BadCode:
        found = None
    if found is None:
        raise refusals.NoSuchStation(code=code[:16])
    return found


def _page(request: HttpRequest, found: Premises, refusal: Refused | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "premises": found,
        "row": rows_of([found], None, now=request.now)[0],
        "trades": list(rules.TRADES.items()),
        "trade": request.POST.get("trade", ""),
        "visit": _visit(request, found),
        "sent": "sent" in request.GET,
    }
    if refusal is not None:
        return answers.refused(request, refusal, "stations/door.html", **context)
    return render(request, "stations/door.html", context)


def _visit(request: HttpRequest, found: Premises) -> Entry | None:
    """This browser's visit that has not ended."""
    key = request.session.get(VISITS, {}).get(str(found.pk))
    return Entry.objects.filter(subject=found.pk, key=key, went_at=None).first() if key else None
