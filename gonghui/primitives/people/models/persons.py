"""Persons and their documents."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.rows import Row
from gonghui.primitives.text_search import Characters

from ..querysets import PersonQuerySet
from ..rules import DOCUMENT_LENGTHS, mask_name, mask_tail


class Person(Row):
    """A natural person; may exist without an account, because rosters are imported.

    The mobile number is encrypted; `mobile_index` finds it, `mobile_tail` (last four) shows it masked.
    `member_code` is the public code on the electronic member card.
    """

    name = models.CharField(max_length=60)
    sort_key = models.CharField(max_length=120, db_collation="C")  # pinyin, for lists
    member_code = models.CharField(max_length=16)
    mobile_sealed = models.BinaryField(null=True)
    mobile_index = models.BinaryField(null=True, max_length=32)
    mobile_tail = models.CharField(max_length=4, blank=True)
    mobile_dead_at = models.DateTimeField(null=True)  # the carrier said this number will never answer

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mobile_index"], name="one_person_per_mobile"),
            models.UniqueConstraint(fields=["member_code"], name="one_person_per_member_code"),
        ]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="persons_by_pinyin"),
            models.Index(fields=["mobile_tail"], name="persons_by_mobile_tail"),
            GinIndex(Characters("name"), name="persons_by_character"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_name(self) -> str:
        return mask_name(self.name)

    @property
    def masked_mobile(self) -> str:
        return mask_tail(self.mobile_tail, length=11) if self.mobile_tail else ""


class RecalledCode(Row):
    """A member code that stands for nobody any more: a card with it was lost, lent or copied. Never given again."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="recalled_codes")
    code = models.CharField(max_length=16)
    key = models.CharField(max_length=80, blank=True, db_default="")  # idempotency: of the form it came with

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="one_recall_of_a_code"),
            models.UniqueConstraint(fields=["person", "key"], condition=~models.Q(key=""), name="one_recall_per_key"),
        ]


class Document(Row):
    """An identity document of a person. The number is encrypted; the blind index is unique per kind."""

    class Kind(models.TextChoices):
        RESIDENT_ID = "resident_id", _("居民身份证")
        TAIWAN_PERMIT = "taiwan_permit", _("台湾居民来往大陆通行证")
        HONGKONG_MACAO_PERMIT = "hk_macao_permit", _("港澳居民来往内地通行证")
        RESIDENCE_PERMIT = "residence_permit", _("港澳台居民居住证")
        PASSPORT = "passport", _("护照")

    person = models.ForeignKey(Person, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=Kind)
    number_sealed = models.BinaryField()
    number_index = models.BinaryField(max_length=32)
    number_tail = models.CharField(max_length=4)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number_index", "kind"], name="one_person_per_document")]

    @property
    def masked_number(self) -> str:
        return mask_tail(self.number_tail, length=DOCUMENT_LENGTHS.get(self.kind, 9))
