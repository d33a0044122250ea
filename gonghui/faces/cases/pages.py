"""One mounted kind of case: what its slice said of it, its addresses, and how its cases are found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.paginator import Page as PageOfRows
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from gonghui.faces import answers
from gonghui.faces.acting import Act, Page
from gonghui.faces.guards import Guard, signed_in, staff
from gonghui.faces.listing import Column, Link, ListPage
from gonghui.faces.listing.filters import Filter
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.words import gettext_noop
from gonghui.primitives.casework.kinds import Kind
from gonghui.primitives.casework.models import Case
from gonghui.primitives.casework.querysets import CaseQuerySet
from gonghui.primitives.people.models import Office, Person

from . import asking, handling, queue, shown

WHOLE = ("person", "union", "assigned_to")  # what a page of a case shows of others


def nothing(case: Case, request: PersonalRequest) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True, eq=False)
class CasePages:
    """Everything that a kind of case is shown and done with; see the package.

    base      frame of its asker's pages, with the block `content`
    related   what else the handler's page fetches with a case
    facts     template of more facts (dt, dd) that handlers read of a case
    parts, own_parts   templates of what else stands on the handler's page and on the asker's, above what was said
    beside, own_beside   (case, request) -> what these show
    columns, filters, links   of the queue, beside those of every kind
    empty     what is said when nothing waits
    without   acts of every kind that this one has not, of its asker's and of its handlers': "merge", "reopen", …
    instead   acts that the slice does in its own way, by the names of their addresses: {"close": "legal-console:close"}
    called    what one case is called, at the head of its page
    """

    kind: Kind
    base: str
    related: Sequence[str] = ()
    facts: str = ""
    parts: str = ""
    own_parts: str = ""
    beside: Callable[[Case, PersonalRequest], Mapping[str, Any]] = nothing
    own_beside: Callable[[Case, PersonalRequest], Mapping[str, Any]] = nothing
    columns: Sequence[Column] = ()
    filters: Sequence[Filter] = ()
    links: Sequence[Link] = ()
    empty: str = gettext_noop("职工提交的会按期限列在这里。")
    without: frozenset[str] = frozenset()
    instead: Mapping[str, str] = field(default_factory=dict)
    called: str = gettext_noop("诉求 %(code)s")
    own_acts: dict[str, Act] = field(init=False)
    acts: dict[str, Act] = field(init=False)

    def __post_init__(self) -> None:
        own = {name: act for name, act in asking.acts_of(self, self.asked) if name not in self.without}
        object.__setattr__(self, "own_acts", own)
        left_out = self.without | self.instead.keys()
        acts = {name: act for name, act in handling.acts_of(self, self.handled) if name not in left_out}
        object.__setattr__(self, "acts", acts)

    @cached_property
    def guard(self) -> Guard:
        """Of everything that handlers open."""
        return staff(self.kind.act)

    @cached_property
    def asked(self) -> Page:
        """The asker's page of one case."""
        return asking.page_of(self)

    @cached_property
    def handled(self) -> Page:
        """The handler's page of one case."""
        return handling.page_of(self)

    @cached_property
    def queue(self) -> ListPage:
        """All that wait, by deadline."""
        return queue.page_of(self)

    @cached_property
    def answered(self) -> str:
        """The stage in which the asker is asked what they think; "" for a kind without one."""
        return next((stage.code for stage in self.kind.stages if stage.answered), "")

    def asker_urls(self, route: str = "") -> list[URLPattern]:
        """The asker's page, below `route`."""
        name = self.kind.page.partition(":")[2]
        return [
            path(f"{route}<uuid:pk>/", self.asked, name=name),
            *(path(f"{route}<uuid:pk>/{asking.ROUTES[act]}/", do, name=named(name, act))
              for act, do in self.own_acts.items()),
            path(f"{route}<uuid:pk>/files/<uuid:file>/", signed_in(asking.attachment_of(self)),
                 name=named(name, "attachment")),
        ]  # fmt: skip

    def handler_urls(self, route: str) -> list[URLPattern]:
        """The queue at `route`, and below it the handler's page."""
        name = self.kind.desk.partition(":")[2]
        return [
            path(route, self.queue, name=self.kind.queue.partition(":")[2]),
            path(f"{route}<uuid:pk>/", self.handled, name=name),
            *(path(f"{route}<uuid:pk>/{handling.ROUTES[act]}/", do, name=named(name, act))
              for act, do in self.acts.items()),
            path(f"{route}<uuid:pk>/files/<uuid:file>/", self.guard(handling.attachment_of(self)),
                 name=named(name, "attachment")),
        ]  # fmt: skip

    def own(self, request: PersonalRequest, pk: UUID) -> Case:
        """The asker's own, or 404."""
        return get_object_or_404(Case.objects.of(request.person, self.kind).select_related(*WHOLE), pk=pk)

    def own_cases(self, request: HttpRequest, person: Person, per: int) -> PageOfRows:
        """A page of what somebody asked, the newest first, for templates/cases/mine.html."""
        return answers.paged(request, shown.mine(person, self.kind), per)  # type: ignore[arg-type]

    def mine(self, request: PersonalRequest) -> CaseQuerySet:
        """What my offices see, within the union that the console is switched to."""
        return Case.objects.seen_by(request.person, self.kind, request.offices).under(request.office_unions)

    def find(self, request: PersonalRequest, pk: UUID) -> Case:
        """One of those, or 404."""
        return get_object_or_404(self.mine(request).select_related(*WHOLE, *self.related), pk=pk)

    def handlers(self, case: Case, request: PersonalRequest) -> Any:
        """Who may have it: an office for it, in this stage, at its union or above."""
        act = self.kind.handlers_at(case.stage)
        offices = Office.objects.open_at(request.now).allowing(act).over(case.union)
        people = Person.objects.filter(pk__in=offices.values("person")).exclude(pk=case.person_id)
        return people.who_can_sign_in().order_by("sort_key", "pk")

    def listed(self) -> tuple[str, str]:
        """The queue, as the way back from a page that hangs below it."""
        return reverse(self.kind.queue), _(self.kind.title)

    def to(self, case: Case) -> dict[str, str]:
        """Where each act from the handler's page posts."""
        names = {name: named(self.kind.desk, name) for name in self.acts} | dict(self.instead)
        return {name: reverse(address, args=[case.pk]) for name, address in names.items()}

    def own_to(self, case: Case) -> dict[str, str]:
        """Where each act from the asker's page posts."""
        return {name: reverse(named(self.kind.page, name), args=[case.pk]) for name in self.own_acts}


def named(page: str, act: str) -> str:
    """The address name of an act by its page's: "hotline:one" has "hotline:say", "legal:aid-one" "legal:aid-say"."""
    return page.removesuffix("one") + act.replace("_", "-")
