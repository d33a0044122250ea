"""Receipts while officers move what they say: none is lost that is given in the same moment, none says what was."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from gonghui.primitives.admission.models import Pool
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.transactions import action

from ..models import Fair, Session
from ..pages.agenda import PLACES

SAID = ("starts_at", "ends_at", "venue__hall", "venue__address", "venue__fair__name")


@action
def renew_receipts(fair: Fair, *, now: datetime) -> None:
    """All receipts and lines of a fair, with its pools locked in order of id, so that nobody is given one meanwhile."""
    _hold_pools(fair)
    agenda.renew(PLACES, [fair.pk], now=now)


def _hold_pools(fair: Fair) -> None:
    list(Pool.objects.filter(scope=fair.pk).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def as_they_stand(sessions: Iterable[Session]) -> dict[UUID, Session]:
    """By id, sessions that were loaded before their pools were locked; one that was revised since is loaded anew."""
    loaded = {session.pk: session for session in sessions}
    stand = Session.objects.filter(pk__in=loaded).values_list("pk", *SAID) if loaded else ()
    revised = [pk for pk, *said in stand if said != [_said(loaded[pk], name) for name in SAID]]
    return loaded | (Session.objects.to_act_on().in_bulk(revised) if revised else {})


def _said(session: Session, path: str) -> Any:
    value: Any = session
    for name in path.split("__"):
        value = getattr(value, name)
    return value
