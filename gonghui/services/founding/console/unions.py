"""Unions that are there: whose term and certificate end when, and what of their changes was not filed."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _w

from gonghui.faces import moments
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.listing import DAY, WRITTEN, Choice, Column, Empty, Listing, Search, states
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Union
from gonghui.primitives.people.permissions import may

from .. import actions, rules
from ..forms import CertificateForm, ChangeForm, FiledForm, TermForm
from ..models import Case, Certificate, Change, Term
from ..pages.agenda import BEFORE
from ..pages.agenda import DAY as ONE_DAY
from ..pages.unions import BELOW, with_ends
from ..rules.cases import level
from . import scope

ALARMS = {
    "past": (_w("已到期"), "bad"),
    "soon": (_w("快到期"), "warn"),
    "fine": (_w("有效"), "good"),
    "none": (_w("没有登记"), ""),
}
PAST, SOON = 0, BEFORE[0]


def how(day: Any, request: Request) -> str:
    if day is None:
        return "none"
    on = level(day, moments.today(request.now))
    return "fine" if on is None else "past" if on == PAST else "soon"


def ending(rows: QuerySet[Union], value: str, request: Request) -> QuerySet[Union]:
    today = moments.today(request.now)
    if value == "none":
        return rows.filter(term_ends=None) | rows.filter(certificate_ends=None)
    before = today if value == "past" else today + SOON * ONE_DAY
    return rows.filter(term_ends__lte=before) | rows.filter(certificate_ends__lte=before)


UNIONS = Listing(
    title=_w("任期和证书"),
    columns=(
        Column(_w("工会"), "name", WRITTEN, sort=True),
        Column(_w("类别"), "kind", states(Union.Kind)),
        Column(_w("任期到"), "term_ends", DAY, sort=True),
        Column(_w("届期"), lambda row, request: how(row.term_ends, request), states(ALARMS)),
        Column(_w("证书有效期到"), "certificate_ends", DAY, sort=True),
        Column(_w("证书"), lambda row, request: how(row.certificate_ends, request), states(ALARMS)),
    ),
    order=("term_ends", "path"),
    filters=(
        Choice(
            "ending", _w("到期"),
            [("past", ALARMS["past"][0]), ("soon", _w("90 天内到期")), ("none", ALARMS["none"][0])],
            ending, as_links=True,
        ),
        Choice("kind", _w("类别"), [choice for choice in Union.Kind.choices if choice[0] in BELOW]),
        Search(("name",), _w("工会名称")),
    ),
    link="founding-console:union",
    empty=Empty(_w("还没有基层工会"), _w("批复成立的工会会列在这里，到期前会提醒。"), "certificate"),
    nothing=Empty(_w("没有这样的工会"), _w("换一个条件再找。"), "search"),
    file=_w("任期和证书"),
)  # fmt: skip


@UNIONS.page("founding-console:unions", staff(rules.WATCH))
def unions(request: PersonalRequest) -> QuerySet[Union]:
    """Grassroots unions, joint ones and federations below me, with what is in force."""
    return with_ends(Union.objects.open().under(request.office_unions).filter(kind__in=BELOW))


@page("founding-console:union", "founding/console/union.html", staff(rules.WATCH))
def union(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One union's terms, certificates and changes."""
    found = scope.get_union(request, pk)
    terms, certificates = (model.objects.filter(union=found).order_by("-pk") for model in (Term, Certificate))
    return {
        "title": found.name,
        "above": (reverse("founding-console:unions"), _("任期和证书")),
        "union": found,
        "terms": [(each, *ALARMS["none" if each.ended_at else how(each.ends_on, request)]) for each in terms],
        "certificates": [
            (each, *ALARMS["none" if each.ended_at else how(each.ends_on, request)]) for each in certificates
        ],
        "changes": Change.objects.filter(union=found).order_by("-happened_on", "-pk"),
        "cases": Case.objects.filter(union=found).order_by("-pk"),
        "today": moments.today(request.now),
        "history": journal.entries_of(found).filter(act__startswith="founding.")[:20],
        "may_renew": may(request.person, rules.MANAGE, found.parent or found, now=request.now, offices=request.offices),
        "may_manage": may(request.person, rules.MANAGE, found, now=request.now, offices=request.offices),
    }


@union.act(TermForm, guard=staff(rules.MANAGE), form_name="term_form")
def term(request: PersonalRequest, pk: UUID, *, form: TermForm) -> Done:
    """A term that was approved elsewhere."""
    found = scope.get_union(request, pk)
    scope.check_above(request, found)
    actions.begin_term(found, **form.cleaned_data, key=scope.key_of(request), by=request.caller, now=request.now)
    return Done(_("任期已登记，到期前会提醒"))


@union.act(CertificateForm, guard=staff(rules.MANAGE), form_name="certificate_form")
def certify(request: PersonalRequest, pk: UUID, *, form: CertificateForm) -> Done:
    """A certificate."""
    found, key = scope.get_union(request, pk), scope.key_of(request)
    actions.certify(found, **form.cleaned_data, key=key, by=request.caller, now=request.now)
    return Done(_("证书已登记，到期前会提醒"))


@union.act(ChangeForm, guard=staff(rules.MANAGE), form_name="change_form")
def change(request: PersonalRequest, pk: UUID, *, form: ChangeForm) -> Done:
    """What must be filed."""
    found, key = scope.get_union(request, pk), scope.key_of(request)
    actions.report_change(found, **form.cleaned_data, key=key, by=request.caller, now=request.now)
    return Done(_("已登记，三十日内要办变更登记"))


@union.act(FiledForm, guard=staff(rules.MANAGE), form_name="filed_form")
def filed(request: PersonalRequest, pk: UUID, change: UUID, *, form: FiledForm) -> Done:
    """It was filed."""
    found = get_object_or_404(Change.objects.select_related("union"), union=scope.get_union(request, pk), pk=change)
    actions.file_change(found, **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("已办理"))


@union.act(guard=staff(rules.MANAGE))
def reelect(request: PersonalRequest, pk: UUID) -> Done:
    """A case to elect anew."""
    found = scope.get_union(request, pk)
    scope.check_above(request, found)
    key = scope.key_of(request)
    made = actions.reelect(found, by_person=request.person, key=key, by=request.caller, now=request.now)
    return Done(_("换届已开办"), to=scope.url_of(made))
