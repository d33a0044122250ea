"""The keeper's counter: tap open, let in and see out, the line, arrivals, the free basics, stores, prices, repairs."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces import answers, devices
from gonghui.faces.acting import Done, page
from gonghui.faces.counter.taps import TapIn, heard, kept
from gonghui.faces.errors import NotUnderstood
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Premises, Trouble

from . import actions, forms, rules
from .models import Fault, Price, Stay, Supply, Use
from .pages.browse import rows_of
from .pages.desk import desk_page
from .pages.desks import desk_of, desks_of

PER_PAGE = 20  # stations


@require_safe
@signed_in
def home(request: PersonalRequest) -> HttpResponse:
    """The stations I keep."""
    page = answers.paged(request, desks_of(request.person, request.offices).select_related("last_sign"), per=PER_PAGE)
    context = {"page": page, "rows": rows_of(page.object_list, None, now=request.now)}
    return render(request, "stations/counter/home.html", context)


@page("stations-counter:desk", "stations/counter/desk.html", signed_in)
def desk(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One station now: who is in (counted), the line, who is expected."""
    found = _desk(request, pk)
    shown = desk_page(found, now=request.now)
    return {
        **kept(request),
        **shown,
        "premises": found,
        "answers": Trouble.Answer.choices,
        "trades": list(rules.TRADES.items()),
        "names": rules.TRADES,
    }


@desk.act()
def tap(request: PersonalRequest, pk: UUID) -> Done:
    """I am here and it is open."""
    places.confirm_open(_desk(request, pk), way="tap", by=request.caller, now=request.now)
    return Done(_("已确认开门"))


@desk.act()
def shut(request: PersonalRequest, pk: UUID) -> Done:
    """It is shut, whatever the hours say."""
    places.tell_shut(_desk(request, pk), way="tap", by=request.caller, now=request.now)
    return Done(_("已登记关门"))


@desk.act()
def answer(request: PersonalRequest, pk: UUID, trouble: UUID) -> Done:
    """What came of a worker's report."""
    told = get_object_or_404(Trouble.objects.filter(premises=_desk(request, pk)), pk=trouble)
    answer, says = request.POST.get("answer", ""), request.POST.get("says", "")
    places.answer_trouble(told, answer, says=says, by=request.caller, now=request.now)
    return Done(_("已答复"))


