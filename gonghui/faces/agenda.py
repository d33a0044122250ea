"""What waits for the asker, on home, under 我的 and on "my work": rows of the agenda, and nothing else."""

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
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Membership, MobileRequest, Office, Person, Union
from gonghui.primitives.people.powers import ADMINISTER
from gonghui.primitives.people.rules import ancestors, within

from . import services
from .models import OpeningWish
from .requests import Request
from .scripts import sentence
from .services import Card, WorkItem

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


def _numbers(persons: Ids, _people: Ids, now: datetime) -> Iterable[Matter]:
    """Somebody's other number, for who administers all unions at which that person is something."""
    standing = MobileRequest.objects.filter(decided_at=None, created_at__gte=now - people.STANDS)
    for asked in only(standing, person=persons).select_related("person").order_by("pk"):
        if union := _over_all_of(asked.person, now):
            yield Matter(
                subject=asked.person_id,
                key=NUMBERS.key,
                union_id=union,
                act=ADMINISTER.name,
                not_for=asked.by_person_id,
                queue=N_("换手机号"),
                title=f"{asked.person.name} 换手机号",
                note=asked.proof,
                step=N_("去确认"),
                link=link("faces:account", asked.person_id),
                due=asked.created_at + people.STANDS,
                until=asked.created_at + people.STANDS,
            )


def _over_all_of(person: Person, now: datetime) -> UUID | None:
    """The lowest union under which the person is wholly, offices and membership; None for who belongs to none."""
    offices = Office.objects.open_at(now).filter(person=person).values_list("union__path", flat=True)
    members = Membership.objects.active().filter(person=person).values_list("union__path", flat=True)
    lines = [ancestors(path) for path in (*offices, *members)]
    shared = set(lines[0]).intersection(*lines[1:]) if lines else set()
    return Union.objects.filter(path__in=shared).order_by("-path").values_list("pk", flat=True).first()


NUMBERS = agenda.Source("faces.number", _numbers)  # subject: the person whose number it is


def mine(request: Request) -> list[Matter]:
    """Everything that is the asker's, the most urgent first; what of it a page shows it makes `cards` of."""
    return agenda.of(request.person, now=request.now) if request.person else []


def cards(matters: list[Matter], *, now: datetime) -> list[Card]:
    """As they are shown, with what is reckoned anew each time."""
    keys = {matter.key for matter in matters}
    for source in services.product().agenda:
        if source.key in keys:
            number(source, [matter for matter in matters if matter.key == source.key])
    return [card_of(matter, now) for matter in matters]


def number(source: agenda.Source, matters: list[Matter]) -> None:
    """What matters about them, if it is not written down: how far I have come in a line."""
    if source.numbers is not None and matters:
        found = source.numbers(matters)
        for matter in matters:
            matter.number = found.get(matter.pk, matter.number)


def awaited(matters: list[Matter]) -> set[str]:
    """The codes of the services whose opening the asker waits for."""
    return {matter.title for matter in matters if matter.key == OPENINGS.key}


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


def heaps(matters: list[Matter]) -> list[tuple[str, str, str, int]]:
    """Of each heap its code, word, icon and how much lies on it."""
    many = Counter(matter.queue for matter in matters)
    return [(heap, name, icon, many[heap]) for heap, (name, icon) in HEAPS.items()]


def item_of(matter: agenda.Waiting, chosen: Union | None) -> WorkItem:
    """A matter at a union below none of those the console was switched to switches it back."""
    away = chosen is not None and not within(matter.path, chosen.path)
    return WorkItem(
        title=matter.title,
        url=matter.url,
        act=sentence(matter.step),
        queue=sentence(matter.queue),
        due=matter.due,
        union=matter.union,
        note=matter.note,
        switch_to=matter.code if away else "",
    )
