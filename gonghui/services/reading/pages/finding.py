"""Search across all reading rooms: titles first, copies counted for the titles of one page only.

Every question is answered from indexes and looks at a bounded number of titles, however many there are: names that
are, or begin with, what was typed; and titles that hold the tokens of it. Then they are ranked here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from gonghui.faces.scripts import simplified
from gonghui.kernel.isbn import BadIsbn, parse_isbn
from gonghui.kernel.text import unmarked

from ..models import Copy, Title
from ..rules import tokens

MOST = 200  # titles looked at and listed; who gets so many types one word more
FROM_THE_START = 60  # of them by the beginning of the name
BEFORE_A_PLACE = 2_000  # titles looked at for those of one place
LIST = ("pk", "isbn", "name", "author", "publisher", "year", "kind", "subject", "plain", "spelled", "initials")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the copies of one title are: how many can be had now, in all, and at which places (id -> how many)."""

    free: int = 0
    copies: int = 0
    places: dict[UUID, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """Titles, best first; `more` when there are others that were not looked at."""

    titles: list[Any]
    more: bool = False


def asked(text: str, **within: Any) -> tuple[Found, BadIsbn | None]:
    """As `find`, for a page: nothing found, and why, for a number that is wrong."""
    try:
        return find(text, **within), None
    except BadIsbn as refusal:
        return Found([]), refusal


def find(text: str, *, premises: UUID | None = None, home: UUID | None = None, subject: str = "") -> Found:
    """What answers a reader's words: Chinese, pinyin in full or its first letters, an author, an ISBN.

    `premises`: a copy stands there, or was lent from there; `home`: a copy belongs there, wherever it is.
    Raises BadIsbn for a number that can only be meant as one and is wrong.
    """

    def within(titles: Any) -> Any:
        titles = titles.filter(subject=subject) if subject else titles
        titles = titles.of_home(home) if home else titles
        return titles.at(premises) if premises else titles

    if number := _number(text):
        volumes = within(Title.objects.filter(isbn=number)).only(*LIST).order_by("plain", "pk")[: MOST + 1]
        return Found(list(volumes[:MOST]), more=len(volumes) > MOST)
    asked = tokens.question(simplified(text[: tokens.LONGEST]))
    if not asked.plain:
        return Found([])
    # At a place, more are looked at first: most of what a word finds stands elsewhere.
    narrowed = bool(premises or home or subject)
    found = {title.pk: title for title in [*_beginning(asked), *_holding(asked, BEFORE_A_PLACE if narrowed else MOST)]}
    if narrowed:
        here = set(within(Title.objects.filter(pk__in=found)).values_list("pk", flat=True))
        found = {pk: title for pk, title in found.items() if pk in here}
    ranked = sorted(found.values(), key=lambda title: (-points(title, asked), title.plain, title.pk))
    good = [title for title in ranked if points(title, asked) > 0] or ranked
    return Found(good[:MOST], more=len(ranked) >= MOST)


def _number(text: str) -> str:
    """The ISBN that was typed; "" when no number was meant. Raises BadIsbn."""
    digits = unmarked(text)
    if not digits.rstrip("x").isdigit() or len(digits) not in (10, 12, 13, 14):
        return ""
    try:
        return parse_isbn(text)
    except BadIsbn:
        if len(digits) in (10, 13):
            raise
        return ""


def _beginning(asked: tokens.Question) -> list[Any]:
    begins = {"plain": asked.plain} | ({"spelled": asked.plain, "initials": asked.plain} if asked.is_latin else {})
    found: list[Any] = []
    for column, start in begins.items():
        part = Title.objects.filter(**{f"{column}__startswith": start}).order_by(column, "pk")
        found += part.only(*LIST)[:FROM_THE_START]
    return found


def _holding(asked: tokens.Question, most: int) -> list[Any]:
    if not asked.ways:
        return []
    held = Q()
    for way in asked.ways:
        held |= Q(tokens__contains=sorted(way))
    return list(Title.objects.filter(held).only(*LIST)[:most])


def points(title: Any, asked: tokens.Question) -> int:
    """How well a title answers: its whole name, its beginning, within it, its author, its sound. 0: only its parts."""
    author = unmarked(title.author)
    if asked.plain in (title.plain, title.isbn):
        return 100
    if asked.is_latin and asked.plain in (title.spelled, title.initials):
        return 90
    if title.plain.startswith(asked.plain):
        return 80 - min(len(title.plain), 40) // 4
    if author == asked.plain:
        return 60
    if asked.is_latin and (title.spelled.startswith(asked.plain) or title.initials.startswith(asked.plain)):
        return 50 - min(len(title.plain), 40) // 4
    if asked.plain in title.plain or asked.plain in title.spelled:
        return 30
    if all(word in title.plain or word in author for word in asked.words):
        return 20
    return 10 if asked.is_latin else 0


def standings(titles: Iterable[UUID]) -> dict[UUID, Standing]:
    """Where the copies of these titles are; one query."""
    wanted = list(titles)
    found = {pk: Standing() for pk in wanted}
    for row in Copy.objects.counted_for(wanted):
        known = found[row["title"]]
        free = row["n"] if row["status"] == Copy.Status.IN else 0
        places = known.places | ({row["at"]: known.places.get(row["at"], 0) + free} if free else {})
        found[row["title"]] = Standing(known.free + free, known.copies + row["n"], places)
    return found


def described(standing: Standing) -> str:
    """ "3 本在架" or "都借出了", for a line under a title."""
    if standing.free:
        return _("%(count)s 本在架") % {"count": standing.free}
    return _("都借出了，可以预约") if standing.copies else _("还没有可借的复本")
