"""Who did what, on whom, when and from where: written once, never changed."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from gonghui.primitives.rows import Row, new_id

from .querysets import EntryQuerySet


class Entry(models.Model):
    """One act. Labels and ids are text, so that an entry outlives what it speaks of."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    by_person = models.UUIDField(null=True)  # None: the system
    by_name = models.CharField(max_length=60)
    origin = models.CharField(max_length=60)
    act = models.CharField(max_length=60)  # dotted: "fairs.publish"
    thing = models.CharField(max_length=80)  # "fairs.Fair:<id>"
    label = models.CharField(max_length=160)  # how the thing was called then
    on_person = models.UUIDField(null=True)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    seal = models.ForeignKey("Seal", models.PROTECT, null=True, related_name="entries", db_index=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["thing", "-id"], name="journal_by_thing"),
            models.Index(fields=["on_person", "-id"], name="journal_by_subject"),
            models.Index(fields=["id"], condition=models.Q(seal=None), name="journal_unsealed"),
            models.Index(fields=["seal"], condition=models.Q(seal__isnull=False), name="journal_by_seal"),
        ]


class Seal(Row):
    """A batch of entries closed by the hash over them and the seal before: a later change shows."""

    number = models.BigIntegerField(unique=True)
    entries_count = models.IntegerField()
    last_entry = models.UUIDField()
    digest = models.BinaryField(max_length=32)
