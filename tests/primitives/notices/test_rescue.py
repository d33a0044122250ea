"""Deliveries whose worker died or did not learn the outcome: asked about, decided, never just sent again."""

import pytest

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices import outbox
from gonghui.primitives.notices.models import Delivery
from gonghui.primitives.notices.outcomes import TryLater, Unsure

from .conftest import FACTS, NOW, SIGNED_UP, after
from .messages import lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def lost(delivery, carrier) -> Delivery:
    """Its worker died after the message went to the carrier and before the result was written."""
    outbox._claim_due(now=NOW, limit=10)
    return delivery


@pytest.mark.parametrize(("fate", "state"), [(True, "sent"), (False, "due"), (None, "unsure")])
def test_a_delivery_whose_worker_died_is_asked_about(lost, carrier, fate, state):
    carrier.fate = fate
    assert notices.rescue_claimed(now=after(minutes=4)) == 0, "its worker may still be at it"
    assert notices.send_due(now=after(minutes=6)) == 0
    assert notices.rescue_claimed(now=after(minutes=6)) == 1
    lost.refresh_from_db()
    assert (lost.state, carrier.given) == (state, [])


def test_while_the_carrier_does_not_answer_it_is_asked_again(lost, carrier):
    carrier.fate = TryLater("Throttling")
    notices.rescue_claimed(now=after(minutes=6))
    assert (notices.rescue_claimed(now=after(minutes=7)), Delivery.objects.get().state) == (0, "sending")
    carrier.fate = True
    assert notices.rescue_claimed(now=after(minutes=9)) == 1
    assert Delivery.objects.get().state == "sent"


@pytest.mark.parametrize("fate", [Unsure("garbage"), RuntimeError("a defect")])
def test_after_a_day_without_an_answer_an_operator_must_decide(lost, carrier, fate):
    carrier.fate = fate
    notices.rescue_claimed(now=after(hours=25))
    assert Delivery.objects.get().state == "unsure"
    assert list(notices.undelivered()) == [lost]


def test_an_unsure_delivery_is_never_sent_again_by_itself(lost, carrier):
    carrier.fate = None
    notices.rescue_claimed(now=after(minutes=6))
    for hours in range(1, 100):
        notices.send_due(now=after(hours=hours))
        notices.rescue_claimed(now=after(hours=hours))
    assert (Delivery.objects.get().state, carrier.given) == ("unsure", [])


@pytest.mark.parametrize(("word", "state", "sent"), [(True, "sent", 0), (False, "sent", 1)])
def test_an_operator_decides_once_and_the_journal_knows_who(lost, carrier, word, state, sent):
    zhao = Caller(None, "赵", "page 10.0.0.7")
    carrier.fate = None
    notices.rescue_claimed(now=after(minutes=6))
    assert notices.decide_unsure(lost, was_sent=word, by=zhao, now=after(hours=1)) is True
    assert notices.decide_unsure(lost, was_sent=False, by=zhao, now=after(hours=1)) is False
    notices.send_due(now=after(hours=1))
    lost.refresh_from_db()
    assert (lost.state, len(carrier.given)) == (state, sent)
    entry = journal.entries_of(lost).get()
    assert (entry.by_name, entry.act, entry.facts) == ("赵", "notices.decide_unsure", {"sent": word})


def test_a_result_that_comes_after_the_rescue_does_not_undo_it(delivery, carrier):
    """The first worker was only slow: its "try later" must not overwrite what the rescuer found out."""
    [slow] = outbox._claim_due(now=NOW, limit=10)
    notices.rescue_claimed(now=after(minutes=6))
    outbox._write_back([slow], [outbox.Result("due", due_at=NOW, error="late news")], now=after(minutes=7))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error) == ("sent", "")


def test_that_it_was_sent_is_true_whoever_holds_it_now(delivery, carrier):
    [slow] = outbox._claim_due(now=NOW, limit=10)
    carrier.fate = False
    notices.rescue_claimed(now=after(minutes=6))
    outbox._write_back([slow], [outbox.Result("sent", provider_id="id")], now=after(minutes=7))
    assert (Delivery.objects.get().state, notices.send_due(now=after(minutes=8))) == ("sent", 0)


def test_a_worker_killed_between_sending_and_writing_back_sends_nothing_twice(lin, sms_folder, monkeypatch):
    notices.tell(lin, SIGNED_UP, FACTS, now=NOW)
    with monkeypatch.context() as killed:
        killed.setattr(outbox, "_write_back", lambda *_args, **_facts: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            notices.send_due(now=NOW)
    assert (len(lines(sms_folder)), Delivery.objects.get().state) == (1, "sending")
    notices.rescue_claimed(now=after(minutes=6))
    notices.send_due(now=after(minutes=6))
    assert (len(lines(sms_folder)), Delivery.objects.get().state) == (1, "sent")
