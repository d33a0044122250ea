"""Carrying deliveries out: claim and commit, send with no transaction open, write the results back."""

import logging
import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from gonghui.kernel.mobile import BadMobile
from gonghui.kernel.sealing import Unsealable
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.keys import mobile_index, mobile_of
from gonghui.primitives.people.models import Person
from gonghui.primitives.statements import Texts, Uuids, send, sent_together
from gonghui.primitives.transactions import action, inside_an_action

from . import rules
from .alarms import raise_alarm
from .envelopes import opened
from .models import Delivery
from .outcomes import NeverWill, Outcome, SendingTrouble, TryLater
from .rules import Result
from .sms import base, chosen
from .sms.base import Message

log = logging.getLogger(__name__)

# Longer than a backend works on a batch (Backend.seconds): when it is over, the worker is taken for dead.
LEASE = timedelta(minutes=5)
WAITED = timedelta(minutes=1)
SENT = """
UPDATE notices_delivery AS d
SET state = 'sent', sent_at = %(now)s, claimed_until = NULL, error = '',
    provider_id = CASE r.provider_id WHEN '' THEN d.provider_id ELSE r.provider_id END
FROM unnest(%(ids)b::uuid[], %(providers)b::text[]) AS r(id, provider_id)
WHERE d.id = r.id AND d.state <> 'sent'
"""
WRITE_BACK = """
UPDATE notices_delivery AS d SET state = r.state, due_at = coalesce(r.due_at, d.due_at),
    sent_at = r.sent_at, claimed_until = r.until, error = r.error,
    attempts = d.attempts - r.uncounted,
    provider_id = CASE r.provider_id WHEN '' THEN d.provider_id ELSE r.provider_id END
FROM unnest(%(ids)b::uuid[], %(states)b::text[], %(due)s::timestamptz[], %(sent)s::timestamptz[],
    %(until)s::timestamptz[], %(providers)b::text[], %(errors)b::text[], %(claims)s::timestamptz[],
    %(uncounted)s::int[])
    AS r(id, state, due_at, sent_at, until, provider_id, error, claim, uncounted)
WHERE d.id = r.id AND (d.state = 'sending' AND d.claimed_until = r.claim OR r.state = 'sent' AND d.state <> 'sent')
"""


def send_due(*, now: datetime, limit: int = 1_000) -> int:
    """Send up to `limit` due deliveries, fewer with a backend of smaller batches. Returns how many were taken.

    Any number of workers may run at once.
    A delivery is taken by one conditional UPDATE and committed before anything is sent, so that no lock and no
    transaction is open while the outside world is slow. A worker that dies in between leaves it to `rescue_claimed`.
    """
    _refuse_inside_a_transaction()
    backend = chosen.backend()
    claimed = _claim_due(now=now, limit=min(limit, backend.batch))
    if not claimed:
        return 0
    outcomes = _send(backend, claimed, now=now)
    results = [
        rules.result_of(outcome, attempts=delivery.attempts, now=now, luck=random.random())  # noqa: S311 (spreads load)
        for delivery, outcome in zip(claimed, outcomes, strict=True)
    ]
    _write_back(claimed, results, now=now)
    return len(claimed)


def rescue_claimed(*, now: datetime, limit: int = 200) -> int:
    """Clear up deliveries whose worker died or did not learn the outcome: ask the backend, never just send again."""
    _refuse_inside_a_transaction()
    backend = chosen.backend()
    lost = _claim_lost(now=now, limit=min(limit, backend.batch))
    results = [
        rules.result_of_asking(
            _ask(backend, one, now=now), due_at=one.due_at, now=now, attempts=one.attempts, error=one.error
        )
        for one in lost
    ]
    if lost:
        _write_back(lost, results, now=now)
    return len(lost) + _try_held(now=now)


@action
def _try_held(*, now: datetime) -> int:
    return Delivery.objects.try_held(now=now)


@action
def _claim_due(*, now: datetime, limit: int) -> list[Delivery]:
    urgent = Delivery.objects.claim_due(now=now, lease=LEASE, limit=limit, urgent=True)
    return urgent + Delivery.objects.claim_due(now=now, lease=LEASE, limit=limit - len(urgent), urgent=False)


@action
def _claim_lost(*, now: datetime, limit: int) -> list[Delivery]:
    return Delivery.objects.claim_lost(now=now, lease=LEASE, limit=limit)


def _send(backend: base.Backend, claimed: Sequence[Delivery], *, now: datetime) -> list[Outcome]:
    moved = _moved(claimed, now=now)
    ready = [_ready(delivery, now=now, moved=moved) for delivery in claimed]
    messages = [one for one in ready if isinstance(one, Message)]
    outcomes = iter(backend.send_batch(messages) if messages else [])
    return [next(outcomes) if isinstance(one, Message) else one for one in ready]


