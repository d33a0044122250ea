"""Alibaba Cloud SMS against a stand-in that checks signatures as documented; nothing goes out twice."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import requests
from django.core.exceptions import ImproperlyConfigured

from gonghui.kernel.mobile import Mobile
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.models import Delivery
from gonghui.primitives.notices.outcomes import Held, Limited, NeverWill, TryLater, Unlisted, Unsure
from gonghui.primitives.notices.sms import chosen
from gonghui.primitives.notices.sms.acs3 import Credentials, headers_for, query_string
from gonghui.primitives.notices.sms.aliyun import CHINA, AliyunBackend, trouble_of
from gonghui.primitives.notices.sms.base import Message
from gonghui.primitives.rows import new_id

from .conftest import FACTS, SIGNED_UP
from .fake_aliyun import KEY_ID, SECRET, FakeAliyun


@pytest.fixture
def provider():
    server = FakeAliyun()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def options(provider) -> dict[str, str]:
    return {
        "backend": "aliyun",
        "endpoint": provider.address,
        "access_key_id": KEY_ID,
        "access_key_secret": SECRET,
        "sign_name": "工惠",
        "templates": json.dumps({"fairs.signed_up": "SMS_1234", "people.sign_in_code": "SMS_5678"}),
    }


@pytest.fixture
def aliyun(options) -> AliyunBackend:
    return AliyunBackend(options)


def impatient(backend: AliyunBackend, fault: str | int) -> AliyunBackend:
    """For an answer that is late by plan; every other answer has the product's own time, however busy the machine."""
    if fault == "late":
        backend.read_seconds = 0.3
    if fault == "trickle":
        backend.whole_seconds = 0.5
    return backend


def message(mobile: str = "13812341234", **params: str) -> Message:
    return Message(new_id(), Mobile.parse(mobile), "文字", "fairs.signed_up", params or {"fair": "太原 & 大同+*~专场"})


def test_the_signature_is_that_of_the_published_example():
    query = query_string({"RegionId": "cn-shanghai", "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"})
    headers = headers_for(
        "RunInstances",
        "2014-05-26",
        query,
        host="ecs.cn-shanghai.aliyuncs.com",
        credentials=Credentials("YourAccessKeyId", "YourAccessKeySecret"),
        now=datetime(2023, 10, 26, 10, 22, 32, tzinfo=UTC),
        nonce="3156853299f313e23d1673dc12e1703d",
    )
    assert headers["Authorization"] == (
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,"
        "SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


def test_a_message_arrives_with_number_template_words_and_our_id(aliyun, provider):
    one = message(fair="太原 & 大同+*~专场", code="K7M2 PX9")
    assert aliyun.send(one) == "biz^1"
    [sent] = provider.sent
    assert sent["PhoneNumbers"] == "13812341234"
    assert (sent["SignName"], sent["TemplateCode"], sent["OutId"]) == ("工惠", "SMS_1234", str(one.delivery_id))
    assert json.loads(sent["TemplateParam"]) == {"fair": "太原 & 大同+*~专场", "code": "K7M2 PX9"}


def test_a_number_of_taiwan_goes_with_its_country_code(aliyun, provider):
    aliyun.send(message("+886912345678"))
    assert provider.sent[0]["PhoneNumbers"] == "886912345678"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"access_key_secret": "guess"}, "SignatureDoesNotMatch"),
        ({"access_key_id": "x"}, "InvalidAccessKeyId.NotFound"),
    ],
)
def test_a_wrong_key_is_refused_and_may_be_mended(options, provider, wrong, reason):
    with pytest.raises(TryLater, match=reason):
        AliyunBackend({**options, **wrong}).send(message())
    assert provider.sent == []


def signed(provider, **changes):
    query = query_string({"PhoneNumbers": "13812341234", "TemplateParam": "{}", "OutId": "1"})
    given = {"now": datetime.now(UTC), "nonce": uuid.uuid4().hex} | changes
    headers = headers_for(
        "SendSms",
        "2017-05-25",
        query,
        host=provider.address.removeprefix("http://"),
        credentials=Credentials(KEY_ID, SECRET),
        **given,
    )
    return requests.post(f"{provider.address}/?{query}", headers=headers, timeout=60).json()["Code"]


def test_the_stand_in_refuses_a_stale_date_and_a_nonce_seen_before(provider):
    assert signed(provider, now=datetime.now(UTC) - timedelta(minutes=16)) == "InvalidTimeStamp.Expired"
    assert signed(provider, nonce="once") == "OK"
    assert signed(provider, nonce="once") == "SignatureNonceUsed"
    assert len(provider.sent) == 1


@pytest.mark.parametrize(
    ("code", "words", "kind", "after"),
    [
        ("isv.BUSINESS_LIMIT_CONTROL", "触发分钟级流控Permits:1", Limited, "12-31 23:31"),
        ("isv.BUSINESS_LIMIT_CONTROL", "触发小时级流控Permits:5", Limited, "01-01 00:30"),
        ("isv.BUSINESS_LIMIT_CONTROL", "触发天级流控Permits:10", Limited, "01-01 00:00"),
        ("isv.DAY_LIMIT_CONTROL", "", Limited, "01-01 00:00"),
        ("isv.MONTH_LIMIT_CONTROL", "", Limited, "01-01 00:00"),
        ("isv.OUT_OF_SERVICE", "", Held, None),
        ("isv.AMOUNT_NOT_ENOUGH", "", Held, None),
        ("isv.SMS_TEMPLATE_ILLEGAL", "", Held, None),
        ("isv.SMS_SIGNATURE_ILLEGAL", "", Held, None),
        ("isv.ACCOUNT_ABNORMAL", "", Held, None),
        ("isp.RAM_PERMISSION_DENY", "", Held, None),
        ("Forbidden.RAM", "", Held, None),
        ("isp.SYSTEM_ERROR", "", TryLater, None),
        ("Throttling.User", "", TryLater, None),
        ("isv.PARAM_LENGTH_LIMIT", "", NeverWill, None),
        ("isv.BLACK_KEY_CONTROL_LIMIT", "", NeverWill, None),
        ("SignatureNonceUsed", "", Unlisted, None),
        ("InternalError", "", Unlisted, None),
    ],
)
def test_a_code_says_whether_and_when_to_try_again(code, words, kind, after):
    trouble = trouble_of(code, words, now=datetime(2026, 12, 31, 15, 30, tzinfo=UTC))  # half past eleven in China
    assert type(trouble) is kind
    until = getattr(trouble, "until", None)
    assert (f"{until.astimezone(CHINA):%m-%d %H:%M}" if until else None) == after


