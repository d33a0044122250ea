"""The draw of a fair, and how its file names a session. Reads only."""

from gonghui.primitives import clock
from gonghui.primitives.draws.models import Draw

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


def session_label(session: Session) -> str:
    """ "太原市 滨河会展中心 6月1日 9:00-10:00", as the published file names it."""
    when = clock.span(session.starts_at, session.ends_at)
    return f"{session.venue.division.name} {session.venue.hall} {when}"
