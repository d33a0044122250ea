"""What is not sent is not dropped in silence: it waits until the cause is mended, or is counted and sent again."""

import pytest

from gonghui.kernel.mobile import Mobile
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.models import Delivery, Notice
from gonghui.primitives.notices.outcomes import Held, Limited, NeverWill, Unlisted
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Role

from .conftest import FACTS, NOW, SIGNED_UP, after

pytestmark = pytest.mark.django_db


@pytest.fixture
def hundred(lin, carrier):
    """A hundred messages, and an account that is empty for the first of them that are tried."""
    notices.tell_many([(lin, FACTS)] * 100, SIGNED_UP, now=NOW)
    carrier.plan.extend(Held("isv.AMOUNT_NOT_ENOUGH") for _ in range(100))
    notices.send_due(now=NOW)
    return Delivery.objects.all()


def work(minutes):
    notices.rescue_claimed(now=after(minutes=minutes))
    return notices.send_due(now=after(minutes=minutes))


def states():
    return {state: Delivery.objects.filter(state=state).count() for state in ("due", "held", "sent", "failed")}


def test_an_empty_account_keeps_messages_waiting_and_one_tries_from_time_to_time(hundred, carrier):
    assert states() == {"due": 0, "held": 100, "sent": 0, "failed": 0}
    carrier.plan.extend(Held("isv.AMOUNT_NOT_ENOUGH") for _ in range(3))
    for minutes in (11, 22, 33):
        assert work(minutes) == 1
    assert work(34) == 0
    assert states()["held"] == 100
    assert len(carrier.given) == 103


def test_once_it_is_mended_all_of_them_go_by_themselves(hundred, carrier):
    assert work(60 * 24 * 30) == 1, "one tries, a month later"
    assert work(60 * 24 * 30) == 99
    assert states() == {"due": 0, "held": 0, "sent": 100, "failed": 0}


def test_an_operator_need_not_wait_for_the_trial(hundred, carrier, by):
    assert (
        notices.send_again(Delivery.objects.filter(error="isv.AMOUNT_NOT_ENOUGH"), by=by, now=after(minutes=1)) == 100
    )
    assert notices.send_due(now=after(minutes=1)) == 100
    entry = Entry.objects.get(act="notices.send_again")
    assert entry.facts == {"causes": {"isv.AMOUNT_NOT_ENOUGH": 100}}


def test_a_code_that_nobody_waits_for_any_more_does_not_go_when_it_is_mended(carrier):
    carrier.plan.append(Held("isv.OUT_OF_SERVICE"))
    notices.send_code(Mobile.parse("13700001111"), "246810", now=NOW)
    notices.send_due(now=NOW)
    work(11)
    assert Delivery.objects.get().error == "too_late"
    assert len(carrier.given) == 1


def test_a_limit_of_the_day_waits_for_its_end_and_counts_no_attempt(delivery, carrier):
    for hours in (0, 1, 2, 3, 4, 5, 6, 7):
        carrier.plan.append(Limited("isv.DAY_LIMIT_CONTROL", until=after(hours=hours + 1)))
        assert notices.send_due(now=after(hours=hours, minutes=11)) == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("due", 0)
    assert notices.send_due(now=after(hours=9)) == 1
    assert states()["sent"] == 1


def test_an_answer_we_do_not_know_is_asked_about_and_sent_no_second_time(delivery, carrier):
    carrier.plan.append(Unlisted("isp.NEW_WORD"))
    carrier.fate = False
    notices.send_due(now=NOW)
    for minutes in range(3, 480, 3):
        work(minutes)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error, len(carrier.given)) == ("failed", "unlisted isp.NEW_WORD", 1)
    assert list(Delivery.objects.given_up(since=NOW)) == [delivery]


def test_who_runs_the_system_is_told_once_a_day_for_each_cause(hundred, carrier, zhao, province, by):
    people.appoint(zhao, province, Role.ADMINISTRATOR, by=by, now=NOW)
    notices.tell_many([(zhao, FACTS)] * 3, SIGNED_UP, now=after(hours=25))
    carrier.plan.extend([NeverWill("isv.PARAM_LENGTH_LIMIT"), NeverWill("isv.PARAM_LENGTH_LIMIT")])
    notices.send_due(now=after(hours=25))
    [told] = Notice.objects.filter(template="notices.not_sent", person=zhao)
    assert "isv.PARAM_LENGTH_LIMIT" in told.title
    assert Delivery.objects.given_up(since=NOW).by_cause() == {"isv.PARAM_LENGTH_LIMIT": 2}


def test_a_dead_number_is_no_alarm(delivery, carrier, zhao, province, by):
    people.appoint(zhao, province, Role.ADMINISTRATOR, by=by, now=NOW)
    carrier.plan.append(NeverWill("isv.MOBILE_NUMBER_ILLEGAL", permanent=True))
    notices.send_due(now=NOW)
    assert not Notice.objects.filter(template="notices.not_sent").exists()
    assert not Delivery.objects.given_up(since=NOW).exists()


def test_a_long_name_is_cut_in_the_message_and_whole_in_the_app(lin, carrier):
    notice = notices.tell(lin, SIGNED_UP, FACTS | {"fair": "长" * 60}, now=NOW)
    notices.send_due(now=NOW)
    assert "长" * 60 in notice.text
    assert carrier.given[0].params["fair"] == "长" * 34 + "…"
    assert set(carrier.given[0].params) == {"fair", "starts", "code"}, "only what the approved template names"
