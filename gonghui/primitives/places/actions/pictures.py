"""Photographs of premises and rooms."""

from datetime import datetime

from gonghui.kernel.attachments import Prepared
from gonghui.kernel.callers import Caller
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.files import actions as files
from gonghui.primitives.files.models import File
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Picture, Premises, Room

MOST = 12  # of one place
PURPOSE = "places.picture"


def add_picture(
    premises: Premises, picture: Prepared, *, says: str, room: Room | None = None, by: Caller, now: datetime
) -> Picture:
    """Keep a photograph; `says` tells what is on it to those who do not see it. Not part of another action.

    Raises PlaceMissing, PlaceTooLong, TooManyPictures, StorageAway.
    """
    says = rules.words(says, what=_("照片说明"), limit=80, needed=True)
    [file] = files.bring([picture], purpose=PURPOSE, now=now)
    return _add(premises, file, says, room, by=by, now=now)


@action
def _add(premises: Premises, file: File, says: str, room: Room | None, *, by: Caller, now: datetime) -> Picture:
    Premises.objects.select_for_update().get(pk=premises.pk)  # two at once would each see room for one more
    if premises.pictures.filter(removed_at=None).count() >= MOST:
        raise refusals.TooManyPictures(limit=MOST)
    files.keep([file], by=by, now=now)
    kept = Picture.objects.create(premises=premises, room=room, file=file, says=says, created_at=now)
    journal.record("places.add_picture", premises, by=by, now=now, label=says)
    return kept


@action
def remove_picture(picture: Picture, *, by: Caller, now: datetime) -> bool:
    """Take a photograph down, and its file off; False when it was down already."""
    if not Picture.objects.filter(pk=picture.pk, removed_at=None).update(removed_at=now):
        return False
    if picture.file:
        files.take_off(picture.file, now=now)
    journal.record("places.remove_picture", picture.premises, by=by, now=now, label=picture.says)
    return True
