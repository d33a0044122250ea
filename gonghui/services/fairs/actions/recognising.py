"""Whose code or number a buyer shows at a till. A number that is said is looked up a few times, and written down."""

from datetime import datetime

from gonghui.kernel import live_codes
from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import number_said
from gonghui.primitives.admission.models import Place
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.refusals import TooManyTries
from gonghui.primitives.transactions import action

from ..models import Venue
from ..pages.shown import place_shown

NUMBERS_PER_HOUR = 60  # said at one clerk's till, whoever's they are
HOUR = 3600


def recognise(venue: Venue, text: str, *, by: Caller, now: datetime) -> Place:
    """The place of who shows a code or card, or says a number. Raises TooManyTries, and what `place_shown` does.

    Not part of another action, whose refusal would undo the count.
    """
    if live_codes.read(text) is not None or number_said(text) is None:
        return place_shown(venue, text, now=now)[0]
    if not people.count_use(f"till:number:{by.person}", limit=NUMBERS_PER_HOUR, seconds=HOUR, now=now):
        raise TooManyTries(minutes=60)
    return _looked_up(venue, text, by=by, now=now)


@action
def _looked_up(venue: Venue, text: str, *, by: Caller, now: datetime) -> Place:
    place, _way = place_shown(venue, text, now=now)
    journal.record("fairs.look_up", place, by=by, now=now, label=place.holder.masked_name, on_person=place.holder_id)
    return place
