"""What merchants sell to members: goods with their price history, sales, and what is owed for them."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from gonghui.kernel.money import Fen
from gonghui.primitives.rows import Row

from .querysets import BatchQuerySet, GoodsQuerySet, MerchantQuerySet, PriceQuerySet, SaleQuerySet


class Merchant(Row):
    """A business by its unified social credit code, under a name. `payable` is what the funds owe it.

    Nothing of it ever changes: who writes another name for the code has a merchant of their own, and nobody's page
    follows. Who sells for it and how its buyers reach it stand in the slice that holds the occasion.
    """

    credit_code = models.CharField(max_length=18)
    name = models.CharField(max_length=120)
    payable = models.OneToOneField("ledger.Account", models.PROTECT, related_name="merchant")

    objects = MerchantQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("credit_code", "name", name="one_merchant_per_code_and_name")]


class Goods(Row):
    """A thing a merchant sells to a union's members, known by brand and model. Each union's list is its own."""

    union = models.ForeignKey("people.Union", models.PROTECT, related_name="+")
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="goods")
    brand = models.CharField(max_length=60)
    model = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=30)

    objects = GoodsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("union", "merchant", Upper("brand"), Upper("model"), name="one_model_per_merchant"),
        ]


class Price(Row):
    """List and ex-factory price (fen) from a moment on; append-only, the newest that has begun is in force."""

    goods = models.ForeignKey(Goods, models.PROTECT, related_name="prices")
    list_price = models.BigIntegerField()
    ex_factory_price = models.BigIntegerField()
    proof = models.CharField(max_length=200)  # number or name of the paper that proves the ex-factory price
    starts_at = models.DateTimeField()

    objects = PriceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ex_factory_price__gt=0), name="price_positive"),
            models.CheckConstraint(
                condition=Q(list_price__gte=F("ex_factory_price")), name="list_price_not_below_ex_factory"
            ),
        ]
        indexes = [models.Index(fields=["goods", "-starts_at"], name="prices_newest_first")]


class SettlementBatch(Row):
    """What a fund pays a merchant for a set of sales. Prepared by one person, approved by another, then paid.

    Who, what and how much are fixed by a trigger; a wrong batch is returned, which frees its sales for the next.
    """

    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="batches")
    fund = models.ForeignKey("ledger.Account", models.PROTECT, related_name="+")
    number = models.CharField(max_length=16, unique=True)  # public code
    sales_count = models.IntegerField()
    subsidy = models.BigIntegerField()  # fen
    claimed = models.BigIntegerField(null=True)  # fen, what the merchant's own statement says
    prepared_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    approved_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_because = models.CharField(max_length=200, blank=True, db_default="")  # why, though the claim differs
    returned_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)
    returned_reason = models.CharField(max_length=200, blank=True)
    paid_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    paid_at = models.DateTimeField(null=True)
    paid_reference = models.CharField(max_length=80, blank=True)
    payment = models.OneToOneField("ledger.Transfer", models.PROTECT, null=True, related_name="+")

    objects = BatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(approved_by=F("prepared_by")), name="second_person_approves"),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="approval_names_its_person",
            ),
            models.CheckConstraint(
                condition=Q(paid_at=None) | Q(approved_at__isnull=False), name="paid_after_approval"
            ),
            models.CheckConstraint(condition=Q(paid_at=None) | Q(returned_at=None), name="paid_or_returned"),
            models.CheckConstraint(condition=Q(sales_count__gt=0) & Q(subsidy__gt=0), name="batch_settles_something"),
            models.CheckConstraint(condition=Q(claimed=None) | Q(claimed__gte=0), name="claim_not_negative"),
        ]

    @property
    def difference(self) -> Fen | None:
        """What the merchant claims beyond our own sum (fen, negative when it claims less); None without a claim."""
        return None if self.claimed is None else Fen(self.claimed - self.subsidy)

    @property
    def lines(self) -> SaleQuerySet:
        """The sales in the batch, in the order they were made."""
        return Sale.objects.filter(batch=self).with_names().order_by("pk")


class Sale(Row):
    """One thing sold to one person, part paid by a fund. Serial and invoice numbers are unique while it stands.

    A trigger lets only the batch and the cancellation change, and keeps a cancelled sale as it is.
    """

    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="sales")
    goods = models.ForeignKey(Goods, models.PROTECT, related_name="sales")
    brand = models.CharField(max_length=60)  # the goods', in capitals, so that a constraint can hold the serial
    seller = models.CharField(max_length=18)  # the merchant's credit code, so that a constraint can hold the invoice
    buyer = models.ForeignKey("people.Person", models.PROTECT, related_name="purchases")
    fund = models.ForeignKey("ledger.Account", models.PROTECT, related_name="+")
    code = models.CharField(max_length=16, unique=True)  # public code
    key = models.CharField(max_length=80)  # idempotency, made by the till
    serial = models.CharField(max_length=40)
    invoice = models.CharField(max_length=20)
    list_price = models.BigIntegerField()
    ex_factory_price = models.BigIntegerField()
    subsidy = models.BigIntegerField()
    sold_at = models.DateTimeField()
    sold_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    transfer = models.OneToOneField("ledger.Transfer", models.PROTECT, related_name="+")
    batch = models.ForeignKey(SettlementBatch, models.PROTECT, null=True, related_name="sales")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    cancel_reason = models.CharField(max_length=200, blank=True)
    refund = models.OneToOneField("ledger.Transfer", models.PROTECT, null=True, related_name="+")

    repeated = False  # not stored: True on what `sell` gives back for a key it has seen before

    objects = SaleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "serial"], condition=Q(cancelled_at=None), name="a_serial_is_sold_once"
            ),
            models.UniqueConstraint(
                fields=["seller", "invoice"], condition=Q(cancelled_at=None), name="an_invoice_counts_once"
            ),
            models.UniqueConstraint(fields=["merchant", "key"], name="one_sale_per_idempotency_key"),
            models.CheckConstraint(
                condition=Q(subsidy__gt=0) & Q(subsidy__lt=F("ex_factory_price")), name="subsidy_is_a_part"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | Q(batch=None), name="a_settled_sale_is_not_cancelled"
            ),
        ]
        indexes = [models.Index(fields=["fund", "merchant", "id"], name="sales_of_a_fund")]
