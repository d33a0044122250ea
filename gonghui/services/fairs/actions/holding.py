"""A fair and its halls, locked in one order, so that acts on them take turns. Not for callers."""

from gonghui.primitives.admission.models import Pool
from gonghui.primitives.draws.holding import hold_list

from .. import refusals
from ..models import Fair, Venue


def hold_fair(fair: Fair) -> None:
    """Lock the fair; always before its pools and its draw. Who signs up is not held up."""
    Fair.objects.select_for_update(no_key=True).filter(pk=fair.pk).values_list("pk").first()


def hold_pools(fair: Fair) -> None:
    """Lock its pools in order of id: nobody gets a place or joins a line meanwhile."""
    list(Pool.objects.filter(scope=fair.pk).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def hold_hall(venue: Venue) -> None:
    """Lock the hall, so that two officers planning it take turns. Raises HallGone."""
    if not Venue.objects.select_for_update(no_key=True).filter(pk=venue.pk).values_list("pk").first():
        raise refusals.HallGone(hall=venue.hall)


def hold_what_there_is(fair: Fair) -> Fair:
    """The fair as it is now and until the transaction ends: neither published nor over meanwhile.

    What there is to win in its draw changes not between its freezing and its draw. Raises draws' ListFrozen.
    """
    hold_fair(fair)
    fair = Fair.objects.select_related("union", "draw").get(pk=fair.pk)
    if fair.draw is not None:
        fair.draw = hold_list(fair.draw)
    return fair


def unpublished(fair: Fair) -> Fair:
    """The draft, locked. Raises AlreadyPublished."""
    hold_fair(fair)
    fair = Fair.objects.select_related("union").get(pk=fair.pk)
    if fair.published_at or fair.cancelled_at:
        raise refusals.AlreadyPublished()
    return fair


def not_cancelled(fair: Fair) -> Fair:
    """The fair, locked. Raises FairOver for one that was cancelled."""
    hold_fair(fair)
    fair = Fair.objects.select_related("union").get(pk=fair.pk)
    if fair.cancelled_at:
        raise refusals.FairOver(name=fair.name)
    return fair
