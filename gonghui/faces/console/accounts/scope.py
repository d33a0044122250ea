"""Whose account an administrator reaches."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404

from gonghui.faces import staffing
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.primitives.people.models import Account, Membership, Office, Person, Union
from gonghui.primitives.people.querysets import OfficeQuerySet, PersonQuerySet, under_any


def staff_of(request: PersonalRequest) -> PersonQuerySet:
    """Who holds an office now at a union of my jurisdiction, or held one."""
    return Person.objects.filter(Exists(offices_in_reach(request).filter(person=OuterRef("pk"))))


def offices_in_reach(request: Request) -> OfficeQuerySet:
    return Office.objects.filter(reach(request.office_unions))


def reach(unions: Iterable[Union]) -> Q:
    return under_any((union.path for union in unions), field="union__path")


def get_person(request: PersonalRequest, pk: UUID) -> Person:
    """Of my staff, once or now, or a member of my unions: to be looked at, and appointed."""
    members = Membership.objects.active().filter(reach(request.office_unions), person=OuterRef("pk"))
    held = offices_in_reach(request).filter(person=OuterRef("pk"))
    return get_object_or_404(Person.objects.filter(Exists(held) | Exists(members)), pk=pk)


def mine_alone(request: PersonalRequest, pk: UUID) -> Person:
    """One whose account opens nothing beyond my jurisdiction. Raises NotOnesOwn, ReachesFurther."""
    found = get_person(request, pk)
    staffing.refuse_own(found, request.caller)
    staffing.refuse_further(found, request.office_unions, now=request.now)
    return found


def account_of(person: Person) -> Account:
    return get_object_or_404(Account.objects.select_related("person"), person=person)
