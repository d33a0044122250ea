"""Short texts that officers keep for everybody."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Union
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals
from ..models import Leaflet


@action
def write(union: Union, title: str, text: str, *, key: str = "", by: Caller, now: datetime) -> Leaflet:
    """Shown from now on; the same key, the same one. Raises WordsMissing."""
    made = Leaflet(union=union, title=_words(title), text=_words(text), key=key, created_at=now)
    if not insert_unless_taken(made):
        return Leaflet.objects.get(union=union, key=key)
    journal.record("counselling.write", made, by=by, now=now, label=made.title)
    return made


@action
def revise(leaflet: Leaflet, title: str, text: str, *, by: Caller, now: datetime) -> Leaflet:
    """Other words; one that was withdrawn is shown again. Raises WordsMissing."""
    found = Leaflet.objects.select_for_update().get(pk=leaflet.pk)
    found.title, found.text, found.withdrawn_at = _words(title), _words(text), None
    found.save()
    journal.record("counselling.revise", found, by=by, now=now, label=found.title)
    return found


@action
def withdraw(leaflet: Leaflet, *, by: Caller, now: datetime) -> None:
    """Nobody is shown it any more. Once is enough."""
    if Leaflet.objects.shown().filter(pk=leaflet.pk).update(withdrawn_at=now):
        journal.record("counselling.withdraw", leaflet, by=by, now=now, label=leaflet.title)


def _words(text: str) -> str:
    if not text.strip():
        raise refusals.WordsMissing()
    return text.strip()
