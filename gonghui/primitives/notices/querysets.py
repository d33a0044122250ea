"""Where notices and deliveries are looked up."""

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from .models import Delivery


class NoticeQuerySet(models.QuerySet[Any]):
    def of(self, person_id: uuid.UUID) -> Self:
        """A person's notices, newest first."""
        return self.filter(person_id=person_id).order_by("-id")

    def unread(self) -> Self:
        return self.filter(read_at=None)


class DeliveryQuerySet(models.QuerySet[Any]):
    def unsent(self) -> int:
        """How many are still on their way: due, or handed to a backend with no answer written back yet."""
        # Two counts: each has a partial index that stays short however many were ever sent.
        return self.filter(state="due").count() + self.filter(state="sending").count()

    def undelivered(self) -> Self:
        """Those an operator must decide, oldest first."""
        return self.filter(state="unsure").order_by("id")

    def claim_due(self, *, now: datetime, lease: timedelta, limit: int, urgent: bool) -> list["Delivery"]:
        """Take up to `limit` due deliveries for this worker alone, until the lease ends.

        They are locked and judged in `mine` and then found by id: asked for `due` once more, PostgreSQL would look for
        each of them among all that are due.
        Urgent ones (that become useless: sign-in codes) have a short index of their own and do not wait behind a
        fair's fifty thousand receipts.
        """
        only = "AND useless_after IS NOT NULL" if urgent else ""
        return list(
            self.raw(
                f"""
                WITH mine AS MATERIALIZED (
                    SELECT id FROM notices_delivery WHERE state = 'due' AND due_at <= %s {only}
                    ORDER BY due_at, id LIMIT %s FOR UPDATE SKIP LOCKED
                )
                UPDATE notices_delivery SET state = 'sending', claimed_until = %s, attempts = attempts + 1
                WHERE id = ANY (ARRAY (SELECT id FROM mine)) RETURNING *
                """,  # noqa: S608
                [now, limit, now + lease],
            )
        )

    def claim_lost(self, *, now: datetime, lease: timedelta, limit: int) -> list["Delivery"]:
        """Take over up to `limit` deliveries whose worker never came back with an answer."""
        return list(
            self.raw(
                """
                WITH lost AS MATERIALIZED (
                    SELECT id FROM notices_delivery WHERE state = 'sending' AND claimed_until <= %s
                    ORDER BY claimed_until, id LIMIT %s FOR UPDATE SKIP LOCKED
                )
                UPDATE notices_delivery SET claimed_until = %s
                WHERE id = ANY (ARRAY (SELECT id FROM lost)) RETURNING *
                """,
                [now, limit, now + lease],
            )
        )
