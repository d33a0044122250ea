"""Whom and what a measured rush needs: members with tokens, and fairs of so many pools."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.money import Fen
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.draws.models import Draw
from gonghui.primitives.people import actions as people
from gonghui.primitives.people import divisions
from gonghui.primitives.people.models import Account, Division, Person, Union
from gonghui.primitives.rows import insert_many
from gonghui.services.fairs import actions, rules
from gonghui.services.fairs.models import Fair, Session

AT_ONCE = 20_000  # persons enrolled together
UNUSABLE = "!"  # no password opens it
BY = Caller(person=None, name="压测", origin="cli")
TERMS = {
    "name": "压测专场",
    "about": "凭码入场",
    "guarantee": "七天退换",
    "funded_by": "省总工会",
    "rate_source": "压测",
    "max_subsidy": Fen(500_000),
}


@dataclass(frozen=True, slots=True)
class Member:
    person: Person
    token: str


def found(now: datetime) -> Union:
    """The union whose members rush."""
    divisions.load()
    place = Division.objects.get(pk="140000")
    return people.found_union(
        code="RUSH", name="压测省总工会", kind="province", parent=None, division=place, by=BY, now=now
    )


def members(union: Union, count: int, *, now: datetime, first: int = 0) -> list[Member]:
    """`count` invented members of `union`, each with a number of their own and an API token."""
    rows = [
        people.Enrolment("职工", Mobile.parse(f"199{first + number:08}"), (), None, None) for number in range(count)
    ]
    persons = people.enrol_many(rows, union=union, starts_on=now.date() - timedelta(days=400), by=BY, now=now)
    accounts = [Account(person=person, password=UNUSABLE) for person in persons]
    insert_many(accounts)
    tokens = people.issue_tokens(accounts, name="压测", days=1, now=now)
    return [Member(person, token) for person, token in zip(persons, tokens, strict=True)]


def fair(
    union: Union, capacities: list[int], *, by_person: Person, now: datetime, by_draw: bool = False
) -> list[Session]:
    """A published fair with a session of each capacity, open for sign-up, or for entries of its draw, now."""
    opens, closes = now - timedelta(hours=1), now + timedelta(days=3)
    terms = TERMS | {"sign_up_opens_at": opens, "sign_up_closes_at": closes}
    made = actions.draft(union=union, terms=terms, by_person=by_person, by=BY, now=now)
    venue = actions.add_venue(
        made,
        division=Division.objects.get(pk="140100"),
        hall="会展中心",
        address="滨河路1号",
        hotline="12351",
        funded=Fen(100),
        by=BY,
        now=now,
    )
    last = closes + timedelta(hours=12)  # a draw gives places when its window has ended
    pools = [admission.open_pool(scope=made.pk, capacity=size, opens_at=opens, closes_at=last) for size in capacities]
    starts = now + timedelta(days=4)
    hours = [starts + timedelta(hours=number) for number in range(len(pools))]
    sessions = [
        Session(venue=venue, pool=pool, starts_at=at, ends_at=at + timedelta(hours=1))
        for pool, at in zip(pools, hours, strict=True)
    ]
    insert_many(sessions)
    draw = _draw(made) if by_draw else None
    Fair.objects.filter(pk=made.pk).update(published_at=now, draw=draw)
    return sessions


def _draw(fair: Fair) -> Draw:
    times = {"opens_at": fair.sign_up_opens_at, "closes_at": fair.sign_up_closes_at}
    Fair.objects.filter(pk=fair.pk).update(way=Fair.Way.DRAW)
    return draws.open_draw(scope=fair.pk, series=fair.union_id, rule=rules.draw_rule(fair.extra_lots), **times)


def persons(union: Union, count: int, *, now: datetime, first: int) -> list[UUID]:
    """So many more members, without tokens."""
    made = []
    for at in range(first, first + count, AT_ONCE):
        rows = [
            people.Enrolment("职工", Mobile.parse(f"198{number:08}"), (), None, None)
            for number in range(at, min(at + AT_ONCE, first + count))
        ]
        some = people.enrol_many(rows, union=union, starts_on=now.date() - timedelta(days=400), by=BY, now=now)
        made += [person.pk for person in some]
    return made
