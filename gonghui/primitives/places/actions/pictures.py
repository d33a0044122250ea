"""Photographs of premises and rooms."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.pictures import encoded
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Picture, Premises, Room

MOST = 12  # of one place


@action
def add_picture(
    premises: Premises, data: bytes, *, says: str, room: Room | None = None, by: Caller, now: datetime
) -> Picture:
    """Keep a photograph, encoded anew; `says` tells what is on it to those who do not see it.

    Raises BadPicture, PlaceMissing, PlaceTooLong, TooManyPictures.
    """
    says = rules.words(says, what=_("照片说明"), limit=80, needed=True)
    picture = encoded(data)
    Premises.objects.select_for_update().get(pk=premises.pk)  # two at once would each see room for one more
    if premises.pictures.filter(removed_at=None).count() >= MOST:
        raise refusals.TooManyPictures(limit=MOST)
    kept = Picture.objects.create(
        premises=premises, room=room, says=says, width=picture.width, height=picture.height, jpeg=picture.jpeg,
        small_jpeg=picture.small_jpeg, created_at=now,
    )  # fmt: skip
    journal.record("places.add_picture", premises, by=by, now=now, label=says)
    return kept


@action
def remove_picture(picture: Picture, *, by: Caller, now: datetime) -> bool:
    """Take a photograph down, its bytes with it; False when it was down already."""
    gone = {"removed_at": now, "jpeg": b"", "small_jpeg": b""}
    if not Picture.objects.filter(pk=picture.pk, removed_at=None).update(**gone):
        return False
    journal.record("places.remove_picture", picture.premises, by=by, now=now, label=picture.says)
    return True
