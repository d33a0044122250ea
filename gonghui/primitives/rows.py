"""What every stored row has: an id made here (UUIDv7) and the moment it was made."""

import uuid

import uuid_utils
from django.db import models
from django.utils import timezone


def new_id() -> uuid.UUID:
    """A UUIDv7: sortable by time, safe to make on any machine, not guessable."""
    return uuid.UUID(bytes=uuid_utils.uuid7().bytes)


class Row(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
