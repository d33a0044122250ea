"""What is done about loads: verify shippers, post, show the number, report, decide. One transaction each."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from gonghui.kernel.callers import Caller
from gonghui.kernel.credit_code import CreditCode
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.money import Fen
from gonghui.kernel.text import fold
from gonghui.primitives import clock
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division, Person, Union
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from ...pages.agenda import FRAUDS
from . import refusals, rules, words
from .models import FraudReport, Load, Shipper, Touch

DAY = 24 * 60 * 60


@action
def verify_shipper(
    union: Union, *, contact: str, mobile: Mobile, name: str, credit_code: str, phone: str, by_person: Person,
    by: Caller, now: datetime, despite_closure: bool = False,
) -> Shipper:  # fmt: skip
    """A firm whose papers the union has seen may post loads, by its `contact` who is known by `mobile`.

    Raises BadCreditCode, ShipperTwice, ClosedBefore, and what people.named raises. One that any union closed is
    verified again only `despite_closure`, by somebody who was told of it.
    """
    code = str(CreditCode.parse(credit_code))
    person = people.named(contact, mobile, by=by, now=now)
    closed = Shipper.objects.closed_before(person, code)
    if closed is not None and not despite_closure:
        raise refusals.ClosedBefore(name=closed.name, when=clock.moment(closed.closed_at), reason=closed.close_reason)
    shipper = Shipper(
        union=union, person=person, name=fold(name)[:120], credit_code=code, phone=fold(phone)[:30],
        verified_at=now, verified_by=by_person,
    )  # fmt: skip
    if not insert_unless_taken(shipper):
        standing = Shipper.objects.open().filter(person=person).first() or Shipper.objects.open().get(credit_code=code)
        raise refusals.ShipperTwice(name=standing.name)
    notices.tell(person, words.VERIFIED, {"name": shipper.name, "union": union.name}, now=now)
    facts = {"union": union.name} | ({"despite_closure": str(closed.pk)} if closed else {})
    journal.record("stations.verify_shipper", shipper, by=by, now=now, on_person=person, facts=facts)
    return shipper


@action
def close_shipper(shipper: Shipper, *, reason: str, by: Caller, now: datetime) -> Shipper:
    """The firm posts no more; its standing loads are withdrawn, and whoever saw its number is warned. Once."""
    reason = fold(reason)[:200]
    if Shipper.objects.open().filter(pk=shipper.pk).update(closed_at=now, close_reason=reason):
        facts = {"name": shipper.name, "reason": reason}
        drivers = set(Touch.objects.filter(load__shipper=shipper).values_list("person", flat=True))
        Load.objects.filter(shipper=shipper, withdrawn_at=None).update(withdrawn_at=now, withdraw_reason=reason)
        notices.tell(shipper.person, words.CLOSED, facts, now=now)
        notices.tell_many(((driver, facts) for driver in sorted(drivers)), words.WARNED, now=now)
        journal.record("stations.close_shipper", shipper, by=by, now=now, facts={"reason": reason})
    shipper.refresh_from_db(fields=["closed_at", "close_reason"])
    return shipper


@action
def post_load(
    shipper: Shipper, *, origin: Division, target: Division, goods: str, weight_kg: int, lorry: str, loads_on: date,
    price: Fen | None, note: str, key: str, by: Caller, now: datetime,
) -> Load:  # fmt: skip
    """Drivers find it from now on. The same key answers the same load.

    Raises NotAShipper, NoGoods, NumberInText, SameTown, BadWeight, LoadDayPast, LoadDayFar.
    """
    terms = rules.Terms(origin.pk, target.pk, fold(goods)[:60], weight_kg, loads_on, fold(note)[:200])
    rules.check_terms(terms, today=timezone.localdate(now))
    if Shipper.objects.select_for_update().get(pk=shipper.pk).closed_at:  # nothing is posted while it is being closed
        raise refusals.NotAShipper()
    load = Load(
        shipper=shipper, key=key, origin=origin, target=target, goods=terms.goods, weight_kg=weight_kg, lorry=lorry,
        loads_on=loads_on, price=price, note=terms.note, posted_at=now,
    )  # fmt: skip
    if not insert_unless_taken(load):
        return Load.objects.get(shipper=shipper, key=key)
    label = f"{origin.with_city}→{target.with_city}"
    journal.record("stations.post_load", load, by=by, now=now, label=label, facts={"goods": load.goods})
    return load


@action
def withdraw_load(load: Load, *, reason: str, by: Caller, now: datetime) -> Load:
    """Drivers find it no more. Again changes nothing."""
    reason = fold(reason)[:200]
    if Load.objects.filter(pk=load.pk, withdrawn_at=None).update(withdrawn_at=now, withdraw_reason=reason):
        journal.record("stations.withdraw_load", load, by=by, now=now, label=load.goods, facts={"reason": reason})
    load.refresh_from_db(fields=["withdrawn_at", "withdraw_reason"])
    return load


@action
def show_contact(load: Load, person: Person, *, by: Caller, now: datetime) -> str:
    """The shipper's telephone number for a driver who asks; who saw it is written down.

    Raises LoadGone, TooManyTouches.
    """
    today = timezone.localdate(now)
    found = Load.objects.standing(today=today).select_related("shipper").filter(pk=load.pk).first()
    if found is None:
        raise refusals.LoadGone()
    if insert_unless_taken(Touch(load=found, person=person, at=now)):
        if not people.count_use(f"loads:{person.pk}", limit=rules.TOUCHES_A_DAY, seconds=DAY, now=now):
            raise refusals.TooManyTouches(limit=rules.TOUCHES_A_DAY)
        journal.record(
            "stations.show_contact", found, by=by, now=now, label=found.shipper.name, on_person=person,
            facts={"goods": found.goods},
        )  # fmt: skip
    phone: str = found.shipper.phone
    return phone


@action
def report_fraud(load: Load, person: Person, *, what: str, by: Caller, now: datetime) -> FraudReport:
    """A driver who saw the number says it is a fraud; the second report of the same answers the first.

    Raises NoReportText, NotTouched.
    """
    what = fold(what)[:500]
    if not what:
        raise refusals.NoReportText()
    if not Touch.objects.filter(load=load, person=person).exists():
        raise refusals.NotTouched()
    report = FraudReport(load=load, person=person, what=what, reported_at=now)
    if not insert_unless_taken(report):
        return FraudReport.objects.get(load=load, person=person)
    agenda.renew(FRAUDS, [report.pk], now=now)
    journal.record("stations.report_fraud", load, by=by, now=now, label=load.shipper.name)
    return report


@action
def decide_report(
    report: FraudReport, *, upheld: bool, note: str, by_person: Person, by: Caller, now: datetime
) -> FraudReport:
    """The union's word, once: upheld closes the shipper with its loads. Raises ReportDecided."""
    note, shipper = fold(note)[:300] or "—", report.load.shipper
    decided: dict[str, Any] = {"upheld": upheld, "decided_at": now, "decided_by": by_person, "note": note}
    if not FraudReport.objects.waiting().filter(pk=report.pk).update(**decided):
        raise refusals.ReportDecided(name=FraudReport.objects.select_related("decided_by").get(pk=report.pk).decided_by)
    agenda.done(FRAUDS.key, [report.pk])
    report.refresh_from_db()
    if upheld:
        close_shipper(shipper, reason=note, by=by, now=now)
    template = words.UPHELD if upheld else words.DISMISSED
    notices.tell(report.person, template, {"name": shipper.name, "note": note}, now=now)
    journal.record("stations.decide_report", shipper, by=by, now=now, facts={"upheld": upheld, "reason": note})
    return report
