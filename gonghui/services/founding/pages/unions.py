"""Unions with when their term and their certificate end."""

from django.db.models import OuterRef, QuerySet, Subquery

from gonghui.primitives.people.models import Union

from ..models import Certificate, Term

BELOW = ("township", "industry", "joint", "grassroots")  # kinds that have terms of 3 or 5 years and certificates


def with_ends(unions: QuerySet[Union]) -> QuerySet[Union]:
    """Each with `term_ends` and `certificate_ends` of what is in force, None without."""
    terms, certificates = (model.objects.in_force().filter(union=OuterRef("pk")) for model in (Term, Certificate))
    ends = {"term_ends": terms, "certificate_ends": certificates}
    return unions.annotate(**{name: Subquery(rows.values("ends_on")[:1]) for name, rows in ends.items()})
