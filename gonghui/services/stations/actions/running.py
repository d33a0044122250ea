"""A keeper's day: the free basics, prices, stores with their expiry, what is broken and mended."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from gonghui.kernel import dates
from gonghui.kernel.callers import Caller
from gonghui.kernel.money import Fen
from gonghui.kernel.text import fold
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Keeper, Premises
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import BasicsDay, Fault, Price, Supply
from ..pages.agenda import STORES
from . import words

MOST_PIECES = 10_000
GONE = {"used": _("用完"), "expired": _("过期下架"), "lost": _("丢失")}


@action
def confirm_basics(
    premises: Premises, kept: Sequence[str], *, note: str, by_person: Person, by: Caller, now: datetime
) -> BasicsDay:
    """Which of the five free basics are there today; said again, the day's word is replaced. Raises BadBasics."""
    found = rules.basics(kept)
    values = {"kept": found, "note": fold(note)[:200], "confirmed_at": now, "by_person": by_person}
    day, _new = BasicsDay.objects.update_or_create(
        premises=premises, day=timezone.localdate(now), defaults=values, create_defaults=values
    )
    journal.record("stations.confirm_basics", premises, by=by, now=now, facts={"kept": found})
    return day


@action
def set_price(
    premises: Premises, *, item: str, content: str, unit: str, price: Fen, by: Caller, now: datetime
) -> Price:
    """The thing costs so much (fen a unit) from now on; its earlier price ends, the same again
    changes nothing. Raises EmptyField."""
    item, unit = _some(item, 40, _("项目")), _some(unit, 20, _("单位"))
    Premises.objects.select_for_update().get(pk=premises.pk)  # two prices for one thing at once: one after the other
    standing = Price.objects.filter(premises=premises, item=item, ended_at=None)
    same = standing.filter(content=fold(content)[:120], unit=unit, price=price).first()
    if same is not None:
        return same
    standing.update(ended_at=now)
    made = Price.objects.create(
        premises=premises, item=item, content=fold(content)[:120], unit=unit, price=price, since=now
    )
    journal.record("stations.set_price", premises, by=by, now=now, label=item, facts={"price": price})
    return made


@action
def end_price(price: Price, *, by: Caller, now: datetime) -> Price:
    """The thing is not offered any more. Again changes nothing."""
    if Price.objects.filter(pk=price.pk, ended_at=None).update(ended_at=now):
        journal.record("stations.end_price", price.premises, by=by, now=now, label=price.item)
    price.refresh_from_db(fields=["ended_at"])
    return price


@action
def put_supply(
    premises: Premises, *, kind: str, name: str, quantity: int, unit: str, expires_on: date | None, key: str = "",
    by: Caller, now: datetime,
) -> Supply:  # fmt: skip
    """A batch comes onto the shelf; the same key answers the same batch.

    Raises EmptyField, BadQuantity, ExpiredAlready.
    """
    name, unit = _some(name, 60, _("名称")), _some(unit, 10, _("单位"))
    if not 1 <= quantity <= MOST_PIECES:
        raise refusals.BadQuantity(most=MOST_PIECES)
    rules.check_expiry(name, expires_on, today=timezone.localdate(now))
    batch = Supply(premises=premises, kind=kind, name=name, quantity=quantity, unit=unit, put_in_at=now, key=key)
    batch.expires_on = expires_on
    if not insert_unless_taken(batch):
        return Supply.objects.get(premises=premises, key=key)
    agenda.renew(STORES, [batch.pk], now=now)
    journal.record("stations.put_supply", premises, by=by, now=now, label=name, facts={"quantity": quantity})
    return batch


@action
def take_supply(supply: Supply, *, why: str, by: Caller, now: datetime) -> Supply:
    """The batch is used up, expired or lost. Raises UnknownChoice, GoneAlready."""
    if why not in GONE:
        raise refusals.UnknownChoice(text=why[:20], choices=tuple(Word(name) for name in GONE.values()))
    if not Supply.objects.filter(pk=supply.pk, gone_at=None).update(gone_at=now, gone_why=why):
        raise refusals.GoneAlready()
    agenda.done(STORES.key, [supply.pk])
    journal.record("stations.take_supply", supply.premises, by=by, now=now, label=supply.name, facts={"why": why})
    supply.refresh_from_db()
    return supply


@action
def warn_supplies(*, now: datetime) -> int:
    """Tell the keepers, once for each batch, what expires within PRESSING_DAYS (the worker). Returns the batches."""
    until = timezone.localdate(now) + timedelta(days=rules.PRESSING_DAYS)
    batches = list(
        Supply.objects.expiring(until=until)
        .filter(warned_at=None)
        .select_related("premises")
        .select_for_update(of=["self"], skip_locked=True)
        .order_by("pk")[:200]
    )
    keepers = Keeper.objects.filter(ends_at=None, premises__in={batch.premises_id for batch in batches})
    by_premises: dict[object, list[object]] = {}
    for keeper in keepers.order_by("pk"):
        by_premises.setdefault(keeper.premises_id, []).append(keeper.person_id)
    told = (
        (person, {"name": batch.premises.name, "what": batch.name, "day": dates.day(batch.expires_on)})
        for batch in batches
        for person in by_premises.get(batch.premises_id, [])
    )
    notices.tell_many(told, words.EXPIRING, sms=False, now=now)  # type: ignore[arg-type]
    return Supply.objects.filter(pk__in=[batch.pk for batch in batches]).update(warned_at=now)


@action
def report_fault(premises: Premises, *, what: str, by_person: Person, by: Caller, now: datetime) -> Fault:
    """Something is broken; the same words while it is not mended answer the first report. Raises EmptyField."""
    what = _some(what, 200, _("哪里坏了"))
    Premises.objects.select_for_update().get(pk=premises.pk)
    standing = Fault.objects.open().filter(premises=premises, what=what).first()
    if standing is not None:
        return standing
    fault = Fault.objects.create(premises=premises, what=what, reported_at=now, reported_by=by_person)
    journal.record("stations.report_fault", premises, by=by, now=now, facts={"what": what})
    return fault


@action
def fix_fault(fault: Fault, *, note: str, by_person: Person, by: Caller, now: datetime) -> Fault:
    """It is mended. Raises FixedAlready."""
    fixed = {"fixed_at": now, "fixed_by": by_person, "note": fold(note)[:200]}
    if not Fault.objects.open().filter(pk=fault.pk).update(**fixed):
        raise refusals.FixedAlready()
    journal.record("stations.fix_fault", fault.premises, by=by, now=now, facts={"what": fault.what})
    fault.refresh_from_db()
    return fault


def _some(text: str, longest: int, field: str) -> str:
    """The text, folded and cut. Raises EmptyField."""
    folded = fold(text)[:longest]
    if not folded:
        raise refusals.EmptyField(what=Word(field))
    return folded
