"""Which rooms, books, loans and seats there are for whom."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from gonghui.kernel.window import Window
from gonghui.primitives.people.powers import Act
from gonghui.primitives.people.querysets import Scoped
from gonghui.primitives.people.rules import ancestors

OWNED = ("in", "lent", "set_aside", "moving")  # a copy that a room has, wherever it is now


class TitleQuerySet(Scoped[Any]):
    """A title belongs to the union that brought it in: its office may correct it."""

    union_path = "catalogued_by__path"

    def at(self, premises: Any) -> "TitleQuerySet":
        """Titles of which a copy stands at the place, or was lent from it."""
        copies = apps.get_model("reading", "Copy").objects.owned().filter(title=OuterRef("pk"), at=premises)
        return self.filter(Exists(copies))

    def of_home(self, premises: Any) -> "TitleQuerySet":
        """Titles of which a copy belongs to the place, or did."""
        copies = apps.get_model("reading", "Copy").objects.filter(title=OuterRef("pk"), home=premises)
        return self.filter(Exists(copies))


class CopyQuerySet(models.QuerySet[Any]):
    def owned(self) -> "CopyQuerySet":
        return self.filter(status__in=OWNED)

    def on_shelf(self) -> "CopyQuerySet":
        return self.filter(status="in")

    def by_code(self, code: str) -> "CopyQuerySet":
        """`code` as rules.copy_code spells it."""
        return self.filter(code=code)

    def counted_for(self, titles: Iterable[UUID]) -> "CopyQuerySet":
        """(title, at, status, n) of the copies of these titles, for one page of a search."""
        mine = self.owned().filter(title__in=list(titles)).order_by()
        return mine.values("title", "at", "status").annotate(n=Count("pk"))

    def dead_since(self, day: datetime) -> "CopyQuerySet":
        """Copies on the shelf that came before the day and that nobody took home since."""
        unread = Q(last_lent_at=None, came_on__lt=day.date()) | Q(last_lent_at__lt=day)
        return self.filter(unread, status="in")


class ReadingRoomQuerySet(Scoped[Any]):
    union_path = "premises__union__path"

    def open(self) -> "ReadingRoomQuerySet":
        return self.filter(premises__closed_on=None)

    def in_reach(self, person: Any, offices: Iterable[Any], act: Act) -> "ReadingRoomQuerySet":
        """Rooms where the person may do `act`: as its keeper, or by an office over it."""
        premises = apps.get_model("places", "Premises").objects.in_reach(person, offices, act)
        return self.open().filter(premises__in=premises)


class ProposalQuerySet(Scoped[Any]):
    union_path = "premises__union__path"

    def waiting(self) -> "ProposalQuerySet":
        return self.filter(outcome="")

    def of(self, person: Any) -> "ProposalQuerySet":
        return self.filter(person=person)


class LoanRuleQuerySet(Scoped[Any]):
    def for_place(self, premises: Any, reader: str, *, on: date) -> "LoanRuleQuerySet":
        """The rules that could hold there on that day, the one that does first: the room's own, the nearest union's,
        the latest."""
        paths = ancestors(premises.union.path)
        here = Q(premises=premises) | Q(premises=None, union__path__in=paths)
        order = (models.F("premises").asc(nulls_last=True), models.functions.Length("union__path").desc(), "-starts_on")
        return self.filter(here, reader=reader, starts_on__lte=on).order_by(*order, "pk")


class LoanQuerySet(Scoped[Any]):
    union_path = "lent_from__union__path"

    def open(self) -> "LoanQuerySet":
        return self.filter(ended_at=None)

    def of(self, person: Any) -> "LoanQuerySet":
        return self.filter(reader=person)

    def overdue(self, now: datetime) -> "LoanQuerySet":
        return self.open().filter(due__lt=now)

    def for_page(self) -> "LoanQuerySet":
        return self.select_related("copy__title", "lent_from__union", "rule", "keeping", "reader")


class HoldQuerySet(Scoped[Any]):
    union_path = "pick_up__union__path"

    def open(self) -> "HoldQuerySet":
        return self.filter(ended_at=None)

    def of(self, person: Any) -> "HoldQuerySet":
        return self.filter(reader=person)

    def ready(self) -> "HoldQuerySet":
        return self.open().filter(ready_at__isnull=False)

    def to_pull(self, premises: Any) -> "HoldQuerySet":
        """Books that stand at the place and are to be taken off its shelves, for here or for elsewhere."""
        return self.open().filter(copy__at=premises, copy__status__in=("set_aside", "moving"))

    def for_page(self) -> "HoldQuerySet":
        return self.select_related("title", "pick_up", "copy__at", "turn", "reader")


class SeatQuerySet(models.QuerySet[Any]):
    def usable(self) -> "SeatQuerySet":
        return self.filter(closed_at=None, room__closed_on=None)

    def at(self, premises: Any) -> "SeatQuerySet":
        return self.filter(room__premises=premises)

    def in_order(self) -> "SeatQuerySet":
        return self.order_by("room__name", "room", "y", "x", "pk")


class SeatBookingQuerySet(Scoped[Any]):
    union_path = "premises__union__path"

    def of(self, person: Any) -> "SeatBookingQuerySet":
        return self.filter(booking__holder=person)

    def ahead(self, now: datetime) -> "SeatBookingQuerySet":
        """Those that still stand: not given back, not over, not left."""
        return self.filter(booking__released_at=None, booking__left_at=None, booking__ends__gt=now)

    def during(self, window: Window) -> "SeatBookingQuerySet":
        near = window.starts - timedelta(days=1)
        return self.filter(booking__starts__gt=near, booking__starts__lt=window.ends, booking__ends__gt=window.starts)

    def for_page(self) -> "SeatBookingQuerySet":
        return self.select_related("booking", "seat__room", "premises")


class VisitQuerySet(models.QuerySet[Any]):
    def at(self, premises: Any) -> "VisitQuerySet":
        return self.filter(premises=premises)

    def during(self, window: Window) -> "VisitQuerySet":
        return self.filter(at__gte=window.starts, at__lt=window.ends)


class DeskScanQuerySet(Scoped[Any]):
    union_path = "premises__union__path"

    def to_settle(self) -> "DeskScanQuerySet":
        return self.filter(outcome="conflict", settled_at=None)

    def at(self, premises: Any) -> "DeskScanQuerySet":
        return self.filter(premises=premises)
