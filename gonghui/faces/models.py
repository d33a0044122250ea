"""What the faces themselves keep: how a person likes to see a list, what they wait for, where they are signed in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from gonghui.primitives.planned import planned
from gonghui.primitives.rows import Row

if TYPE_CHECKING:
    from gonghui.primitives.people.models import Account, Person


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def of(self, person: Person, path: str) -> SavedViewQuerySet:
        """Those that a person keeps of the list at an address, by name."""
        return self.filter(person=person, path=path).order_by("name", "pk")


class SavedView(Row):
    """常用筛选: a name that a person gave to what they ask of a list: its filters and its order.

    `path` is the list's address, `query` what is asked there, as listing.address writes it.
    """

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+", db_index=False)
    path = models.CharField(max_length=200)
    name = models.CharField(max_length=20)
    query = models.CharField(max_length=500)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "path", "name"], name="one_saved_view_of_a_name")]


@planned
def kept_views(person: Any, path: Any) -> SavedViewQuerySet:
    """As SavedViewQuerySet.of, by the person's key: every list asks."""
    return SavedView.objects.filter(person=person, path=path).order_by("name", "pk")


class SignInQuerySet(models.QuerySet["SignIn"]):
    def of(self, account: Account, now: datetime) -> SignInQuerySet:
        """Where somebody is signed in now, the latest first."""
        standing = self.filter(account=account, session__expire_date__gt=now, created_at__gte=self.since(account))
        return standing.order_by("-seen_at", "-pk")

    def since(self, account: Account) -> datetime:
        return account.signed_out_at or datetime.min.replace(tzinfo=UTC)


class SignIn(Row):
    """登录: one browser in which somebody is signed in. It goes with its session, which is known by a digest alone."""

    session = models.OneToOneField("sessions.Session", models.CASCADE, related_name="sign_in")
    account = models.ForeignKey("people.Account", models.CASCADE, related_name="sign_ins")
    device = models.CharField(max_length=40)  # in words, as its owner knows it
    network = models.CharField(max_length=40)  # the address without its end
    by_password = models.BooleanField()
    seen_at = models.DateTimeField()

    objects = SignInQuerySet.as_manager()


class OpeningWish(Row):
    """开通提醒: somebody wants to hear when a service opens, and hears it once."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+", db_index=False)
    code = models.CharField(max_length=20)  # the sign's
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "code"], name="one_wish_per_service")]
