"""Telling people: a row in the act's own transaction; `outbox` carries it out after commit."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db import models, transaction

from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.keys import mobile_of, own_or, phone_of
from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import insert_columns, loaded, new_id, new_ids
from gonghui.primitives.statements import run
from gonghui.primitives.transactions import action

from .budgets import spend
from .envelopes import sealed
from .models import Delivery, Notice, ShownMessage
from .outbox import rescue_claimed, send_due
from .querysets import DeliveryQuerySet, NoticeQuerySet
from .templates import Filled, Template

__all__ = [
    "SIGN_IN_CODE",
    "Template",
    "decide_unsure",
    "inbox",
    "mark_read",
    "rescue_claimed",
    "send_again",
    "send_code",
    "send_due",
    "send_to",
    "shown_to",
    "tell",
    "tell_each",
    "tell_many",
    "undelivered",
    "unread_count",
    "unsent",
]

AT_ONCE = 2_000  # people told with one pair of INSERTs
TITLE = 80  # characters a title may have
CODE_LIVES = timedelta(minutes=5)
UNREAD = "SELECT count(*) FROM notices_notice WHERE person_id = %s AND read_at IS NULL"
SIGN_IN_CODE = Template(
    "people.sign_in_code",
    title=_("登录验证码"),
    text=_("你的登录验证码是 %(code)s，5 分钟内有效。请勿告诉他人。"),
)


@action
def tell(
    person: Person,
    template: Template,
    facts: Mapping[str, object],
    *,
    now: datetime,
    about: Sequence[object] = (),
    sms: bool = True,
) -> Notice:
    """Tell one person: readable in the app at once; by SMS too, if `sms` and there is a living number.

    `about`: the arguments of the template's page, mostly a thing's id. Raises KeyError for a fact the template needs.
    """
    [notice] = _tell_part([(person, facts)], template, now=now, link=template.link(about), sms=sms)
    return loaded(Notice, id=notice)


def tell_many(
    people: Iterable[tuple[Person | uuid.UUID, Mapping[str, object]]],
    template: Template,
    *,
    now: datetime,
    about: Sequence[object] = (),
    sms: bool = True,
) -> int:
    """Tell many people, each with their own facts; `people` may be a generator and is never held as a whole.

    Persons may be given by id: their numbers are then looked up, one query for each two thousand. Returns how many.
    All or none. Not an `@action`: a generator cannot be run through again, so a conflict is the caller's to repeat.
    """
    told, source, link = 0, iter(people), template.link(about)
    with transaction.atomic(savepoint=False):
        while part := list(islice(source, AT_ONCE)):
            told += len(_tell_part(part, template, now=now, link=link, sms=sms))
    return told


@action
def tell_each(
    told: Sequence[tuple[Person | uuid.UUID, Mapping[str, object], Sequence[object]]],
    template: Template,
    *,
    now: datetime,
    sms: bool = True,
) -> int:
    """As `tell`, many: each with their own facts and about their own thing. Returns how many; all or none."""
    for at in range(0, len(told), AT_ONCE):
        part = told[at : at + AT_ONCE]
        links = [template.link(about) for _person, _facts, about in part]
        _tell_part([(person, facts) for person, facts, _about in part], template, now=now, link=links, sms=sms)
    return len(told)


@action
def send_code(to: Mobile | Person, code: str, template: Template = SIGN_IN_CODE, *, now: datetime) -> Delivery:
    """Send a code, which people counts. After five minutes it is not sent any more. Raises NoNumber."""
    return _send(own_or(to), template, {"code": code}, useless_after=now + CODE_LIVES, now=now)


@action
def send_to(
    to: Mobile | Person,
    template: Template,
    facts: Mapping[str, object],
    *,
    door: str,
    by: Caller,
    useless_after: datetime,
    now: datetime,
) -> Delivery:
    """Send an SMS at somebody else's wish, made at this `door`; after `useless_after` it is not sent any more.

    To a number that anybody could type, or to a person's own. `door` "": the house's own word, which spends no
    budget. Raises SmsSpent, KeyError, ValueError (no living number).
    """
    mobile = to if isinstance(to, Mobile) else _number(to)
    if mobile is None:
        raise ValueError("no living number")
    if door:
        spend(mobile, door=door, by=by, now=now)
    return _send(mobile, template, facts, useless_after=useless_after, now=now)


def _send(
    mobile: Mobile, template: Template, facts: Mapping[str, object], *, useless_after: datetime, now: datetime
) -> Delivery:
    filled = template.filled(facts)
    delivery = Delivery(template=template.code, due_at=now, created_at=now, useless_after=useless_after)
    delivery.message_sealed = sealed(delivery.pk, to=mobile.e164, text=filled.sms, params=filled.params)
    delivery.save(force_insert=True)
    return delivery


@action
def mark_read(person: Person, notice_ids: Collection[uuid.UUID], *, now: datetime) -> int:
    """Mark a person's own notices as read. Returns how many were new; others' ids are passed over."""
    return Notice.objects.of(person.pk).unread().filter(pk__in=notice_ids).update(read_at=now)


@action
def decide_unsure(delivery: Delivery, *, was_sent: bool, by: Caller, now: datetime) -> bool:
    """An operator's word on a delivery nobody could clear up: it went, or it is to go now. False: already decided."""
    fate = {"state": Delivery.State.SENT, "sent_at": now} if was_sent else {"state": Delivery.State.DUE, "due_at": now}
    if not Delivery.objects.undelivered().filter(pk=delivery.pk).update(attempts=0, **fate):
        return False
    journal.record("notices.decide_unsure", delivery, by=by, now=now, label=delivery.template, facts={"sent": was_sent})
    return True


