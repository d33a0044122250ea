"""A subsidised fair: venues in cities, sessions people sign up for, offers they buy, money that pays a part."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.rows import Row

from .querysets import (
    AfterSalesQuerySet,
    ConsentQuerySet,
    FairQuerySet,
    PurchaseQuerySet,
    SessionQuerySet,
    StallQuerySet,
    VenueQuerySet,
)


class Fair(Row):
    """专场: one subsidy campaign of one union, for the members of its subtree.

    Rates are basis points of the ex-factory price. `max_items` and `max_subsidy` (fen) bound one person's purchases
    over the whole fair. The id is also the admission scope: a person holds one live place per fair.
    In a draw the time of sign-up is the window of entering; afterwards places left are first come.
    """

    class Way(models.TextChoices):
        FIRST_COME = "first_come", _("先到先得")
        DRAW = "draw", _("摇号")

    union = models.ForeignKey("people.Union", models.PROTECT, related_name="fairs")
    code = models.CharField(max_length=16, unique=True)  # public code
    name = models.CharField(max_length=60)
    about = models.TextField()  # how to take part
    guarantee = models.TextField()  # after-sales guarantee agreed with the dealers
    funded_by = models.CharField(max_length=120)
    sign_up_opens_at = models.DateTimeField()
    sign_up_closes_at = models.DateTimeField()
    way = models.CharField(max_length=12, choices=Way, default=Way.FIRST_COME)
    expected = models.IntegerField(null=True)  # sign-ups the officer reckons with
    extra_lots = models.IntegerField(default=0)  # at most so many more in a draw for who missed earlier ones
    need_lots = models.IntegerField(default=0)  # so many more for who is on the union's list of members in need
    beacon_rule = models.CharField(max_length=200, blank=True)  # the public number that joins the draw; "": none
    offer_minutes = models.IntegerField(default=0)  # to confirm a place out of the line; 0: needs none
    draw = models.OneToOneField("draws.Draw", models.PROTECT, null=True, related_name="fair")
    drawn_at = models.DateTimeField(null=True)
    told_to = models.IntegerField(default=0)  # the rank down to which the drawn were told
    member_since = models.DateField(null=True)  # only members who joined on or before this day
    rate_min = models.IntegerField(default=500)
    rate_max = models.IntegerField(default=3000)
    rate_source = models.CharField(max_length=160)  # the agreement that fixes the range
    max_items = models.IntegerField(default=2)
    max_subsidy = models.BigIntegerField()
    early_minutes = models.IntegerField(default=15)  # the gate lets a session in so early …
    late_minutes = models.IntegerField(default=60)  # … and so long after it ended
    cancel_days = models.IntegerField(default=7)  # a sale may be cancelled so long
    after_sales_days = models.IntegerField(default=365)
    after_sales_answer_days = models.IntegerField(default=3)
    created_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    objects = FairQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sign_up_closes_at__gt=F("sign_up_opens_at")), name="sign_up_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(rate_min__gt=0) & Q(rate_max__gte=F("rate_min")) & Q(rate_max__lt=10000),
                name="fair_rates_in_order",
            ),
            models.CheckConstraint(condition=Q(max_items__gt=0) & Q(max_subsidy__gt=0), name="fair_limits_positive"),
            models.CheckConstraint(
                condition=Q(extra_lots__gte=0) & Q(offer_minutes__gte=0), name="fair_draw_terms_not_negative"
            ),
            models.CheckConstraint(condition=Q(need_lots__gte=0), name="fair_need_lots_not_negative"),
        ]


class Venue(Row):
    """会场: a fair in one hall of one city, with the part of the pool set aside for it."""

    fair = models.ForeignKey(Fair, models.PROTECT, related_name="venues")
    division = models.ForeignKey("people.Division", models.PROTECT, related_name="+")
    hall = models.CharField(max_length=80)
    address = models.CharField(max_length=160)
    route = models.CharField(max_length=200, blank=True)
    hotline = models.CharField(max_length=30)
    fund = models.OneToOneField("ledger.Account", models.PROTECT, related_name="venue")
    funded = models.BigIntegerField()  # fen put in, what the page calls the pool

    objects = VenueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fair", "division", "hall"], name="one_venue_per_hall"),
            models.CheckConstraint(condition=Q(funded__gt=0), name="venue_funded"),
        ]

    @property
    def full_address(self) -> str:
        """With its city, once: officers write 太原市滨河路1号 as often as 滨河路1号."""
        city = self.division.name
        return self.address if self.address.startswith(city) else f"{city}{self.address}"


class Stall(Row):
    """A dealer's part in a venue, and the number its buyers call about what they bought there."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="stalls")
    merchant = models.ForeignKey("catalogue.Merchant", models.PROTECT, related_name="stalls")
    hotline = models.CharField(max_length=30)

    objects = StallQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["venue", "merchant"], name="one_stall_per_dealer")]


