"""What both unions found out about a document that two persons have."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives.transactions import action

from .. import words
from ..models import Application
from ..querysets import ApplicationQuerySet
from ..rules import grounds
from .deciding import Word, write_down
from .holding import disputed, forget_number, today, written

STATE = Application.State


@action
def settle(
    application: Application, *, same: bool, among: ApplicationQuerySet | None = None, by: Caller, now: datetime
) -> Application:
    """What both unions found out about a document that two have: one person, or a number typed wrongly.

    One and the same: the membership that there is stays, and the application is done. Else the applicant is to give
    their own document, and learns nothing of the other. Raises NoConflict, OwnApplication,
    ConflictNotYours (it is not `among` those they were let at any more).
    """
    found = disputed(application, among=among, by=by)
    member = found.rival.memberships.active().exists() if found.rival else False
    found.rival, found.document_kind, found.number_tail, found.born_on = None, "", "", None
    forget_number(found)
    written("settle", found, by=by, now=now, same=same)
    found.met = same and member
    found.save()
    if not same:
        said = Word(STATE.RETURNED, str(words.OTHER_DOCUMENT))
    else:
        said = Word(STATE.REFUSED, ground=grounds.said("same_person" if member else "same_row", on=today(now)))
    write_down([found], said, by=by, now=now)
    return found
