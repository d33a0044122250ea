"""Which applications: those that stand before my union, my own, those that are late, those in conflict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from gonghui.kernel.text import fold
from gonghui.primitives.long_lists import LongList
from gonghui.primitives.people.models import Membership, Person, Union
from gonghui.primitives.people.querysets import Scoped, under_any

if TYPE_CHECKING:
    from .models import Application, Release  # noqa: F401 - named in a base class

LONGEST_CODE = 16
RECENT = timedelta(days=90)  # so long both unions read what became of a conflict
CHOSEN = ("kind", "trade", "via")  # what a queue is narrowed by, as its rows have it
FILTERS = (*CHOSEN, "which", "q")  # all that `wanted` takes
SPECIAL: dict[str, dict[str, object]] = {
    "raised": {"raised_at__isnull": False},
    "appealed": {"appealed_at__isnull": False},
}


class ApplicationQuerySet(LongList["Application"], Scoped["Application"]):
    union_path = "before__path"

    def of(self, person: Person) -> ApplicationQuerySet:
        return self.filter(person=person)

    def open(self) -> ApplicationQuerySet:
        return self.filter(state__in=("draft", "waiting", "returned"))

    def waiting(self) -> ApplicationQuerySet:
        return self.filter(state="waiting")

    def undecided(self) -> ApplicationQuerySet:
        """Sent, and without a last word."""
        return self.filter(state__in=("waiting", "returned"))

    def sent(self) -> ApplicationQuerySet:
        """What officers see: all but drafts."""
        return self.filter(before__isnull=False).exclude(state="draft")

    def late(self, now: datetime) -> ApplicationQuerySet:
        """Nobody decided in time, and there is a union above."""
        return self.waiting().filter(due_at__lte=now, before__parent__isnull=False)

    def in_conflict(self) -> ApplicationQuerySet:
        return self.undecided().filter(rival__isnull=False)

    def disputed_with(self, unions: Iterable[Union]) -> ApplicationQuerySet:
        """Those whose document is that of a member of these unions, or that stand before them."""
        unions = list(unions)
        members = Membership.objects.active().under(unions).values("person")
        here = self.under(unions).values("pk")
        return self.in_conflict().filter(Q(pk__in=here) | Q(rival__in=members))

    def disputing(self, words: str) -> ApplicationQuerySet:
        """Of those in conflict, by the beginning of the applicant's name or the last four of the document or of either
        one's mobile."""
        text = fold(words)
        tails = Q(mobile_tail=text) | Q(number_tail=text.upper()) | Q(rival__mobile_tail=text)
        return self.filter(tails if len(text) == 4 and text[:3].isdigit() else Q(name__startswith=text))

    def moved_from(self, unions: Iterable[Union]) -> ApplicationQuerySet:
        """Transfers that took somebody away from these unions."""
        left = under_any((one.path for one in unions), field="leaves__path")
        return self.filter(left, kind="transfer", state="approved")

    def wanted(self, asked: Mapping[str, str]) -> ApplicationQuerySet:
        """Those that wait and are as the queue's filters say: kind, trade, via, which (of SPECIAL), q (words)."""
        return self.waiting().having(asked)

    def having(self, asked: Mapping[str, str]) -> ApplicationQuerySet:
        """As `wanted`, in whatever state."""
        rows = self.filter(**{name: asked[name] for name in CHOSEN if asked.get(name)})
        if asked.get("which"):
            rows = rows.filter(**SPECIAL[asked["which"]])
        return rows.saying(asked["q"]) if asked.get("q") else rows

    def recorded_by(self, unions: Iterable[Union]) -> ApplicationQuerySet:
        """Those whose document stands in a row of these unions: the rival is a member there; of a rival who is none
        anywhere, those that stand before them."""
        unions = list(unions)
        members = Membership.objects.active()
        here = self.under(unions).exclude(rival__in=members.values("person")).values("pk")
        there = members.under(unions).values("person")
        return self.in_conflict().filter(Q(rival__in=there) | Q(pk__in=here))

    def saying(self, words: str) -> ApplicationQuerySet:
        """By the beginning of the name, the last four of mobile or document, or the code on the slip."""
        text = fold(words)
        if text[-3:].isdigit() and len(text) == 4:
            return self.filter(Q(mobile_tail=text) | Q(number_tail=text.upper()))
        code = text.replace("-", "").upper()
        found = Q(name__startswith=text)
        return self.filter(found | Q(code=code) if text.isascii() and len(code) <= LONGEST_CODE else found)


class ReleaseQuerySet(Scoped["Release"]):
    union_path = "union__path"

    def seen_by(self, unions: Iterable[Union], *, now: datetime) -> ReleaseQuerySet:
        """Of late, by both: the union of the row and the one that the application stands before."""
        paths = [union.path for union in unions]
        both = under_any(paths, field="union__path") | under_any(paths, field="application__before__path")
        return self.filter(both, created_at__gt=now - RECENT)

    def to_take_back(self, *, now: datetime) -> ReleaseQuerySet:
        return self.filter(undone_at=None, undo_until__gt=now)
