"""The draw of a fair, and how its file names a session. Reads only."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from gonghui.kernel.refusals import Refused
from gonghui.primitives import clock
from gonghui.primitives.admission.models import Pool, Waiter
from gonghui.primitives.draws import need_lists
from gonghui.primitives.draws.models import Draw
from gonghui.primitives.draws.refusals import ListFrozen
from gonghui.primitives.people.models import Membership
from gonghui.primitives.planned import planned

from .. import refusals
from ..models import Fair, Session
from ..refusals import draw as draw_refusals


def draw_of(fair: Fair) -> Draw:
    """The draw of a published fair. Raises NotPublished, NotByDraw."""
    if fair.published_at is None:
        raise refusals.NotPublished()
    if fair.draw is None:
        raise draw_refusals.NotByDraw()
    return fair.draw


def is_frozen(fair: Fair) -> bool:
    """Whether the list of its draw stands, and the draw is not made yet."""
    return _frozen.any(fair=fair.pk)


@planned
def _frozen(fair: Any) -> QuerySet[Draw]:
    return Draw.objects.frozen().filter(fair=fair)


def why_no_session_more(fair: Fair, now: datetime) -> Refused | None:
    """Why no session may be added now: the fair is over, nobody can enter for it, or who was drawn still waits."""
    draw = fair.draw
    if fair.cancelled_at or fair.closed_at:
        return refusals.FairOver(name=fair.name)
    if draw is None:
        return None
    if draw.drawn_at is None and now >= draw.closes_at:
        return ListFrozen()
    pools = Pool.objects.filter(scope=fair.pk, closed_at=None, closes_at__gt=now)
    waiting = Waiter.objects.live().filter(pool=OuterRef("pk"), number__lte=draw.entries)
    stand = pools.filter(Exists(waiting) | Q(drawn_to__isnull=False))
    return draw_refusals.DrawnWait() if draw.drawn_at and stand.exists() else None


def session_label(session: Session) -> str:
    """ "太原市 滨河会展中心 6月1日 9:00-10:00", as the published file names it."""
    when = clock.span(session.starts_at, session.ends_at)
    return f"{session.venue.division.name} {session.venue.hall} {when}"


def listed_in_need(fair: Fair) -> list[UUID]:
    """Who is on the lists of the fair's union and of those below it, and a member there."""
    known = need_lists.members_in_need(fair.union)
    members = Membership.objects.active().under([fair.union]).filter(person__in=known)
    return sorted(members.values_list("person", flat=True))