@action
def send_again(deliveries: DeliveryQuerySet, *, by: Caller, now: datetime) -> int:
    """Held and given-up deliveries among these go now, as new: an operator has mended what kept them. Returns how many.

    What has become useless meanwhile is not sent; the worker writes that down.
    """
    kept = deliveries.filter(state__in=[Delivery.State.HELD, Delivery.State.FAILED])
    causes, first = kept.by_cause(), kept.first()
    sent = kept.order_by().update(state=Delivery.State.DUE, due_at=now, attempts=0)
    if first is not None:
        journal.record("notices.send_again", first, by=by, now=now, label=first.template, facts={"causes": causes})
    return sent


def inbox(person: Person) -> NoticeQuerySet:
    """A person's notices, newest first."""
    return Notice.objects.of(person.pk)


def unread_count(person: Person) -> int:
    """How many messages they have not opened; asked by every page, so by a statement that is planned already."""
    [(unread,)] = run(UNREAD, (person.pk,))
    return int(unread)


def unsent() -> int:
    """How many deliveries are still on their way."""
    return Delivery.objects.unsent()


def undelivered() -> DeliveryQuerySet:
    """Deliveries whose fate an operator must decide, oldest first."""
    return Delivery.objects.undelivered()


def shown_to(mobile: Mobile) -> models.QuerySet[ShownMessage]:
    """What the demo's phone with this number shows, newest first."""
    return ShownMessage.objects.filter(to=mobile.e164).order_by("-at", "-delivery")


def _tell_part(
    part: list[tuple[Person | uuid.UUID, Mapping[str, object]]],
    template: Template,
    *,
    now: datetime,
    link: str | list[str],  # one for all, or each their own
    sms: bool,
) -> list[uuid.UUID]:
    known = _known(person for person, _facts in part) if sms else {}
    notices = [
        _Told(new_id(), person.pk if isinstance(person, Person) else person, template.filled(facts))
        for person, facts in part
    ]
    insert_columns(
        Notice,
        id=[told.id for told in notices],
        created_at=now,
        person_id=[told.person for told in notices],
        template=template.code,
        title=[told.filled.title[:TITLE] for told in notices],
        text=[told.filled.text for told in notices],
        link=link,
    )
    _hand_over([(told, number) for told in notices if sms and (number := _living(known[told.person]))], template, now)
    return [told.id for told in notices]


@dataclass(frozen=True, slots=True)
class _Told:
    id: uuid.UUID
    person: uuid.UUID
    filled: Filled


def _hand_over(told: Sequence[tuple[_Told, str]], template: Template, now: datetime) -> None:
    """Deliveries of these notices to these numbers."""
    ids = new_ids(len(told))
    insert_columns(
        Delivery,
        id=ids,
        created_at=now,
        due_at=clock.by_day(now) if template.by_day else now,
        notice_id=[one.id for one, _number in told],
        person_id=[one.person for one, _number in told],
        template=template.code,
        message_sealed=[
            sealed(pk, to=number, text=one.filled.sms, params=one.filled.params)
            for pk, (one, number) in zip(ids, told, strict=True)
        ],
    )


def _known(people: Iterable[Person | uuid.UUID]) -> dict[uuid.UUID, Person]:
    given = list(people)
    known = {person.pk: person for person in given if isinstance(person, Person)}
    asked = [person for person in given if not isinstance(person, Person)]
    if asked:
        known |= Person.objects.only("mobile_sealed", "mobile_dead_at").in_bulk(asked)
    return known


def _living(person: Person) -> str | None:
    return None if person.mobile_dead_at else phone_of(person)


def _number(person: Person) -> Mobile | None:
    return None if person.mobile_dead_at else mobile_of(person)
