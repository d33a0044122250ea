"""Offers: a place that came out of a waiting line may have to be confirmed until a time, else the next gets it."""

from datetime import datetime

from gonghui.primitives import clock
from gonghui.primitives.transactions import action

from .. import lines, refusals
from ..models import Place
from .places import release


@action
def confirm(place: Place, *, now: datetime) -> Place:
    """The holder will come. Confirmed already, or never asked: nothing changes. Raises OfferOver, Released."""
    lines.lock([place.pool_id])
    place.refresh_from_db(fields=["confirm_by", "released_at", "release_reason"])
    late = place.confirm_by is not None and place.confirm_by <= now
    if late or (place.release_reason == "expired" and place.confirm_by is not None):
        raise refusals.OfferOver(until=clock.moment(place.confirm_by or now))
    if place.released_at is not None:
        raise refusals.Released(at=place.released_at, when=clock.moment(place.released_at), reason=place.release_reason)
    Place.objects.filter(pk=place.pk).update(confirm_by=None)
    place.confirm_by = None
    return place


@action
def expire(place: Place, *, now: datetime) -> list[Place]:
    """Release an offer that nobody confirmed in time; returns what the line got from it. In time: nothing happens."""
    lines.lock_with_lines([place.pool_id], serving=1)
    if not Place.objects.overdue(now).filter(pk=place.pk).exists():
        return []
    return release(place, now=now, reason="expired")
