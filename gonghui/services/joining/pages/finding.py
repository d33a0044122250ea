"""Which union somebody means: by name, code, place or employer; and which one is for who has none."""

from collections.abc import Iterator
from dataclasses import dataclass

from gonghui.faces.scripts import simplified
from gonghui.kernel.text import fold
from gonghui.primitives.people import divisions
from gonghui.primitives.people.models import Employer, Union
from gonghui.primitives.people.rules import around
from gonghui.primitives.text_search import says

from .. import rules

MOST = 20  # of each kind
SHORTEST = 2
BASIC = ("grassroots", "joint", "industry", "township")  # kinds that people join where a place is named


@dataclass(frozen=True, slots=True)
class Found:
    """One union that may be meant; `why` is one of rules.ROUTES, in words `because`."""

    union: Union
    why: str = "own"
    employer: Employer | None = None

    @property
    def because(self) -> str:
        return rules.MEANING[self.why]


def unions(text: str) -> list[Found]:
    """What `text` may mean, the surest first; each union once. At most five queries."""
    text = fold(simplified(text))
    if len(text) < SHORTEST:
        return []
    found: dict[object, Found] = {}
    for one in (*_by_name(text), *_by_employer(text), *_by_place(text)):
        found.setdefault(one.union.pk, one)
    return list(found.values())


def home_of(division: str) -> Union | None:
    """The 网上会员之家 of a place: the union of the smallest area around it that has one."""
    places = around(division)
    rows = Union.objects.open().filter(division__in=places, kind__in=rules.AREAS).order_by("-path")
    return min(rows, key=lambda one: (places.index(one.division_id), rules.AREAS.index(one.kind)), default=None)


def _by_name(text: str) -> Iterator[Found]:
    rows = Union.objects.open().exclude(kind=Union.Kind.NATIONAL)
    named = rows.filter(code=text.upper()) | rows.filter(says(("name",), text))
    for union in named.select_related("division").order_by("name", "pk")[:MOST]:
        yield Found(union)


def _by_employer(text: str) -> Iterator[Found]:
    rows = Employer.objects.open().filter(says(("name",), text)).select_related("union__division", "area__division")
    for employer in rows.order_by("name", "pk")[:MOST]:
        if employer.union and not employer.union.closed_at:
            yield Found(employer.union, "employer", employer)
        elif employer.area and not employer.area.closed_at:
            yield Found(employer.area, "above", employer)


def _by_place(text: str) -> Iterator[Found]:
    code = next(iter(divisions.meant(text)), "")
    if not code:
        return
    if home := home_of(code):
        yield Found(home, "home")
    inside = code.rstrip("0") if divisions.level(code) < 3 else code
    rows = Union.objects.open().filter(kind__in=BASIC, division__in=_codes(inside)).select_related("division")
    for union in rows.order_by("name", "pk")[:MOST]:
        yield Found(union)


def _codes(beginning: str) -> list[str]:
    return [code for code in divisions.packaged() if code.startswith(beginning)]
