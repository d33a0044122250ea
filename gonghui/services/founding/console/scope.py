"""Which cases, employers and unions an officer may open."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.answers import found
from gonghui.faces.forms import unions_to_choose
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.text import fold
from gonghui.primitives.people.models import Employer, Union
from gonghui.primitives.people.permissions import may
from gonghui.primitives.people.querysets import EmployerQuerySet, paths_of
from gonghui.primitives.planned import planned

from .. import refusals, rules
from ..models import Case
from ..querysets import ABOVE_EMPLOYERS, CaseQuerySet


def cases(request: PersonalRequest) -> CaseQuerySet:
    return Case.objects.under(request.office_unions).select_related("area", "union")


def get_case(request: PersonalRequest, pk: UUID) -> Case:
    """By a statement that is planned: its page asks for it with each form that it offers. Raises Http404."""
    return found(_case.first(paths=paths_of(request.office_unions), pk=pk))


@planned
def _case(paths: Iterable[Any], pk: Any) -> CaseQuerySet:
    return Case.objects.below(paths).filter(pk=pk).select_related("area", "union")


def employers(request: PersonalRequest) -> EmployerQuerySet:
    return Employer.objects.under(request.office_unions).select_related("area", "union", "division")


def find_employer(request: PersonalRequest, text: str) -> Employer:
    """By credit code, or by the whole name where only one bears it. Raises NoSuchEmployer, SeveralEmployers."""
    said = fold(text)
    mine = Employer.objects.open().under(request.office_unions)
    named = list(mine.filter(credit_code=said.upper())[:1]) or list(mine.filter(name=text.strip())[:2])
    if len(named) > 1:
        raise refusals.SeveralEmployers(name=text.strip()[:40])
    if not named:
        raise refusals.NoSuchEmployer(name=text.strip()[:40])
    return named[0]


def get_union(request: PersonalRequest, pk: UUID) -> Union:
    return get_object_or_404(Union.objects.open().under(request.office_unions).select_related("parent"), pk=pk)


def check_above(request: PersonalRequest, union: Union) -> None:
    """A committee gives itself no term: the union above does, or of the topmost it itself. Raises ByUnionAbove."""
    above = union.parent or union
    if not may(request.person, rules.MANAGE, above, now=request.now, offices=request.offices):
        raise refusals.ByUnionAbove(union=above.name)


def unions(request: PersonalRequest) -> dict[str, Any]:
    """Those at which a case can be opened: they stand above employers."""
    return {"unions": unions_to_choose(request).filter(kind__in=ABOVE_EMPLOYERS)}


def key_of(request: PersonalRequest) -> str:
    """The form's idempotency key; without one each sending counts for itself."""
    return request.POST.get("key", "")[:80]


def url_of(case: Case) -> str:
    return reverse("founding-console:case", args=[case.pk])


def listed() -> tuple[str, str]:
    return reverse("founding-console:cases"), _("建会事项")


def employers_listed() -> tuple[str, str]:
    return reverse("founding-console:employers"), _("没有工会的单位")
