"""A notice is a row of the act's own transaction, in the app at once and on the phone after commit."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from gonghui.kernel.mobile import Mobile
from gonghui.kernel.sealing import Unsealable
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.envelopes import opened
from gonghui.primitives.notices.models import Delivery, Notice
from tests.cast import SHANGHAI

from .conftest import FACTS, LIN, NOW, SIGNED_UP, make_person

pytestmark = pytest.mark.django_db


def test_lin_reads_what_she_was_told_with_every_field_filled(lin):
    notices.tell(lin, SIGNED_UP, FACTS, now=NOW)
    notice = notices.inbox(lin).get()
    assert notice.title == "报名成功：太原专场"
    assert notice.text == "林，您已报名 太原专场，请于 5月20日 10:00 到场，凭证 K7M2PX9QR4。"
    assert notice.address == ""


def test_a_notice_leads_to_the_page_its_template_names(lin):
    about = replace(SIGNED_UP, page="faces:message")
    notice = notices.tell(lin, about, FACTS, about=[lin.pk], now=NOW)
    assert notices.inbox(lin).get().address == f"/messages/{lin.pk}/" == reverse("faces:message", args=[lin.pk])
    notices.tell_many([(lin, FACTS)], replace(SIGNED_UP, page="faces:mine"), now=NOW)
    assert notices.inbox(lin).exclude(pk=notice.pk).get().address == reverse("faces:mine")


def test_a_page_that_there_is_not_is_found_out_when_it_is_told(lin):
    with pytest.raises(NoReverseMatch):
        notices.tell(lin, replace(SIGNED_UP, page="faces:no_such_page"), FACTS, now=NOW)
    with pytest.raises(NoReverseMatch):
        notices.tell(lin, replace(SIGNED_UP, page="faces:message"), FACTS, now=NOW)  # it wants to know which
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("link", "leads_to"), [("", ""), ("/mine/", "/mine/"), ("gone:page 7", "")])
def test_a_notice_of_a_page_that_is_no_more_leads_nowhere_and_an_old_path_where_it_did(link, leads_to):
    assert Notice(link=link).address == leads_to


def test_her_phone_gets_the_short_form(lin):
    notices.tell(lin, SIGNED_UP, FACTS, now=NOW)
    message = opened(Delivery.objects.get(), now=NOW)
    assert message.to == Mobile.parse(LIN)
    assert message.text == "已报名太原专场，5月20日 10:00到场，凭证K7M2PX9QR4。"
    assert message.params == {"fair": "太原专场", "starts": "5月20日 10:00", "code": "K7M2PX9QR4"}


@pytest.mark.parametrize(
    ("at", "sent"),
    [("07:59", "20 08:00"), ("08:00", "20 08:00"), ("20:59", "20 20:59"), ("21:00", "21 08:00"), ("00:10", "20 08:00")],
)
def test_what_can_wait_stands_in_the_app_at_night_and_is_sent_in_the_morning(lin, at, sent):
    hour, minute = map(int, at.split(":"))
    night = NOW.astimezone(SHANGHAI).replace(hour=hour, minute=minute)
    notices.tell(lin, replace(SIGNED_UP, by_day=True), FACTS, now=night)
    assert notices.inbox(lin).count() == 1
    assert f"{Delivery.objects.get().due_at.astimezone(SHANGHAI):%d %H:%M}" == sent
    notices.tell(lin, SIGNED_UP, FACTS, now=night)
    assert Delivery.objects.filter(due_at=night).exists(), "what cannot wait does not"


def test_nothing_is_told_when_the_act_is_undone(lin):
    with transaction.atomic():
        notices.tell(lin, SIGNED_UP, FACTS, now=NOW)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert not Delivery.objects.exists()


def test_a_fact_the_sentence_needs_cannot_be_forgotten(lin):
    with pytest.raises(KeyError, match="code"):
        notices.tell(lin, SIGNED_UP, {"name": "林", "fair": "太原专场", "starts": NOW}, now=NOW)


def test_without_a_living_number_it_stays_in_the_app(wang, lin):
    lin.mobile_dead_at = NOW
    lin.save(update_fields=["mobile_dead_at"])
    for person in (wang, lin):
        notices.tell(person, SIGNED_UP, FACTS, now=NOW)
        assert notices.inbox(person).count() == 1
    assert not Delivery.objects.exists()


def test_it_stays_in_the_app_when_no_sms_is_wanted(lin):
    notices.tell(lin, SIGNED_UP, FACTS, now=NOW, sms=False)
    assert not Delivery.objects.exists()


def test_a_stolen_database_holds_neither_number_nor_words_of_a_message(lin):
    notices.tell(lin, SIGNED_UP, FACTS, now=NOW)
    notices.send_code(Mobile.parse("13700001111"), "246810", now=NOW)
    stolen = " ".join(
        repr([bytes(value) if isinstance(value, memoryview) else value for value in row])
        for row in Delivery.objects.values_list()
    )
    for secret in (LIN, "13700001111", "246810", "太原", "K7M2PX9QR4"):
        assert secret not in stolen


def test_a_sealed_number_cannot_be_moved_to_another_delivery(lin, chen):
    for person in (lin, chen):
        notices.tell(person, SIGNED_UP, FACTS, now=NOW)
    first, second = Delivery.objects.order_by("id")
    first.message_sealed = second.message_sealed
    with pytest.raises(Unsealable):
        opened(first, now=NOW)


def test_many_are_told_with_each_their_own_facts(lin, chen, wang):
    people = ((person, {**FACTS, "name": person.name}) for person in (lin, chen, wang))
    assert notices.tell_many(people, SIGNED_UP, now=NOW) == 3
    assert notices.inbox(chen).get().text.startswith(f"{chen.name}，")
    assert Delivery.objects.count() == 2


def test_many_may_be_named_by_id(lin, wang):
    assert notices.tell_many([(person.pk, FACTS) for person in (lin, wang)], SIGNED_UP, now=NOW) == 2
    assert Delivery.objects.get().person_id == lin.pk


@pytest.mark.parametrize("named", ["by row", "by id"])
def test_the_number_of_statements_does_not_grow_with_the_people(named, django_assert_max_num_queries):
    people = [make_person(f"p{number}", f"138{number:08}") for number in range(200)]
    given = [(person if named == "by row" else person.pk, FACTS) for person in people]
    with django_assert_max_num_queries(5):  # savepoint, numbers, notices, deliveries, release
        notices.tell_many(given, SIGNED_UP, now=NOW)


def test_one_person_is_told_with_two_statements(lin, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):  # savepoint, notice, delivery, release
        notices.tell(lin, SIGNED_UP, FACTS, now=NOW)


def test_the_inbox_is_hers_newest_first_and_read_once(lin, chen):
    for person in (lin, lin, chen):
        notices.tell(person, SIGNED_UP, FACTS, now=NOW)
    second, first = sorted(Notice.objects.filter(person=lin), key=lambda notice: notice.pk, reverse=True)
    foreign = Notice.objects.get(person=chen)
    assert list(notices.inbox(lin)) == [second, first]
    assert notices.unread_count(lin) == 2
    assert notices.mark_read(lin, [first.pk, foreign.pk], now=NOW) == 1
    assert notices.mark_read(lin, [first.pk], now=NOW + timedelta(hours=1)) == 0
    first.refresh_from_db()
    assert (first.read_at, notices.unread_count(lin), notices.unread_count(chen)) == (NOW, 1, 1)


def test_a_sign_in_code_is_for_a_number_that_may_belong_to_nobody():
    delivery = notices.send_code(Mobile.parse("13700001111"), "246810", now=NOW)
    assert (delivery.person_id, delivery.notice_id) == (None, None)
    assert delivery.useless_after == NOW + timedelta(minutes=5)
    assert "246810" in opened(delivery, now=NOW).text
    assert opened(delivery, now=NOW).params == {"code": "246810"}
