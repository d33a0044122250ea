"""The worker's part: claim, send outside any transaction, write back; never twice, never lost."""

import logging
from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import connection

from gonghui.kernel.mobile import Mobile
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.models import Delivery, ShownMessage
from gonghui.primitives.notices.outcomes import NeverWill, Outcome, TryLater, Unsure
from gonghui.primitives.notices.sms.base import Message
from gonghui.primitives.people import keys
from gonghui.primitives.transactions import action

from .conftest import CHEN, FACTS, LIN, NOW, SIGNED_UP, after, make_person
from .messages import lines

pytestmark = pytest.mark.django_db


def test_a_due_delivery_leaves_and_is_written_down_as_sent(lin, sms_folder):
    notices.tell(lin, SIGNED_UP, FACTS, now=NOW)
    assert notices.unsent() == 1
    assert notices.send_due(now=NOW) == 1
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.sent_at, delivery.attempts) == ("sent", NOW, 1)
    assert delivery.provider_id == f"file-{delivery.pk}"
    assert (notices.unsent(), notices.send_due(now=NOW)) == (0, 0)
    assert [line["to"] for line in lines(sms_folder)] == [f"+86{LIN}"]


def test_the_demo_phone_shows_it_once(lin, settings):
    settings.SMS = {**settings.SMS, "backend": "demo"}
    notices.tell(lin, SIGNED_UP, FACTS, now=NOW)
    notices.send_due(now=NOW)
    assert "K7M2PX9QR4" in notices.shown_to(Mobile.parse(LIN)).get().text
    Delivery.objects.update(state="due")
    notices.send_due(now=NOW)
    assert ShownMessage.objects.count() == 1


def test_the_demo_phone_says_what_it_has(lin, settings):
    settings.SMS = {**settings.SMS, "backend": "demo"}
    for _ in range(2):
        notices.tell(lin, SIGNED_UP, FACTS, now=NOW)
    notices.send_due(now=NOW, limit=1)
    Delivery.objects.update(state="sending", claimed_until=NOW)
    notices.rescue_claimed(now=NOW)
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["due", "sent"]


def test_it_is_not_sent_before_it_is_due(delivery, carrier):
    Delivery.objects.update(due_at=after(minutes=1))
    assert notices.send_due(now=NOW) == 0
    assert notices.send_due(now=after(minutes=1)) == 1


def test_trouble_of_the_moment_is_tried_again_later_and_later(delivery, carrier):
    carrier.plan.extend(TryLater("isp.SYSTEM_ERROR") for _ in range(6))
    now, waits = NOW, []
    while Delivery.objects.get().state == "due":
        assert notices.send_due(now=now) == 1
        delivery.refresh_from_db()
        waits.append((delivery.due_at - now).total_seconds())
        now = max(now, delivery.due_at)
    assert (delivery.state, delivery.attempts, delivery.error) == ("held", 5, "isp.SYSTEM_ERROR")
    for wait, expected in zip(waits, [15, 60, 240, 900, 2_400], strict=False):
        assert expected * 0.8 <= wait <= expected * 1.2
    assert notices.send_due(now=now + timedelta(days=1)) == 0
    assert len(carrier.given) == 6


def test_the_provider_may_ask_for_a_longer_wait(delivery, carrier):
    carrier.plan.append(TryLater("limit", after=timedelta(hours=6)))
    notices.send_due(now=NOW)
    assert Delivery.objects.get().due_at == after(hours=6)


def test_a_dead_number_is_marked_and_gets_nothing_more(lin, delivery, carrier):
    carrier.plan.append(NeverWill("isv.MOBILE_NUMBER_ILLEGAL", permanent=True))
    notices.send_due(now=NOW)
    lin.refresh_from_db()
    assert (Delivery.objects.get().state, lin.mobile_dead_at) == ("failed", NOW)
    notices.tell(lin, SIGNED_UP, FACTS, now=NOW)
    assert Delivery.objects.count() == 1
    assert notices.inbox(lin).count() == 2


def test_a_number_that_was_changed_meanwhile_is_not_marked(lin, delivery, carrier):
    keys.seal_mobile(lin, Mobile.parse("13700001111"))
    lin.save()
    carrier.plan.append(NeverWill("isv.MOBILE_NUMBER_ILLEGAL", permanent=True))
    notices.send_due(now=NOW)
    lin.refresh_from_db()
    assert lin.mobile_dead_at is None


def test_a_template_that_is_not_approved_is_no_fault_of_the_number(lin, delivery, carrier):
    carrier.plan.append(NeverWill("isv.SMS_TEMPLATE_ILLEGAL"))
    notices.send_due(now=NOW)
    lin.refresh_from_db()
    assert (Delivery.objects.get().state, lin.mobile_dead_at) == ("failed", None)


