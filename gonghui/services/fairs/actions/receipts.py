"""Receipts while officers move what they say: none is lost that is given in the same moment, none says what was."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from gonghui.kernel.codes import shown
from gonghui.primitives.admission.models import Place
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.statements import Later, Uuids
from gonghui.primitives.transactions import action

from ..models import Fair, Session
from ..pages.agenda import PLACES, receipt
from .holding import hold_pools

STAND = """
SELECT session.id, session.starts_at, session.ends_at, venue.hall, venue.address, fair.name
FROM fairs_session AS session
JOIN fairs_venue AS venue ON venue.id = session.venue_id
JOIN fairs_fair AS fair ON fair.id = venue.fair_id
WHERE session.id = ANY (%(sessions)b::uuid[])
"""


@action
def renew_receipts(fair: Fair, *, now: datetime) -> None:
    """All receipts and lines of a fair, with its pools locked in order of id, so that nobody is given one meanwhile."""
    hold_pools(fair)
    agenda.renew(PLACES, [fair.pk], now=now)


class Standing:
    """Sessions that were loaded before their pools were locked; `asked` goes behind the statement that locks them."""

    def __init__(self, sessions: Iterable[Session]) -> None:
        self._loaded = {session.pk: session for session in sessions}
        self.asked = Later(STAND, {"sessions": Uuids(self._loaded)})

    def found(self) -> dict[UUID, Session]:
        """By id; one that was revised since is loaded anew."""
        stand = self.asked.rows() if self._loaded else []
        revised = [pk for pk, *said in stand if said != _said(self._loaded[pk])]
        return self._loaded | (Session.objects.to_act_on().in_bulk(revised) if revised else {})


def as_they_stand(sessions: Iterable[Session]) -> dict[UUID, Session]:
    """As `Standing`, with the pools locked by now."""
    return Standing(sessions).found()


def _said(session: Session) -> list[Any]:
    venue = session.venue
    return [session.starts_at, session.ends_at, venue.hall, venue.address, venue.fair.name]


def kept_places(got: Sequence[tuple[Any, Place, Session]]) -> list[Matter]:
    """What stands for who just took a place: of one session all say the same, but for the code."""
    first: dict[UUID, Matter] = {}
    for person, place, session in got:
        if session.pk not in first:
            first[session.pk] = receipt(session.venue.fair, session, place, person.pk)
    return [first[session.pk].alike(person.pk, number=shown(place.code)) for person, place, session in got]
