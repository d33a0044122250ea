"""Calendar addresses: made and revoked. The address is told once; only its hash is kept."""

import secrets
from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Room
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from ..models import Feed
from ..rules import address_digest

BYTES = 24  # of chance in an address


@action
def open_feed(person: Person, *, room: Room | None = None, by: Caller, now: datetime) -> str:
    """A new address, as the last part of a path; the earlier one of the room, or of the person's own, stops working."""
    token = secrets.token_urlsafe(BYTES)
    feed = Feed(person=person, room=room, digest=address_digest(token), created_at=now)
    _revoke(person, room, now)
    while not insert_unless_taken(feed):  # the same click, sent twice, was faster
        _revoke(person, room, now)
    journal.record("hub.open_feed", feed, by=by, now=now, on_person=person.pk, label=room.name if room else "")
    return token


@action
def revoke_feed(person: Person, *, room: Room | None = None, by: Caller, now: datetime) -> None:
    """The address stops working; without one nothing happens."""
    if _revoke(person, room, now):
        journal.record("hub.revoke_feed", person, by=by, now=now, on_person=person.pk, label=room.name if room else "")


def _revoke(person: Person, room: Room | None, now: datetime) -> int:
    standing = Feed.objects.of_room(room) if room else Feed.objects.own(person)
    return standing.update(revoked_at=now)