def test_a_sign_in_code_is_not_sent_late(carrier):
    notices.send_code(Mobile.parse("13700001111"), "246810", now=NOW)
    notices.send_due(now=after(minutes=5))
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.error, carrier.given) == ("failed", "too_late", [])


def test_a_sign_in_code_does_not_wait_behind_a_fair(lin, carrier):
    notices.tell_many([(lin, FACTS)] * 30, SIGNED_UP, now=NOW)
    notices.send_code(Mobile.parse("13700001111"), "246810", now=after(seconds=1))
    notices.send_due(now=after(seconds=1), limit=10)
    assert "246810" in {message.params.get("code") for message in carrier.given}
    assert len(carrier.given) == 10


def test_a_row_that_cannot_be_read_does_not_hold_up_the_others(lin, chen, carrier):
    for person in (lin, chen):
        notices.tell(person, SIGNED_UP, FACTS, now=NOW)
    broken = Delivery.objects.order_by("id").first()
    Delivery.objects.filter(pk=broken.pk).update(message_sealed=b"\x01nonsense")
    notices.send_due(now=NOW)
    broken.refresh_from_db()
    assert (broken.state, broken.error) == ("failed", "unreadable: Unsealable")
    assert [message.to for message in carrier.given] == [Mobile.parse(CHEN)]


def test_it_refuses_to_send_inside_a_transaction(delivery, carrier):
    with pytest.raises(RuntimeError, match="outside transactions"):
        action(lambda: notices.send_due(now=NOW))()
    assert carrier.given == []


def test_no_transaction_is_open_while_the_message_goes_out(delivery, carrier):
    depth = len(connection.atomic_blocks)
    seen = []

    def look(messages: Sequence[Message]) -> list[Outcome]:
        seen.append((len(connection.atomic_blocks), Delivery.objects.get().state))
        return ["id" for _ in messages]

    carrier.send_batch = look
    notices.send_due(now=NOW)
    assert seen == [(depth, "sending")]


def test_a_defect_of_ours_counts_as_unsure(delivery, carrier):
    carrier.plan.append(ZeroDivisionError())
    notices.send_due(now=NOW)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error) == ("sending", "ZeroDivisionError")
    notices.send_due(now=after(days=1))
    assert len(carrier.given) == 1


def test_a_slow_provider_leaves_the_rest_of_a_batch_for_later(lin, carrier):
    notices.tell_many([(lin, FACTS)] * 3, SIGNED_UP, now=NOW)
    carrier.seconds = -1
    notices.send_due(now=NOW)
    assert carrier.given == []
    assert set(Delivery.objects.values_list("state", "error")) == {("due", "out_of_time")}


def test_the_log_tells_of_trouble_without_number_or_words(lin, carrier, caplog):
    caplog.set_level(logging.DEBUG)
    notices.tell_many([(lin, FACTS)] * 4, SIGNED_UP, now=NOW)
    notices.send_code(Mobile.parse("13700001111"), "246810", now=NOW)
    carrier.plan.extend([TryLater("a"), NeverWill("b"), Unsure("c"), ValueError(f"{LIN} 太原专场"), "id"])
    notices.send_due(now=NOW)
    carrier.fate = ValueError(f"{LIN} 太原专场")
    notices.rescue_claimed(now=after(hours=1))
    assert "fairs.signed_up: failed, b" in caplog.text
    assert len(caplog.records) >= 6
    for secret in (LIN, f"86{LIN}", "13700001111", "246810", "太原", "K7M2PX9QR4"):
        assert secret not in caplog.text


def test_a_message_does_not_print_its_number_or_words(delivery, carrier):
    notices.send_due(now=NOW)
    shown = repr(carrier.given[0])
    assert str(delivery.pk) in shown
    assert LIN[-4:] not in shown.replace(str(delivery.pk), "")
    assert "太原" not in shown


@pytest.mark.parametrize("count", [1, 150])
def test_the_number_of_statements_does_not_grow_with_the_messages(count, sms_folder, django_assert_num_queries):
    people = [make_person(f"p{number}", f"138{number:08}") for number in range(count)]
    notices.tell_many([(person, FACTS) for person in people], SIGNED_UP, now=NOW)
    with django_assert_num_queries(8):  # savepoint, two claims, release; savepoint, by index, results, release
        assert notices.send_due(now=NOW) == count


def test_an_unknown_backend_is_told_before_anything_is_claimed(delivery, settings):
    settings.SMS = {**settings.SMS, "backend": "pigeon"}
    with pytest.raises(Exception, match="pigeon"):
        notices.send_due(now=NOW)
    assert Delivery.objects.get().state == "due"
