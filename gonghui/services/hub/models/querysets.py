"""Which rooms, bookings and feeds a person may see, and how they are looked up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from gonghui.kernel.window import Window
from gonghui.primitives.hours.querysets import LONGEST_BOOKING
from gonghui.primitives.people.querysets import Scoped
from gonghui.primitives.planned import Each, planned

from .. import rules

if TYPE_CHECKING:
    from gonghui.primitives.people.models import Person

    from . import Feed, RoomBooking, RoomTerms  # noqa: F401 - the querysets' rows


class TermsQuerySet(models.QuerySet["RoomTerms"]):
    def on(self, day: date, rooms: Iterable[Any]) -> dict[UUID, RoomTerms]:
        """The terms of each room that are in force on a day; a room without any is not in it. One query."""
        return {terms.room_id: terms for terms in _terms_on(day, list(rooms))}


@planned
def _terms_on(day: Any, rooms: Any = Each) -> TermsQuerySet:
    from . import RoomTerms

    dated: TermsQuerySet = RoomTerms.objects.filter(room__in=rooms, since__lte=day)
    return dated.order_by("room", "-since").distinct("room")


class RoomBookingQuerySet(Scoped["RoomBooking"]):
    union_path = "room__premises__union__path"

    def of(self, person: Person) -> RoomBookingQuerySet:
        return self.filter(booking__holder=person)

    def at(self, premises: Any) -> RoomBookingQuerySet:
        return self.filter(room__premises=premises)

    def live(self) -> RoomBookingQuerySet:
        return self.filter(booking__released_at=None)

    def asked(self, now: datetime) -> RoomBookingQuerySet:
        """Those that wait for an officer's answer."""
        return self.live().filter(booking__confirm_by__gt=now)

    def ahead(self, now: datetime) -> RoomBookingQuerySet:
        """Live ones that are not over."""
        return self.live().filter(booking__ends__gt=now, booking__left_at=None)

    def past(self, now: datetime) -> RoomBookingQuerySet:
        """What is over, or was let go."""
        over = models.Q(booking__ends__lte=now) | models.Q(booking__left_at__isnull=False)
        return self.filter(over | models.Q(booking__released_at__isnull=False))

    def within(self, window: Window) -> RoomBookingQuerySet:
        """Those that have a moment in common with `window`."""
        return self.filter(
            booking__starts__lt=window.ends,
            booking__starts__gt=window.starts - LONGEST_BOOKING,
            booking__ends__gt=window.starts,
        )

    def for_page(self) -> RoomBookingQuerySet:
        """With everything that a line or a page of it shows."""
        return self.select_related(
            "booking__holder", "room__premises__union", "terms", "layout", "decided_by", "series"
        )


class FeedQuerySet(models.QuerySet["Feed"]):
    def open(self) -> FeedQuerySet:
        return self.filter(revoked_at=None)

    def behind(self, token: str) -> Feed | None:
        """The open feed that has this address."""
        standing = self.open().select_related("person", "room__premises")
        return standing.filter(digest=rules.address_digest(token)).first()

    def own(self, person: Person) -> FeedQuerySet:
        """The address of the person's own bookings."""
        return self.open().filter(person=person, room=None)

    def of_room(self, room: Any) -> FeedQuerySet:
        """The address of a room, whoever made it: officers come and go, the display at the door stays."""
        return self.open().filter(room=room)
