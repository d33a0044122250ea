"""A place taken, given back, exchanged. Scarcity is decided by the statement and the constraints."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from gonghui.kernel.refusals import Refused
from gonghui.kernel.scarcity import BadKey, bad_key
from gonghui.primitives.people.models import Person
from gonghui.primitives.transactions import action

from .. import lines, rules
from ..deciding import decide
from ..models import Place, Pool
from ..rules import Claim
from .scans import refuse_unless_live, refuse_who_is_in


@action
def take(pool: Pool, person: Person, *, key: str, now: datetime) -> Place:
    """A place in `pool`; the same person and key again get the same place, even one released since.

    Raises Full (also while people wait in line), AlreadyHolds, NotOpenYet, Closed, KeyReused, BadKey.
    """
    [answer] = take_many([Claim(pool.pk, person.pk, key)], now=now)
    if isinstance(answer, Refused):
        raise answer
    return answer


@action
def take_many(claims: Sequence[Claim], *, now: datetime) -> list[Place | Refused]:
    """Decide claims in order of arrival with one statement; one answer for each, in the same order.

    A person's second wish in a scope is decided after everybody's first. An unusual claim never spoils the others.
    """
    asked = [nth for nth, claim in enumerate(claims) if not bad_key(claim.key)]
    told = dict(zip(asked, decide([claims[nth] for nth in asked], now=now), strict=True))
    return [told.get(nth) or BadKey() for nth in range(len(claims))]


@action
def release(place: Place, *, now: datetime, reason: str = "given_back") -> list[Place]:
    """Give a place back. Returns the places that the line got from it; a place already released gives none.

    Raises AlreadyIn: who came in has used the place.
    """
    lines.lock_with_lines([place.pool_id], serving=1)
    if not _let_go(place, now=now, reason=reason):
        return []
    return lines.serve(place.pool_id, now=now)


def _let_go(place: Place, *, now: datetime, reason: str) -> bool:
    gone = Place.objects.expected().filter(pk=place.pk).update(released_at=now, release_reason=reason)
    if gone:
        Pool.objects.filter(pk=place.pool_id).update(taken=F("taken") - 1)
        place.released_at, place.release_reason = now, reason
    else:
        refuse_who_is_in(place)
        place.refresh_from_db(fields=["released_at", "release_reason"])
    return bool(gone)


@action
def move(place: Place, to_pool: Pool, *, key: str, now: datetime) -> Place:
    """Exchange a place for one in another pool: never both, never neither. On any refusal the old one stands.

    The new place's `promoted` lists what the old pool's line got. Raises as `take`, and AlreadyIn, Released.
    """
    pools = lines.lock_with_lines([place.pool_id, to_pool.pk], serving=1)
    moved = Place.objects.filter(holder=place.holder_id, key=key, pool=to_pool.pk).first()
    if moved is not None:
        return moved
    refuse_unless_live(place)
    if to_pool.pk == place.pool_id:
        return place
    if refusal := rules.why_no_place(lines.state_of(pools[to_pool.pk]), now, timezone.get_default_timezone()):
        raise refusal
    _let_go(place, now=now, reason="moved")
    new = take(to_pool, place.holder, key=key, now=now)
    new.promoted = lines.serve(place.pool_id, now=now)
    return new
