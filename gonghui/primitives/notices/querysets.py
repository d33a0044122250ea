"""Where notices and deliveries are looked up."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from gonghui.primitives.rows import loaded
from gonghui.primitives.statements import run

if TYPE_CHECKING:
    from .models import Delivery

WANTED_NO_MORE = ("too_late", "isv.MOBILE_NUMBER_ILLEGAL")

CLAIMED = (
    "id", "created_at", "person_id", "template", "message_sealed", "attempts", "due_at", "claimed_until", "error",
    "useless_after",
)  # fmt: skip
CLAIM = f"""
WITH mine AS MATERIALIZED (
    SELECT id FROM notices_delivery WHERE state = 'due' AND due_at <= %(now)s
    ORDER BY due_at, id LIMIT %(most)s FOR UPDATE SKIP LOCKED
)
UPDATE notices_delivery SET state = 'sending', claimed_until = %(until)s, attempts = attempts + 1
WHERE id = ANY (ARRAY (SELECT id FROM mine)) RETURNING {", ".join(CLAIMED)}
"""  # noqa: S608 - put together from constants
CLAIM_URGENT = CLAIM.replace("WHERE state = 'due'", "WHERE state = 'due' AND useless_after IS NOT NULL")


class NoticeQuerySet(models.QuerySet[Any]):
    def of(self, person_id: uuid.UUID) -> Self:
        """A person's notices, newest first."""
        return self.filter(person_id=person_id).order_by("-id")

    def unread(self) -> Self:
        return self.filter(read_at=None)


class DeliveryQuerySet(models.QuerySet[Any]):
    def unsent(self) -> int:
        """How many are still on their way: due, held, or handed to a backend with no answer written back yet."""
        # A count each: each has a partial index that stays short however many were ever sent.
        return sum(self.filter(state=state).count() for state in ("due", "sending", "held"))

    def held(self) -> Self:
        """Those that wait until the cause is mended, by cause, oldest first."""
        return self.filter(state="held").order_by("error", "template", "id")

    def given_up(self, *, since: datetime) -> Self:
        """Those that were not sent and will not be by themselves, oldest first; without what nobody waits for."""
        return self.filter(state="failed", due_at__gte=since).exclude(error__in=WANTED_NO_MORE).order_by("due_at", "id")

    def by_cause(self) -> dict[str, int]:
        """How many for each cause, the most frequent first."""
        counted = self.order_by().values_list("error").annotate(n=models.Count("pk")).order_by("-n", "error")
        return dict(counted)

    def try_held(self, *, now: datetime) -> int:
        """Let the oldest of each cause and template try whether it is mended, if its time has come."""
        oldest = self.held().distinct("error", "template").values("pk")
        return self.filter(pk__in=list(oldest.values_list("pk", flat=True)), state="held", due_at__lte=now).update(
            state="due"
        )

    def free(self, causes: Collection[str], *, now: datetime) -> int:
        """Whatever waited for one of these causes goes now: it is mended."""
        return self.filter(state="held", error__in=causes).update(state="due", due_at=now)

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
        rows = run(CLAIM_URGENT if urgent else CLAIM, {"now": now, "most": limit, "until": now + lease})
        return [loaded(self.model, **dict(zip(CLAIMED, row, strict=True))) for row in rows]

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
