"""How people and unions are looked up. Every door starts from one of these, which knows who asks."""

from django.db import models


class UnionQuerySet(models.QuerySet):
    pass


class PersonQuerySet(models.QuerySet):
    pass


class MembershipQuerySet(models.QuerySet):
    pass


class OfficeQuerySet(models.QuerySet):
    pass
