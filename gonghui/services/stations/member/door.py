"""What the QR at the door opens: come in and go out, without an app and without signing in."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.places.models import Premises
from gonghui.primitives.presence.models import DoorEntry

from .. import actions, rules
from ..pages.browse import rows_of
from ..pages.lookups import station_by_code

VISITS = "visits"  # in the browser's session: {id of the station: key of the visit}
MOST = 20


@page("stations:door", "stations/door.html")
def door(request: HttpRequest, code: str) -> dict[str, Any]:
    """The page behind the QR: is it open, how full, and the one question: your trade."""
    found = station_by_code(code)
    row = rows_of([found], None, now=request.now)[0]
    return {
        "premises": found,
        "row": row,
        "may_enter": rules.may_enter(row.state),
        "trades": list(rules.TRADES.items()),
        "trade": request.POST.get("trade", ""),
        "visit": _visit(request, found),
        "sent": "sent" in request.GET,
    }


@door.act()
def enter(request: HttpRequest, code: str, *, key: str) -> Done:
    """Come in. Nothing is asked but the trade."""
    found, trade = station_by_code(code), request.POST.get("trade", "")
    if _visit(request, found) is not None:  # pressed again on this phone: nobody more came in
        return Done(to=_door(found))
    return _inside(request, found, actions.enter(found, trade=trade, key=key, by=request.caller, now=request.now))


@door.act()
def send_code(request: HttpRequest, code: str) -> Done:
    """A code by SMS, for doors with a keypad and hosts who ask for one."""
    found, trade = station_by_code(code), request.POST.get("trade", "")
    mobile = Mobile.parse(request.POST.get("mobile", "")[:30])
    actions.send_entry_code(found, mobile, trade=trade, by=request.caller, now=request.now)
    said = _("进门码已发出，%(minutes)s 分钟内有效") % {"minutes": rules.CODE_MINUTES}
    return Done(said, to=f"{_door(found)}?sent=1#code")


@door.act()
def enter_by_code(request: HttpRequest, code: str) -> Done:
    """The code that came by SMS."""
    found, digits = station_by_code(code), request.POST.get("digits", "")[:12]
    if _visit(request, found) is not None:  # pressed again: the code has let this phone in
        return Done(to=_door(found))
    return _inside(request, found, actions.enter_by_code(found, digits, by=request.caller, now=request.now))


@door.act()
def leave(request: HttpRequest, code: str) -> Done:
    """Go out: one less is inside."""
    found = station_by_code(code)
    visits = dict(request.session.get(VISITS, {}))
    actions.leave(found, key=visits.pop(str(found.pk), ""), now=request.now)
    request.session[VISITS] = visits
    return Done(_("慢走，路上平安"), to=_door(found))


def _inside(request: HttpRequest, found: Premises, entry: DoorEntry) -> Done:
    visits = dict(request.session.get(VISITS, {}))
    visits[str(found.pk)] = entry.key
    request.session[VISITS] = dict(list(visits.items())[-MOST:])
    return Done(_("请进"), to=_door(found))


def _door(found: Premises) -> str:
    return reverse("stations:door", args=[found.code])


def _visit(request: HttpRequest, found: Premises) -> DoorEntry | None:
    """This browser's visit that has not ended."""
    key = request.session.get(VISITS, {}).get(str(found.pk))
    return DoorEntry.objects.filter(subject=found.pk, key=key, went_at=None).first() if key else None