def _moved(claimed: Sequence[Delivery], *, now: datetime) -> dict[uuid.UUID, Person]:
    """Whose messages have waited so long that they may have another number by now: the old one may be a stranger's."""
    waited = {one.person_id for one in claimed if one.person_id and now - one.created_at > WAITED}
    return Person.objects.only("id", "mobile_sealed").in_bulk(waited) if waited else {}


def _ready(delivery: Delivery, *, now: datetime, moved: Mapping[uuid.UUID, Person]) -> Message | SendingTrouble:
    if rules.too_late(delivery.useless_after, now=now):
        return NeverWill(rules.TOO_LATE)
    try:
        message, person = opened(delivery, now=now), moved.get(delivery.person_id) if delivery.person_id else None
        number = mobile_of(person) if person else message.to
        return replace(message, to=number) if number else NeverWill("no_number")
    except (Unsealable, BadMobile, ValueError) as error:
        return NeverWill(f"unreadable: {type(error).__name__}")


def _ask(backend: base.Backend, delivery: Delivery, *, now: datetime) -> bool | SendingTrouble | None:
    try:
        return backend.was_sent(opened(delivery, now=now))
    except SendingTrouble as trouble:
        return trouble
    except Exception as error:
        log.error("sms %s: %s when asked for its fate", delivery.id, type(error).__name__)
        return TryLater(type(error).__name__)


@action
def _write_back(deliveries: Sequence[Delivery], results: Sequence[Result], *, now: datetime) -> None:
    """Write results where the claim is still ours. That a message was sent is true whoever holds it now."""
    rows = list(zip(deliveries, results, strict=True))
    with sent_together():
        _write_sent([(one.id, result.provider_id) for one, result in rows if _plainly_sent(result)], now)
        _write_others([(one, result) for one, result in rows if not _plainly_sent(result)], now)
    if mended := {delivery.error for delivery, result in rows if result.state == "sent"} - {""}:
        Delivery.objects.free(mended, now=now)
    raise_alarm({result.error for _, result in rows if result.alarming}, now=now)
    _bury_numbers([delivery for delivery, result in rows if result.number_is_dead], now=now)
    _say(rows)


def _plainly_sent(result: Result) -> bool:
    return result.state == "sent" and not (result.error or result.uncounted or result.due_at or result.until)


def _write_sent(sent: Sequence[tuple[uuid.UUID, str]], now: datetime) -> None:
    if sent:
        ids, providers = zip(*sent, strict=True)
        send(SENT, {"ids": Uuids(ids), "providers": Texts(one[:80] for one in providers), "now": now})


def _write_others(rows: Sequence[tuple[Delivery, Result]], now: datetime) -> None:
    if not rows:
        return
    told = {
        "ids": Uuids(delivery.id for delivery, _ in rows),
        "states": Texts(result.state for _, result in rows),
        "due": [result.due_at for _, result in rows],
        "sent": [now if result.state == "sent" else None for _, result in rows],
        "until": [result.until for _, result in rows],
        "providers": Texts(result.provider_id[:80] for _, result in rows),
        "errors": Texts(result.error[:200] for _, result in rows),
        "claims": [delivery.claimed_until for delivery, _ in rows],
        "uncounted": [int(result.uncounted) for _, result in rows],
    }
    send(WRITE_BACK, told)


def _bury_numbers(deliveries: Sequence[Delivery], *, now: datetime) -> None:
    """Mark persons' numbers dead, unless they have another number by now."""
    for delivery in deliveries:
        person = Person.objects.filter(pk=delivery.person_id).first() if delivery.person_id else None
        if person and person.mobile_index and bytes(person.mobile_index) == _index(delivery, now=now):
            people.mark_mobile_dead(person, now=now)


def _index(delivery: Delivery, *, now: datetime) -> bytes:
    return mobile_index(opened(delivery, now=now).to)


def _say(rows: Sequence[tuple[Delivery, Result]]) -> None:
    """The log knows deliveries by id and template: no number and no text ever."""
    for delivery, result in rows:
        if result.error:
            log.warning("sms %s %s: %s, %s", delivery.id, delivery.template, result.state, result.error)
    sent = sum(result.state == "sent" for _, result in rows)
    log.info("sms: %s sent, %s not", sent, len(rows) - sent)


def _refuse_inside_a_transaction() -> None:
    if inside_an_action():
        raise RuntimeError("messages are sent outside transactions: what is rolled back could not be unsent")
