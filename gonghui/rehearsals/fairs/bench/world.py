"""What a measured rush needs: a union, and fairs of so many pools."""

from datetime import datetime, timedelta

from gonghui.kernel.money import Fen
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.draws.models import Draw
from gonghui.primitives.people.models import Division, Person, Union
from gonghui.primitives.rows import insert_many
from gonghui.rehearsals import cast
from gonghui.rehearsals.cast import BY
from gonghui.services.fairs import actions, rules
from gonghui.services.fairs.models import Fair, Session

TERMS = {
    "name": "压测专场",
    "about": "凭码入场",
    "guarantee": "七天退换",
    "funded_by": "省总工会",
    "rate_source": "压测",
    "max_subsidy": Fen(500_000),
}


def union(now: datetime) -> Union:
    """The union whose members rush."""
    return cast.union("RUSH", "压测省总工会", "province", "140000", now=now)


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
