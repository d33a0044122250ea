"""The worker's part: claim, send outside any transaction, write back; never twice, never lost."""

import json

import pytest

from gonghui.kernel.mobile import Mobile
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.models import Delivery, ShownMessage

from .conftest import FACTS, NOW, SIGNED_UP

pytestmark = pytest.mark.django_db


def lines(folder) -> list[dict]:
    return [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text().splitlines()]


def test_a_due_delivery_leaves_and_is_written_down_as_sent(lin, sms_folder):
    notices.tell(lin, SIGNED_UP, FACTS, now=NOW)
    assert notices.unsent() == 1
    assert notices.send_due(now=NOW) == 1
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.sent_at, delivery.attempts) == ("sent", NOW, 1)
    assert delivery.provider_id == f"file-{delivery.pk}"
    assert (notices.unsent(), notices.send_due(now=NOW)) == (0, 0)
    assert [line["to"] for line in lines(sms_folder)] == ["+8613812341234"]


def test_the_demo_phone_shows_it(lin, settings):
    settings.SMS = {**settings.SMS, "backend": "demo"}
    notices.tell(lin, SIGNED_UP, FACTS, now=NOW)
    notices.send_due(now=NOW)
    shown = notices.shown_to(Mobile.parse("13812341234")).get()
    assert "K7M2PX9QR4" in shown.text
    Delivery.objects.update(state="due")
    notices.send_due(now=NOW)
    assert ShownMessage.objects.count() == 1
