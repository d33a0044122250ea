"""Who asks, and over what, is believed of our own proxies only."""

import ipaddress

import pytest
from django.test import Client

from gonghui.faces.middleware import address_of, forwarded
from gonghui.site.environment import Environment

OURS = [ipaddress.ip_network("10.1.0.0/16"), ipaddress.ip_network("fd00::/8")]


@pytest.fixture
def asked_by(rf, settings):
    """What a request from `peer` that says `said` of itself is taken for: its address, and whether it came by TLS."""

    def asked(peer, said=None, *, proxies=OURS):
        settings.PROXIES = proxies
        headers = {"X-Forwarded-Proto": "https"} | ({"X-Forwarded-For": said} if said is not None else {})
        request = rf.get("/", REMOTE_ADDR=peer, headers=headers)
        return forwarded(lambda request: (address_of(request), request.is_secure()))(request)

    return asked


def test_nobody_is_believed_when_no_proxy_is_named(asked_by):
    assert asked_by("10.1.0.1", "1.2.3.4", proxies=[]) == ("10.1.0.1", False)


def test_a_stranger_cannot_say_who_they_are(asked_by):
    assert asked_by("203.0.113.9", "1.2.3.4") == ("203.0.113.9", False)


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("1.2.3.4", "1.2.3.4"),
        ("6.6.6.6, 1.2.3.4", "1.2.3.4"),  # the first was sent by the asker
        ("6.6.6.6, 1.2.3.4, 10.1.0.2", "1.2.3.4"),  # two proxies of ours in a row
        ("2001:db8::7", "2001:db8::7"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
        ("", "10.1.0.1"),
        ("nonsense' OR 1=1", "10.1.0.1"),
        ("1.2.3.4, " + "x" * 10_000, "10.1.0.1"),
        (None, "10.1.0.1"),
    ],
)
def test_our_proxy_says_whom_it_was_asked_by(asked_by, said, address):
    assert asked_by("10.1.0.1", said) == (address, True)


def test_a_proxy_on_the_same_machine_may_come_dressed_as_ipv6(asked_by):
    assert asked_by("::ffff:10.1.0.1", "1.2.3.4") == ("1.2.3.4", True)


@pytest.mark.django_db
def test_the_limit_of_an_address_cannot_be_passed_by_inventing_addresses(settings):
    settings.CODES_PER_ADDRESS = 2
    answers = [
        Client().post("/sign-in/", {"mobile": f"1990000{n:04}"}, headers={"X-Forwarded-For": f"1.2.3.{n}"})
        for n in range(3)
    ]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert "60 分钟后再试，或改用手机流量登录" in answers[2].content.decode()
    assert 0 < int(answers[2]["Retry-After"]) <= 3600


def test_what_is_no_address_is_named_at_the_start():
    with pytest.raises(Exception, match="GONGHUI_PROXIES: 'nginx'"):
        Environment(proxies="127.0.0.1, nginx").proxies_list()
