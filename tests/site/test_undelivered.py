"""`bin/gonghui notices`: an operator sees which messages nobody knows the fate of, and decides, once."""

import argparse
import uuid
from datetime import timedelta

import pytest

from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices import actions
from gonghui.primitives.notices.models import Delivery
from gonghui.primitives.notices.templates import Template
from gonghui.site import checking
from gonghui.site.trouble import CommandTrouble
from gonghui.site.undelivered import notices

pytestmark = pytest.mark.django_db


@pytest.fixture
def unsure(lin, now):
    actions.tell(lin, Template("tests.news", "%(title)s", "%(title)s", "%(title)s"), {"title": "开会"}, now=now)
    Delivery.objects.update(state="unsure", provider_id="biz-7")
    return Delivery.objects.get()


def run(**options):
    return notices(argparse.Namespace(**{"sent": None, "again": None, "resend": None} | options))


def test_it_lists_them_with_the_number_masked(unsure, capsys):
    assert run() == 0
    said = capsys.readouterr().out
    assert str(unsure.pk) in said
    assert "199****0101" in said
    assert "19900000101" not in said
    assert "开会" not in said
    assert "biz-7" in said
    assert "1 to decide on" in said


@pytest.mark.parametrize(("word", "state"), [("sent", "sent"), ("again", "due")])
def test_a_decision_is_written_down_and_taken_once(unsure, word, state):
    run(**{word: unsure.pk})
    unsure.refresh_from_db()
    assert unsure.state == state
    assert Entry.objects.filter(act="notices.decide_unsure", origin="cli").count() == 1
    with pytest.raises(CommandTrouble):
        run(**{word: unsure.pk})


def test_what_is_not_doubtful_cannot_be_decided_on(db):
    with pytest.raises(CommandTrouble):
        run(again=uuid.uuid4())


@pytest.mark.parametrize("state", ["held", "failed"])
def test_what_was_not_sent_is_listed_by_cause_and_sent_again(state, unsure, now, capsys, monkeypatch):
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now)
    Delivery.objects.update(state=state, error="isv.AMOUNT_NOT_ENOUGH", provider_id="")
    run()
    said = capsys.readouterr().out
    assert "isv.AMOUNT_NOT_ENOUGH" in said
    assert "199****0101" in said
    finding = checking.notices()
    assert finding.level == "no"
    assert "isv.AMOUNT_NOT_ENOUGH 1" in finding.words
    run(resend="isv.AMOUNT_NOT_ENOUGH")
    assert Delivery.objects.get().state == "due"
    assert checking.notices().level == "ok"
    with pytest.raises(CommandTrouble):
        run(resend="isv.AMOUNT_NOT_ENOUGH")


def test_only_the_very_cause_is_sent_again_and_nothing_that_is_long_past(lin, now, monkeypatch):
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now)
    news = Template("tests.news", "%(title)s", "%(title)s", "%(title)s")
    old = now - checking.GIVEN_UP - timedelta(days=1)
    for error, due in (("isv.LIMIT", now), ("isv.DAY.LIMIT", now), ("isv.LIMIT", old), ("unlisted isv.LIMIT", now)):
        actions.tell(lin, news, {"title": "开会"}, now=now)
        Delivery.objects.filter(state="due").update(state="failed", error=error, due_at=due)
    Delivery.objects.filter(error="isv.LIMIT", due_at=now).update(attempts=1)
    with pytest.raises(CommandTrouble):
        run(resend="LIMIT")
    run(resend="isv.LIMIT")
    assert sorted(Delivery.objects.filter(state="due").values_list("error", flat=True)) == [
        "isv.LIMIT",
        "unlisted isv.LIMIT",
    ]
