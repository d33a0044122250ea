"""The list of fairs: what is the same for all of a city, made once for all of them, and how somebody stands with it."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.core.paginator import Page, Paginator

from gonghui.faces import shared
from gonghui.kernel.refusals import Refused
from gonghui.primitives.admission.models import Place
from gonghui.primitives.people.lookups import city_of, membership_of
from gonghui.primitives.people.models import Person

from ..models import Fair
from .browse import SHARED_SECONDS, FairRow, fairs_near, rows_of
from .eligibility import eligibility_of_member
from .standing import live_places

PER_PAGE = 20
MOST_PAST = 10


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A page of fairs that run or come, with their rows as a visitor sees them, and some that are over."""

    page: Page[Fair]
    rows: list[FairRow]
    past: list[Fair]


def listed(person: Person | None, number: str, *, now: datetime) -> Listed:
    """The page of that number, at most a moment old; of those in the person's city first."""

    def made() -> Listed:
        running = fairs_near(person, now=now)
        found = running.select_related("union").prefetch_related("venues__division")
        page = Paginator(found, PER_PAGE).get_page(number)
        page.object_list = list(page.object_list)
        past = Fair.objects.told().exclude(pk__in=running.values("pk")).order_by("-sign_up_opens_at", "pk")
        return Listed(page, rows_of(page.object_list, None, now=now), list(past[:MOST_PAST]))

    return shared.once(("fairs.listed", city_of(person), number), SHARED_SECONDS, made)


def standing_with(rows: list[FairRow], person: Person | None) -> list[FairRow]:
    """The same rows with why this person may not come, and the places they have; one query."""
    if person is None:
        return rows
    membership, places = membership_of(person), live_places(person, [row.fair.pk for row in rows])
    mine = {place.scope: place for place in places}
    return [_seen_by(row, eligibility_of_member(row.fair, membership), mine.get(row.fair.pk)) for row in rows]


def _seen_by(row: FairRow, refusal: Refused | None, place: Place | None) -> FairRow:
    return replace(row, refusal=refusal, place=place, for_one=True) if refusal or place else row
