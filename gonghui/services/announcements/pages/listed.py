"""The list of announcements: made once for all of a union; and what of it is new to somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from gonghui.faces import shared
from gonghui.primitives.people.lookups import membership_of
from gonghui.primitives.people.models import Person
from gonghui.primitives.planned import planned

from .. import rules
from ..models import Announcement, Reading

BEGINNING = 80  # characters of the text in a list
PER_PAGE = 20
SHARED_SECONDS = 0.5  # with the part of the page that shows it, a change shows within two


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One in a list, and how its text begins: known by itself. `for_one`: looked for by words that one person typed."""

    announcement: Announcement
    begins: str
    for_one: bool


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A page of what concerns all members of a union, or all visitors."""

    page: Page[Announcement]
    lines: list[Line]


def listed(person: Person | None, number: str, *, words: str, kind: str, now: datetime) -> Listed:
    """The page of that number, at most a moment old; what is looked for by words is looked for anew."""

    def made() -> Listed:
        shown = Announcement.objects.shown(now).listed_for(person).saying(words)
        found = shown.filter(kind=kind) if kind else shown
        page = Paginator(found.select_related("union").defer("plain").newest_first(), PER_PAGE).get_page(number)
        page.object_list = list(page.object_list)
        return Listed(page, [Line(one, _begins(one.text), bool(words)) for one in page])

    membership = membership_of(person)
    union = membership.union_id if membership else None
    return made() if words else shared.once(("announcements.listed", union, kind, number), SHARED_SECONDS, made)


def _begins(text: str) -> str:
    return " ".join(text[: 2 * BEGINNING].split())[:BEGINNING]


def news(lines: Sequence[Line], person: Person | None, *, now: datetime) -> list[str]:
    """Of each whether it is "new" to the person, or "corrected" since they read it, or neither."""
    recent = [line.announcement.edition_at > now - rules.UNREAD for line in lines]
    if person is None or not any(recent):
        return [""] * len(lines)
    read = dict(_read.rows(person=person.pk, announcements=[line.announcement.pk for line in lines]))
    return [_news(line.announcement, read) if is_recent else "" for line, is_recent in zip(lines, recent, strict=True)]


def _news(one: Announcement, read: dict[Any, int]) -> str:
    edition = read.get(one.pk)
    return "new" if edition is None else "corrected" if edition < one.edition else ""


@planned
def _read(person: Any, announcements: Any) -> QuerySet[Reading, Any]:
    """The editions that the person has opened."""
    opened = Reading.objects.opened().filter(person=person, announcement__among=announcements)
    return opened.values_list("announcement", "edition")
