"""A fair's draw as an entrant and as an officer see it. Reads only; a constant number of queries."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, QuerySet, Sum

from gonghui.kernel.benefits import Judgement
from gonghui.primitives.admission.models import Pool
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.draws.models import Draw, Lot
from gonghui.primitives.people.lookups import membership_of

from ..models import Fair, Session
from .browse import sign_up_state
from .drawn import draw_of, session_label
from .eligibility import reasons
from .standing import live_places

MOST_SHOWN = 3  # choices that the form asks for


@dataclass(frozen=True, slots=True)
class Choice:
    """A session I chose: my turn in its line after the draw, 0 when I am not in it."""

    session: Session
    position: int
    won: bool


@dataclass(frozen=True, slots=True)
class DrawPage:
    """`state`: before, open, closed (drawing), drawn, cancelled. `weight` and `why` are mine, also before I enter."""

    fair: Fair
    draw: Draw
    state: str
    eligible: Judgement | None  # None for visitors
    places: int
    lot: Lot | None
    choices: list[Choice] = field(default_factory=list)
    weight: int = 0
    why: dict[str, int] = field(default_factory=dict)
    sessions: list[Session] = field(default_factory=list)
    place: Any = None

    @property
    def one_in(self) -> str:
        """ "3.2": so many entries for each place, to one digit; "" while there are fewer than places."""
        if not self.places or self.draw.entries <= self.places:
            return ""
        tenths = self.draw.entries * 10 // self.places
        return f"{tenths // 10}.{tenths % 10}"


def draw_page(fair: Fair, person: Any, *, now: datetime) -> DrawPage:
    """The draw of a fair for one person. Raises NotByDraw."""
    draw = draw_of(fair)
    state = draw_state(fair, draw, now)
    lot = _lot(draw, person)
    sessions = _sessions(fair, now) if state == "open" and lot is None else []
    weight, why = (lot.weight, why_of(lot)) if lot else draws.weight_for(draw, person) if person else (0, {})
    return DrawPage(
        fair=fair,
        draw=draw,
        state=state,
        eligible=reasons(fair, membership_of(person), now=now) if person else None,
        places=_places(draw, fair),
        lot=lot,
        choices=_choices(lot) if lot else [],
        weight=weight,
        why=why,
        sessions=sessions,
        place=next(iter(live_places(person, [fair.pk])), None),
    )


def why_of(lot: Lot) -> dict[str, int]:
    """The parts of an entry's weight; one made before there were lots for need has none of these."""
    return {"need": 0} | lot.why


def draw_state(fair: Fair, draw: Draw, now: datetime) -> str:
    if draw.drawn_at is not None:
        return "drawn"
    state = {"draw": "open", "drawing": "closed", "over": "cancelled"}
    return "closed" if draw.closed_at else state.get(sign_up_state(fair, now), sign_up_state(fair, now))


def lots_of(fair: Fair, *, pool: UUID | None = None) -> QuerySet[Lot]:
    """The entries of a draw as drawn, or in order of code before; those that chose one session."""
    lots = Lot.objects.live().filter(draw=draw_of(fair)).select_related("place")
    if pool:
        lots = lots.filter(choices__contains=[pool])
    return lots.order_by("rank", "code")


@dataclass(frozen=True, slots=True)
class Wanted:
    """How often a session was chosen, first and at all."""

    session: Session
    first: int
    any: int


WANTED = """
SELECT choice, count(*) FILTER (WHERE nth = 1), count(*)
FROM draws_lot, unnest(choices) WITH ORDINALITY AS chosen (choice, nth)
WHERE draw_id = %s AND withdrawn_at IS NULL GROUP BY choice
"""


def wanted(fair: Fair) -> list[Wanted]:
    """The sessions of a draw and how many chose them."""
    with connection.cursor() as cursor:
        cursor.execute(WANTED, [draw_of(fair).pk])
        counts = {pool: (first, all_) for pool, first, all_ in cursor.fetchall()}
    sessions = Session.objects.standing().filter(venue__fair=fair).select_related("pool", "venue__division")
    rows = sessions.order_by("starts_at", "venue__created_at", "pk")
    return [Wanted(session, *counts.get(session.pool_id, (0, 0))) for session in rows]


def weights_of(draw: Draw) -> list[tuple[int, int]]:
    """How many entries have how many lots."""
    rows = Lot.objects.live().filter(draw=draw).values_list("weight").annotate(n=Count("pk"))
    return list(rows.order_by("weight"))


def names_of(fair: Fair) -> dict[UUID, str]:
    """The sessions of a fair by their pools, in a few words."""
    sessions = Session.objects.filter(venue__fair=fair).select_related("venue__division")
    return {session.pool_id: session_label(session) for session in sessions}


def _lot(draw: Draw, person: Any) -> Lot | None:
    if person is None:
        return None
    return Lot.objects.live().filter(draw=draw, holder=person).select_related("place", "draw").first()


def _choices(lot: Lot) -> list[Choice]:
    sessions = Session.objects.filter(pool__in=lot.choices).select_related("pool", "venue__division")
    by_pool = {session.pool_id: session for session in sessions}
    chosen = [by_pool[pool] for pool in lot.choices if pool in by_pool]
    won = lot.place.pool_id if lot.place else None
    waits = lot.rank is not None and lot.place is None
    return [
        Choice(session, draws.position_in(lot, session.pool) if waits else 0, session.pool_id == won)
        for session in chosen
    ]


def _sessions(fair: Fair, now: datetime) -> list[Session]:
    ahead = Session.objects.ahead(now=now).filter(venue__fair=fair).select_related("pool", "venue__division")
    return list(ahead.order_by("venue__created_at", "venue", "starts_at", "pk"))


def _places(draw: Draw, fair: Fair) -> int:
    """How many places there are to win, as frozen or as they stand."""
    if draw.frozen:
        return sum(places for _pool, places, _label in draw.frozen["pools"])
    return Pool.objects.filter(scope=fair.pk, closed_at=None).aggregate(n=Sum("capacity"))["n"] or 0