def test_a_dead_number_is_told_from_words_that_are_not_sent():
    now = datetime.now(UTC)
    dead, words = (
        trouble_of("isv.MOBILE_NUMBER_ILLEGAL", "", now=now),
        trouble_of("isv.INVALID_PARAMETERS", "", now=now),
    )
    assert isinstance(dead, NeverWill)
    assert isinstance(words, NeverWill)
    assert (dead.permanent, words.permanent) == (True, False)


def test_a_field_too_long_for_the_account_is_sent_shorter(aliyun, provider):
    provider.plan.append("isv.PARAM_LENGTH_LIMIT")
    aliyun.send(message(fair="长" * 35, code="K7M2PX9QR4"))
    [sent] = provider.sent
    assert json.loads(sent["TemplateParam"]) == {"fair": "长" * 19 + "…", "code": "K7M2PX9QR4"}


def test_a_template_that_is_not_listed_is_not_sent_at_all(aliyun, provider):
    one = Message(new_id(), Mobile.parse("13812341234"), "文字", "fairs.unknown")
    with pytest.raises(Held, match="no_approved_template"):
        aliyun.send(one)
    assert provider.requests == []


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("garbage", "unreadable_answer"),
        ("late", "Time"),
        ("trickle", "endless_answer"),
        ("drop", "connection_lost"),
        (500, "http_500"),
        (502, "http_502"),
    ],
)
def test_when_the_answer_does_not_arrive_it_is_unsure(aliyun, provider, fault, reason):
    provider.plan.append(fault)
    with pytest.raises(Unsure, match=reason):
        impatient(aliyun, fault).send(message())


def test_nobody_listening_is_surely_not_sent(options):
    with pytest.raises(TryLater, match="no_connection"):
        AliyunBackend({**options, "endpoint": "http://127.0.0.1:9"}).send(message())


def test_the_provider_knows_what_it_took_also_on_a_later_page(aliyun, provider):
    messages = [message() for _ in range(60)]
    aliyun.send_batch(messages[:59])
    assert aliyun.was_sent(messages[58]) is True
    assert aliyun.was_sent(messages[59]) is False


@pytest.mark.parametrize("fault", ["isv.RAM_CHECK_FAILED", 503, "garbage", "drop"])
def test_an_unanswered_question_is_no_answer(aliyun, provider, fault):
    one = message()
    provider.plan.append(fault)
    with pytest.raises((TryLater, Unsure)):
        aliyun.was_sent(one)


def test_a_batch_goes_in_parallel_with_one_outcome_each(aliyun, provider):
    provider.plan.extend(["isv.MOBILE_NUMBER_ILLEGAL", None, "isp.SYSTEM_ERROR", None])
    outcomes = aliyun.send_batch([message() for _ in range(50)])
    assert sum(isinstance(outcome, str) for outcome in outcomes) == 48
    assert {type(outcome) for outcome in outcomes if not isinstance(outcome, str)} == {NeverWill, TryLater}


@pytest.fixture
def site(options, settings) -> AliyunBackend:
    """The whole outbox with this provider behind it."""
    settings.SMS = options
    return chosen.backend()


@pytest.mark.django_db
@pytest.mark.parametrize("fault", ["late", "drop", "garbage", "trickle"])
def test_nothing_is_sent_twice_when_the_answer_was_lost(lin, site, provider, fault):
    now = datetime.now(UTC)
    notices.tell(lin, SIGNED_UP, FACTS, now=now)
    provider.plan.append(fault)
    impatient(site, fault)
    notices.send_due(now=now)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.sent_at) == ("sending", None)
    for minutes in range(1, 30):
        notices.rescue_claimed(now=now + timedelta(minutes=minutes))
        notices.send_due(now=now + timedelta(minutes=minutes))
    delivery.refresh_from_db()
    assert (delivery.state, len(provider.sent)) == ("sent", 1)
    assert provider.requests.count("SendSms") == 1


@pytest.mark.django_db
def test_a_message_lost_on_the_way_is_sent_after_asking(lin, site, provider):
    now = datetime.now(UTC)
    notices.tell(lin, SIGNED_UP, FACTS, now=now)
    provider.plan.append(500)
    notices.send_due(now=now)
    notices.rescue_claimed(now=now + timedelta(minutes=3))
    notices.send_due(now=now + timedelta(minutes=3))
    assert Delivery.objects.get().state == "sent"
    assert provider.requests == ["SendSms", "QuerySendDetails", "SendSms"]
    assert len(provider.sent) == 1


def test_a_site_without_its_keys_is_told_so(options):
    for wrong in ({"access_key_secret": ""}, {"templates": "{"}, {"templates": "[]"}):
        with pytest.raises(ImproperlyConfigured):
            AliyunBackend({**options, **wrong})
