"""Unions that are there, by a program: their terms and certificates, what must be filed of them, a committee anew."""

import uuid
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from gonghui.faces import moments
from gonghui.faces.api.base import idempotency_key
from gonghui.faces.api.offices import check_office
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page, Shape, of
from gonghui.faces.api.values import Day
from gonghui.kernel.text import tidy
from gonghui.primitives.people.models import Union

from .. import actions, rules
from ..console.scope import check_above
from ..models import Case, Certificate, Change, Term
from ..pages.unions import BELOW, with_ends
from .scope import who
from .shapes import CertificateIn, FoundingCaseOut, Name

router = Router()


class TermOut(Shape):  # of a Term
    number: str
    years: int
    starts_on: date
    ends_on: date
    chair: str
    in_force: bool = of(lambda term: term.ended_at is None)


class CertificateOut(Shape):  # of a Certificate
    number: str
    kind: str = of("kind", description="first, changed, renewed")
    issued_on: date
    ends_on: date
    authority: str
    in_force: bool = of(lambda certificate: certificate.ended_at is None)


class RegistryChangeOut(Shape):  # of a Change
    id: uuid.UUID = of("pk")
    union: uuid.UUID = of("union_id")
    what: str = of("what", description="name, address, chair")
    before: str
    after: str
    happened_on: date
    due_on: date = of("due_on", description="thirty days on")
    filed_on: date | None
    number: str = of("number", description="of the registry's receipt")
    late: bool = of(lambda change, request: change.filed_on is None and change.due_on < moments.today(request.now))


class UnionLineOut(Shape):  # of a Union
    id: uuid.UUID = of("pk")
    code: str
    name: str
    kind: str
    credit_code: str | None
    term_ends: date | None = of("term_ends", description="null: no term is known")
    certificate_ends: date | None


class TermsOfUnionOut(UnionLineOut):
    terms: list[TermOut] = of(lambda union: Term.objects.filter(union=union).order_by("-pk"))
    certificates: list[CertificateOut] = of(lambda union: Certificate.objects.filter(union=union).order_by("-pk"))
    changes: list[RegistryChangeOut] = of(lambda union: Change.objects.filter(union=union).order_by("-pk"))


class TermIn(Schema):
    number: str = Field(max_length=60, description="of the document that approved the committee")
    years: int = Field(ge=1, le=10, description="3 or 5")
    starts_on: Day
    chair: str = Field("", max_length=60)


class KindOfCertificateIn(CertificateIn):
    kind: Literal["first", "changed", "renewed"]


class RegistryChangeIn(Schema):
    what: Literal["name", "address", "chair"]
    before: str = Field("", max_length=rules.LONGEST_NAME)
    after: str = Name
    happened_on: Day


class FilingIn(Schema):
    filed_on: Day
    number: str = Field("", max_length=60, description="of the registry's receipt")


@router.get("/unions", response=Page[UnionLineOut], summary="When terms and certificates end")
def unions(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Grassroots unions, joint ones and federations below mine, newest first. For officers."""
    check_office(request, rules.WATCH)
    mine = Union.objects.open().for_act(request.offices, rules.WATCH).filter(kind__in=BELOW)
    return page_after(with_ends(mine), asked)


@router.get("/unions/{uuid:pk}", response=TermsOfUnionOut, summary="One union's terms, certificates and changes")
def union(request: HttpRequest, pk: uuid.UUID) -> Union:
    """For officers."""
    return get_union(request, pk, rules.WATCH)


@router.post("/unions/{uuid:pk}/terms", response=TermsOfUnionOut, summary="A term that was approved elsewhere")
def term(request: HttpRequest, pk: uuid.UUID, asked: TermIn) -> Union:
    """By an officer of the union above; the former term ends with it. Needs an Idempotency-Key."""
    found = get_union(request, pk, rules.MANAGE)
    check_above(request, found)
    said = asked.dict() | {"number": tidy(asked.number), "chair": tidy(asked.chair), "key": idempotency_key(request)}
    actions.begin_term(found, **said, by=request.caller, now=request.now)
    return get_union(request, pk, rules.MANAGE)


@router.post("/unions/{uuid:pk}/certificates", response=TermsOfUnionOut, summary="A certificate in place of the former")
def certify(request: HttpRequest, pk: uuid.UUID, asked: KindOfCertificateIn) -> Union:
    """Its number becomes the union's credit code. Needs an Idempotency-Key."""
    found = get_union(request, pk, rules.MANAGE)
    said = asked.dict() | {"authority": tidy(asked.authority), "key": idempotency_key(request)}
    actions.certify(found, **said, by=request.caller, now=request.now)
    return get_union(request, pk, rules.MANAGE)


@router.get("/changes", response=Page[RegistryChangeOut], summary="Changes that must be filed")
def changes(request: HttpRequest, asked: Query[After], filed: bool = False) -> dict[str, Any]:
    """Those of my unions that were not filed yet, or were; newest first. For officers."""
    check_office(request, rules.WATCH)
    mine = Change.objects.for_act(request.offices, rules.WATCH)
    return page_after(mine.filter(filed_on__isnull=not filed, union__closed_at=None), asked)


@router.post("/unions/{uuid:pk}/changes", response=RegistryChangeOut, summary="Name, address or chair have changed")
def change(request: HttpRequest, pk: uuid.UUID, asked: RegistryChangeIn) -> Change:
    """It is to be filed within thirty days. Needs an Idempotency-Key."""
    said = asked.dict() | {"before": tidy(asked.before), "after": tidy(asked.after)}
    found, key = get_union(request, pk, rules.MANAGE), idempotency_key(request)
    return actions.report_change(found, **said, key=key, by=request.caller, now=request.now)


@router.post("/unions/{uuid:pk}/changes/{uuid:change}/filing", response=RegistryChangeOut, summary="A change was filed")
def filed(request: HttpRequest, pk: uuid.UUID, change: uuid.UUID, asked: FilingIn) -> Change:
    """Once."""
    own = Change.objects.filter(union=get_union(request, pk, rules.MANAGE)).select_related("union")
    found = get_object_or_404(own, pk=change)
    actions.file_change(found, **asked.dict() | {"number": tidy(asked.number)}, by=request.caller, now=request.now)
    found.refresh_from_db()
    return found


@router.post("/unions/{uuid:pk}/reelection", response=FoundingCaseOut, summary="Elect a committee anew")
def reelect(request: HttpRequest, pk: uuid.UUID) -> Case:
    """By an officer of the union above. Needs an Idempotency-Key; the same key answers the same case."""
    found = get_union(request, pk, rules.MANAGE)
    check_above(request, found)
    return actions.reelect(found, key=idempotency_key(request), **who(request))


def get_union(request: HttpRequest, pk: uuid.UUID, act: Any) -> Union:
    check_office(request, act)
    mine = Union.objects.open().for_act(request.offices, act).select_related("parent")
    found: Union = get_object_or_404(with_ends(mine), pk=pk)
    return found
