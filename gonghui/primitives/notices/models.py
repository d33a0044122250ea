"""The outbox: a notice is a row in the act's own transaction; deliveries carry it out after commit."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.rows import Row

from .querysets import DeliveryQuerySet, NoticeQuerySet
from .templates import address


class Notice(Row):
    """What a person is told. Always readable in the app; other channels are deliveries."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="notices", db_index=False)
    template = models.CharField(max_length=60)  # dotted: "fairs.signed_up"
    title = models.CharField(max_length=80)
    text = models.TextField()
    link = models.CharField(max_length=200, blank=True)  # a page by name, with its arguments: `address` is its path
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            # One index for a person's list and for the count of the unread: every notice pays for each.
            models.Index(fields=["person", "-id"], include=["read_at"], name="notices_of_a_person"),
        ]

    @property
    def address(self) -> str:
        """The path of the page it leads to, wherever that page is now; "" for none."""
        return address(self.link)


class Delivery(Row):
    """One message through one outside channel. `person` is None for sign-in codes to unknown numbers."""

    class State(models.TextChoices):
        DUE = "due", _("待发送")
        SENDING = "sending", _("发送中")
        HELD = "held", _("等待排除故障")
        SENT = "sent", _("已发送")
        FAILED = "failed", _("不再尝试")
        UNSURE = "unsure", _("结果不明")

    # No index: nothing looks for the deliveries of a notice, and each is written three times.
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, related_name="deliveries", db_index=False)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    channel = models.CharField(max_length=8, default="sms")
    template = models.CharField(max_length=60)
    message_sealed = models.BinaryField()  # number, words (may hold a code), fields of the approved template
    state = models.CharField(max_length=8, choices=State, default=State.DUE)
    attempts = models.IntegerField(default=0)
    due_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=80, blank=True)
    error = models.CharField(max_length=200, blank=True)
    useless_after = models.DateTimeField(null=True)  # a sign-in code is not sent late

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state="due"), name="deliveries_due"),
            models.Index(
                fields=["due_at", "id"], condition=Q(state="due", useless_after__isnull=False), name="deliveries_urgent"
            ),
            models.Index(fields=["claimed_until"], condition=Q(state="sending"), name="deliveries_claimed"),
            models.Index(fields=["id"], condition=Q(state="unsure"), name="deliveries_doubtful"),
            models.Index(fields=["error", "template", "id"], condition=Q(state="held"), name="deliveries_held"),
            models.Index(fields=["due_at", "id"], condition=Q(state="failed"), name="deliveries_failed"),
        ]


class ShownMessage(models.Model):
    """What the demo's on-screen phone received: the `demo` SMS backend writes here."""

    delivery = models.UUIDField(primary_key=True)
    to = models.CharField(max_length=20)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["to", "-at"], name="shown_messages_by_number")]
