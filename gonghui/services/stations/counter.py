"""The keeper's counter: tap open, let in and see out, the line, arrivals, the free basics, stores, prices, repairs."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gonghui.faces import answers
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused
from gonghui.primitives.admission.models import Attendance
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Premises, Trouble

from . import actions, forms, rules
from .browse import rows_of
from .desks import desk_of, desks_of
from .models import BasicsDay, Fault, Price, Stay, Supply, Use
from .pages import lines_of

DESK, STORES = "stations/counter/desk.html", "stations/counter/stores.html"
Verb = Callable[..., Any]


@require_safe
@signed_in
def home(request: PersonalRequest) -> HttpResponse:
    """The stations I keep."""
    mine = list(desks_of(request.person, request.offices)[:100])
    context = {"rows": rows_of(mine, None, now=request.now)}
    return render(request, "stations/counter/home.html", context)


@require_safe
@signed_in
def desk(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """One station now: who is in (counted), the line, who is expected."""
    return _desk_page(request, _desk(request, pk))


@require_POST
@signed_in
def tap(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """I am here and it is open."""
    found = _desk(request, pk)
    return _act(request, found, partial(places.confirm_open, found, way="tap"), _("已确认开门"))


@require_POST
@signed_in
def shut(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """It is shut, whatever the hours say."""
    found = _desk(request, pk)
    return _act(request, found, partial(places.tell_shut, found, way="tap"), _("已登记关门"))


@require_POST
@signed_in
def answer(request: PersonalRequest, pk: UUID, trouble: UUID) -> HttpResponse:
    """What came of a worker's report."""
    found = _desk(request, pk)
    told = get_object_or_404(Trouble.objects.filter(premises=found), pk=trouble)
    answer, says = request.POST.get("answer", ""), request.POST.get("says", "")
    return _act(request, found, partial(places.answer_trouble, told, answer, says=says), _("已答复"))


