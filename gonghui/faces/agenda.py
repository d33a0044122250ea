"""What waits for the asker, on home, under 我的 and on "my work": rows of the agenda, and what a slice finds itself."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext as _

from gonghui.kernel.words import gettext_noop as N_  # noqa: N812
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.agenda import rules
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only
from gonghui.primitives.people.models import Union
from gonghui.primitives.people.rules import within

from . import services
from .guards import chosen_union
from .models import OpeningWish
from .requests import Request
from .services import Card, WorkItem

MOST_WORK = 1000
HEAPS = {  # what it is called, and its icon
    rules.BOOKINGS: (N_("预订"), "calendar-event"),
    rules.LOANS: (N_("在借"), "book"),
    rules.RECEIPTS: (N_("凭证"), "ticket"),
    rules.WAITING: (N_("候补"), "hourglass"),
    rules.CALLS: (N_("求助"), "tools"),
    rules.PURCHASES: (N_("购买"), "receipt"),
}


def subject_of(code: str) -> UUID:
    """A service has no row; it is known by its sign's code."""
    return uuid5(NAMESPACE_URL, f"sign:{code}")


def _openings(services_: Ids, people: Ids, _now: datetime) -> Iterable[Matter]:
    for wish in only(OpeningWish.objects.filter(told_at=None), person=people).order_by("pk"):
        if services_ is None or subject_of(wish.code) in services_:
            yield Matter(
                subject=subject_of(wish.code),
                key=OPENINGS.key,
                person_id=wish.person_id,
                queue=rules.OTHER,
                quiet=True,
                title=wish.code,
                link=link("faces:coming", wish.code),
            )


OPENINGS = agenda.Source("faces.opening", _openings)


def mine(request: Request) -> list[Card]:
    """Everything that is the asker's, the most urgent first."""
    if request.person is None:
        return []
    matters = agenda.of(request.person, now=request.now)
    keys = {matter.key for matter in matters}
    for source in services.product().agenda:
        if source.key in keys:
            number(source, [matter for matter in matters if matter.key == source.key])
    cards = [card_of(matter, request.now) for matter in matters]
    cards += services.collect(services.product().mine, request)
    return sorted(cards, key=lambda card: rules.urgency(card.moment, request.now))


def number(source: agenda.Source, matters: list[Matter]) -> None:
    """What matters about them, if it is not written down: how far I have come in a line."""
    if source.numbers is not None and matters:
        found = source.numbers(matters)
        for matter in matters:
            matter.number = found.get(matter.pk, matter.number)


def awaited(cards: list[Card]) -> set[str]:
    """The codes of the services whose opening the asker waits for."""
    return {card.title for card in cards if card.key == OPENINGS.key}


def card_of(matter: Matter, now: datetime) -> Card:
    at = matter.moment
    return Card(
        title=matter.title,
        url=matter.url,
        icon=matter.icon,
        when=matter.starts,
        due=matter.due,
        where=matter.place,
        note=_(matter.note) if matter.note else "",
        number=matter.number,
        unit=_(matter.unit) if matter.unit else "",
        act=_(matter.step) if matter.step else "",
        heap=matter.queue,
        quiet=matter.quiet,
        key=matter.key,
        left=minutes_left(at, now) if at and rules.presses(at, now) else "",
        late=matter.due is not None and matter.due < now,
    )


def minutes_left(at: datetime, now: datetime) -> str:
    """还有 40 分钟, before a script counts on."""
    return _("%(minutes)d 分钟") % {"minutes": max(1, round((at - now).total_seconds() / 60))}


def heaps(cards: list[Card]) -> list[tuple[str, str, str, int]]:
    """Of each heap its code, word, icon and how much lies on it."""
    many = Counter(card.heap for card in cards)
    return [(heap, name, icon, many[heap]) for heap, (name, icon) in HEAPS.items()]


def work(request: Request, queue: str = "") -> tuple[list[WorkItem], dict[str, int]]:
    """What waits for the officer, the oldest deadline first, wherever the console was switched to; and its queues."""
    chosen, waiting = chosen_union(request), agenda.of_offices(request.offices, now=request.now)
    items = [item_of(matter, chosen) for matter in waiting[:MOST_WORK]]
    items += services.collect(services.product().work, request)
    items.sort(key=lambda item: (item.due is None, item.due or request.now, item.title))
    return [item for item in items if not queue or item.queue == queue], dict(Counter(item.queue for item in items))


def item_of(matter: Matter, chosen: Union | None) -> WorkItem:
    """A matter at a union below none of those the console was switched to switches it back."""
    union = matter.union
    away = chosen is not None and not within(union.path, chosen.path)
    return WorkItem(
        title=matter.title,
        url=matter.url,
        act=_(matter.step),
        queue=_(matter.queue),
        due=matter.due,
        union=union.name,
        note=matter.note,
        switch_to=union.code if away else "",
    )
