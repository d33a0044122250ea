"""How people and unions are looked up. Every door starts from one of these, which knows who asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from gonghui.kernel.identity import BadDocument, parse_document
from gonghui.kernel.mobile import BadMobile, Mobile
from gonghui.kernel.text import fold
from gonghui.primitives.text_search import spelled

from .keys import document_index, mobile_index
from .permissions import offices_of, unions_for
from .powers import SEE_PERSONS, Act
from .rules import OF_EMPLOYERS, ancestors, outermost

if TYPE_CHECKING:
    from .models import Employer, Membership, Office, Person, Union  # noqa: F401 - named in a base class

R = TypeVar("R", bound=models.Model, covariant=True)


def under_any(paths: Iterable[str], *, field: str = "path") -> Q:
    """Unions at or below any of `paths`. No path: nothing. One range of the path's index for each path."""
    return under_each(outermost(paths), field=field)


def paths_of(unions: Iterable[Union]) -> tuple[str, ...]:
    """The fewest paths at or below which all of these unions and theirs stand; what `Scoped.below` takes."""
    return tuple(outermost(union.path for union in unions))


def under_each(paths: Iterable[Any], *, field: str = "path") -> Q:
    """As `under_any` of paths none of which lies under another; they may be marked (planned.Given)."""
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(**{f"{field}__startswith": path})
    return found


class Scoped(models.QuerySet[R]):
    """Rows that belong to unions: what an office reaches of them is one filter."""

    union_path = "union__path"  # the look-up from a row to its union's path

    def under(self, unions: Iterable[Union]) -> Self:
        """Rows of these unions and of all below them; no union: no row."""
        return self.filter(under_any((union.path for union in unions), field=self.union_path))

    def below(self, paths: Iterable[Any]) -> Self:
        """As `under`, by `paths_of` the unions, for a question that is planned."""
        return self.filter(under_each(paths, field=self.union_path))

    def for_act(self, offices: Iterable[Office], act: Act | None) -> Self:
        """Rows at which these offices may do `act`; None for an act that any office allows."""
        return self.under(unions_for(offices, act))


class UnionQuerySet(Scoped["Union"]):
    """Itself its union: `under` gives the unions named and all below them."""

    union_path = "path"

    def open(self) -> UnionQuerySet:
        return self.filter(closed_at=None)

    def above(self, union: Union) -> UnionQuerySet:
        """The union itself and all above it."""
        return self.filter(path__in=ancestors(union.path))


class PersonQuerySet(Scoped["Person"]):
    """A person belongs to the union of the open membership."""

    def by_mobile(self, mobile: Mobile) -> PersonQuerySet:
        return self.filter(mobile_index=mobile_index(mobile))

    def by_document(self, kind: str, number: str) -> PersonQuerySet:
        """`number` as normalised by kernel.identity."""
        return self.filter(documents__kind=kind, documents__number_index=document_index(kind, number))

    def by_member_code(self, code: str) -> PersonQuerySet:
        """`code` as parsed by kernel.codes.parse_code."""
        return self.filter(member_code=code)

    def who_can_sign_in(self) -> PersonQuerySet:
        """By an open account, or by opening one with the number they have; never the dead."""
        number = Q(account=None, mobile_dead_at=None) & ~Q(mobile_tail="")
        return self.filter(number | Q(account__is_active=True))

    def under(self, unions: Iterable[Union]) -> Self:
        """Persons whose open membership is at these unions or below them."""
        from .models import Membership

        paths = [union.path for union in unions]
        members = Membership.objects.active().filter(under_any(paths, field="union__path"), person=OuterRef("pk"))
        return self.filter(Exists(members)) if paths else self.none()

    def visible_to(self, person: Person, *, now: datetime, act: Act = SEE_PERSONS) -> PersonQuerySet:
        """Persons whom `person` sees by office; who holds none sees nobody."""
        return self.for_act(offices_of(person, now=now), act)

    def known_to(self, offices: Iterable[Office], act: Act = SEE_PERSONS) -> PersonQuerySet:
        """Whom these offices may look at: members of their unions, and who was one and now belongs nowhere."""
        return self.known_below(paths_of(unions_for(offices, act)))

    def known_below(self, paths: Iterable[Any]) -> PersonQuerySet:
        """As `known_to`, by the paths of those unions."""
        from .models import Membership

        elsewhere = Membership.objects.active().filter(person=OuterRef("person"))
        here = Membership.objects.below(paths).filter(person=OuterRef("pk"))
        return self.filter(Exists(here.filter(Q(ends_on=None) | ~Exists(elsewhere))))

    def wholly_under(self, unions: Iterable[Union], *, now: datetime) -> PersonQuerySet:
        """Who holds an office at these unions now or is a member there, and neither anywhere else: whose account opens
        nothing beyond them."""
        from .models import Membership, Office

        below = under_any((union.path for union in unions), field="union__path")
        held = Office.objects.filter(person=OuterRef("pk")).open_at(now)
        belongs = Membership.objects.filter(person=OuterRef("pk")).active()
        here = Exists(held.filter(below)) | Exists(belongs.filter(below))
        return self.filter(here, ~Exists(held.filter(~below)), ~Exists(belongs.filter(~below)))

    def search(self, text: str) -> PersonQuerySet:
        """By a part of the name, its pinyin, a whole mobile or document number, its last four, or the member code."""
        text = fold(text)
        if not text:
            return self.none()
        kinds = [*_name(text), *_mobile(text), *_document(text), *_member_code(text)]
        if len(kinds) == 1:
            return self.filter(kinds[0])
        each = [self.model.objects.filter(kind).values("pk") for kind in kinds]  # by an index of its own
        return self.filter(pk__in=each[0].union(*each[1:]))


class MembershipQuerySet(Scoped["Membership"]):
    def active(self) -> MembershipQuerySet:
        return self.filter(ends_on=None)


class EmployerQuerySet(Scoped["Employer"]):
    """An employer is looked after by the union in whose area it lies."""

    union_path = "area__path"

    def open(self) -> EmployerQuerySet:
        return self.filter(closed_at=None)

    def without_union(self) -> EmployerQuerySet:
        """Those whose workers have no union of their own: a federation, or a union above, is none."""
        return self.filter(Q(union=None) | ~Q(union__kind__in=OF_EMPLOYERS))


class OfficeQuerySet(models.QuerySet["Office"]):
    def open_at(self, now: datetime) -> OfficeQuerySet:
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now), starts_at__lte=now)

    def over(self, union: Union) -> OfficeQuerySet:
        """Offices whose jurisdiction holds the union."""
        return self.filter(union__path__in=ancestors(union.path))

    def allowing(self, act: Act) -> OfficeQuerySet:
        return self.filter(role__in=act.roles)


def _name(text: str) -> list[Q]:
    return (
        [Q(sort_key__startswith=text.casefold()), spelled("name", text)] if text.isascii() else [spelled("name", text)]
    )


def _mobile(text: str) -> list[Q]:
    if text.isdecimal() and len(text) == 4:
        return [Q(mobile_tail=text)]
    try:
        return [Q(mobile_index=mobile_index(Mobile.parse(text)))]
    except BadMobile:
        return []


def _document(text: str) -> list[Q]:
    from .models import Document

    try:
        document = parse_document(None, text)
    except BadDocument:
        return []
    holders = Document.objects.filter(number_index=document_index(document.kind, document.number))
    return [Q(pk__in=holders.values("person"))]


def _member_code(text: str) -> list[Q]:
    code = text.replace("-", "").upper()
    return [Q(member_code=code)] if code.isascii() else []