@require_POST
@signed_in
def let_in(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Somebody without a phone comes in."""
    found, trade = _desk(request, pk), request.POST.get("trade", "")
    key = answers.form_key(request)
    return _act(request, found, partial(actions.let_in, found, trade=trade, key=key), _("请进"))


@require_POST
@signed_in
def enter_by_code(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Somebody shows the code of an SMS."""
    found, digits = _desk(request, pk), request.POST.get("code", "")[:12]
    return _act(request, found, partial(actions.enter_by_code, found, digits), _("码对，请进"))


@require_POST
@signed_in
def see_out(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Somebody left without saying so."""
    found = _desk(request, pk)
    return _act(request, found, partial(actions.see_out, found), _("减一人"))


@require_POST
@signed_in
def check_in(request: PersonalRequest, pk: UUID, stay: UUID) -> HttpResponse:
    """The driver of a booked bed or space is here."""
    found = _desk(request, pk)
    booked = get_object_or_404(Stay.objects.filter(premises=found).for_page(), pk=stay)
    return _act(request, found, partial(actions.check_in, booked), _("已入住"))


@require_POST
@signed_in
def check_out(request: PersonalRequest, pk: UUID, stay: UUID) -> HttpResponse:
    """The driver left; the rest of the time is free."""
    found = _desk(request, pk)
    booked = get_object_or_404(Stay.objects.filter(premises=found).for_page(), pk=stay)
    return _act(request, found, partial(actions.check_out, booked), _("已退房"))


@require_POST
@signed_in
def finish_use(request: PersonalRequest, pk: UUID, use: UUID) -> HttpResponse:
    """A shower or machine is free, though nobody said so."""
    found = _desk(request, pk)
    used = get_object_or_404(Use.objects.running().filter(amenity__premises=found).select_related("room"), pk=use)
    return _act(request, found, partial(actions.finish_use, used), _("已叫下一位"))


@require_POST
@signed_in
def basics(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """My word on today's five free basics."""
    found, kept = _desk(request, pk), request.POST.getlist("kept")
    note, person = request.POST.get("note", ""), request.person
    verb = partial(actions.confirm_basics, found, kept, note=note, by_person=person)
    return _act(request, found, verb, _("今天的免费服务已确认"))


@require_safe
@signed_in
def stores(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """What is on the shelf and when it expires, what is broken, what things cost."""
    return _stores_page(request, _desk(request, pk))


@require_POST
@signed_in
def put_supply(request: PersonalRequest, pk: UUID) -> HttpResponse:
    found, form = _desk(request, pk), forms.SupplyForm(request.POST)
    return _fill(request, found, form, "supply_form", actions.put_supply, _("已上架"))


@require_POST
@signed_in
def take_supply(request: PersonalRequest, pk: UUID, supply: UUID) -> HttpResponse:
    """A batch is gone."""
    found = _desk(request, pk)
    batch = get_object_or_404(Supply.objects.filter(premises=found).select_related("premises"), pk=supply)
    why = request.POST.get("why", "")
    verb = partial(actions.take_supply, batch, why=why)
    return _act(request, found, verb, _("已下架"), stores=True)


@require_POST
@signed_in
def set_price(request: PersonalRequest, pk: UUID) -> HttpResponse:
    found, form = _desk(request, pk), forms.PriceForm(request.POST)
    return _fill(request, found, form, "price_form", actions.set_price, _("价目已公示"))


@require_POST
@signed_in
def end_price(request: PersonalRequest, pk: UUID, price: UUID) -> HttpResponse:
    """Not offered any more."""
    found = _desk(request, pk)
    listed = get_object_or_404(Price.objects.filter(premises=found).select_related("premises"), pk=price)
    verb = partial(actions.end_price, listed)
    return _act(request, found, verb, _("已撤下"), stores=True)


@require_POST
@signed_in
def report_fault(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Something is broken."""
    found, what, person = _desk(request, pk), request.POST.get("what", ""), request.person
    verb = partial(actions.report_fault, found, what=what, by_person=person)
    return _act(request, found, verb, _("已报修"), stores=True)


@require_POST
@signed_in
def fix_fault(request: PersonalRequest, pk: UUID, fault: UUID) -> HttpResponse:
    """It is mended."""
    found, note, person = _desk(request, pk), request.POST.get("note", ""), request.person
    broken = get_object_or_404(Fault.objects.filter(premises=found).select_related("premises"), pk=fault)
    verb = partial(actions.fix_fault, broken, note=note, by_person=person)
    return _act(request, found, verb, _("已登记修好"), stores=True)


def _fill(request: PersonalRequest, found: Premises, form: Any, name: str, verb: Verb, said: str) -> HttpResponse:
    """A form of the stores' page: filled in wrongly it comes back with what to mend."""
    if not form.is_valid():
        return _stores_page(request, found, status=422, **{name: form})
    filled = partial(verb, found, **form.cleaned_data)
    return _act(request, found, filled, said, stores=True)


def _act(request: PersonalRequest, found: Premises, verb: Verb, said: str, *, stores: bool = False) -> HttpResponse:
    """Do it; a no shows on the page the button stood on."""
    try:
        verb(by=request.caller, now=request.now)
    except Refused as refusal:
        return (_stores_page if stores else _desk_page)(request, found, refusal)
    page = "stations-counter:stores" if stores else "stations-counter:desk"
    return answers.done(request, said, reverse(page, args=[found.pk]))


def _desk(request: PersonalRequest, pk: UUID) -> Premises:
    return desk_of(request.person, request.offices, pk)


def _desk_page(request: PersonalRequest, found: Premises, refusal: Refused | None = None) -> HttpResponse:
    today = timezone.localdate(request.now)
    word = BasicsDay.objects.filter(premises=found, day=today).first()
    stays = Stay.objects.filter(premises=found).live(now=request.now).for_page()
    context = {
        "premises": found,
        "row": rows_of([found], None, now=request.now)[0],
        "troubles": Trouble.objects.open().filter(premises=found).by_clock(),
        "answers": Trouble.Answer.choices,
        "trades": list(rules.TRADES.items()),
        "came": Attendance.objects.filter(subject=found.pk, day=today).order_by("-came", "group"),
        "names": rules.TRADES,
        "lines": lines_of(found, None),
        "uses": Use.objects.running().filter(amenity__premises=found).select_related("room", "keeping", "turn"),
        "stays": stays.filter(booking__starts__lt=request.now + timedelta(hours=24))[:100],
        "word": word,
        "basics": [(code, name, bool(word and code in word.kept)) for code, name in rules.BASICS.items()],
        "pressing": Supply.objects.expiring(until=today + timedelta(days=rules.PRESSING_DAYS)).filter(premises=found),
    }
    return _answer(request, DESK, refusal, context, 200)


def _stores_page(
    request: PersonalRequest, found: Premises, refusal: Refused | None = None, status: int = 200, **filled: Any
) -> HttpResponse:
    today = timezone.localdate(request.now)
    shelf = Supply.objects.filter(premises=found).on_shelf()
    context = {
        "premises": found,
        "shelf": [(batch, rules.pressing(batch.expires_on, today=today)) for batch in shelf[:300]],
        "faults": Fault.objects.open().filter(premises=found).order_by("reported_at", "pk")[:100],
        "prices": Price.objects.filter(premises=found, ended_at=None).order_by("item", "pk")[:100],
        "supply_form": forms.SupplyForm(),
        "price_form": forms.PriceForm(),
    } | filled
    return _answer(request, STORES, refusal, context, status)


def _answer(
    request: PersonalRequest, page: str, refusal: Refused | None, context: dict[str, Any], status: int
) -> HttpResponse:
    if refusal is not None:
        return answers.refused(request, refusal, page, **context)
    return render(request, page, context, status=status)
