"""What is done about a repair: verify workshops, ask, offer, choose, arrive, finish, rate. One transaction each."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Round

from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import new_code, shown
from gonghui.kernel.geo import Point, kilometres
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.money import Fen
from gonghui.kernel.text import fold
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.rows import hold_rows, insert_unless_taken
from gonghui.primitives.transactions import action

from ...pages.agenda import CALLS, JOBS
from . import refusals, rules, words
from .models import Call, Provider, Quote
from .pages import guessed

CALLS_A_DAY = 10  # of one driver: each wakes all workshops within reach
DAY = 24 * 60 * 60  # seconds
KEPT = timedelta(days=90)  # of a call that ended, for disputes over it
TOLD = 50  # workshops that hear of one call, the nearest


@action
def verify_provider(
    union: Union, *, contact: str, mobile: Mobile, name: str, phone: str, licence: str, reach_km: int, point: Point,
    by_person: Person, by: Caller, now: datetime,
) -> Provider:  # fmt: skip
    """A workshop whose `licence` the union checked may answer calls, by its `contact` who is known by `mobile`.

    Raises WorkshopTwice, and what people.named raises.
    """
    person = people.named(contact, mobile, by=by, now=now)
    provider = Provider(
        union=union, person=person, name=name, phone=phone, licence=licence, reach_km=reach_km, lat=point.lat,
        lon=point.lon, verified_at=now, verified_by=by_person,
    )  # fmt: skip
    if not insert_unless_taken(provider):
        raise refusals.WorkshopTwice(name=Provider.objects.of(person).get().name)
    agenda.renew(JOBS, _waiting(now), people=[person.pk], now=now)
    journal.record("stations.verify_provider", provider, by=by, now=now, on_person=person, facts={"union": union.name})
    return provider


@action
def close_provider(provider: Provider, *, reason: str, by: Caller, now: datetime) -> Provider:
    """The workshop answers no more calls, its quotes that wait are withdrawn; what it was chosen for it may still
    finish. Again changes nothing."""
    reason = fold(reason)[:200]
    if Provider.objects.open().filter(pk=provider.pk).update(closed_at=now, close_reason=reason):
        offered = provider.quotes.filter(withdrawn_at=None).values("call")
        waiting = Call.objects.open().filter(chosen=None, pk__in=offered).order_by("pk")
        held = [call.pk for call in waiting.select_for_update()]  # a driver who chooses in this moment goes first
        provider.quotes.filter(withdrawn_at=None, call__in=held).update(withdrawn_at=now)
        agenda.renew(JOBS, _waiting(now), people=[provider.person_id], now=now)
        facts = {"name": provider.name, "reason": reason}
        notices.tell(provider.person, words.CLOSED, facts, now=now)
        journal.record("stations.close_provider", provider, by=by, now=now, facts={"reason": reason})
    provider.refresh_from_db(fields=["closed_at", "close_reason"])
    return provider


@action
def ask(
    driver: Person, *, plate: str, point: Point | None, near: str, trouble: str, key: str, by: Caller, now: datetime
) -> Call:
    """Call for help; workshops within reach are told. Without a `point` it is guessed from what `near` says. The same
    key answers the same call.

    Raises BadPlate, NoTrouble, NoPosition, CallStands, TooManyCalls.
    """
    plate, trouble, near = rules.plate(plate), fold(trouble)[:300], fold(near)[:160]
    if not trouble:
        raise refusals.NoTrouble()
    known = Call.objects.filter(driver=driver, key=key).first()
    if known is not None:
        return known
    where = point or guessed(near)
    if where is None:
        raise refusals.NoPosition()
    call = Call(driver=driver, key=key, code=new_code(), plate=plate, lat=where.lat, lon=where.lon, near=near)
    call.exact, call.trouble, call.asked_at = point is not None, trouble, now
    if not insert_unless_taken(call):
        return _standing(driver, key)
    if not people.count_use(f"repair:{driver.pk}", limit=CALLS_A_DAY, seconds=DAY, now=now):
        raise refusals.TooManyCalls(limit=CALLS_A_DAY)
    said = {"trouble": trouble, "near": near or "—"}
    heard = Provider.objects.reaching(where, exact=call.exact)[:TOLD]
    told = ((provider.person_id, said | {"km": kilometres(metres)}) for provider, metres in heard)
    notices.tell_many(told, words.ASKED, now=now)
    _renew(call, now)
    journal.record("stations.ask_repair", call, by=by, now=now, label=shown(call.code), on_person=driver)
    return call


def _standing(driver: Person, key: str) -> Call:
    """The call that a double click made first. Raises CallStands for another one that is open."""
    again: Call | None = Call.objects.filter(driver=driver, key=key).first()
    if again is None:
        raise refusals.CallStands(code=shown(Call.objects.open().get(driver=driver).code))
    return again


@action
def offer(call: Call, provider: Provider, *, minutes: int, price: Fen, note: str, by: Caller, now: datetime) -> Quote:
    """A workshop says when it would be there and for how much; its earlier quote on the call is withdrawn.

    Raises NotAProvider, BadQuote, CallTaken, CallOver.
    """
    rules.check_minutes(minutes)
    if Provider.objects.select_for_update().get(pk=provider.pk).closed_at:  # no offer passes one that is being closed
        raise refusals.NotAProvider()
    call = Call.objects.select_for_update().get(pk=call.pk)
    _check_waiting(call)
    call.quotes.filter(provider=provider, withdrawn_at=None).update(withdrawn_at=now)
    quote = Quote.objects.create(
        call=call, provider=provider, minutes=minutes, price=price, note=fold(note)[:200], offered_at=now
    )
    facts = {"name": provider.name, "price": price.shown, "minutes": minutes}
    notices.tell(call.driver, words.QUOTED, facts, about=[call.pk], now=now)
    journal.record("stations.offer_repair", call, by=by, now=now, label=provider.name, facts={"price": price})
    return quote


@action
def choose(quote: Quote, *, by: Caller, now: datetime) -> Call:
    """The driver takes this quote; of two taps at once one wins. Again answers the same call.

    Raises QuoteWithdrawn, CallTaken, CallOver.
    """
    if not _won(quote, now):
        return _why_not(quote)
    call = Call.objects.select_related("driver").get(pk=quote.call_id)
    _renew(call, now)
    _tell_choice(call, quote, now)
    journal.record(
        "stations.choose_repair", call, by=by, now=now, label=quote.provider.name, facts={"price": quote.price}
    )
    return call


def _won(quote: Quote, now: datetime) -> bool:
    """One conditional write decides; an `offer` that withdraws the quote holds the call, and is waited for first."""
    Call.objects.select_for_update().get(pk=quote.call_id)
    standing = Quote.objects.filter(pk=quote.pk, withdrawn_at=None, call=OuterRef("pk"))
    waiting = Call.objects.open().filter(Exists(standing), pk=quote.call_id, chosen=None)
    return bool(waiting.update(chosen=quote, chosen_at=now))


def _why_not(quote: Quote) -> Call:
    """The call if this very quote was chosen before. Raises CallOver, CallTaken, QuoteWithdrawn."""
    call = Call.objects.select_related("chosen__provider").get(pk=quote.call_id)
    if call.chosen_id == quote.pk:
        return call
    _check_waiting(call)
    raise refusals.QuoteWithdrawn(name=quote.provider.name)


def _check_waiting(call: Call) -> None:
    """Raises CallOver, CallTaken."""
    if call.done_at or call.cancelled_at:
        raise refusals.CallOver()
    if call.chosen_id:
        raise refusals.CallTaken(name=Quote.objects.select_related("provider").get(pk=call.chosen_id).provider.name)


def _tell_choice(call: Call, quote: Quote, now: datetime) -> None:
    said = {"plate": call.plate, "minutes": quote.minutes, "price": Fen(quote.price).shown}
    notices.tell(quote.provider.person, words.CHOSEN, said, about=[call.pk], now=now)
    others = call.quotes.filter(withdrawn_at=None).exclude(pk=quote.pk).select_related("provider__person")
    for other in others:
        notices.tell(other.provider.person, words.NOT_CHOSEN, {"code": shown(call.code)}, sms=False, now=now)


@action
def driver_number(call: Call, provider: Provider, *, by: Caller, now: datetime) -> str:
    """The driver's telephone number, for the chosen workshop until the work is done; that it looked is written down.

    Raises NotChosen, CallOver, NoNumber.
    """
    if call.chosen_id is None or call.chosen.provider_id != provider.pk:
        raise refusals.NotChosen()
    if call.done_at or call.cancelled_at:
        raise refusals.CallOver()
    return people.look_at_number(call.driver, by=by, now=now, why=f"救援单 {shown(call.code)}")


@action
def arrive(call: Call, *, by: Caller, now: datetime) -> Call:
    """The chosen workshop is there. Again changes nothing. Raises CallOver."""
    moved = Call.objects.open().filter(pk=call.pk, chosen__isnull=False, arrived_at=None).update(arrived_at=now)
    call.refresh_from_db()
    if moved:
        quote = call.chosen
        _renew(call, now)
        facts = {"name": quote.provider.name, "price": Fen(quote.price).shown}
        notices.tell(call.driver, words.ARRIVED, facts, about=[call.pk], sms=False, now=now)
        journal.record("stations.arrive_repair", call, by=by, now=now, label=quote.provider.name)
    elif call.cancelled_at:
        raise refusals.CallOver()
    return call


@action
def finish(call: Call, *, charged: Fen, by: Caller, now: datetime) -> Call:
    """It runs again; `charged` (fen) is at most what was quoted. Again changes nothing.

    Raises NotThereYet, PriceRaised, CallOver.
    """
    call = hold_rows(Call.objects.select_related("chosen__provider", "driver").filter(pk=call.pk)).get()
    if call.done_at:
        return call
    if call.cancelled_at:
        raise refusals.CallOver()
    if call.arrived_at is None:
        raise refusals.NotThereYet()
    rules.check_charge(charged, Fen(call.chosen.price))
    call.done_at, call.charged = now, charged
    call.save(update_fields=["done_at", "charged"])
    _renew(call, now)
    facts = {"name": call.chosen.provider.name, "charged": charged.shown}
    notices.tell(call.driver, words.DONE, facts, about=[call.pk], now=now)
    journal.record("stations.finish_repair", call, by=by, now=now, facts={"charged": charged})
    return call


@action
def cancel(call: Call, *, reason: str, by: Caller, now: datetime) -> Call:
    """The driver needs it no more: until the mechanic is there, or when nobody has ended it STUCK hours later.

    Again changes nothing. Raises CallOver.
    """
    reason = fold(reason)[:200] or "—"
    may = Q(arrived_at=None) | Q(arrived_at__lte=now - rules.STUCK)
    changed = Call.objects.open().filter(may, pk=call.pk).update(cancelled_at=now, cancel_reason=reason)
    call.refresh_from_db()
    if not changed:
        if call.cancelled_at:
            return call
        raise refusals.CallOver()
    if call.chosen_id:
        facts = {"code": shown(call.code), "reason": reason}
        notices.tell(call.chosen.provider.person, words.CANCELLED, facts, now=now)
    _renew(call, now)
    journal.record("stations.cancel_repair", call, by=by, now=now, label=shown(call.code), facts={"reason": reason})
    return call


@action
def rate(call: Call, *, stars: int, rating: str, by: Caller, now: datetime) -> Call:
    """The driver's word on the work, once. Raises BadStars, NotDone, RatedAlready."""
    rules.check_stars(stars)
    rated = Call.objects.filter(pk=call.pk, done_at__isnull=False, rated_at=None).update(
        stars=stars, rating=fold(rating)[:200], rated_at=now
    )
    call.refresh_from_db()
    if not rated:
        raise refusals.RatedAlready() if call.rated_at else refusals.NotDone()
    _renew(call, now)
    journal.record("stations.rate_repair", call, by=by, now=now, label=shown(call.code), facts={"stars": stars})
    return call


def _renew(call: Call, now: datetime) -> None:
    """What waits for its driver and for the workshops, as the call stands."""
    agenda.renew(CALLS, [call.pk], now=now)
    agenda.renew(JOBS, [call.pk], now=now)


def _waiting(now: datetime) -> list[UUID]:
    return list(Call.objects.waiting(now=now).values_list("pk", flat=True))


def forget_calls(*, now: datetime) -> int:
    """Plate and position of calls that ended so long ago as KEPT are blotted out; the record of the work stays."""
    ended = Q(done_at__lt=now - KEPT) | Q(cancelled_at__lt=now - KEPT)
    old = Call.objects.filter(ended).exclude(plate="")
    # A tenth of a degree is some ten kilometres: enough to see where calls come from, not where somebody stood.
    blurred = {name: Round(F(name), precision=1) for name in ("lat", "lon")}
    return old.update(plate="", near="", **blurred)