@devices.reports
def taps(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """What the keeper tapped without a network; the same taps again change nothing."""
    found = _desk(request, pk)
    return heard(request, lambda tap: _tapped(request, found, tap))


def _tapped(request: PersonalRequest, found: Premises, tap: TapIn) -> None:
    key, how = str(tap.id), {"by": request.caller, "now": request.now, "told_at": tap.moment}
    verbs: dict[str, Callable[[], Any]] = {
        "open": lambda: places.confirm_open(found, way="tap", **how),
        "shut": lambda: places.tell_shut(found, way="tap", **how),
        "let_in": lambda: actions.let_in(found, trade=tap.value, key=key, **how),
        "see_out": lambda: actions.see_out(found, key=key, **how),
    }
    if tap.act not in verbs:
        raise NotUnderstood()
    verbs[tap.act]()


@desk.act()
def let_in(request: PersonalRequest, pk: UUID, *, key: str) -> Done:
    """Somebody without a phone comes in."""
    found, trade = _desk(request, pk), request.POST.get("trade", "")
    actions.let_in(found, trade=trade, key=key, by=request.caller, now=request.now)
    return Done(_("请进"))


@desk.act()
def enter_by_code(request: PersonalRequest, pk: UUID) -> Done:
    """Somebody shows the code of an SMS."""
    digits = request.POST.get("code", "")[:12]
    actions.enter_by_code(_desk(request, pk), digits, by=request.caller, now=request.now)
    return Done(_("码对，请进"))


@desk.act()
def see_out(request: PersonalRequest, pk: UUID, *, key: str) -> Done:
    """Somebody left without saying so."""
    actions.see_out(_desk(request, pk), key=key, by=request.caller, now=request.now)
    return Done(_("减一人"))


@desk.act()
def check_in(request: PersonalRequest, pk: UUID, stay: UUID) -> Done:
    """The driver of a booked bed or space is here."""
    actions.check_in(_stay(request, pk, stay), by=request.caller, now=request.now)
    return Done(_("已入住"))


@desk.act()
def check_out(request: PersonalRequest, pk: UUID, stay: UUID) -> Done:
    """The driver left; the rest of the time is free."""
    actions.check_out(_stay(request, pk, stay), by=request.caller, now=request.now)
    return Done(_("已退房"))


@desk.act()
def finish_use(request: PersonalRequest, pk: UUID, use: UUID) -> Done:
    """A shower or machine is free, though nobody said so."""
    running = Use.objects.running().filter(amenity__premises=_desk(request, pk)).select_related("room")
    actions.finish_use(get_object_or_404(running, pk=use), by=request.caller, now=request.now)
    return Done(_("已叫下一位"))


@desk.act()
def basics(request: PersonalRequest, pk: UUID) -> Done:
    """My word on today's five free basics."""
    kept, note, me = request.POST.getlist("kept"), request.POST.get("note", ""), request.person
    actions.confirm_basics(_desk(request, pk), kept, note=note, by_person=me, by=request.caller, now=request.now)
    return Done(_("今天的免费服务已确认"))


@page("stations-counter:stores", "stations/counter/stores.html", signed_in)
def stores(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """What is on the shelf and when it expires, what is broken, what things cost."""
    found, today = _desk(request, pk), timezone.localdate(request.now)
    shelf = Supply.objects.filter(premises=found).on_shelf()
    return {
        "premises": found,
        "shelf": [(batch, rules.pressing(batch.expires_on, today=today)) for batch in shelf[:300]],
        "faults": Fault.objects.open().filter(premises=found).order_by("reported_at", "pk")[:100],
        "prices": Price.objects.filter(premises=found, ended_at=None).order_by("item", "pk")[:100],
    }


@stores.act(forms.SupplyForm, form_name="supply_form")
def put_supply(request: PersonalRequest, pk: UUID, *, form: forms.SupplyForm, key: str) -> Done:
    """A batch more."""
    actions.put_supply(_desk(request, pk), **form.cleaned_data, key=key, by=request.caller, now=request.now)
    return Done(_("已上架"))


@stores.act()
def take_supply(request: PersonalRequest, pk: UUID, supply: UUID) -> Done:
    """A batch is gone."""
    batches = Supply.objects.filter(premises=_desk(request, pk)).select_related("premises")
    why = request.POST.get("why", "")
    actions.take_supply(get_object_or_404(batches, pk=supply), why=why, by=request.caller, now=request.now)
    return Done(_("已下架"))


@stores.act(forms.PriceForm, form_name="price_form")
def set_price(request: PersonalRequest, pk: UUID, *, form: forms.PriceForm) -> Done:
    """What something costs from now on."""
    actions.set_price(_desk(request, pk), **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("价目已公示"))


@stores.act()
def end_price(request: PersonalRequest, pk: UUID, price: UUID) -> Done:
    """Not offered any more."""
    listed = Price.objects.filter(premises=_desk(request, pk)).select_related("premises")
    actions.end_price(get_object_or_404(listed, pk=price), by=request.caller, now=request.now)
    return Done(_("已撤下"))


@stores.act()
def report_fault(request: PersonalRequest, pk: UUID) -> Done:
    """Something is broken."""
    found, what = _desk(request, pk), request.POST.get("what", "")
    actions.report_fault(found, what=what, by_person=request.person, by=request.caller, now=request.now)
    return Done(_("已报修"))


@stores.act()
def fix_fault(request: PersonalRequest, pk: UUID, fault: UUID) -> Done:
    """It is mended."""
    broken = Fault.objects.filter(premises=_desk(request, pk)).select_related("premises")
    found, note = get_object_or_404(broken, pk=fault), request.POST.get("note", "")
    actions.fix_fault(found, note=note, by_person=request.person, by=request.caller, now=request.now)
    return Done(_("已登记修好"))


def _desk(request: PersonalRequest, pk: UUID) -> Premises:
    return desk_of(request.person, request.offices, pk)


def _stay(request: PersonalRequest, pk: UUID, stay: UUID) -> Stay:
    return get_object_or_404(Stay.objects.filter(premises=_desk(request, pk)).for_page(), pk=stay)