class Clerk(Row):
    """店员: a person who sells for a dealer at the stalls of one fair, and at no other fair of the same dealer.

    `name` and `mobile_tail` are as the fair's officer typed them, for the officer's list: what else is known of the
    person is not the officer's to see.
    """

    fair = models.ForeignKey(Fair, models.PROTECT, related_name="clerks")
    merchant = models.ForeignKey("catalogue.Merchant", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    mobile_tail = models.CharField(max_length=4)
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fair", "merchant", "person"], condition=Q(ends_at=None), name="one_clerk_per_dealer"
            ),
        ]


class Session(Row):
    """时段: a slot of a venue. Its places are an admission pool."""

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="sessions")
    pool = models.OneToOneField("admission.Pool", models.PROTECT, related_name="session")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=200, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["venue", "starts_at"], condition=Q(cancelled_at=None), name="one_session_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["venue", "starts_at"], name="sessions_of_a_venue")]

    def stands_at(self, now: datetime) -> bool:
        """Not cancelled and not over: its people can still be told."""
        return self.cancelled_at is None and self.ends_at > now


class Offer(Row):
    """What a fair gives on one model: the rate, and name and prices frozen when the fair was published."""

    fair = models.ForeignKey(Fair, models.PROTECT, related_name="offers")
    goods = models.ForeignKey("catalogue.Goods", models.PROTECT, related_name="offers")
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=30)
    price = models.ForeignKey("catalogue.Price", models.PROTECT, related_name="+")
    rate = models.IntegerField()  # basis points
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fair", "goods"], name="one_offer_per_model"),
            models.CheckConstraint(condition=Q(rate__gt=0) & Q(rate__lt=10000), name="offer_rate_is_a_part"),
        ]


class Allowance(Row):
    """What one person has had of one fair. The checks are the per-person limit; a sale raises both or fails."""

    fair = models.ForeignKey(Fair, models.PROTECT, related_name="allowances")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    items = models.IntegerField(default=0)
    subsidy = models.BigIntegerField(default=0)
    max_items = models.IntegerField()
    max_subsidy = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fair", "person"], name="one_allowance_per_person"),
            models.CheckConstraint(condition=Q(items__gte=0) & Q(items__lte=F("max_items")), name="items_in_limit"),
            models.CheckConstraint(
                condition=Q(subsidy__gte=0) & Q(subsidy__lte=F("max_subsidy")), name="subsidy_in_limit"
            ),
        ]


class Consent(Row):
    """A buyer's word to a dealer at a venue: a changing code was shown, or digits were sent to their own telephone.

    It lets the till sell to them until it ends, and goes a day later.
    """

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="+")
    merchant = models.ForeignKey("catalogue.Merchant", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    digits_hash = models.CharField(max_length=64, blank=True)  # "": the code was shown
    tries_left = models.IntegerField(default=0)
    given_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(db_index=True)  # of the digits, and once they were told, of the word

    objects = ConsentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "merchant", "venue"], name="consent_of_buyer")]
        constraints = [models.CheckConstraint(condition=Q(tries_left__gte=0), name="word_tries")]


class Purchase(Row):
    """A sale made at a venue under an offer."""

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="purchases")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="purchases")
    sale = models.OneToOneField("catalogue.Sale", models.PROTECT, related_name="purchase")

    objects = PurchaseQuerySet.as_manager()


class AfterSales(Row):
    """A buyer's request after a purchase, with the day an answer is due."""

    purchase = models.ForeignKey(Purchase, models.PROTECT, related_name="requests")
    trouble = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    objects = AfterSalesQuerySet.as_manager()


class Turned(Row):
    """Someone was turned away: where, by which rule. The board counts these; the person can read theirs."""

    class Desk(models.TextChoices):
        SIGN_UP = "sign_up", _("报名")
        GATE = "gate", _("入场")
        TILL = "till", _("收银")

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="turned")
    desk = models.CharField(max_length=8, choices=Desk)
    code = models.CharField(max_length=60)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["venue", "desk", "code"], name="turned_by_reason")]
