"""What aid keeps: the standards of a place, an application with its household, who decided, what was paid."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gonghui.kernel.money import Fen
from gonghui.primitives.casework.models import Case
from gonghui.primitives.ledger.models import Account, Transfer
from gonghui.primitives.people.models import Division, Person, Union
from gonghui.primitives.rows import Row

from . import rules
from .querysets import ClaimQuerySet, PaymentQuerySet, RulingQuerySet, StandardQuerySet
from .rules.hardship import ACCIDENT, DEEP, RELATIVE, Line

LONGEST = 200


class Class(models.TextChoices):
    DEEP = DEEP, _("深度困难")
    RELATIVE = RELATIVE, _("相对困难")
    ACCIDENT = ACCIDENT, _("意外致困")


class Standard(Row):
    """帮扶标准 of a place from a day on, in fen: the 低保 line a head a month, and what a household of each class is
    given at most. The place's own goes before that of the area around it."""

    division = models.ForeignKey(Division, models.PROTECT, related_name="+")
    since = models.DateField()
    monthly = models.BigIntegerField()
    deep = models.BigIntegerField()
    relative = models.BigIntegerField()
    accident = models.BigIntegerField()
    source = models.CharField(max_length=LONGEST)
    weak = models.BooleanField(default=True)  # the paper itself was not seen
    union = models.ForeignKey(Union, models.PROTECT, related_name="+", db_index=False)  # who loaded it

    objects = StandardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["division", "since"], name="one_standard_of_a_place_and_day"),
            models.CheckConstraint(
                condition=Q(monthly__gt=0, deep__gt=0, relative__gt=0, accident__gt=0), name="standard_is_some_money"
            ),
        ]

    @property
    def line(self) -> Line:
        return Line(Fen(self.monthly), self.division.name, self.source, self.since, self.weak)

    def most(self, klass: str) -> Fen:
        """What a household of a class is given at most."""
        return Fen(getattr(self, klass))


class Claim(Row):
    """困难申请, beside its case: of which place, by whom in work, what it came to. `account`: sealed, where it is paid.

    Once granted it is the household's file: on the list from `listed_on` until `ended_on`, looked at again by
    `review_on`. `near`: basis points above the line, of one that was refused for so little.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="claim")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # None once it is forgotten
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    migrant = models.BooleanField(default=False)
    employed_since = models.DateField(null=True)
    account = models.BinaryField()  # b"" once it is forgotten
    account_tail = models.CharField(max_length=4, blank=True)
    consented_at = models.DateTimeField()
    visited_on = models.DateField(null=True)
    visited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    listed_on = models.DateField(null=True)
    listed_as = models.CharField(max_length=10, choices=Class, blank=True)
    review_on = models.DateField(null=True)
    changed_at = models.DateTimeField(null=True)  # its person changed the household, and nobody has looked
    ended_on = models.DateField(null=True)
    ended_because = models.BinaryField(default=b"")  # sealed; its person reads it
    near = models.IntegerField(null=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(listed_on__isnull=False, ended_on=None), name="one_listing_of_a_person"
            ),
            models.CheckConstraint(
                condition=Q(listed_on=None, listed_as="", ended_on=None)
                | (Q(listed_on__isnull=False, review_on__isnull=False) & ~Q(listed_as="")),
                name="listed_as_something",
            ),
        ]
        indexes = [
            models.Index(fields=["review_on"], condition=Q(ended_on=None, review_on__isnull=False), name="aid_reviews"),
        ]

    @property
    def is_listed(self) -> bool:
        return self.listed_on is not None and self.ended_on is None

    @property
    def is_reviewed(self) -> bool:
        """On the list; or off it, and its person has the case opened again: they stay on it, or off it."""
        return self.is_listed or (self.ended_on is not None and self.case.closed_at is None)


class Home(Row):
    """家庭情况 as its person told it, the newest of a claim counts; `told` is sealed, and bound to this row."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="homes")
    number = models.IntegerField()
    told = models.BinaryField()  # b"" once it is forgotten
    people = models.SmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "number"], name="one_home_of_a_number")]


class Kin(Row):
    """共同生活的人 who are known here: none of them decides (0002_guards)."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="kin")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "person"], name="one_kin_row_of_a_person")]


class Ruling(Row):
    """认定: what one proposes and another confirms, then shown until `shown_until`. At most one stands of a claim.

    The database holds that two decide, neither the applicant nor kin, none who decided before on it (0002_guards).
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="rulings")
    granted = models.BooleanField()
    listed_as = models.CharField(max_length=10, choices=Class, blank=True)
    amount = models.BigIntegerField(default=0)
    why = models.BinaryField()  # sealed; the applicant reads it
    first_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    first_at = models.DateTimeField()
    second_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    second_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # not confirmed, or an objection was upheld
    shown_until = models.DateTimeField(null=True)
    objected_at = models.DateTimeField(null=True)  # and not answered yet

    objects = RulingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(dropped_at=None, second_at=None), name="one_ruling_to_confirm"
            ),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(dropped_at=None, granted=True), name="one_grant_stands"
            ),
            models.CheckConstraint(
                condition=Q(second_by=None) | ~Q(second_by=F("first_by")), name="ruling_by_two_people"
            ),
            models.CheckConstraint(
                condition=Q(granted=False, amount=0, listed_as="") | (Q(granted=True, amount__gt=0) & ~Q(listed_as="")),
                name="granted_as_something",
            ),
            models.CheckConstraint(
                condition=Q(second_at=None, second_by=None, shown_until=None)
                | Q(second_at__isnull=False, second_by__isnull=False),
                name="shown_once_confirmed",
            ),
        ]
        indexes = [
            models.Index(fields=["shown_until"], condition=Q(dropped_at=None, granted=True), name="rulings_shown"),
        ]


class Fund(Row):
    """帮扶资金 of a union: one account, out of which it pays."""

    union = models.OneToOneField(Union, models.PROTECT, related_name="aid_fund")
    account = models.OneToOneField(Account, models.PROTECT, related_name="+")


class Payment(Row):
    """发放: of a claim once, out of a fund, by one transfer, with the bank's receipt. Never before the notice is over
    (0002_guards)."""

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="payment")
    ruling = models.OneToOneField(Ruling, models.PROTECT, related_name="payment")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="payments")
    transfer = models.OneToOneField(Transfer, models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    receipt = models.CharField(max_length=40)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fund", "receipt"], name="one_payment_of_a_receipt")]


def review_after(day: date) -> date:
    """When a household that is listed on a day is looked at again."""
    return date.fromordinal(day.toordinal() + rules.REVIEW_DAYS)
